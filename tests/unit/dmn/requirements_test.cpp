// SPDX-License-Identifier: EUPL-1.2
// Goal: a decision sees what it requires and nothing else; functions and services are called by
// the graph's rules; a hostile graph ends with an error.
// Method: graphs as DMN text, each with the value of "result".
#include <ostream>

#include <gtest/gtest.h>

#include "tests/unit/dmn/model_text.hpp"

namespace foerderwerk::dmn::tests {
namespace {

std::string knowledge_xml(const std::string& name, const std::string& parameters,
                          const std::string& logic, const std::string& required = "") {
    std::string xml = "<businessKnowledgeModel id=\"k:" + name + "\" name=\"" + name +
                      "\"><encapsulatedLogic>" + parameters + logic + "</encapsulatedLogic>";
    if (!required.empty()) {
        xml += "<knowledgeRequirement><requiredKnowledge href=\"#k:" + required +
               "\"/></knowledgeRequirement>";
    }
    return xml + "</businessKnowledgeModel>\n";
}

const std::string n_parameter = "<formalParameter name=\"n\" typeRef=\"number\"/>";

struct GraphCase {
    std::string name;
    std::string content;
    std::string inputs;
    std::string expected;
};

void PrintTo(const GraphCase& test, std::ostream* out) {
    *out << test.name;
}

class Graphs : public testing::TestWithParam<GraphCase> {};

TEST_P(Graphs, Give) {
    const GraphCase& test = GetParam();
    EXPECT_EQ(result_of(definitions_xml(test.content), test.inputs), test.expected) << test.name;
}

const std::string diamond =
    input_xml("a") + decision_xml("links", {"a"}, literal_xml("a + 1")) +
    decision_xml("rechts hin", {"a"}, literal_xml("a * 10")) +
    decision_xml("result", {"!links", "!rechts hin"}, literal_xml("links + rechts hin"));

const std::string service =
    "<decisionService id=\"k:dienst\" name=\"dienst\"><outputDecision href=\"#d:aus\"/>"
    "<encapsulatedDecision href=\"#d:innen\"/><inputDecision href=\"#d:grenze\"/>"
    "<inputData href=\"#i:a\"/></decisionService>" +
    input_xml("a", "number") + decision_xml("grenze", {}, literal_xml("100"), "number") +
    decision_xml("innen", {"a"}, literal_xml("a * 2")) +
    decision_xml("aus", {"!innen", "!grenze"}, literal_xml("min(innen, grenze)"));

INSTANTIATE_TEST_SUITE_P(
    Standard, Graphs,
    testing::Values(
        GraphCase{"required decisions come first", diamond, "{a: 3}", "34"},
        GraphCase{"what is not required is not seen",
                  input_xml("a") + decision_xml("result", {}, literal_xml("a")), "{a: 3}", "null"},
        GraphCase{"a knowledge model",
                  knowledge_xml("doppelt", n_parameter, literal_xml("2 * n")) +
                      decision_xml("result", {"+doppelt"}, literal_xml("doppelt(21)")),
                  "{}", "42"},
        GraphCase{
            "called with named parameters",
            knowledge_xml("minus", "<formalParameter name=\"a\"/><formalParameter name=\"b\"/>",
                          literal_xml("a - b")) +
                decision_xml("result", {"+minus"}, literal_xml("minus(b: 1, a: 3)")),
            "{}", "2"},
        GraphCase{"a name with a space, inside another function",
                  knowledge_xml("mal zwei", n_parameter, literal_xml("2 * n")) +
                      knowledge_xml("mal vier", n_parameter, literal_xml("mal zwei(mal zwei(n))"),
                                    "mal zwei") +
                      decision_xml("result", {"+mal vier"}, literal_xml("mal vier(3)")),
                  "{}", "12"},
        GraphCase{"an argument of the wrong type makes the call null",
                  knowledge_xml("da", n_parameter, literal_xml("n != null")) +
                      decision_xml("result", {"+da"}, literal_xml("da(\"x\")")),
                  "{}", "null"},
        GraphCase{"the wrong number of arguments",
                  knowledge_xml("da", n_parameter, literal_xml("1")) +
                      decision_xml("result", {"+da"}, literal_xml("da(1, 2)")),
                  "{}", "null"},
        GraphCase{"a function may call itself",
                  knowledge_xml("summe", n_parameter,
                                literal_xml("if n = 0 then 0 else n + summe(n - 1)"), "summe") +
                      decision_xml("result", {"+summe"}, literal_xml("summe(10)")),
                  "{}", "55"},
        GraphCase{"without end it is null",
                  knowledge_xml("nie", n_parameter, literal_xml("nie(n + 1)"), "nie") +
                      decision_xml("result", {"+nie"}, literal_xml("nie(1)")),
                  "{}", "null"},
        GraphCase{"an external function is not run",
                  "<businessKnowledgeModel id=\"k:f\" name=\"f\"><encapsulatedLogic kind=\"Java\">"
                  "<context/></encapsulatedLogic></businessKnowledgeModel>" +
                      decision_xml("result", {"+f"}, literal_xml("f()")),
                  "{}", "null"},
        GraphCase{"a service takes inputs, then input decisions",
                  service + decision_xml("result", {"+dienst"},
                                         literal_xml("[dienst(30, 50), dienst(30, 40)]")),
                  "{}", "[50, 40]"},
        GraphCase{"the same decision outside the service keeps its own value",
                  service + decision_xml("result", {"+dienst", "!aus", "a"},
                                         literal_xml("dienst(1, 1) + aus")),
                  "{a: 7}", "15"},
        GraphCase{"a decision without logic is null", decision_xml("result", {}, ""), "{}",
                  "null"}));

TEST(Graph, AServiceIsEvaluatedByItself) {
    const Model model = model_of(definitions_xml(service));
    const feel::Value inputs = feel_value("{a: 30, grenze: 50}");
    const auto decided = evaluate_service(model, "dienst", inputs.as_context(), {});
    ASSERT_TRUE(decided.has_value());
    EXPECT_EQ(feel::to_text(decided->value), "50");
}

TEST(Graph, AnUnknownDecisionIsRefused) {
    const Model model = model_of(literal_model("1"));
    const auto decided = evaluate(model, "anders", {}, {});
    ASSERT_FALSE(decided.has_value());
    EXPECT_EQ(decided.error().front().code, "DMN_DECISION");
    EXPECT_FALSE(evaluate_service(model, "result", {}, {}).has_value());
}

TEST(Graph, AFunctionThatOutlivesItsEvaluationIsHarmless) {
    const Model model = model_of(
        definitions_xml(knowledge_xml("f", n_parameter, literal_xml("n")) +
                        decision_xml("funktion", {"+f"}, literal_xml("f")) + input_xml("a") +
                        decision_xml("result", {"a"}, literal_xml("a(1)"))));
    feel::Context inputs;
    inputs.set("a", decide(model, "funktion", "{}").value);
    const auto decided = evaluate(model, "result", inputs, {});
    ASSERT_TRUE(decided.has_value());
    EXPECT_TRUE(decided->value.is_null());
}

TEST(Graph, RepeatedCallsShareTheSteps) {
    const Model model = model_of(definitions_xml(
        knowledge_xml("schwer", n_parameter, literal_xml("count(for i in 1..1000 return i * n)")) +
        decision_xml("result", {"+schwer"}, literal_xml("for i in 1..100000 return schwer(i)"))));
    feel::Environment environment;
    environment.limits.steps_max = 20'000;
    const auto decided = evaluate(model, "result", {}, environment);
    ASSERT_TRUE(decided.has_value());
    EXPECT_FALSE(decided->problems.empty());
    EXPECT_LE(decided->problems.size(), 100u);
}

TEST(Graph, AChainThatIsTooLongOrCircularIsRefused) {
    std::string chain;
    for (int i = 0; i < 300; ++i) {
        chain +=
            decision_xml("d" + std::to_string(i), {"!d" + std::to_string(i + 1)}, literal_xml("1"));
    }
    chain += decision_xml("d300", {}, literal_xml("1"));
    ASSERT_EQ(refusals(definitions_xml(chain)).size(), 1u);
    EXPECT_TRUE(refusals(definitions_xml(chain))[0].starts_with("DMN_CYCLE"));

    const std::string circle =
        decision_xml("x", {"!y"}, literal_xml("1")) + decision_xml("y", {"!x"}, literal_xml("1"));
    EXPECT_EQ(refusals(definitions_xml(circle)), std::vector<std::string>{"DMN_CYCLE line 2"});
    EXPECT_EQ(refusals(definitions_xml(decision_xml("x", {"!x"}, literal_xml("1")))),
              std::vector<std::string>{"DMN_CYCLE line 2"});
}

}  // namespace
}  // namespace foerderwerk::dmn::tests
