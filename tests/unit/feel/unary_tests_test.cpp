// SPDX-License-Identifier: EUPL-1.2
// Goal: the cells of a decision table hold as grammar rules 7 to 17 say. Method: a table of
// (cell, input, result).
#include "tests/unit/feel/evaluate_rows.hpp"

namespace foerderwerk::feel {
namespace {

struct Cell {
    const char* tests;
    const char* input;
    const char* shown;
};

TEST(UnaryTests, HoldForTheInput) {
    const Cell cells[] = {
        {"-", "5", "true"},
        {"-", "null", "true"},
        {"5", "5", "true"},
        {"5", "6", "false"},
        {"1, 2, 5", "5", "true"},
        {"< 5", "4", "true"},
        {"< 5", "5", "false"},
        {">= 5", "5", "true"},
        {"!= 5", "5", "false"},
        {"= 5", "5", "true"},
        {"[1..3], 7", "7", "true"},
        {"[1..3], 7", "4", "false"},
        {"]1..3[", "1", "false"},
        {"]1..3[", "2", "true"},
        {"\"a\", \"b\"", "\"b\"", "true"},
        {"not(5)", "5", "false"},
        {"not(5)", "6", "true"},
        {"not(< 3, > 7)", "5", "true"},
        {"not(true)", "true", "false"},
        {"not(? > 3) or ? = 9", "9", "true"},
        {"? > 3 and ? < 9", "5", "true"},
        {"? > 3 and ? < 9", "9", "false"},
        {"true", "true", "true"},
        {"false", "true", "false"},
        {"null", "null", "true"},
        {"null", "5", "false"},
        {"< 5", "null", "null"},
        {"\"a\"", "5", "null"},
        {"grenze", "10", "true"},
        {"<= grenze * 2", "20", "true"},
        {"[1, 2, 3]", "2", "true"},
        {"@\"2026-01-01\"", "@\"2026-01-01\"", "true"},
        {"> @\"2026-01-01\"", "@\"2026-01-02\"", "true"},
        {"starts with(?, \"08\")", "\"08336010\"", "true"},
        {"count(?) > 1", "[1, 2]", "true"},
        {"-5", "-5", "true"},
    };
    for (const Cell& cell : cells) {
        Context context;
        context.set("grenze", 10);
        context.set("?", evaluate(*parse_expression(cell.input), {}).value);
        const ContextVariables variables(context);
        Environment environment;
        environment.variables = &variables;
        const auto tests = parse_unary_tests(cell.tests);
        ASSERT_TRUE(tests.has_value()) << cell.tests << ": " << tests.error().reason;
        EXPECT_EQ(shown(evaluate(*tests, environment).value), cell.shown)
            << cell.tests << " for " << cell.input;
    }
}

TEST(UnaryTests, RefuseWhatIsNoTest) {
    for (const char* text : {"", "1,", "< ", "not(", "not(1", "- -", "1 2", "[1..2", ", 1"}) {
        EXPECT_FALSE(parse_unary_tests(text).has_value()) << text;
    }
}

TEST(UnaryTests, NeedAnInput) {
    EXPECT_EQ(shown(evaluate(*parse_unary_tests("< 5"), {}).value), "error");
}

}  // namespace
}  // namespace foerderwerk::feel
