// SPDX-License-Identifier: EUPL-1.2
// Goal: a model uses the types, inputs, decisions, functions and services of the models it
// imports, under the name of the import, and finds them in its own folder alone.
// Method: small models as text; values of decisions; for each refusal its code and place.
#include <gtest/gtest.h>

#include "connectors/xml/read_dmn.hpp"
#include "tests/unit/dmn/model_text.hpp"

namespace foerderwerk::dmn::tests {
namespace {

constexpr const char* dmn = "https://www.omg.org/spec/DMN/20230324/MODEL/";

std::string model_xml(const std::string& name_space, const std::string& content) {
    return std::string("<definitions xmlns=\"") + dmn + "\" name=\"m\" namespace=\"" + name_space +
           "\">\n" + content + "</definitions>";
}

std::string import_xml(const std::string& name, const std::string& name_space,
                       const std::string& location = "", const std::string& type = dmn) {
    return "<import name=\"" + name + "\" namespace=\"" + name_space + "\" locationURI=\"" +
           location + "\" importType=\"" + type + "\"/>";
}

std::string requires_xml(const std::string& kind, const std::string& required,
                         const std::string& href) {
    return "<" + kind + "Requirement><required" + required + " href=\"" + href + "\"/></" + kind +
           "Requirement>";
}

std::string decision(const std::string& name, const std::string& requirements,
                     const std::string& text) {
    return "<decision id=\"" + name + "\" name=\"" + name + "\"><variable name=\"" + name + "\"/>" +
           requirements + literal_xml(text) + "</decision>";
}

const std::string library = model_xml(
    "urn:library",
    "<itemDefinition name=\"tPlace\"><typeRef>tName</typeRef></itemDefinition>"
    "<itemDefinition name=\"tName\"><typeRef>string</typeRef><allowedValues><text>\"Bad Wurzach\","
    " \"Ulm\"</text></allowedValues></itemDefinition>"
    "<inputData id=\"i\" name=\"the place\"><variable name=\"the place\" typeRef=\"tPlace\"/>"
    "</inputData>" +
        decision("greeting text", requires_xml("information", "Input", "#i"),
                 "\"Hello \" + the place + (if the place instance of tPlace then \"!\" else "
                 "\"?\")") +
        "<businessKnowledgeModel id=\"b\" name=\"twice as much\"><encapsulatedLogic>"
        "<formalParameter name=\"n\"/><literalExpression><text>2 * n</text></literalExpression>"
        "</encapsulatedLogic></businessKnowledgeModel>"
        "<decisionService id=\"s\" name=\"greet\"><outputDecision href=\"#greeting text\"/>"
        "<inputData href=\"#i\"/></decisionService>");

std::string importing(const std::string& name, const std::string& requirements,
                      const std::string& text) {
    return model_xml("urn:main",
                     import_xml(name, "urn:library") + decision("result", requirements, text));
}

std::string value_of(const std::string& xml, const xml::DmnFolder& folder,
                     const std::string& inputs = "{}") {
    const auto model = xml::read_dmn(xml, folder);
    if (!model.has_value())
        return model.error().front().code + " " + model.error().front().text;
    return feel::to_text(decide(*model, "result", inputs).value);
}

struct Use {
    std::string name;  ///< of the import
    std::string requirements;
    std::string text;
    std::string expected;
};

class Imports : public testing::TestWithParam<Use> {};

TEST_P(Imports, AreUsed) {
    const Use& use = GetParam();
    EXPECT_EQ(value_of(importing(use.name, use.requirements, use.text), {{"l.dmn", library}},
                       "{the place: \"Ulm\"}"),
              use.expected)
        << use.text;
}

const std::string greeting = requires_xml("information", "Decision", "urn:library#greeting text");
const std::string twice = requires_xml("knowledge", "Knowledge", "urn:library#b");
const std::string service = requires_xml("knowledge", "Knowledge", "urn:library#s");
const std::string place = requires_xml("information", "Input", "urn:library#i");

INSTANTIATE_TEST_SUITE_P(
    Kinds, Imports,
    testing::Values(Use{"lib", greeting, "lib.greeting text", "Hello Ulm!"},
                    Use{"my lib 2", greeting, "my lib 2.greeting text + \".\"", "Hello Ulm!."},
                    Use{"", greeting, "greeting text", "Hello Ulm!"},
                    Use{"lib", twice, "lib.twice as much(4)", "8"},
                    Use{"lib", twice, "lib.twice as much(n: 4)", "8"},
                    Use{"lib", twice + place, "{a: lib.the place, b: lib.twice as much(1)}.a",
                        "Ulm"},
                    Use{"lib", service, "lib.greet(\"Bad Wurzach\")", "Hello Bad Wurzach!"},
                    Use{"lib", service, "lib.greet(\"Bonn\")", "null"},
                    Use{"lib", "", "\"Ulm\" instance of lib.tPlace", "true"},
                    Use{"lib", "", "1 instance of lib.tPlace", "false"}));

TEST(Imports, TypesOfInputs) {
    for (const char* type : {"lib.tPlace", "p:tPlace"}) {
        const std::string xml = model_xml(
            "urn:main", import_xml("lib", "urn:library") +
                            "<inputData id=\"x\" name=\"x\"><variable name=\"x\" typeRef=\"" +
                            type + "\"/></inputData>" +
                            decision("result", requires_xml("information", "Input", "#x"), "x"));
        EXPECT_EQ(value_of(xml, {{"l.dmn", library}}, "{x: \"Ulm\"}"), "Ulm") << type;
        EXPECT_EQ(value_of(xml, {{"l.dmn", library}}, "{x: \"Bonn\"}"), "null") << type;
    }
}

TEST(Imports, AnInputIsGivenByItsNameItsModelOrItsNamespace) {
    const std::string xml = importing("lib", greeting, "lib.greeting text");
    const xml::DmnFolder folder{{"l.dmn", library}};
    for (const char* inputs : {"{the place: \"Ulm\"}", "{lib: {the place: \"Ulm\"}}",
                               "{\"urn:library#the place\": \"Ulm\", the place: \"Bad Wurzach\"}"})
        EXPECT_EQ(value_of(xml, folder, inputs), "Hello Ulm!") << inputs;
}

TEST(Imports, OfAnImportedModel) {
    const std::string middle =
        model_xml("urn:middle", import_xml("base", "urn:library", "../deep/l.dmn") +
                                    decision("shout", greeting, "upper case(base.greeting text)"));
    const std::string xml = model_xml(
        "urn:main",
        import_xml("m", "urn:middle", "sub/m.dmn") +
            decision("result", requires_xml("information", "Decision", "urn:middle#shout"),
                     "m.shout"));
    EXPECT_EQ(
        value_of(xml, {{"deep/l.dmn", library}, {"sub/m.dmn", middle}}, "{the place: \"Ulm\"}"),
        "HELLO ULM!");
}

TEST(Imports, TwoModelsWithTheSameNames) {
    const std::string other = model_xml("urn:other", decision("greeting text", "", "\"Servus\""));
    const std::string xml = model_xml(
        "urn:main",
        import_xml("a", "urn:library") + import_xml("b", "urn:other") +
            decision("result",
                     greeting + requires_xml("information", "Decision", "urn:other#greeting text"),
                     "a.greeting text + b.greeting text"));
    EXPECT_EQ(value_of(xml, {{"a.dmn", library}, {"b.dmn", other}}, "{the place: \"Ulm\"}"),
              "Hello Ulm!Servus");
}

struct Refusal {
    std::string xml;
    std::string expected;
};

TEST(Imports, AreRefused) {
    const xml::DmnFolder folder{{"l.dmn", library}, {"broken.dmn", "<definitions"}};
    const Refusal rows[] = {
        {model_xml("urn:main", import_xml("x", "urn:missing")), "DMN_IMPORT line 2"},
        {model_xml("urn:main", import_xml("x", "urn:missing", "https://example.org/x.dmn")),
         "DMN_IMPORT line 2"},
        {model_xml("urn:main", import_xml("x", "urn:missing", "../../etc/passwd")),
         "DMN_IMPORT line 2"},
        {model_xml("urn:main", import_xml("x", "urn:missing", "broken.dmn")), "DMN_IMPORT line 2"},
        {model_xml("urn:main", import_xml("x", "urn:y", "", "http://www.w3.org/2001/XMLSchema")),
         "DMN_IMPORT line 2"},
        {model_xml("urn:main", import_xml("x", "urn:library") + import_xml("x", "urn:main")),
         "DMN_NAME line 2"},
        {importing("lib", requires_xml("information", "Decision", "urn:library#none"), "1"),
         "DMN_REFERENCE line 2"},
        {importing("lib", requires_xml("information", "Decision", "urn:unknown#d"), "1"),
         "DMN_REFERENCE line 2"},
    };
    for (const Refusal& row : rows) {
        const auto model = xml::read_dmn(row.xml, folder);
        ASSERT_FALSE(model.has_value()) << row.xml;
        EXPECT_EQ(model.error().front().code + " " + model.error().front().place, row.expected)
            << row.xml;
    }
}

TEST(Imports, AFaultInAnImportedFileNamesTheFile) {
    const std::string bad = model_xml("urn:bad", "<decision name=\"d\">" + literal_xml("1", "") +
                                                     literal_xml("2", "") + "</decision>");
    const auto model =
        xml::read_dmn(model_xml("urn:main", import_xml("x", "urn:bad", "b.dmn")), {{"b.dmn", bad}});
    ASSERT_FALSE(model.has_value());
    EXPECT_EQ(model.error().front().place, "b.dmn: line 2");
}

}  // namespace
}  // namespace foerderwerk::dmn::tests
