// SPDX-License-Identifier: EUPL-1.2
#include "tests/conformance/scxml/conf_vocabulary.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "connectors/xml/read_scxml.hpp"

namespace foerderwerk::scxml_suite {
namespace {

using xml::XmlAttribute;
using xml::XmlElement;

constexpr std::string_view conf_namespace = "http://www.w3.org/2005/scxml-conformance";

/// `text` may hold {v} the value, {V} the variable of that number, {a} and {b} the two sides of
/// "1=2" or "1 2", {A} and {B} the variables of these numbers.
struct Mapped {
    const char* attribute;
    const char* text;
};

const std::map<std::string_view, Mapped>& attributes() {
    static const std::map<std::string_view, Mapped> table{
        {"datamodel", {"datamodel", "feel"}},
        {"targetpass", {"target", "pass"}},
        {"targetfail", {"target", "fail"}},
        {"id", {"id", "{V}"}},
        {"name", {"name", "{V}"}},
        {"namelist", {"namelist", "{V}"}},
        {"item", {"item", "{V}"}},
        {"index", {"index", "{V}"}},
        {"location", {"location", "{V}"}},
        {"idlocation", {"idlocation", "{V}"}},
        {"arrayVar", {"array", "{V}"}},
        {"expr", {"expr", "{v}"}},
        {"varExpr", {"expr", "{V}"}},
        {"varChildExpr", {"expr", "{V}"}},
        {"childVarExpr", {"expr", "{V}"}},
        {"quoteExpr", {"expr", "\"{v}\""}},
        {"systemVarExpr", {"expr", "{v}"}},
        {"systemVarLocation", {"location", "{v}"}},
        {"eventField", {"expr", "_event.{v}"}},
        {"eventName", {"expr", "_event.name"}},
        {"eventType", {"expr", "_event.type"}},
        {"eventSendid", {"expr", "_event.sendid"}},
        {"eventDataFieldValue", {"expr", "_event.data.{v}"}},
        {"eventDataNamelistValue", {"expr", "_event.data.{V}"}},
        {"eventDataParamValue", {"expr", "_event.data.{v}"}},
        {"eventExpr", {"eventexpr", "{V}"}},
        {"targetExpr", {"targetexpr", "{V}"}},
        {"targetVar", {"targetexpr", "{V}"}},
        {"typeExpr", {"typeexpr", "{V}"}},
        {"srcExpr", {"srcexpr", "{V}"}},
        {"sendIDExpr", {"sendidexpr", "{V}"}},
        {"delayFromVar", {"delayexpr", "{V}"}},
        {"delay", {"delay", "{v}s"}},
        {"true", {"cond", "true"}},
        {"false", {"cond", "false"}},
        {"nonBoolean", {"cond", "\"neither\""}},
        {"inState", {"cond", "In(\"{v}\")"}},
        {"isBound", {"cond", "{V} != null"}},
        {"unboundVar", {"cond", "{V} = null"}},
        {"noValue", {"cond", "{V} = null"}},
        {"idVal", {"cond", "{A} = {b}"}},
        {"namelistIdVal", {"cond", "{A} = {b}"}},
        {"idQuoteVal", {"cond", "{A} = \"{b}\""}},
        {"idSystemVarVal", {"cond", "{A} = {b}"}},
        {"idSomeVal", {"cond", "{V} = \"some inline value\""}},
        {"compareIDVal", {"cond", "{A} < {B}"}},
        {"VarEqVar", {"cond", "{A} = {B}"}},
        {"VarEqVarStruct", {"cond", "{A} = {B}"}},
        {"varPrefix", {"cond", "starts with({B}, {A})"}},
        {"nameVarVal", {"cond", "_name = \"{v}\""}},
        {"eventNameVal", {"cond", "_event.name = \"{v}\""}},
        {"eventdataVal", {"cond", "_event.data = {v}"}},
        {"eventvarVal", {"cond", "_event.data.{A} = {b}"}},
        {"eventdataSomeVal", {"cond", "_event.data = \"some inline value\""}},
        {"emptyEventData", {"cond", "_event.data = null"}},
        {"eventFieldHasNoValue", {"cond", "_event.{v} = null"}},
        {"eventFieldsAreBound",
         {"cond",
          "count(get entries(_event)[key = \"name\" or key = \"type\" or key = \"sendid\" "
          "or key = \"origin\" or key = \"invokeid\" or key = \"data\"]) = 6"}},
        {"illegalExpr", {"expr", "no_such_variable"}},
        {"illegalArray", {"array", "\"no list\""}},
        {"illegalItem", {"item", "no-name"}},
        {"illegalTarget", {"target", "!illegal"}},
        {"unreachableTarget", {"target", "#_scxml_no_such_session"}},
        {"invalidSessionID", {"expr", "\"#_scxml_no_such_session\""}},
        {"invalidSendType", {"type", "no-such-processor"}},
        {"invalidSendTypeExpr", {"expr", "\"no-such-processor\""}},
        {"invalidLocation", {"location", "no_such_variable"}},
        {"invalidParamLocation", {"location", "no_such_variable"}},
        {"invalidNamelist", {"namelist", "no_such_variable"}},
        {"scxmlEventIOLocation", {"expr", "_ioprocessors.scxml.location"}},
    };
    return table;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size())) {
        text.replace(at, what.size(), with);
    }
}

bool is_number(const std::string& text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string variable(const std::string& number) {
    return is_number(number) ? "Var" + number : number;
}

std::string fill(std::string text, const std::string& value) {
    const std::size_t middle = value.find_first_of("=< ");
    const std::string a = value.substr(0, middle);
    const std::string b = middle == std::string::npos ? "" : value.substr(middle + 1);
    replace_all(text, "{A}", variable(a));
    replace_all(text, "{B}", variable(b));
    replace_all(text, "{a}", a);
    replace_all(text, "{b}", b);
    replace_all(text, "{V}", variable(value));
    replace_all(text, "{v}", value);
    return text;
}

void map_attributes(XmlElement& element) {
    for (XmlAttribute& attribute : element.attributes) {
        if (attribute.space == conf_namespace) {
            const auto mapped = attributes().find(attribute.name);
            if (mapped != attributes().end()) {
                attribute = {"", mapped->second.attribute,
                             fill(mapped->second.text, attribute.value)};
            }
        } else if (attribute.name == "expr" || attribute.name == "cond") {
            // Expressions that the suite writes out are ECMAScript: 'text'.
            replace_all(attribute.value, "'", "\"");
        }
    }
}

XmlElement scxml_element(std::string name, std::vector<std::pair<std::string, std::string>> given) {
    XmlElement element;
    element.space = xml::scxml_namespace;
    element.name = std::move(name);
    for (auto& [attribute, value] : given) {
        element.attributes.push_back({"", attribute, value});
    }
    return element;
}

XmlElement assignment(const std::string& number, const std::string& expression) {
    return scxml_element("assign", {{"location", variable(number)}, {"expr", expression}});
}

XmlElement script() {
    XmlElement element = scxml_element("script", {});
    element.text = "Var1 = 1;";
    return element;
}

/// The element that takes the place of a conf: element among executable content and states.
bool map_element(XmlElement& element) {
    const std::string id(element.attribute("id"));
    const std::string first(element.attribute("id1"));
    const std::string second(element.attribute("id2"));
    const std::string sum = variable(first) + " + " + variable(second);
    const std::size_t line = element.line;
    if (element.name == "pass" || element.name == "fail") {
        element = scxml_element("final", {{"id", element.name}});
    } else if (element.name == "incrementID") {
        element = assignment(id, variable(id) + " + 1");
    } else if (element.name == "sumVars" || element.name == "concatVars") {
        element = assignment(first, sum);
    } else if (element.name == "extendArray") {
        element = assignment(id, "append(" + variable(id) + ", 4)");
    } else if (element.name == "script") {
        element = script();
    } else if (element.name == "contentFoo") {
        element = scxml_element("content", {{"expr", "\"foo\""}});
    } else {
        return false;
    }
    element.line = line;
    return true;
}

const char* inline_text(std::string_view name) {
    return name == "array123"        ? "[1, 2, 3]"
           : name == "someInlineVal" ? "some inline value"
                                     : nullptr;
}

bool declares(const XmlElement& element, std::string_view id) {
    return (element.name == "data" && element.attribute("id") == id) ||
           std::any_of(element.children.begin(), element.children.end(),
                       [&](const XmlElement& child) { return declares(child, id); });
}

bool has_script(const XmlElement& element) {
    return element.name == "script" ||
           std::any_of(element.children.begin(), element.children.end(), has_script);
}

void map_tree(XmlElement& element) {
    map_attributes(element);
    for (XmlElement& child : element.children) {
        if (child.space == conf_namespace && inline_text(child.name) != nullptr) {
            element.text += inline_text(child.name);
        } else if (child.space != conf_namespace || !map_element(child)) {
            map_tree(child);
        }
    }
    std::erase_if(element.children, [](const XmlElement& child) {
        return child.space == conf_namespace && inline_text(child.name) != nullptr;
    });
}

}  // namespace

void map_conf_vocabulary(XmlElement& root) {
    map_tree(root);
    // In ECMAScript a script declares the variable it sets; with FEEL only <data> does.
    if (has_script(root) && !declares(root, "Var1")) {
        XmlElement datamodel = scxml_element("datamodel", {});
        datamodel.children.push_back(scxml_element("data", {{"id", "Var1"}}));
        root.children.insert(root.children.begin(), std::move(datamodel));
    }
}

}  // namespace foerderwerk::scxml_suite
