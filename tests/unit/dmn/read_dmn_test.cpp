// SPDX-License-Identifier: EUPL-1.2
// Goal: models of DMN 1.1 to 1.5 are read, and a bad one is refused with every reason and line.
// Method: models as text; for each refusal the code and place expected.
#include "connectors/xml/read_dmn.hpp"

#include <ostream>

#include <gtest/gtest.h>

#include "tests/unit/dmn/model_text.hpp"

namespace foerderwerk::dmn::tests {
namespace {

TEST(ReadDmn, EveryVersionOfTheStandard) {
    for (const char* space : {"http://www.omg.org/spec/DMN/20151101/dmn.xsd",
                              "http://www.omg.org/spec/DMN/20180521/MODEL/",
                              "https://www.omg.org/spec/DMN/20191111/MODEL/",
                              "https://www.omg.org/spec/DMN/20211108/MODEL/",
                              "https://www.omg.org/spec/DMN/20230324/MODEL/"}) {
        const std::string xml =
            definitions_xml(decision_xml("result", {}, literal_xml("1 + 1")), space);
        EXPECT_EQ(result_of(xml), "2") << space;
    }
}

TEST(ReadDmn, DiagramsAndExtensionsAreIgnored) {
    const std::string extension =
        "<extensionElements><x:decision xmlns:x=\"urn:x\" name=\"falle\"/></extensionElements>";
    const std::string diagram =
        "<d:DMNDI xmlns:d=\"https://www.omg.org/spec/DMN/20191111/DMNDI/\"><d:DMNDiagram/>"
        "</d:DMNDI>";
    const std::string xml = definitions_xml(
        extension + "<description>Text</description><knowledgeSource name=\"VV\"/>" +
        decision_xml("result", {}, extension + literal_xml("1")) + "<textAnnotation/>" + diagram);
    EXPECT_EQ(model_of(xml).definitions().decisions.size(), 1u);
    EXPECT_EQ(result_of(xml), "1");
}

struct BadModel {
    std::string name;
    std::string xml;
    std::vector<std::string> reasons;
};

void PrintTo(const BadModel& test, std::ostream* out) {
    *out << test.name;
}

class BadModels : public testing::TestWithParam<BadModel> {};

TEST_P(BadModels, AreRefused) {
    EXPECT_EQ(refusals(GetParam().xml), GetParam().reasons) << GetParam().name;
}

std::string bad_table(const std::string& policy, const std::vector<std::string>& outputs,
                      const std::vector<std::string>& row) {
    return table_model({policy, "", {"a"}, outputs, {row}});
}

const std::string one = literal_xml("1");

INSTANTIATE_TEST_SUITE_P(
    All, BadModels,
    testing::Values(
        BadModel{"no DMN", "<definitions xmlns=\"urn:x\"/>", {"DMN_NAMESPACE line 1"}},
        BadModel{"not its root",
                 "<decision xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\"/>",
                 {"DMN_NAMESPACE line 1"}},
        BadModel{"another language",
                 definitions_xml("<decision name=\"d\"><literalExpression "
                                 "expressionLanguage=\"javascript\"><text>1</text>"
                                 "</literalExpression></decision>"),
                 {"DMN_LANGUAGE line 2"}},
        BadModel{
            "an import", definitions_xml("<import namespace=\"urn:y\"/>"), {"DMN_IMPORT line 2"}},
        BadModel{"an element that is none of a model",
                 definitions_xml("<decisions/>"),
                 {"DMN_STRUCTURE line 2"}},
        BadModel{"two expressions",
                 definitions_xml(decision_xml("d", {}, one + one)),
                 {"DMN_STRUCTURE line 2"}},
        BadModel{"a conditional without else",
                 definitions_xml(decision_xml("d", {},
                                              "<conditional><if>" + one + "</if><then>" + one +
                                                  "</then></conditional>")),
                 {"DMN_STRUCTURE line 2"}},
        BadModel{"no name, twice the same name",
                 definitions_xml("<decision/>\n" + decision_xml("d", {}, one) +
                                 "<decision name=\"d\"/>"),
                 {"DMN_NAME line 2", "DMN_NAME line 4"}},
        BadModel{"twice the same id",
                 definitions_xml("<decision id=\"x\" name=\"d\"/><inputData id=\"x\" name=\"i\"/>"),
                 {"DMN_NAME line 2"}},
        BadModel{"references to nothing and to the wrong kind",
                 definitions_xml(input_xml("a") + decision_xml("d", {"!a", "+x", "b"}, one) +
                                 decision_xml("e", {"a", "!d"}, one)),
                 {"DMN_REFERENCE line 3", "DMN_REFERENCE line 3", "DMN_REFERENCE line 3"}},
        BadModel{"unknown types",
                 definitions_xml(input_xml("a", "tX") + decision_xml("d", {}, one, "tY")),
                 {"DMN_TYPE line 2", "DMN_TYPE line 3"}},
        BadModel{"a type made of itself",
                 definitions_xml("<itemDefinition name=\"t\"><typeRef>u</typeRef></itemDefinition>"
                                 "\n<itemDefinition name=\"u\"><typeRef>t</typeRef>"
                                 "</itemDefinition>"),
                 {"DMN_CYCLE line 2", "DMN_CYCLE line 3"}},
        BadModel{"syntax errors, all of them",
                 table_model({"UNIQUE", "", {"a +"}, {"x"}, {{"[1..", "1"}, {"1", ")"}}}),
                 {"DMN_FEEL line 4", "DMN_FEEL line 5", "DMN_FEEL line 6"}},
        BadModel{
            "an unknown hit policy", bad_table("LAST", {"x"}, {"1", "1"}), {"DMN_TABLE line 4"}},
        BadModel{"too few entries", bad_table("UNIQUE", {"x"}, {"1"}), {"DMN_TABLE line 5"}},
        BadModel{
            "too many entries", bad_table("UNIQUE", {"x"}, {"1", "1", "1"}), {"DMN_TABLE line 5"}},
        BadModel{"no outputs", bad_table("UNIQUE", {}, {"1"}), {"DMN_TABLE line 4"}},
        BadModel{"outputs of one name",
                 bad_table("UNIQUE", {"x", "x"}, {"1", "1", "1"}),
                 {"DMN_TABLE line 4"}},
        BadModel{"priority without an order",
                 bad_table("PRIORITY", {"x"}, {"1", "1"}),
                 {"DMN_TABLE line 4"}},
        BadModel{"a sum that is not collected",
                 table_model({"UNIQUE", "SUM", {"a"}, {"x"}, {{"1", "1"}}}),
                 {"DMN_TABLE line 4"}},
        BadModel{"a sum over two outputs",
                 table_model({"COLLECT", "SUM", {"a"}, {"x", "y"}, {{"1", "1", "1"}}}),
                 {"DMN_TABLE line 4"}}));

TEST(ReadDmn, AReasonSaysWhatToLookAt) {
    const auto model = xml::read_dmn(table_model({"UNIQUE", "", {"a"}, {"x"}, {{"1", "2 +"}}}));
    ASSERT_FALSE(model.has_value());
    const std::string& text = model.error().front().text;
    EXPECT_TRUE(text.starts_with("decision 'result', rule 1: ")) << text;
    EXPECT_TRUE(text.ends_with("of \"2 +\")")) << text;
}

}  // namespace
}  // namespace foerderwerk::dmn::tests
