// SPDX-License-Identifier: EUPL-1.2
// Goal: inputs, cells, allowed values, defaults and nulls of a table behave as section 8.3 says.
// Method: small tables as DMN text, each with the inputs and the value expected.
#include <ostream>

#include <gtest/gtest.h>

#include "tests/unit/dmn/model_text.hpp"

namespace foerderwerk::dmn::tests {
namespace {

struct TableCase {
    std::string name;
    TableText table;
    std::string inputs;
    std::string expected;
};

void PrintTo(const TableCase& test, std::ostream* out) {
    *out << test.name;
}

class Tables : public testing::TestWithParam<TableCase> {};

TEST_P(Tables, Give) {
    const TableCase& test = GetParam();
    EXPECT_EQ(result_of(table_model(test.table), test.inputs), test.expected) << test.name;
}

const TableText by_size{"UNIQUE",
                        "",
                        {"a"},
                        {"x | \"klein\", \"groß\""},
                        {{"< 10", "\"klein\""}, {">= 10", "\"groß\""}}};
const TableText with_default{
    "UNIQUE", "", {"a"}, {"x | 1, 2, 9 | 9", "y"}, {{"1", "1", "\"eins\""}}};
const TableText with_allowed{
    "FIRST", "", {"a | \"rot\", \"gelb\""}, {"x"}, {{"\"rot\"", "1"}, {"-", "2"}}};
const TableText bad_output{"FIRST", "", {"a"}, {"x | 1, 2"}, {{"1", "1"}, {"2", "3"}}};

INSTANTIATE_TEST_SUITE_P(
    Standard, Tables,
    testing::Values(
        TableCase{"a row", by_size, "{a: 9.99, b: 0}", "klein"},
        TableCase{"the edge", by_size, "{a: 10, b: 0}", "groß"},
        TableCase{"no row, no default", by_size, "{a: null, b: 0}", "null"},
        TableCase{"an input that is missing is null", by_size, "{b: 0}", "null"},
        TableCase{"a row before the default", with_default, "{a: 1, b: 0}", "{x: 1, y: \"eins\"}"},
        TableCase{"the default", with_default, "{a: 2, b: 0}", "{x: 9, y: null}"},
        TableCase{"an allowed input", with_allowed, "{a: \"gelb\", b: 0}", "2"},
        TableCase{"an input that is not allowed", with_allowed, "{a: \"blau\", b: 0}", "null"},
        TableCase{"an allowed output", bad_output, "{a: 1, b: 0}", "1"},
        TableCase{"an output that is not allowed", bad_output, "{a: 2, b: 0}", "null"},
        TableCase{"an input expression",
                  {"UNIQUE", "", {"a + b", "a > b"}, {"x"}, {{"7", "true", "a * b"}}},
                  "{a: 4, b: 3}",
                  "12"},
        TableCase{
            "cells see other inputs",
            {"FIRST", "", {"a"}, {"x"}, {{"< b", "\"unter b\""}, {"? = 2 * b", "\"doppelt\""}}},
            "{a: 6, b: 3}",
            "doppelt"},
        TableCase{"several tests in a cell",
                  {"UNIQUE", "", {"a"}, {"x"}, {{"1, [3..5], > 100", "true"}}},
                  "{a: 4, b: 0}",
                  "true"},
        TableCase{"an empty input cell is a dash",
                  {"UNIQUE", "", {"a", "b"}, {"x"}, {{"", "2", "1"}}},
                  "{a: null, b: 2}",
                  "1"},
        TableCase{"an empty output cell is null",
                  {"UNIQUE", "", {"a"}, {"x"}, {{"1", ""}}},
                  "{a: 1, b: 0}",
                  "null"},
        TableCase{"null is a value a cell can ask for",
                  {"UNIQUE", "", {"a"}, {"x"}, {{"null", "\"fehlt\""}, {"not(null)", "\"da\""}}},
                  "{a: null, b: 0}",
                  "fehlt"},
        TableCase{
            "a table without inputs", {"UNIQUE", "", {}, {"x"}, {{"a + 1"}}}, "{a: 1, b: 0}", "2"},
        TableCase{
            "a table without rules", {"UNIQUE", "", {"a"}, {"x"}, {}}, "{a: 1, b: 0}", "null"}));

TEST(Table, AValueThatIsNotAllowedIsAProblem) {
    const Decided decided = decide(model_of(table_model(with_allowed)), "result", "{a: 3, b: 0}");
    ASSERT_FALSE(decided.problems.empty());
    EXPECT_EQ(decided.problems.back(), "'result': input 'a' is 3, allowed is \"rot\", \"gelb\"");
    EXPECT_TRUE(decided.matched.empty());
}

TEST(Table, NamesWithSpacesAndSigns) {
    const std::string xml =
        definitions_xml(input_xml("Zahl der Einwohner") + input_xml("Land-Kreis") +
                        decision_xml("result", {"Zahl der Einwohner", "Land-Kreis"},
                                     table_xml({"UNIQUE",
                                                "",
                                                {"Zahl der Einwohner", "Land-Kreis"},
                                                {"x"},
                                                {{"> 5", "true", "Zahl der Einwohner - 1"}}})));
    EXPECT_EQ(result_of(xml, "{\"Zahl der Einwohner\": 7, \"Land-Kreis\": true}"), "6");
}

TEST(Table, ADerivedPersonalValueIsTold) {
    const Model model = model_of(table_model({"FIRST", "", {"a"}, {"x"}, {{"\"Kim\"", "1"}}}));
    feel::Context inputs;
    inputs.set("a", feel::Value::personal("Kim", "teilnehmer.1"));
    inputs.set("b", 0);
    const auto decided = evaluate(model, "result", inputs, {});
    ASSERT_TRUE(decided.has_value());
    EXPECT_EQ(decided->value, feel::Value(1));
    EXPECT_EQ(decided->derived_from_subject, "teilnehmer.1");
}

}  // namespace
}  // namespace foerderwerk::dmn::tests
