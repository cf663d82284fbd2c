// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <utility>

#include "connectors/xml/scxml_reader.hpp"
#include "connectors/xml/write_xml.hpp"

namespace foerderwerk::xml {
namespace {

constexpr std::string_view executable =
    "raise if foreach log assign script send cancel elseif else";

/// What an element of SCXML may carry (sections 3 to 6 of the Recommendation).
struct Shape {
    std::string_view element;
    std::string_view attributes;
    std::string_view children;
    bool extensible = false;       ///< may carry attributes of the workflow namespace
    bool custom_children = false;  ///< may hold extension elements
    bool free_content = false;     ///< text and any markup are a value
};

constexpr std::array<Shape, 26> shapes{{
    {"scxml", "initial name version datamodel binding", "datamodel script state parallel final",
     true, true},
    {"state", "id initial",
     "onentry onexit transition initial state parallel final history datamodel invoke", true, true},
    {"parallel", "id", "onentry onexit transition state parallel history datamodel invoke", true,
     true},
    {"final", "id", "onentry onexit donedata", true, true},
    {"history", "id type", "transition", true, true},
    {"initial", "", "transition"},
    {"transition", "event cond target type", executable, true, true},
    {"onentry", "", executable, false, true},
    {"onexit", "", executable, false, true},
    {"finalize", "", executable, false, true},
    {"raise", "event", ""},
    {"if", "cond", executable, false, true},
    {"elseif", "cond", ""},
    {"else", "", ""},
    {"foreach", "array item index", executable, false, true},
    {"log", "label expr", ""},
    {"datamodel", "", "data", false, true},
    {"data", "id src expr", "", true, true, true},
    {"assign", "location expr", "", false, true, true},
    {"donedata", "", "content param"},
    {"content", "expr", "", false, true, true},
    {"param", "name expr location", ""},
    {"script", "src", "", false, false, true},
    {"send",
     "event eventexpr target targetexpr type typeexpr id idlocation delay delayexpr namelist",
     "param content", true},
    {"cancel", "sendid sendidexpr", ""},
    {"invoke", "type typeexpr src srcexpr id idlocation namelist autoforward",
     "param finalize content", true},
}};

const Shape* shape_of(std::string_view name) {
    const auto found = std::find_if(shapes.begin(), shapes.end(),
                                    [&](const Shape& shape) { return shape.element == name; });
    return found == shapes.end() ? nullptr : &*found;
}

bool contains_word(std::string_view words, std::string_view word) {
    const std::vector<std::string> list = split_words(words);
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string normalize_blanks(std::string_view text) {
    std::string normalized;
    for (const std::string& word : split_words(text)) {
        normalized += normalized.empty() ? "" : " ";
        normalized += word;
    }
    return normalized;
}

/// Attributes that belong to XML itself and say nothing about the chart.
bool is_neutral(const XmlAttribute& attribute) {
    return attribute.space == "http://www.w3.org/XML/1998/namespace" ||
           attribute.space == "http://www.w3.org/2001/XMLSchema-instance";
}

bool calls_in(std::string_view text) {
    for (std::size_t at = text.find("In"); at != std::string_view::npos;
         at = text.find("In", at + 1)) {
        const std::string_view rest = trim(text.substr(at + 2));
        if (rest.starts_with("(")) {
            return true;
        }
    }
    return false;
}

}  // namespace

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_blank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

std::vector<std::string> split_words(std::string_view text) {
    std::vector<std::string> words;
    for (std::string_view rest = trim(text); !rest.empty(); rest = trim(rest)) {
        const auto end = std::find_if(rest.begin(), rest.end(), is_blank);
        words.emplace_back(rest.begin(), end);
        rest.remove_prefix(words.back().size());
    }
    return words;
}

void ScxmlReader::refuse(std::string code, const XmlElement& element, std::string text) {
    reasons_.push_back({std::move(code), "line " + std::to_string(element.line),
                        "<" + element.name + ">: " + std::move(text)});
}

void ScxmlReader::check_shape(const XmlElement& element) {
    const Shape* shape = shape_of(element.name);
    if (shape == nullptr) {
        return;  // the parent has refused it
    }
    check_attributes(element, shape->attributes, shape->extensible);
    if (shape->free_content) {
        return;
    }
    if (!trim(element.text).empty()) {
        refuse("UNEXPECTED_TEXT", element, "no text may stand here");
    }
    for (const XmlElement& child : element.children) {
        if (child.space == scxml_namespace && !contains_word(shape->children, child.name)) {
            refuse("UNKNOWN_ELEMENT", child, "may not stand inside <" + element.name + ">");
        }
        if (child.space == scxml_namespace && element.name != "if" &&
            (child.name == "elseif" || child.name == "else")) {
            refuse("UNKNOWN_ELEMENT", child, "stands only inside <if>");
        }
        if (child.space != scxml_namespace && !shape->custom_children) {
            refuse("UNKNOWN_EXTENSION", child, "may not stand inside <" + element.name + ">");
        }
    }
}

void ScxmlReader::check_attributes(const XmlElement& element, std::string_view allowed,
                                   bool extensible) {
    for (const XmlAttribute& attribute : element.attributes) {
        if (is_neutral(attribute)) {
            continue;
        }
        if (attribute.space.empty() && !contains_word(allowed, attribute.name)) {
            refuse("UNKNOWN_ATTRIBUTE", element,
                   "the attribute " + attribute.name + " has no meaning here");
        }
        if (!attribute.space.empty() && (attribute.space != workflow_namespace || !extensible)) {
            refuse("UNKNOWN_EXTENSION", element,
                   "the attribute " + attribute.name + " of '" + attribute.space +
                       "' has no meaning here");
        }
    }
}

void ScxmlReader::check_exclusive(const XmlElement& element,
                                  std::initializer_list<std::string_view> names, bool required) {
    std::size_t given = 0;
    std::string list;
    for (const std::string_view name : names) {
        const bool content = name == "#content";
        const bool there =
            content ? !element.children.empty() || !trim(element.text).empty()
                    : element.find_attribute(name) != nullptr || element.child(name) != nullptr;
        given += there ? 1 : 0;
        list += (list.empty() ? "" : ", ") + (content ? std::string("content") : std::string(name));
    }
    if (given > 1) {
        refuse("EXCLUSIVE", element, "only one of " + list + " may be given");
    }
    if (required && given == 0) {
        refuse("MISSING_ATTRIBUTE", element, "one of " + list + " must be given");
    }
}

std::string ScxmlReader::required(const XmlElement& element, std::string_view name) {
    std::string value(trim(element.attribute(name)));
    if (value.empty()) {
        refuse("MISSING_ATTRIBUTE", element, "the attribute " + std::string(name) + " is missing");
    }
    return value;
}

std::string ScxmlReader::one_of(const XmlElement& element, std::string_view name,
                                std::initializer_list<std::string_view> values) {
    const std::string* given = element.find_attribute(name);
    if (given == nullptr) {
        return {};
    }
    if (std::find(values.begin(), values.end(), *given) == values.end()) {
        refuse("ILLEGAL_VALUE", element,
               "'" + *given + "' is no value of the attribute " + std::string(name));
    }
    return *given;
}

std::optional<feel::Expression> ScxmlReader::parse(const std::string& text,
                                                   const XmlElement& element) {
    Result<feel::Expression, feel::SyntaxError> parsed =
        feel::parse_expression(text, options_.known_names);
    if (!parsed.has_value()) {
        refuse("FEEL_SYNTAX", element,
               "'" + text + "' at " + std::to_string(parsed.error().offset) + ": " +
                   parsed.error().reason);
        return std::nullopt;
    }
    uses_in_ = uses_in_ || calls_in(text);
    return std::move(*parsed);
}

std::optional<feel::Expression> ScxmlReader::expression(const XmlElement& element,
                                                        std::string_view name) {
    const std::string* text = element.find_attribute(name);
    return text == nullptr ? std::nullopt : parse(*text, element);
}

std::optional<feel::Expression> ScxmlReader::extension_expression(const XmlElement& element,
                                                                  std::string_view name) {
    const std::string* text = element.find_attribute(name, workflow_namespace);
    return text == nullptr ? std::nullopt : parse(*text, element);
}

std::optional<feel::Location> ScxmlReader::parse_place(const std::string& text,
                                                       const XmlElement& element) {
    Result<feel::Location, feel::SyntaxError> parsed = feel::parse_location(text);
    if (!parsed.has_value()) {
        refuse("FEEL_SYNTAX", element, "'" + text + "' is no location: " + parsed.error().reason);
        return std::nullopt;
    }
    uses_in_ = uses_in_ || calls_in(text);
    return std::move(*parsed);
}

std::optional<feel::Location> ScxmlReader::location(const XmlElement& element,
                                                    std::string_view name) {
    const std::string* text = element.find_attribute(name);
    return text == nullptr ? std::nullopt : parse_place(*text, element);
}

statechart::TextSource ScxmlReader::text_source(const XmlElement& element, std::string_view literal,
                                                std::string_view expression_name) {
    return {std::string(element.attribute(literal)), expression(element, expression_name)};
}

statechart::ValueSource ScxmlReader::inline_value(const XmlElement& element) {
    if (element.children.empty()) {
        return value_of_text(element.text, element);
    }
    if (element.children.size() > 1 || !trim(element.text).empty()) {
        refuse("ILLEGAL_VALUE", element, "a value is either a text or one element");
    }
    return {feel::Value(write_xml(element.children.front())), std::nullopt};
}

/// Text that begins like a list, a context or a string of FEEL is an expression; a number, true,
/// false and null are themselves; all other text is text with its blanks normalised (as in
/// appendix B.2 of the Recommendation).
statechart::ValueSource ScxmlReader::value_of_text(std::string_view given,
                                                   const XmlElement& element) {
    const std::string_view text = trim(given);
    if (text.starts_with("[") || text.starts_with("{") || text.starts_with("\"")) {
        return {{}, parse(std::string(text), element)};
    }
    if (text == "true" || text == "false") {
        return {feel::Value(text == "true"), std::nullopt};
    }
    if (text.empty() || text == "null") {
        return {};
    }
    if (const auto number = feel::Decimal::parse(text)) {
        return {feel::Value(*number), std::nullopt};
    }
    return {feel::Value(normalize_blanks(text)), std::nullopt};
}

statechart::ValueSource ScxmlReader::value_source(const XmlElement& element) {
    if (element.find_attribute("expr") != nullptr) {
        return {{}, expression(element, "expr")};
    }
    if (element.find_attribute("src") != nullptr) {
        return value_of_text(read_source(element).value_or(""), element);
    }
    return inline_value(element);
}

std::optional<std::string> ScxmlReader::read_source(const XmlElement& element) {
    std::string_view path = element.attribute("src");
    if (path.starts_with("file:")) {
        path.remove_prefix(5);
    }
    const bool inside = !path.empty() && path.front() != '/' &&
                        path.find("..") == std::string_view::npos &&
                        path.find_first_of(":\\") == std::string_view::npos;
    if (!inside) {
        refuse("SRC", element, "src names a file of the definition's own folder");
        return std::nullopt;
    }
    std::optional<std::string> text;
    if (options_.read_file) {
        text = options_.read_file(std::string(path));
    }
    if (!text) {
        refuse("SRC", element, "the file '" + std::string(path) + "' cannot be read");
    }
    return text;
}

statechart::Extensions ScxmlReader::extensions(const XmlElement& element) {
    statechart::Extensions found;
    for (const XmlAttribute& attribute : element.attributes) {
        if (attribute.space == workflow_namespace) {
            found.push_back({attribute.name, attribute.value});
        }
    }
    return found;
}

std::optional<statechart::Custom> ScxmlReader::read_custom(const XmlElement& element) {
    if (element.space != workflow_namespace) {
        refuse("UNKNOWN_EXTENSION", element,
               "the namespace '" + element.space + "' has no meaning here");
        return std::nullopt;
    }
    statechart::Custom custom;
    custom.space = element.space;
    custom.name = element.name;
    custom.text = normalize_blanks(element.text);
    custom.line = element.line;
    for (const XmlAttribute& attribute : element.attributes) {
        if (!attribute.space.empty()) {
            refuse("UNKNOWN_EXTENSION", element,
                   "the attribute " + attribute.name + " stands here without a namespace");
        } else if (attribute.name == "location") {
            custom.location = parse_place(attribute.value, element);
        } else if (attribute.name == "cond" || attribute.name.ends_with("expr")) {
            if (auto parsed = parse(attribute.value, element)) {
                custom.expressions.push_back({attribute.name, std::move(*parsed)});
            }
        } else {
            custom.attributes.push_back({attribute.name, attribute.value});
        }
    }
    for (const XmlElement& child : element.children) {
        if (auto inner = read_custom(child)) {
            custom.children.push_back(std::move(*inner));
        }
    }
    return custom;
}

}  // namespace foerderwerk::xml
