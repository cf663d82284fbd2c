// SPDX-License-Identifier: EUPL-1.2
// Goal: no DMN file crashes or hangs reading or evaluation, whatever stands in it.
// Method: libFuzzer; an input that starts with "<" is a file as it is. Any other is lines of FEEL
// that fill the cells of a table, a function, a filter and an iteration, so that the engine behind
// the reader is reached. Every decision of a model that compiles is evaluated.
#include <string>
#include <string_view>
#include <vector>

#include "connectors/feel_services/host_services.hpp"
#include "connectors/xml/read_dmn.hpp"
#include "engine/dmn/evaluate_decision.hpp"

namespace foerderwerk::fuzz {
namespace {

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool plain = (c >= ' ' && c != '<' && c != '&' && c != '>') || c == '\n' || c == '\t';
        if (plain) {
            result += c;
        } else if (c == '<' || c == '>') {
            result += c == '<' ? "&lt;" : "&gt;";
        } else {
            result += ' ';
        }
    }
    return result;
}

/// Gives the lines of the input one after the other, then "-".
class Lines {
public:
    explicit Lines(std::string_view text) : rest_(text) {}
    std::string next() {
        const std::size_t end = rest_.find('\n');
        const std::string line = rest_.empty() ? "-" : escaped(rest_.substr(0, end));
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
        return "<text>" + line + "</text>";
    }

private:
    std::string_view rest_;
};

std::string table(Lines& lines) {
    static constexpr const char* policies[] = {"UNIQUE",  "FIRST",      "PRIORITY",    "ANY",
                                               "COLLECT", "RULE ORDER", "OUTPUT ORDER"};
    const std::string which = lines.next();
    std::string xml = std::string("<decisionTable hitPolicy=\"") +
                      policies[static_cast<unsigned char>(which[6]) % 7] + "\">";
    for (int i = 0; i < 2; ++i)
        xml += "<input><inputExpression>" + lines.next() + "</inputExpression></input>";
    xml += "<output><outputValues>" + lines.next() + "</outputValues><defaultOutputEntry>" +
           lines.next() + "</defaultOutputEntry></output>";
    for (int rule = 0; rule < 3; ++rule) {
        xml += "<rule><inputEntry>" + lines.next() + "</inputEntry><inputEntry>" + lines.next() +
               "</inputEntry><outputEntry>" + lines.next() + "</outputEntry></rule>";
    }
    return xml + "</decisionTable>";
}

std::string literal(Lines& lines) {
    return "<literalExpression>" + lines.next() + "</literalExpression>";
}

std::string decision(const std::string& name, const std::string& requires_xml,
                     const std::string& logic) {
    return "<decision id=\"" + name + "\" name=\"" + name + "\"><variable name=\"" + name + "\"/>" +
           requires_xml + logic + "</decision>";
}

std::string model_of(std::string_view text) {
    Lines lines(text);
    const std::string both =
        "<informationRequirement><requiredInput href=\"#in\"/></informationRequirement>"
        "<informationRequirement><requiredDecision href=\"#first\"/></informationRequirement>"
        "<knowledgeRequirement><requiredKnowledge href=\"#f\"/></knowledgeRequirement>";
    return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" name=\"m\" "
           "namespace=\"urn:m\"><itemDefinition name=\"tX\"><typeRef>Any</typeRef><allowedValues>" +
           lines.next() +
           "</allowedValues></itemDefinition><inputData id=\"in\" name=\"in\"><variable "
           "name=\"in\"/></inputData><businessKnowledgeModel id=\"f\" name=\"f\">"
           "<encapsulatedLogic><formalParameter name=\"n\" typeRef=\"tX\"/>" +
           literal(lines) + "</encapsulatedLogic></businessKnowledgeModel>" +
           decision("first", "", literal(lines)) + decision("table", both, table(lines)) +
           decision("boxed", both,
                    "<context><contextEntry><variable name=\"a\"/><filter><in>" + literal(lines) +
                        "</in><match>" + literal(lines) +
                        "</match></filter></contextEntry><contextEntry><for "
                        "iteratorVariable=\"i\"><in>" +
                        literal(lines) + "</in><return>" + literal(lines) +
                        "</return></for></contextEntry></context>") +
           "</definitions>";
}

void evaluate(const dmn::Model& model) {
    static const feel_services::HostServices services;
    feel::Context inputs;
    inputs.set("in", feel::List{feel::Value(1), feel::Value("x"), feel::Value()});
    feel::Environment environment;
    environment.services = &services;
    environment.limits.steps_max = 20'000;
    environment.limits.list_length_max = 2'000;
    environment.limits.text_length_max = 20'000;
    for (const dmn::Decision& element : model.definitions().decisions)
        (void)dmn::evaluate(model, element.name, inputs, environment);
    for (const dmn::DecisionService& element : model.definitions().services)
        (void)dmn::evaluate_service(model, element.name, inputs, environment);
}

}  // namespace
}  // namespace foerderwerk::fuzz

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto model = foerderwerk::xml::read_dmn(
        bytes.starts_with('<') ? std::string(bytes) : foerderwerk::fuzz::model_of(bytes));
    if (model.has_value())
        foerderwerk::fuzz::evaluate(*model);
    return 0;
}
