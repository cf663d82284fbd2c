// SPDX-License-Identifier: EUPL-1.2
#include "tests/conformance/scxml/conf_vocabulary.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>
#include <vector>

#include "connectors/xml/read_scxml.hpp"

namespace foerderwerk::scxml_suite {
namespace {

using xml::XmlAttribute;
using xml::XmlElement;

constexpr std::string_view conf_namespace = "http://www.w3.org/2005/scxml-conformance";
constexpr std::string_view bad_script = "scriptBadSrc";

/// `text` may hold {v} the value, {q} the value as text unless it is a number or quoted, {V} the
/// variable of that number, {W} the variables of several; {a}, {o} and {b} the two sides of "1=2"
/// or "1 2" and what stands between, {A} and {B} the variables of these numbers.
struct Mapped {
    std::string_view name;
    const char* attribute;
    const char* text;
};

constexpr auto attributes = std::to_array<Mapped>({
    {"datamodel", "datamodel", "feel"},
    {"targetpass", "target", "pass"},
    {"targetfail", "target", "fail"},
    // variables
    {"id", "id", "{V}"},
    {"name", "name", "{V}"},
    {"namelist", "namelist", "{V}"},
    {"multipleNamelist", "namelist", "{W}"},
    {"item", "item", "{V}"},
    {"index", "index", "{V}"},
    {"location", "location", "{V}"},
    {"idlocation", "idlocation", "{V}"},
    {"systemVarLocation", "location", "{v}"},
    {"eventExpr", "eventexpr", "{V}"},
    {"targetExpr", "targetexpr", "{V}"},
    {"targetVar", "targetexpr", "{V}"},
    {"typeExpr", "typeexpr", "{V}"},
    {"srcExpr", "srcexpr", "{V}"},
    {"sendIDExpr", "sendidexpr", "{V}"},
    {"delayExpr", "delayexpr", "{V}"},
    {"delayFromVar", "delayexpr", "{V}"},
    {"delay", "delay", "{v}s"},
    // values
    {"expr", "expr", "{v}"},
    {"varExpr", "expr", "{V}"},
    {"varChildExpr", "expr", "{V}"},
    {"childVarExpr", "expr", "{V}"},
    {"varNonexistentStruct", "expr", "{V}.bar"},
    {"quoteExpr", "expr", "\"{v}\""},
    {"systemVarExpr", "expr", "{v}"},
    {"eventField", "expr", "_event.{v}"},
    {"eventName", "expr", "_event.name"},
    {"eventType", "expr", "_event.type"},
    {"eventSendid", "expr", "_event.sendid"},
    {"eventRaw", "expr", "_event.raw"},
    {"eventDataFieldValue", "expr", "_event.data.{v}"},
    {"eventDataNamelistValue", "expr", "_event.data.{V}"},
    {"eventDataParamValue", "expr", "_event.data.{v}"},
    {"scxmlEventIOLocation", "expr", "_ioprocessors.scxml.location"},
    // conditions
    {"true", "cond", "true"},
    {"false", "cond", "false"},
    {"nonBoolean", "cond", "\"neither\""},
    {"inState", "cond", "In(\"{v}\")"},
    {"isBound", "cond", "{V} != null"},
    {"unboundVar", "cond", "{V} = null"},
    {"noValue", "cond", "{V} = null"},
    {"systemVarIsBound", "cond", "{v} != null"},
    {"idVal", "cond", "{A} {o} {b}"},
    {"varIdVal", "cond", "{A} {o} {B}"},
    {"namelistIdVal", "cond", "{A} {o} {b}"},
    {"idQuoteVal", "cond", "{A} {o} \"{b}\""},
    {"idSystemVarVal", "cond", "{A} {o} {b}"},
    {"idSomeVal", "cond", "{V} = \"some inline value\""},
    {"compareIDVal", "cond", "{A} {o} {B}"},
    {"VarEqVar", "cond", "{A} = {B}"},
    {"VarEqVarStruct", "cond", "{A} = {B}"},
    {"varPrefix", "cond", "starts with({B}, {A})"},
    {"nameVarVal", "cond", "_name = \"{v}\""},
    {"eventNameVal", "cond", "_event.name = \"{v}\""},
    {"eventdataVal", "cond", "_event.data = {q}"},
    {"eventvarVal", "cond", "_event.data.{A} {o} {b}"},
    {"eventdataSomeVal", "cond", "_event.data = \"some inline value\""},
    {"emptyEventData", "cond", "_event.data = null"},
    {"eventDataHasField", "cond", "_event.data.{v} != null"},
    {"eventFieldHasNoValue", "cond", "_event.{v} = null"},
    {"eventIsExternal", "cond", "_event.type = \"external\""},
    {"originTypeEq", "cond", "_event.origintype = \"{v}\""},
    {"eventFieldsAreBound", "cond",
     "count(get entries(_event)[key = \"name\" or key = \"type\" or key = \"sendid\" "
     "or key = \"origin\" or key = \"invokeid\" or key = \"data\"]) = 6"},
    // what must go wrong
    {"illegalExpr", "expr", "no_such_variable"},
    {"illegalItem", "item", "no-name"},
    {"illegalTarget", "target", "!illegal"},
    {"unreachableTarget", "target", "#_scxml_no_such_session"},
    {"invalidSessionID", "expr", "\"#_scxml_no_such_session\""},
    {"invalidSendType", "type", "no-such-processor"},
    {"invalidSendTypeExpr", "expr", "\"no-such-processor\""},
    {"invalidLocation", "location", "no_such_variable"},
    {"invalidParamLocation", "location", "no_such_variable"},
    {"invalidNamelist", "namelist", "no_such_variable"},
    // lists and scripts
    {"arrayVar", "array", "{V}"},
    {"arrayTextVar", "array", "{V}"},
    {"arrayExpr123", "expr", "[1, 2, 3]"},
    {"multiDimensionalArrayExpr", "expr", "[[{v}, {v}], [{v}, {v}]]"},
    {"arrayVal", "cond", "every row in {A} satisfies every cell in row satisfies cell = {b}"},
    {"illegalArray", "expr", "7"},
    {"scriptGoodSrc", "src", good_script_file},
    {bad_script, "src", "conf_no_such_script.feel"},
});

/// Of the optional Basic HTTP processor, and of a field the Recommendation does not have.
constexpr auto not_ours = std::to_array<std::string_view>(
    {"testOnServer", "basicHTTPAccessURI", "basicHTTPAccessURITarget", "methodIsPost",
     "eventIdParamHasValue", "eventNamedParamHasValue", "messageBodyEquals", "getNamedParamVal",
     "getIDParamVal", "getNthParamName", "getNthParamVal", "scxmlEventExpr", "msgIsBody",
     "msgContent", "setUpHTTPTest", "eventLanguageMatchesDatamodel"});

void replace_all(std::string& text, std::string_view what, std::string_view with) {
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size())) {
        text.replace(at, what.size(), with);
    }
}

bool is_number(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789.") == std::string::npos;
}

std::string variable(const std::string& number) {
    return is_number(number) ? "Var" + number : number;
}

/// What the suite writes out is ECMAScript: 'text' and ==.
std::string as_feel(std::string text) {
    replace_all(text, "'", "\"");
    replace_all(text, "===", "=");
    replace_all(text, "==", "=");
    return text;
}

std::string as_text_or_number(const std::string& value) {
    const bool literal = is_number(value) || value == "true" || value == "false" ||
                         value.starts_with("'") || value.starts_with("\"");
    return literal ? as_feel(value) : "\"" + value + "\"";
}

std::string variables(const std::string& numbers) {
    std::string names;
    std::string number;
    for (const char c : numbers + " ") {
        if (c >= '0' && c <= '9') {
            number += c;
        } else if (!number.empty()) {
            names += (names.empty() ? "" : " ") + variable(std::exchange(number, {}));
        }
    }
    return names;
}

std::string fill(std::string text, const std::string& value) {
    constexpr std::string_view between = "=<>! ";
    const std::size_t middle = std::min(value.find_first_of(between), value.size());
    const std::size_t second = std::min(value.find_first_not_of(between, middle), value.size());
    const bool in_quotes = text.find('"') != std::string::npos;
    const std::string a = value.substr(0, middle);
    std::string b = value.substr(second);
    std::string operation = as_feel(value.substr(middle, second - middle));
    std::erase(operation, ' ');
    replace_all(text, "{A}", variable(a));
    replace_all(text, "{B}", variable(b));
    replace_all(text, "{V}", variable(value));
    replace_all(text, "{W}", variables(value));
    replace_all(text, "{o}", operation.empty() ? "=" : operation);
    replace_all(text, "{b}", in_quotes ? b : as_feel(b));
    replace_all(text, "{q}", as_text_or_number(value));
    replace_all(text, "{v}", in_quotes ? value : as_feel(value));
    return text;
}

void map_attribute(XmlAttribute& attribute) {
    if (attribute.space != conf_namespace) {
        if (attribute.name == "expr" || attribute.name == "cond") {
            attribute.value = as_feel(attribute.value);
        } else if (attribute.name == "datamodel" && attribute.value == "null") {
            // Its only expression is In(), which is the same in FEEL.
            attribute.value = "feel";
        }
        return;
    }
    const auto mapped = std::find_if(attributes.begin(), attributes.end(),
                                     [&](const Mapped& row) { return row.name == attribute.name; });
    if (mapped != attributes.end()) {
        attribute = {"", mapped->attribute, fill(mapped->text, attribute.value)};
    }
}

using Attributes = std::vector<std::pair<std::string, std::string>>;

XmlElement scxml_element(std::string name, Attributes given) {
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
    element.text = good_script;
    return element;
}

/// The element that takes the place of a conf: element among executable content and states.
std::optional<XmlElement> mapped_element(const XmlElement& element) {
    const std::string id = variable(std::string(element.attribute("id")));
    const std::string first = variable(std::string(element.attribute("id1")));
    const std::string second = variable(std::string(element.attribute("id2")));
    if (element.name == "pass" || element.name == "fail") {
        return scxml_element("final", {{"id", element.name}});
    }
    if (element.name == "incrementID") {
        return assignment(id, id + " + 1");
    }
    if (element.name == "sumVars" || element.name == "concatVars") {
        return assignment(first, first + " + " + second);
    }
    if (element.name == "extendArray") {
        return assignment(id, "append(" + id + ", 4)");
    }
    if (element.name == "incrementArray") {
        return assignment(id, "for row in " + id + " return for cell in row return cell + 1");
    }
    if (element.name == "script") {
        return script();
    }
    if (element.name == "contentFoo") {
        return scxml_element("content", {{"expr", "\"foo\""}});
    }
    if (element.name == "illegalContent") {
        return scxml_element("content", {{"expr", "no_such_variable"}});
    }
    if (element.name == "sendToSender") {
        return scxml_element("send", {{"event", std::string(element.attribute("name"))},
                                      {"targetexpr", "_event.origin"},
                                      {"typeexpr", "_event.origintype"}});
    }
    return std::nullopt;
}

const char* inline_text(const XmlElement& element) {
    return element.space != conf_namespace   ? nullptr
           : element.name == "array123"      ? "[1, 2, 3]"
           : element.name == "someInlineVal" ? "some inline value"
                                             : nullptr;
}

bool any_element(const XmlElement& element,
                 const std::function<bool(const XmlElement&)>& is_wanted) {
    return is_wanted(element) ||
           std::any_of(element.children.begin(), element.children.end(),
                       [&](const XmlElement& child) { return any_element(child, is_wanted); });
}

bool any_attribute(const XmlElement& root,
                   const std::function<bool(const XmlAttribute&)>& is_wanted) {
    return any_element(root, [&](const XmlElement& element) {
        return std::any_of(element.attributes.begin(), element.attributes.end(), is_wanted);
    });
}

void map_tree(XmlElement& element) {
    std::for_each(element.attributes.begin(), element.attributes.end(), map_attribute);
    for (XmlElement& child : element.children) {
        if (const char* text = inline_text(child)) {
            element.text += text;
            continue;
        }
        auto mapped = child.space == conf_namespace ? mapped_element(child) : std::nullopt;
        if (mapped) {
            mapped->line = child.line;
            child = std::move(*mapped);
        } else {
            map_tree(child);
        }
    }
    std::erase_if(element.children,
                  [](const XmlElement& child) { return inline_text(child) != nullptr; });
}

bool is_not_ours(std::string_view space, std::string_view name) {
    return space == conf_namespace &&
           std::find(not_ours.begin(), not_ours.end(), name) != not_ours.end();
}

}  // namespace

void map_conf_vocabulary(XmlElement& root) {
    map_tree(root);
    // In ECMAScript a script declares the variable it sets; with FEEL only <data> does.
    const bool has_script =
        any_element(root, [](const XmlElement& element) { return element.name == "script"; });
    const bool declares = any_element(root, [](const XmlElement& element) {
        return element.name == "data" && element.attribute("id") == "Var1";
    });
    if (has_script && !declares) {
        XmlElement datamodel = scxml_element("datamodel", {});
        datamodel.children.push_back(scxml_element("data", {{"id", "Var1"}}));
        root.children.insert(root.children.begin(), std::move(datamodel));
    }
}

std::optional<std::string> out_of_scope(const XmlElement& root) {
    const std::string model(root.attribute("datamodel"));
    if (!model.empty() && model != "null" && model != "feel") {
        return "it is about the data model " + model;
    }
    const bool http = any_attribute(root, [](const XmlAttribute& attribute) {
        return is_not_ours(attribute.space, attribute.name) ||
               attribute.value.find("BasicHTTPEventProcessor") != std::string::npos;
    });
    if (http || any_element(root, [](const XmlElement& element) {
            return is_not_ours(element.space, element.name);
        })) {
        return "it needs the optional Basic HTTP event processor";
    }
    if (any_attribute(root, [](const XmlAttribute& attribute) {
            return attribute.name == "src" && attribute.value.find("://") != std::string::npos;
        })) {
        return "it loads from the network";
    }
    const bool judges = any_element(root, [](const XmlElement& element) {
        return (element.space == conf_namespace && element.name == "pass") ||
               element.attribute("id") == "pass";
    });
    return judges ? std::nullopt : std::optional<std::string>("a person must judge its outcome");
}

bool must_be_refused(const XmlElement& root) {
    return any_attribute(root, [](const XmlAttribute& attribute) {
        return attribute.space == conf_namespace && attribute.name == bad_script;
    });
}

}  // namespace foerderwerk::scxml_suite
