// SPDX-License-Identifier: EUPL-1.2
// Goal: what lint finds beside the rows of a table: unused and unknown names, operations and
// entries of the wrong kind, missing legal bases; and that our own tables are clean. Method: small
// models, each with the findings expected.
#include "engine/dmn/check_model.hpp"

#include <fstream>
#include <ostream>
#include <sstream>

#include <gtest/gtest.h>

#include "connectors/xml/read_dmn.hpp"
#include "tests/unit/dmn/model_text.hpp"

namespace foerderwerk::dmn::tests {
namespace {

struct ModelCase {
    std::string name;
    std::string xml;
    std::vector<std::string> expected;  ///< "CODE line element: text"
};

void PrintTo(const ModelCase& test, std::ostream* out) {
    *out << test.name;
}

std::vector<std::string> found_in(const std::string& xml, const CheckOptions& options = {}) {
    std::vector<std::string> found;
    for (const Finding& finding : check_model(model_of(xml), options)) {
        found.push_back(finding.code + " " + std::to_string(finding.line) + " " + finding.element +
                        ": " + finding.text);
    }
    return found;
}

class CheckModel : public testing::TestWithParam<ModelCase> {};

TEST_P(CheckModel, Finds) {
    EXPECT_EQ(found_in(GetParam().xml), GetParam().expected);
}

const std::string a_number = input_xml("a", "number");

std::string decision(const std::string& text, const std::string& type = "") {
    return definitions_xml(a_number + decision_xml("d", {"a"}, literal_xml(text), type));
}

INSTANTIATE_TEST_SUITE_P(
    Samples, CheckModel,
    testing::Values(
        ModelCase{"clean", decision("a + 1", "number"), {}},
        ModelCase{"input_of_nobody",
                  definitions_xml(a_number + decision_xml("d", {}, literal_xml("1"))),
                  {"LINT_UNUSED 2 : no decision requires the input 'a'"}},
        ModelCase{"requirement_not_read",
                  decision("1"),
                  {"LINT_UNUSED 3 d: 'd' requires 'a' and never uses it"}},
        ModelCase{
            "column_of_dashes",
            definitions_xml(a_number +
                            decision_xml("d", {"a"},
                                         table_xml({"FIRST", "", {"a"}, {"x"}, {{"-", "1"}}}))),
            {"LINT_UNUSED 3 d: no row asks the column 'a'"}},
        ModelCase{"name_not_required",
                  definitions_xml(a_number + input_xml("b") +
                                  decision_xml("d", {"a"}, literal_xml("a + b")) +
                                  decision_xml("e", {"b"}, literal_xml("b"))),
                  {"LINT_NAME 4 d: 'b' is not visible in 'a + b'"}},
        ModelCase{"bound_names_are_known",
                  decision("for i in 1..a return {x: i, y: x + count([a][item > i])}.y"),
                  {}},
        ModelCase{
            "members_of_filtered_items_are_not_judged", decision("[{n: 1}, {n: a}][n > 1]"), {}},
        ModelCase{"number_plus_text",
                  decision("a + \"x\""),
                  {"LINT_TYPE 3 d: '+' between a number and a string in 'a + \"x\"': this always "
                   "ends in null"}},
        ModelCase{"number_against_text",
                  decision("if a > \"5\" then 1 else 2"),
                  {"LINT_TYPE 3 d: a number is compared with a string in 'if a > \"5\" then 1 else "
                   "2': this always ends in null"}},
        ModelCase{"condition_that_is_none",
                  decision("if a then 1 else 2"),
                  {"LINT_TYPE 3 d: a number as the condition of 'if' in 'if a then 1 else 2': this "
                   "always ends in null"}},
        ModelCase{"and_with_a_number",
                  decision("a and true"),
                  {"LINT_TYPE 3 d: 'and' with a number in 'a and true': this always ends in "
                   "null"}},
        ModelCase{"negative_text",
                  decision("-upper case(\"x\") = string(a)"),
                  {"LINT_TYPE 3 d: a string has no negative in '-upper case(\"x\") = string(a)': "
                   "this always ends in null"}},
        ModelCase{"order_of_truth",
                  decision("(a > 1) < (a > 2)"),
                  {"LINT_TYPE 3 d: values of the kind boolean have no order in '(a > 1) < (a > "
                   "2)': this always ends in null"}},
        ModelCase{"days_and_durations",
                  decision("date(\"2026-01-01\") + duration(\"P1D\") * a > date(\"2026-01-02\")",
                           "boolean"),
                  {}},
        ModelCase{"decision_of_another_type",
                  decision("a * 2", "string"),
                  {"LINT_TYPE 3 d: 'a * 2' is a number, asked for is string"}},
        ModelCase{"output_that_is_not_listed",
                  definitions_xml(a_number +
                                  decision_xml("d", {"a"},
                                               table_xml({"FIRST",
                                                          "",
                                                          {"a"},
                                                          {"x | \"ja\", \"nein\""},
                                                          {{"< 1", "\"ja\""}, {"-", "\"nie\""}}}))),
                  {"LINT_TYPE 5 d: \"nie\" is none of the outputs that the column allows: \"ja\", "
                   "\"nein\""}},
        ModelCase{"knowledge_model",
                  definitions_xml(
                      a_number +
                      "<businessKnowledgeModel id=\"k:f\" name=\"f\"><encapsulatedLogic>"
                      "<formalParameter name=\"t\" typeRef=\"string\"/><literalExpression><text>"
                      "t * 2 + z</text></literalExpression></encapsulatedLogic>"
                      "</businessKnowledgeModel>\n" +
                      decision_xml("d", {"a", "+f"}, literal_xml("f(string(a))"))),
                  {"LINT_NAME 3 f: 'z' is not visible in 't * 2 + z'",
                   "LINT_TYPE 3 f: '*' between a string and a number in 't * 2 + z': this always "
                   "ends in null"}}),
    [](const auto& test) { return test.param.name; });

// What comes through an import is seen under its name, and checked in its own file.
TEST(CheckImports, AreNamesLikeOthers) {
    const std::string library =
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" name=\"l\" "
        "namespace=\"urn:l\"><inputData id=\"a\" name=\"a\"><variable name=\"a\"/></inputData>"
        "<decision id=\"d\" name=\"d\"><variable name=\"d\"/>" +
        literal_xml("fehlt") + "</decision></definitions>";
    const auto main = [](const std::string& text) {
        return definitions_xml(
            "<import name=\"lib\" namespace=\"urn:l\" "
            "importType=\"https://www.omg.org/spec/DMN/20191111/MODEL/\"/>\n"
            "<decision id=\"e\" name=\"e\"><variable name=\"e\"/><informationRequirement>"
            "<requiredDecision href=\"urn:l#d\"/></informationRequirement>" +
            literal_xml(text) + "</decision>");
    };
    const auto findings = [&](const std::string& text) {
        std::vector<std::string> found;
        for (const Finding& finding :
             check_model(*xml::read_dmn(main(text), {{"library.dmn", library}}))) {
            found.push_back(finding.code + ": " + finding.text);
        }
        return found;
    };
    EXPECT_EQ(findings("lib.d"), std::vector<std::string>{});
    EXPECT_EQ(findings("1"),
              std::vector<std::string>{"LINT_UNUSED: 'e' requires 'lib' and never uses it"});
}

std::string with_basis(const std::string& basis, const std::string& column = "Rechtsgrundlage") {
    return definitions_xml(
        a_number +
        "<decision id=\"d\" name=\"d\"><variable name=\"d\"/><informationRequirement>"
        "<requiredInput href=\"#i:a\"/></informationRequirement>"
        "<decisionTable hitPolicy=\"FIRST\"><input><inputExpression><text>a</text>"
        "</inputExpression></input><output name=\"x\"/><annotation name=\"" +
        column +
        "\"/>\n<rule id=\"r1\"><inputEntry><text>&lt; 1</text></inputEntry><outputEntry>"
        "<text>1</text></outputEntry><annotationEntry><text>§ 1</text></annotationEntry></rule>"
        "\n<rule id=\"r2\"><inputEntry><text>-</text></inputEntry><outputEntry>"
        "<text>2</text></outputEntry><annotationEntry><text>" +
        basis + "</text></annotationEntry></rule></decisionTable></decision>");
}

TEST(CheckLegalBasis, EveryRowNamesOneWhereTheTableHasTheColumn) {
    EXPECT_EQ(found_in(with_basis("§ 2")), std::vector<std::string>{});
    EXPECT_EQ(found_in(with_basis(" - ")),
              std::vector<std::string>{"LINT_LEGAL_BASIS 5 d: row 2 ('r2') names no legal basis"});
    EXPECT_EQ(found_in(with_basis("", "Bemerkung")), std::vector<std::string>{});
}

TEST(CheckLegalBasis, AProgrammeMayAskForTheColumn) {
    EXPECT_EQ(found_in(with_basis("§ 2", "Norm"), {.legal_basis = "Norm"}),
              std::vector<std::string>{});
    EXPECT_EQ(found_in(with_basis("", "Norm"), {.legal_basis = "Norm"}),
              std::vector<std::string>{"LINT_LEGAL_BASIS 5 d: row 2 ('r2') names no legal basis"});
    EXPECT_EQ(found_in(with_basis("§ 2", "Bemerkung"), {.legal_basis = "Norm"}),
              std::vector<std::string>{
                  "LINT_LEGAL_BASIS 3 d: the table has no annotation column 'Norm'"});
}

TEST(CheckModelFiles, TheTablesWeShipAreClean) {
    std::ifstream file(FOERDERWERK_SOURCE_DIR "/workflows/digitallotsen-basis/rules.dmn");
    std::ostringstream bytes;
    bytes << file.rdbuf();
    EXPECT_EQ(found_in(bytes.str(), {.legal_basis = "Rechtsgrundlage"}),
              std::vector<std::string>{});
}

}  // namespace
}  // namespace foerderwerk::dmn::tests
