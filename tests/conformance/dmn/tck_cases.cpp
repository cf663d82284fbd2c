// SPDX-License-Identifier: EUPL-1.2
#include "tests/conformance/dmn/tck_cases.hpp"

#include <algorithm>

#include "connectors/xml/xml_tree.hpp"
#include "engine/feel/expression.hpp"

namespace foerderwerk::conformance {

namespace {

constexpr std::string_view instance_space = "http://www.w3.org/2001/XMLSchema-instance";

bool is_nil(const xml::XmlElement& element) {
    const std::string* nil = element.find_attribute("nil", instance_space);
    return nil != nullptr && *nil == "true";
}

feel::Value evaluated(const std::string& text) {
    const auto expression = feel::parse_expression(text);
    if (!expression.has_value())
        return feel::Value::error("the kit's value is no FEEL: " + text);
    return feel::evaluate(*expression, {}).value;
}

feel::Value read_simple(const xml::XmlElement& element) {
    if (is_nil(element))
        return {};
    const std::string* type = element.find_attribute("type", instance_space);
    std::string kind = type == nullptr ? "string" : *type;
    kind = kind.substr(kind.find(':') + 1);
    if (kind == "boolean")
        return feel::Value(element.text == "true");
    if (kind == "date")
        return evaluated("date(\"" + element.text + "\")");
    if (kind == "time")
        return evaluated("time(\"" + element.text + "\")");
    if (kind == "dateTime")
        return evaluated("date and time(\"" + element.text + "\")");
    if (kind == "duration")
        return evaluated("duration(\"" + element.text + "\")");
    if (kind == "string")
        return feel::Value(element.text);
    if (const auto number = feel::Decimal::parse(element.text))
        return feel::Value(*number);
    return feel::Value::error("the kit's value is no number: " + element.text);
}

// A value, a list of items, or components that are the members of a context.
feel::Value read_value(const xml::XmlElement& element) {
    if (is_nil(element))
        return {};
    if (const xml::XmlElement* value = element.child("value"))
        return read_simple(*value);
    if (const xml::XmlElement* list = element.child("list")) {
        if (is_nil(*list))
            return {};
        feel::List items;
        for (const xml::XmlElement& item : list->children)
            items.push_back(read_value(item));
        return feel::Value(std::move(items));
    }
    feel::Context members;
    for (const xml::XmlElement& component : element.children) {
        if (component.name != "component")
            continue;
        members.set(std::string(component.attribute("name")), read_value(component));
    }
    return feel::Value(std::move(members));
}

TckCase read_case(const xml::XmlElement& element) {
    TckCase result;
    result.id = element.attribute("id");
    if (element.attribute("type") == "decisionService") {
        result.service = element.attribute("invocableName");
    }
    for (const xml::XmlElement& node : element.children) {
        if (node.name == "inputNode") {
            // An input of an imported model is told apart by its namespace.
            const std::string_view name_space = node.attribute("namespace");
            const std::string name(node.attribute("name"));
            result.inputs.set(name_space.empty() ? name : std::string(name_space) + "#" + name,
                              read_value(node));
        } else if (node.name == "resultNode") {
            const xml::XmlElement* expected = node.child("expected");
            result.results.push_back({std::string(node.attribute("name")),
                                      expected == nullptr ? feel::Value() : read_value(*expected)});
        }
    }
    return result;
}

}  // namespace

Result<TckFile, Reasons> read_tck_file(std::string_view bytes) {
    const auto root = xml::parse_xml(bytes);
    if (!root.has_value())
        return Failure<Reasons>(root.error());
    TckFile file;
    if (const xml::XmlElement* model = root->child("modelName"))
        file.model = model->text;
    for (const xml::XmlElement& element : root->children) {
        if (element.name == "testCase")
            file.cases.push_back(read_case(element));
    }
    return file;
}

bool agrees(const feel::Value& expected, const feel::Value& actual) {
    if (expected.kind() != actual.kind())
        return false;
    if (expected.kind() == feel::Kind::number) {
        const auto difference = expected.as_number().minus(actual.as_number());
        return difference && difference->absolute() < *feel::Decimal::parse("0.00000001");
    }
    if (expected.kind() == feel::Kind::list) {
        const feel::List& a = expected.as_list();
        const feel::List& b = actual.as_list();
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), agrees);
    }
    if (expected.kind() == feel::Kind::context) {
        if (expected.as_context().size() != actual.as_context().size())
            return false;
        for (const auto& [name, value] : expected.as_context().entries()) {
            const feel::Value* other = actual.find(name);
            if (other == nullptr || !agrees(value, *other))
                return false;
        }
        return true;
    }
    return expected == actual;
}

}  // namespace foerderwerk::conformance
