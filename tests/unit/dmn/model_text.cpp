// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/dmn/model_text.hpp"

#include <gtest/gtest.h>

#include "connectors/xml/read_dmn.hpp"

namespace foerderwerk::dmn::tests {

namespace {

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    std::size_t start = 0;
    while (true) {
        const std::size_t bar = text.find(" | ", start);
        parts.push_back(text.substr(start, bar - start));
        if (bar == std::string::npos)
            return parts;
        start = bar + 3;
    }
}

std::string type_attribute(const std::string& type) {
    return type.empty() ? "" : " typeRef=\"" + type + "\"";
}

std::string text_element(const std::string& name, const std::string& text) {
    return "<" + name + "><text>" + escaped(text) + "</text></" + name + ">";
}

std::string requirement_xml(const std::string& name) {
    if (name[0] == '+') {
        return "<knowledgeRequirement><requiredKnowledge href=\"#k:" + name.substr(1) +
               "\"/></knowledgeRequirement>";
    }
    if (name[0] == '!') {
        return "<informationRequirement><requiredDecision href=\"#d:" + name.substr(1) +
               "\"/></informationRequirement>";
    }
    return "<informationRequirement><requiredInput href=\"#i:" + name +
           "\"/></informationRequirement>";
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '<') {
            result += "&lt;";
        } else if (c == '>') {
            result += "&gt;";
        } else if (c == '&') {
            result += "&amp;";
        } else {
            result += c;
        }
    }
    return result;
}

std::string definitions_xml(const std::string& content, const std::string& name_space) {
    return "<definitions xmlns=\"" + name_space + "\" name=\"m\" namespace=\"urn:m\">\n" + content +
           "\n</definitions>";
}

std::string input_xml(const std::string& name, const std::string& type) {
    return "<inputData id=\"i:" + name + "\" name=\"" + name + "\"><variable name=\"" + name +
           "\"" + type_attribute(type) + "/></inputData>\n";
}

std::string decision_xml(const std::string& name, const std::vector<std::string>& requirements,
                         const std::string& logic, const std::string& type) {
    std::string xml = "<decision id=\"d:" + name + "\" name=\"" + name + "\"><variable name=\"" +
                      name + "\"" + type_attribute(type) + "/>";
    for (const std::string& requirement : requirements)
        xml += requirement_xml(requirement);
    return xml + logic + "</decision>\n";
}

std::string literal_xml(const std::string& text, const std::string& type) {
    return "<literalExpression" + type_attribute(type) + "><text>" + escaped(text) +
           "</text></literalExpression>";
}

std::string table_xml(const TableText& table) {
    std::string xml = "<decisionTable hitPolicy=\"" + table.policy + "\"";
    if (!table.aggregation.empty())
        xml += " aggregation=\"" + table.aggregation + "\"";
    xml += ">";
    for (const std::string& input : table.inputs) {
        const std::vector<std::string> parts = split(input);
        xml += "<input>" + text_element("inputExpression", parts[0]);
        if (parts.size() > 1)
            xml += text_element("inputValues", parts[1]);
        xml += "</input>";
    }
    for (const std::string& output : table.outputs) {
        const std::vector<std::string> parts = split(output);
        xml += "<output name=\"" + parts[0] + "\">";
        if (parts.size() > 1)
            xml += text_element("outputValues", parts[1]);
        if (parts.size() > 2)
            xml += text_element("defaultOutputEntry", parts[2]);
        xml += "</output>";
    }
    xml += "<annotation name=\"Rechtsgrundlage\"/><annotation name=\"Begründung\"/>";
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const std::string number = std::to_string(row + 1);
        xml += "\n<rule id=\"rule-" + number + "\">";
        for (std::size_t cell = 0; cell < table.rows[row].size(); ++cell) {
            const bool is_input = cell < table.inputs.size();
            xml += text_element(is_input ? "inputEntry" : "outputEntry", table.rows[row][cell]);
        }
        xml += text_element("annotationEntry", "§ " + number) + "</rule>";
    }
    return xml + "</decisionTable>";
}

std::string table_model(const TableText& table) {
    return definitions_xml(input_xml("a") + input_xml("b") +
                           decision_xml("result", {"a", "b"}, table_xml(table)));
}

std::string literal_model(const std::string& text) {
    return definitions_xml(input_xml("a") + input_xml("b") +
                           decision_xml("result", {"a", "b"}, literal_xml(text)));
}

Model model_of(const std::string& xml) {
    auto model = xml::read_dmn(xml);
    if (model.has_value())
        return *model;
    for (const Reason& reason : model.error()) {
        ADD_FAILURE() << reason.code << " " << reason.place << ": " << reason.text;
    }
    return *compile(Definitions{});
}

std::vector<std::string> refusals(const std::string& xml) {
    const auto model = xml::read_dmn(xml);
    if (model.has_value())
        return {"compiled"};
    std::vector<std::string> found;
    for (const Reason& reason : model.error())
        found.push_back(reason.code + " " + reason.place);
    return found;
}

feel::Value feel_value(const std::string& text) {
    const auto expression = feel::parse_expression(text);
    EXPECT_TRUE(expression.has_value()) << text;
    return expression.has_value() ? feel::evaluate(*expression, {}).value : feel::Value();
}

Decided decide(const Model& model, const std::string& decision, const std::string& inputs) {
    const feel::Value given = feel_value(inputs);
    EXPECT_EQ(given.kind(), feel::Kind::context) << inputs;
    auto decided = evaluate(model, decision, given.as_context(), {});
    EXPECT_TRUE(decided.has_value()) << decision;
    return decided.has_value() ? *decided : Decided{};
}

std::string result_of(const std::string& xml, const std::string& inputs) {
    return feel::to_text(decide(model_of(xml), "result", inputs).value);
}

}  // namespace foerderwerk::dmn::tests
