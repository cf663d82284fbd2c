// SPDX-License-Identifier: EUPL-1.2
// Goal: literals and operators mean what DMN 1.5, chapter 10 says. Method: tables.
#include "tests/unit/feel/evaluate_rows.hpp"

namespace foerderwerk::feel {
namespace {

TEST(Literals, StandForThemselves) {
    expect_rows(std::to_array<Row>({
        {"1", "1"},
        {".5", "0.5"},
        {"1.50", "1.50"},
        {"1.23e4", "12300"},
        {"true", "true"},
        {"null", "null"},
        {"\"Böllen\"", "Böllen"},
        {R"("a\"b\\c\n\td")", "a\"b\\c\n\td"},
        {R"("\u00e4\U01F40E\uD83D\uDC0E")", "ä🐎🐎"},
        {R"("\d{3}")", "\\d{3}"},
        {"'http://x' + 'y\"'", "http://xy\""},
        {"@\"2026-01-12\"", "2026-01-12"},
        {"@\"09:30:00\"", "09:30:00"},
        {"@\"2026-01-12T09:30:00+01:00\"", "2026-01-12T09:30:00+01:00"},
        {"@\"P14D\"", "P14D"},
        {"@\"P1Y2M\"", "P1Y2M"},
        {"[]", "[]"},
        {"[1, \"a\", [true]]", "[1, \"a\", [true]]"},
        {"{a: 1, \"b c\": {d: 2}}", "{a: 1, b c: {d: 2}}"},
        {"{}", "{}"},
        {"[1..3]", "[1..3]"},
        {"]1..3[", "(1..3)"},
        {"(1..3]", "(1..3]"},
        {"(< 5)", "(< 5)"},
        {"(!= 5)", "(!= 5)"},
        {"/* a */ 1 // b\n + 2", "3"},
        {"\xC2\xA0"  // a no-break space
         "1",
         "1"},
    }));
}

TEST(Literals, RefuseWhatIsNoFeel) {
    for (const char* text : {"",
                             " ",
                             "1 +",
                             "(1",
                             "[1",
                             "{a 1}",
                             "{a: 1",
                             "\"a",
                             "/* a",
                             "1 2",
                             "a b",
                             "@1",
                             "1 ..",
                             "if a then b",
                             "for x in [1]",
                             "some x in [1]",
                             "function(a",
                             "f(a: 1, 2)",
                             "f(1, a: 2)",
                             "[1..",
                             "\xff",
                             "\"\xff\"",
                             R"("\ud800")",
                             R"("\uZZZZ")",
                             "1e7000",
                             "x instance of 3",
                             "a..b",
                             ")",
                             "and",
                             "1 and",
                             "'a",
                             ".a",
                             "a.",
                             "x in",
                             "x between 1",
                             "§"}) {
        EXPECT_EQ(evaluated(text), "syntax error") << text;
    }
}

TEST(SyntaxErrors, SayWhere) {
    const auto parsed = parse_expression("1 + + 2");
    ASSERT_FALSE(parsed.has_value());
    EXPECT_EQ(parsed.error().offset, 4U);
    EXPECT_EQ(parsed.error().reason, "not expected here: +");
}

TEST(Arithmetic, IsExactAndBindsAsUsual) {
    expect_rows(std::to_array<Row>({
        {"0.1 + 0.2", "0.3"},
        {"1 + 2 * 3 - 4 / 2", "5"},
        {"(1 + 2) * 3", "9"},
        {"2 ** 3 ** 2", "64"},
        {"-2 ** 2", "4"},
        {"2 ** -1", "0.5"},
        {"10 - 3 - 2", "5"},
        {"100 / 10 / 5", "2"},
        {"--1", "1"},
        {"1 / 0", "error"},
        {"1 + null", "error"},
        {"1 + \"a\"", "error"},
        {"\"Bildungs\" + \"-Voucher\"", "Bildungs-Voucher"},
        {"\"a\" - \"b\"", "error"},
        {"-\"a\"", "error"},
        {"true + 1", "error"},
        {"9e6144 * 10", "error"},
        {"10 ** 100000", "error"},
    }));
}

TEST(Comparison, IsThreeValued) {
    expect_rows(std::to_array<Row>({
        {"1.0 = 1", "true"},
        {"1 != 2", "true"},
        {"\"a\" < \"b\"", "true"},
        {"\"Z\" < \"ä\"", "true"},
        {"2 >= 2.0", "true"},
        {"1 = \"1\"", "error"},
        {"1 < \"1\"", "error"},
        {"true < false", "error"},
        {"null = null", "true"},
        {"null = 1", "false"},
        {"null != 1", "true"},
        {"null < 1", "null"},
        {"(1 / 0) = null", "true"},
        {"(1 / 0) < 1", "error"},
        {"[1, 2] = [1, 2.0]", "true"},
        {"[1, 2] = [2, 1]", "false"},
        {"{a: 1, b: 2} = {b: 2, a: 1}", "true"},
        {"{a: 1} = {a: 1, b: 2}", "false"},
        {"[1..3] = [1..3]", "true"},
        {"[1..3] = [1..3)", "false"},
        {"(< 10) = (null..10)", "false"},
        {"@\"P1D\" = @\"PT24H\"", "true"},
        {"@\"P1Y\" = @\"P365D\"", "error"},
        {"@\"10:00:00Z\" = @\"11:00:00+01:00\"", "true"},
        {"@\"10:00:00Z\" = @\"10:00:00\"", "error"},
        {"5 between 1 and 5", "true"},
        {"6 between 1 and 5", "false"},
        {"5 between 1 and null", "null"},
        {"5 between \"a\" and \"b\"", "error"},
        {"1 < 2 = true", "true"},
    }));
}

TEST(Logic, FollowsTheTables) {
    expect_rows(std::to_array<Row>({
        {"true and true", "true"},
        {"true and false", "false"},
        {"true and null", "null"},
        {"false and null", "false"},
        {"null and false", "false"},
        {"false and 1", "false"},
        {"true and 1", "error"},
        {"true or 1", "true"},
        {"false or null", "null"},
        {"null or true", "true"},
        {"false or false", "false"},
        {"not(true)", "false"},
        {"not(null)", "null"},
        {"not(1)", "error"},
        {"true or false and false", "true"},
        {"unknown and false", "false"},
        {"unknown and true", "error"},
    }));
}

TEST(In, FindsTheValue) {
    expect_rows(std::to_array<Row>({
        {"1 in 1", "true"},
        {"1 in [1, 2]", "true"},
        {"3 in [1, 2]", "false"},
        {"2 in [1..3]", "true"},
        {"3 in [1..3)", "false"},
        {"2 in (1..3)", "true"},
        {"2 in ([1..3], 7)", "true"},
        {"7 in ([1..3], 7)", "true"},
        {"5 in (< 3, > 4)", "true"},
        {"5 in <= 5", "true"},
        {"5 in (!= 5)", "false"},
        {"\"a\" in (\"b\", \"a\")", "true"},
        {"2 in [[1..3], [5..6]]", "true"},
        {"[1] in [[1], [2]]", "true"},
        {"1 in [\"a\"]", "false"},
        {"null in [null]", "true"},
        {"4 in (? > 3)", "true"},
        {"@\"2026-01-12\" in [@\"2026-01-01\"..@\"2026-12-31\"]", "true"},
        {"5 in [3..1]", "error"},
        {"[1..\"a\"]", "error"},
    }));
}

TEST(InstanceOf, KnowsTheTypes) {
    expect_rows(std::to_array<Row>({
        {"1 instance of number", "true"},
        {"\"a\" instance of number", "false"},
        {"null instance of number", "false"},
        {"null instance of Null", "true"},
        {"@\"2026-01-12\" instance of date", "true"},
        {"@\"2026-01-12T00:00:00\" instance of date and time", "true"},
        {"@\"P1D\" instance of days and time duration", "true"},
        {"@\"P1M\" instance of years and months duration", "true"},
        {"[1, 2] instance of list<number>", "true"},
        {"[1, \"a\"] instance of list<number>", "false"},
        {"{a: 1} instance of context<a: number>", "true"},
        {"{b: 1} instance of context<a: number>", "false"},
        {"[1..2] instance of range<number>", "true"},
        {"(function(a) a) instance of function<number> -> number", "true"},
        {"1 + 1 instance of number", "error"},
        {"1 instance of tVoucher", "error"},
        {"1 instance of map<number>", "syntax error"},
    }));
}

TEST(InstanceOf, UsesTheTypesOfTheModel) {
    Type voucher;
    voucher.name = Type::Name::list;
    voucher.parts.emplace_back();
    voucher.parts.front().name = Type::Name::number;
    Type circle;
    circle.name = Type::Name::named;
    circle.custom = "tCircle";
    const NamedTypes types{{"tVoucher", voucher}, {"tCircle", circle}};
    Environment environment;
    environment.types = &types;
    expect_rows(std::to_array<Row>({
                    {"[1] instance of tVoucher", "true"},
                    {"[\"a\"] instance of tVoucher", "false"},
                    {"[[1]] instance of list<tVoucher>", "true"},
                    {"1 instance of tCircle", "error"},
                }),
                environment);
}

}  // namespace
}  // namespace foerderwerk::feel
