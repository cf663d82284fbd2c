// SPDX-License-Identifier: EUPL-1.2
// Goal: each boxed expression of section 10.2 gives the value of the FEEL it stands for, and its
// types are applied (section 10.3.2.9.4).
// Method: one decision "result" over the inputs a and b for each form.
#include <ostream>

#include <gtest/gtest.h>

#include "tests/unit/dmn/model_text.hpp"

namespace foerderwerk::dmn::tests {
namespace {

std::string entry(const std::string& variable, const std::string& logic) {
    const std::string item = variable.empty() ? "" : "<variable name=\"" + variable + "\"/>";
    return "<contextEntry>" + item + logic + "</contextEntry>";
}

std::string part(const std::string& name, const std::string& text) {
    return "<" + name + ">" + literal_xml(text) + "</" + name + ">";
}

struct BoxedCase {
    std::string name;
    std::string logic;
    std::string expected;
};

void PrintTo(const BoxedCase& test, std::ostream* out) {
    *out << test.name;
}

class BoxedExpressions : public testing::TestWithParam<BoxedCase> {};

TEST_P(BoxedExpressions, Give) {
    const BoxedCase& test = GetParam();
    const std::string xml = definitions_xml(input_xml("a") + input_xml("b") +
                                            decision_xml("result", {"a", "b"}, test.logic));
    EXPECT_EQ(result_of(xml, "{a: 3, b: [1, 2, 3]}"), test.expected) << test.name;
}

const std::string twice =
    "<functionDefinition><formalParameter name=\"die Zahl\" typeRef=\"number\"/>" +
    literal_xml("die Zahl * a") + "</functionDefinition>";

INSTANTIATE_TEST_SUITE_P(
    Standard, BoxedExpressions,
    testing::Values(
        BoxedCase{"context",
                  "<context>" + entry("x y", literal_xml("a + 1")) +
                      entry("z", literal_xml("x y * 2")) + "</context>",
                  "{x y: 4, z: 8}"},
        BoxedCase{"context with a result",
                  "<context>" + entry("x", literal_xml("a + 1")) + entry("", literal_xml("x * x")) +
                      "</context>",
                  "16"},
        BoxedCase{"list", "<list>" + literal_xml("a") + literal_xml("a + 1") + "</list>", "[3, 4]"},
        BoxedCase{"relation",
                  "<relation><column name=\"p\"/><column name=\"q\" typeRef=\"string\"/>"
                  "<row>" +
                      literal_xml("a") + literal_xml("\"x\"") +
                      "</row>"
                      "<row>" +
                      literal_xml("4") + literal_xml("5") + "</row></relation>",
                  "[{p: 3, q: \"x\"}, {p: 4, q: null}]"},
        BoxedCase{"conditional",
                  "<conditional>" + part("if", "a > 5") + part("then", "1") + part("else", "2") +
                      "</conditional>",
                  "2"},
        BoxedCase{"filter", "<filter>" + part("in", "b") + part("match", "item >= 2") + "</filter>",
                  "[2, 3]"},
        BoxedCase{"filter by place",
                  "<filter>" + part("in", "b") + part("match", "-1") + "</filter>", "3"},
        BoxedCase{"for over dates",
                  "<for iteratorVariable=\"i\">" +
                      part("in", "[@\"2026-01-31\"..@\"2026-02-02\")") + part("return", "i.day") +
                      "</for>",
                  "[31, 1]"},
        BoxedCase{
            "filter over contexts",
            "<filter>" + part("in", "[{n: 1}, {n: 5}]") + part("match", "n > a") + "</filter>",
            "[{n: 5}]"},
        BoxedCase{
            "for",
            "<for iteratorVariable=\"i\">" + part("in", "b") + part("return", "i * a") + "</for>",
            "[3, 6, 9]"},
        BoxedCase{"for over a range, with partial",
                  "<for iteratorVariable=\"i\">" + part("in", "[1..4]") +
                      part("return", "if i = 1 then 1 else i * partial[-1]") + "</for>",
                  "[1, 2, 6, 24]"},
        BoxedCase{"some",
                  "<some iteratorVariable=\"i\">" + part("in", "b") + part("satisfies", "i = a") +
                      "</some>",
                  "true"},
        BoxedCase{"every",
                  "<every iteratorVariable=\"i\">" + part("in", "b") + part("satisfies", "i = a") +
                      "</every>",
                  "false"},
        BoxedCase{"every, open",
                  "<every iteratorVariable=\"i\">" + part("in", "[1, null]") +
                      part("satisfies", "i < 2") + "</every>",
                  "null"},
        BoxedCase{
            "function, called by a later entry",
            "<context>" + entry("mal a", twice) + entry("", literal_xml("mal a(5)")) + "</context>",
            "15"},
        BoxedCase{
            "function with a boxed body",
            "<context>" +
                entry("f", "<functionDefinition><formalParameter name=\"n\"/><context>" +
                               entry("m", literal_xml("n + a")) + entry("", literal_xml("m * m")) +
                               "</context></functionDefinition>") +
                entry("", literal_xml("f(1) + f(2)")) + "</context>",
            "41"},
        BoxedCase{"invocation",
                  "<context>" + entry("mal a", twice) +
                      entry("", "<invocation>" + literal_xml("mal a") +
                                    "<binding><parameter name=\"die Zahl\"/>" + literal_xml("7") +
                                    "</binding></invocation>") +
                      "</context>",
                  "21"},
        BoxedCase{
            "invocation with a parameter that looks like a path",
            "<context>" + entry("p", literal_xml("{q: 2}")) +
                entry("f", "<functionDefinition><formalParameter name=\"p.q\"/>" +
                               literal_xml("p.q + 1") + "</functionDefinition>") +
                entry("", "<invocation>" + literal_xml("f") + "<binding><parameter name=\"p.q\"/>" +
                              literal_xml("p.q") + "</binding></invocation>") +
                "</context>",
            "3"},
        BoxedCase{"invocation of a parameter that is not there",
                  "<context>" + entry("mal a", twice) +
                      entry("", "<invocation>" + literal_xml("mal a") +
                                    "<binding><parameter name=\"andere\"/>" + literal_xml("7") +
                                    "</binding></invocation>") +
                      "</context>",
                  "null"},
        BoxedCase{"a type that fits", literal_xml("a", "number"), "3"},
        BoxedCase{"a type that does not", literal_xml("a", "string"), "null"},
        BoxedCase{"a list of one as its element", literal_xml("[a]", "number"), "3"},
        BoxedCase{"a date as its midnight", literal_xml("date(\"2026-01-12\")", "date and time"),
                  "2026-01-12T00:00:00Z"}));

struct TypeCase {
    std::string type;
    std::string value;
    bool fits;
};

TEST(ItemDefinitions, AcceptAndRefuse) {
    const std::string types =
        "<itemDefinition name=\"tArt\"><typeRef>string</typeRef><allowedValues><text>\"A\", \"B\""
        "</text></allowedValues></itemDefinition>"
        "<itemDefinition name=\"tArten\" isCollection=\"true\"><typeRef>tArt</typeRef>"
        "<typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>"
        "<itemDefinition name=\"tZahlen\" isCollection=\"true\"><typeRef>number</typeRef>"
        "<allowedValues><text>&gt; 0</text></allowedValues></itemDefinition>"
        "<itemDefinition name=\"tOrt\"><itemComponent name=\"name\"><typeRef>string</typeRef>"
        "</itemComponent><itemComponent name=\"teil von\"><typeRef>tOrt</typeRef></itemComponent>"
        "</itemDefinition><itemDefinition name=\"tAuch\"><typeRef>tArt</typeRef></itemDefinition>";
    const std::vector<TypeCase> cases{
        {"tArt", "\"A\"", true},
        {"tArt", "\"C\"", false},
        {"tAuch", "\"C\"", false},
        {"tArt", "1", false},
        {"tArten", "[\"A\", \"B\"]", true},
        {"tArten", "[\"A\", \"C\"]", false},
        {"tArten", "[\"A\", \"A\", \"A\"]", false},
        {"tArten", "\"A\"", true},
        {"tZahlen", "[1, 2]", true},
        {"tZahlen", "[1, 0]", false},
        {"tOrt", "{name: \"Böllen\", \"teil von\": {name: \"Lörrach\", \"teil von\": null}}", true},
        {"tOrt", "{name: \"Böllen\", \"teil von\": {name: 1, \"teil von\": null}}", false},
        {"tOrt", "{name: \"Böllen\"}", false},
        {"dateTime", "date and time(\"2026-01-12T08:00:00\")", true},
        {"feel:number", "1", true},
        {"list", "[1]", true},
        {"days and time duration", "duration(\"P1D\")", true},
        {"years and months duration", "duration(\"P1D\")", false},
    };
    for (const TypeCase& test : cases) {
        const std::string xml = definitions_xml(types + input_xml("a", test.type) +
                                                decision_xml("result", {"a"}, literal_xml("a")));
        const Decided decided = decide(model_of(xml), "result", "{a: " + test.value + "}");
        EXPECT_EQ(!decided.value.is_null(), test.fits) << test.type << " " << test.value;
        EXPECT_EQ(decided.problems.empty(), test.fits) << test.type << " " << test.value;
    }
}

TEST(ItemDefinitions, AreTypesOfInstanceOf) {
    const std::string types =
        "<itemDefinition name=\"tOrt\"><itemComponent name=\"name\"><typeRef>string</typeRef>"
        "</itemComponent><itemComponent name=\"teil\"><typeRef>tOrt</typeRef></itemComponent>"
        "</itemDefinition><itemDefinition name=\"tOrte\" isCollection=\"true\"><typeRef>tOrt"
        "</typeRef></itemDefinition><itemDefinition name=\"tF\"><functionItem>"
        "<parameters name=\"x\"/></functionItem></itemDefinition>";
    const std::string xml = definitions_xml(
        types + decision_xml("result", {},
                             literal_xml("[{name: \"B\", teil: null} instance of tOrt, "
                                         "[{name: 1, teil: null}] instance of tOrte, "
                                         "(function(x) x) instance of tF, "
                                         "(function(x, y) x) instance of tF]")));
    EXPECT_EQ(result_of(xml), "[true, false, true, false]");
}

}  // namespace
}  // namespace foerderwerk::dmn::tests
