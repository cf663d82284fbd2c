// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <utility>

#include "connectors/xml/read_dmn_parts.hpp"

namespace foerderwerk::xml {

namespace {

constexpr std::array policies{
    std::pair<std::string_view, dmn::HitPolicy>{"", dmn::HitPolicy::unique},
    std::pair<std::string_view, dmn::HitPolicy>{"UNIQUE", dmn::HitPolicy::unique},
    std::pair<std::string_view, dmn::HitPolicy>{"FIRST", dmn::HitPolicy::first},
    std::pair<std::string_view, dmn::HitPolicy>{"PRIORITY", dmn::HitPolicy::priority},
    std::pair<std::string_view, dmn::HitPolicy>{"ANY", dmn::HitPolicy::any},
    std::pair<std::string_view, dmn::HitPolicy>{"COLLECT", dmn::HitPolicy::collect},
    std::pair<std::string_view, dmn::HitPolicy>{"RULE ORDER", dmn::HitPolicy::rule_order},
    std::pair<std::string_view, dmn::HitPolicy>{"OUTPUT ORDER", dmn::HitPolicy::output_order},
};

constexpr std::array aggregations{
    std::pair<std::string_view, dmn::Aggregation>{"", dmn::Aggregation::none},
    std::pair<std::string_view, dmn::Aggregation>{"SUM", dmn::Aggregation::sum},
    std::pair<std::string_view, dmn::Aggregation>{"COUNT", dmn::Aggregation::count},
    std::pair<std::string_view, dmn::Aggregation>{"MIN", dmn::Aggregation::min},
    std::pair<std::string_view, dmn::Aggregation>{"MAX", dmn::Aggregation::max},
};

template <class Choices>
auto read_choice(const XmlElement& element, const char* attribute, const Choices& choices,
                 Reasons& reasons) {
    const std::string_view text = element.attribute(attribute);
    for (const auto& [word, choice] : choices) {
        if (word == text)
            return choice;
    }
    reasons.push_back(dmn_reason(
        "DMN_TABLE", element, std::string(attribute) + " '" + std::string(text) + "' is unknown"));
    return choices.front().second;
}

dmn::InputClause read_input(const XmlElement& element, Reasons& reasons) {
    const XmlElement* expression = dmn_child(element, "inputExpression");
    dmn::InputClause clause;
    clause.expression = read_dmn_formula(expression, reasons);
    clause.label = element.attribute("label");
    if (clause.label.empty())
        clause.label = clause.expression.text;
    clause.type = read_dmn_type(expression);
    clause.allowed = read_dmn_formula(dmn_child(element, "inputValues"), reasons);
    return clause;
}

dmn::OutputClause read_output(const XmlElement& element, Reasons& reasons) {
    dmn::OutputClause clause;
    clause.name = element.attribute("name");
    clause.label = element.attribute("label");
    clause.type = read_dmn_type(&element);
    clause.allowed = read_dmn_formula(dmn_child(element, "outputValues"), reasons);
    clause.fallback = read_dmn_formula(dmn_child(element, "defaultOutputEntry"), reasons);
    return clause;
}

dmn::Rule read_rule(const XmlElement& element, Reasons& reasons) {
    dmn::Rule rule;
    rule.id = element.attribute("id");
    rule.line = element.line;
    for (const XmlElement* entry : dmn_children(element, "inputEntry")) {
        rule.inputs.push_back(read_dmn_formula(entry, reasons));
    }
    for (const XmlElement* entry : dmn_children(element, "outputEntry")) {
        rule.outputs.push_back(read_dmn_formula(entry, reasons));
    }
    for (const XmlElement* entry : dmn_children(element, "annotationEntry")) {
        const XmlElement* text = dmn_child(*entry, "text");
        rule.annotations.push_back(text == nullptr ? std::string() : text->text);
    }
    return rule;
}

}  // namespace

dmn::DecisionTable read_dmn_table(const XmlElement& element, Reasons& reasons) {
    dmn::DecisionTable table;
    table.policy = read_choice(element, "hitPolicy", policies, reasons);
    table.aggregation = read_choice(element, "aggregation", aggregations, reasons);
    for (const XmlElement* input : dmn_children(element, "input")) {
        table.inputs.push_back(read_input(*input, reasons));
    }
    for (const XmlElement* output : dmn_children(element, "output")) {
        table.outputs.push_back(read_output(*output, reasons));
    }
    for (const XmlElement* annotation : dmn_children(element, "annotation")) {
        table.annotation_names.emplace_back(annotation->attribute("name"));
    }
    for (const XmlElement* rule : dmn_children(element, "rule")) {
        table.rules.push_back(read_rule(*rule, reasons));
    }
    return table;
}

}  // namespace foerderwerk::xml
