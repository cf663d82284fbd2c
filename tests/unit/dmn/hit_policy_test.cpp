// SPDX-License-Identifier: EUPL-1.2
// Goal: every hit policy and aggregation gives what section 8.2.10 says, for no, one and several
// matching rules, and tells which rows took part.
// Method: one table of overlapping rows, read from DMN text, evaluated under each policy.
#include <ostream>

#include <gtest/gtest.h>

#include "tests/unit/dmn/model_text.hpp"

namespace foerderwerk::dmn::tests {
namespace {

struct PolicyCase {
    std::string policy;
    std::string aggregation;
    std::string a;
    std::string expected;
    std::string rows;  // rows that took part
    bool has_problem = false;
};

std::string rows_of(const Decided& decided) {
    std::string rows;
    for (const MatchedRule& matched : decided.matched)
        rows += std::to_string(matched.rule);
    return rows;
}

void PrintTo(const PolicyCase& test, std::ostream* out) {
    *out << test.policy;
}

class HitPolicies : public testing::TestWithParam<PolicyCase> {};

TEST_P(HitPolicies, OneOutput) {
    const PolicyCase& test = GetParam();
    const Model model = model_of(table_model({test.policy,
                                              test.aggregation,
                                              {"a"},
                                              {"x | 30, 10, 20"},
                                              {{"> 0", "10"},
                                               {"> 5", "20"},
                                               {"> 10", "30"},
                                               {"> 10", "10"},
                                               {"[100..200]", "20"},
                                               {"-1", "20"},
                                               {"-1", "20"}}}));
    const Decided decided = decide(model, "result", "{a: " + test.a + ", b: null}");
    EXPECT_EQ(feel::to_text(decided.value), test.expected);
    EXPECT_EQ(rows_of(decided), test.rows);
    EXPECT_EQ(!decided.problems.empty(), test.has_problem);
}

INSTANTIATE_TEST_SUITE_P(
    Standard, HitPolicies,
    testing::Values(
        PolicyCase{"UNIQUE", "", "1", "10", "1"}, PolicyCase{"UNIQUE", "", "7", "null", "12", true},
        PolicyCase{"UNIQUE", "", "-7", "null", ""}, PolicyCase{"FIRST", "", "1", "10", "1"},
        PolicyCase{"FIRST", "", "150", "10", "1"}, PolicyCase{"FIRST", "", "-7", "null", ""},
        PolicyCase{"ANY", "", "1", "10", "1"}, PolicyCase{"ANY", "", "-1", "20", "67"},
        PolicyCase{"ANY", "", "7", "null", "12", true}, PolicyCase{"PRIORITY", "", "7", "10", "1"},
        PolicyCase{"PRIORITY", "", "11", "30", "3"},
        PolicyCase{"OUTPUT ORDER", "", "11", "[30, 10, 10, 20]", "3142"},
        PolicyCase{"RULE ORDER", "", "11", "[10, 20, 30, 10]", "1234"},
        PolicyCase{"RULE ORDER", "", "1", "[10]", "1"},
        PolicyCase{"COLLECT", "", "11", "[10, 20, 30, 10]", "1234"},
        PolicyCase{"COLLECT", "SUM", "11", "70", "1234"},
        PolicyCase{"COLLECT", "MIN", "11", "10", "1234"},
        PolicyCase{"COLLECT", "MAX", "11", "30", "1234"},
        PolicyCase{"COLLECT", "COUNT", "11", "4", "1234"},
        PolicyCase{"COLLECT", "COUNT", "-7", "0", ""},
        PolicyCase{"COLLECT", "SUM", "-7", "null", ""}));

TEST(HitPolicy, SeveralOutputsAreAContextAndTheFirstPriorityDecides) {
    const TableText table{"PRIORITY",
                          "",
                          {"a"},
                          {"x | 2, 1", "y | \"hoch\", \"tief\""},
                          {{"-", "1", "\"hoch\""}, {"-", "2", "\"tief\""}, {"-", "2", "\"hoch\""}}};
    EXPECT_EQ(result_of(table_model(table), "{a: 1, b: 1}"), "{x: 2, y: \"hoch\"}");
}

TEST(HitPolicy, AnOutputWithoutValuesDoesNotRank) {
    const TableText table{
        "OUTPUT ORDER", "", {}, {"x | 2, 1", "y"}, {{"1", "1"}, {"2", "9"}, {"2", "8"}}};
    EXPECT_EQ(result_of(table_model(table), "{a: 1, b: 1}"),
              "[{x: 2, y: 9}, {x: 2, y: 8}, {x: 1, y: 1}]");
}

TEST(HitPolicy, PrioritiesMayComeFromTheType) {
    const std::string type =
        "<itemDefinition name=\"t\"><typeRef>string</typeRef><allowedValues><text>\"b\", \"a\""
        "</text></allowedValues></itemDefinition>";
    std::string table = table_xml({"PRIORITY", "", {}, {"x"}, {{"\"a\""}, {"\"b\""}}});
    table.replace(table.find("<output name"), 7, "<output typeRef=\"t\"");
    EXPECT_EQ(result_of(definitions_xml(type + decision_xml("result", {}, table))), "b");
}

TEST(HitPolicy, MatchedRulesCarryTheirAnnotations) {
    const Model model =
        model_of(table_model({"FIRST", "", {"a"}, {"x"}, {{"1", "1"}, {"2", "2"}}}));
    const Decided decided = decide(model, "result", "{a: 2, b: 0}");
    ASSERT_EQ(decided.matched.size(), 1u);
    const MatchedRule& matched = decided.matched.front();
    EXPECT_EQ(matched.decision, "result");
    EXPECT_EQ(matched.rule, 2u);
    EXPECT_EQ(matched.rule_id, "rule-2");
    ASSERT_EQ(matched.annotations.size(), 1u);
    EXPECT_EQ(matched.annotations[0].name, "Rechtsgrundlage");
    EXPECT_EQ(matched.annotations[0].text, "§ 2");
}

TEST(HitPolicy, TwoMatchesOfAUniqueTableAreNamed) {
    const Model model =
        model_of(table_model({"UNIQUE", "", {"a"}, {"x"}, {{"-", "1"}, {"2", "2"}}}));
    const Decided decided = decide(model, "result", "{a: 2, b: 0}");
    ASSERT_EQ(decided.problems.size(), 1u);
    EXPECT_EQ(decided.problems[0],
              "'result': rules 1, 2 match, the table allows one (hit policy UNIQUE)");
}

}  // namespace
}  // namespace foerderwerk::dmn::tests
