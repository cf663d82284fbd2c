// SPDX-License-Identifier: EUPL-1.2
#include <utility>

#include "connectors/xml/scxml_reader.hpp"
#include "engine/statechart/css_time.hpp"

namespace foerderwerk::xml {

statechart::Block ScxmlReader::read_block(const XmlElement& element) {
    statechart::Block block;
    for (const XmlElement& child : element.children) {
        if (std::optional<statechart::Action> action = read_action(child)) {
            block.push_back(std::move(*action));
        }
    }
    return block;
}

std::optional<statechart::Action> ScxmlReader::read_action(const XmlElement& element) {
    const std::size_t line = element.line;
    if (element.space != scxml_namespace) {
        if (auto custom = read_custom(element)) {
            return statechart::Action{std::move(*custom), line};
        }
        return std::nullopt;
    }
    if (element.name == "elseif" || element.name == "else") {
        return std::nullopt;  // read_if has seen to them
    }
    check_shape(element);
    if (element.name == "raise") {
        return statechart::Action{statechart::Raise{required(element, "event")}, line};
    }
    if (element.name == "send") {
        return statechart::Action{read_send(element), line};
    }
    if (element.name == "assign") {
        check_exclusive(element, {"expr", "#content"}, true);
        auto place = location(element, "location");
        if (!place) {
            (void)required(element, "location");
            return std::nullopt;
        }
        return statechart::Action{statechart::Assign{std::move(*place), value_source(element)},
                                  line};
    }
    if (element.name == "if") {
        return statechart::Action{read_if(element), line};
    }
    if (element.name == "foreach") {
        return statechart::Action{read_foreach(element), line};
    }
    if (element.name == "log") {
        return statechart::Action{
            statechart::Log{std::string(element.attribute("label")), expression(element, "expr")},
            line};
    }
    if (element.name == "cancel") {
        check_exclusive(element, {"sendid", "sendidexpr"}, true);
        return statechart::Action{statechart::Cancel{text_source(element, "sendid", "sendidexpr")},
                                  line};
    }
    if (element.name == "script") {
        return statechart::Action{read_script(element), line};
    }
    return std::nullopt;  // the parent's check_shape has refused it
}

statechart::Send ScxmlReader::read_send(const XmlElement& element) {
    check_exclusive(element, {"event", "eventexpr"});
    check_exclusive(element, {"target", "targetexpr"});
    check_exclusive(element, {"type", "typeexpr"});
    check_exclusive(element, {"id", "idlocation"});
    check_exclusive(element, {"namelist", "content"});
    check_exclusive(element, {"param", "content"});
    statechart::Send send;
    send.event = text_source(element, "event", "eventexpr");
    send.target = text_source(element, "target", "targetexpr");
    send.type = text_source(element, "type", "typeexpr");
    send.id = element.attribute("id");
    send.id_location = location(element, "idlocation");
    send.params = read_params(element);
    send.content = read_content(element);
    if (!send.event.given() && !send.content) {
        refuse("MISSING_ATTRIBUTE", element, "send needs an event, an eventexpr or a content");
    }
    send.key = extension_expression(element, "key");
    for (statechart::Extension& extension : extensions(element)) {
        if (extension.name != "due" && extension.name != "key") {
            send.extensions.push_back(std::move(extension));
        }
    }
    read_send_timing(element, send);
    return send;
}

void ScxmlReader::read_send_timing(const XmlElement& element, statechart::Send& send) {
    check_exclusive(element, {"delay", "delayexpr"});
    send.delay_expression = expression(element, "delayexpr");
    send.due = extension_expression(element, "due");
    if (const std::string* delay = element.find_attribute("delay")) {
        const auto length = statechart::parse_css_time(*delay);
        if (!length) {
            refuse("ILLEGAL_VALUE", element, "'" + *delay + "' is no delay such as 1.5s or 200ms");
        }
        send.delay = length.value_or(std::chrono::nanoseconds::zero());
    }
    const bool delayed = element.find_attribute("delay") != nullptr || send.delay_expression;
    if (send.due && delayed) {
        refuse("EXCLUSIVE", element, "fw:due takes the place of a delay");
    }
    if (send.target.literal == "#_internal" && (delayed || send.due)) {
        refuse("EXCLUSIVE", element, "an internal event cannot be delayed");
    }
}

statechart::If ScxmlReader::read_if(const XmlElement& element) {
    statechart::If choice;
    (void)required(element, "cond");
    choice.branches.push_back({expression(element, "cond"), {}});
    bool after_else = false;
    for (const XmlElement& child : element.children) {
        const bool scxml = child.space == scxml_namespace;
        if (scxml && (child.name == "elseif" || child.name == "else")) {
            check_shape(child);
            if (after_else) {
                refuse("ILLEGAL_VALUE", child, "nothing may follow else");
            }
            after_else = after_else || child.name == "else";
            if (child.name == "elseif") {
                (void)required(child, "cond");
            }
            choice.branches.push_back({expression(child, "cond"), {}});
            continue;
        }
        if (std::optional<statechart::Action> action = read_action(child)) {
            choice.branches.back().block.push_back(std::move(*action));
        }
    }
    return choice;
}

statechart::ForEach ScxmlReader::read_foreach(const XmlElement& element) {
    statechart::ForEach loop;
    (void)required(element, "array");
    if (auto array = expression(element, "array")) {
        loop.array = std::move(*array);
    }
    loop.item = required(element, "item");
    loop.index = element.attribute("index");
    loop.block = read_block(element);
    return loop;
}

std::vector<statechart::Param> ScxmlReader::read_params(const XmlElement& element) {
    std::vector<statechart::Param> params;
    if (const std::string* namelist = element.find_attribute("namelist")) {
        for (const std::string& name : split_words(*namelist)) {
            if (auto param = read_location_param(name, name, element)) {
                params.push_back(std::move(*param));
            }
        }
    }
    for (const XmlElement& child : element.children) {
        if (child.space != scxml_namespace || child.name != "param") {
            continue;
        }
        check_shape(child);
        if (auto param = read_param(child)) {
            params.push_back(std::move(*param));
        }
    }
    return params;
}

std::optional<statechart::Param> ScxmlReader::read_param(const XmlElement& element) {
    check_exclusive(element, {"expr", "location"}, true);
    const std::string name = required(element, "name");
    if (const std::string* place = element.find_attribute("location")) {
        return read_location_param(name, *place, element);
    }
    auto value = expression(element, "expr");
    if (!value) {
        return std::nullopt;
    }
    return statechart::Param{name, std::move(*value), std::nullopt};
}

std::optional<statechart::Param> ScxmlReader::read_location_param(const std::string& name,
                                                                  const std::string& place,
                                                                  const XmlElement& element) {
    auto target = parse_place(place, element);
    auto value = target ? parse(place, element) : std::nullopt;
    if (!value) {
        return std::nullopt;
    }
    return statechart::Param{name, std::move(*value), std::move(*target)};
}

std::optional<statechart::ValueSource> ScxmlReader::read_content(const XmlElement& element) {
    const XmlElement* content = element.child("content");
    if (content == nullptr) {
        return std::nullopt;
    }
    check_shape(*content);
    check_exclusive(*content, {"expr", "#content"});
    return value_source(*content);
}

namespace {

/// Where FEEL text goes on after a string or comment that begins at `at`; `at` when none does.
std::size_t after_string_or_comment(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("//")) {
        const std::size_t end = text.find('\n', at);
        return end == std::string_view::npos ? text.size() : end;
    }
    if (rest.starts_with("/*")) {
        const std::size_t end = text.find("*/", at + 2);
        return end == std::string_view::npos ? text.size() : end + 2;
    }
    if (!rest.starts_with("\"")) {
        return at;
    }
    for (std::size_t i = at + 1; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            return i + 1;
        }
    }
    return text.size();
}

/// Position of `wanted` outside of strings, comments and brackets, or npos.
std::size_t find_outside(std::string_view text, char wanted) {
    int depth = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t after = after_string_or_comment(text, at);
        if (after != at) {
            at = after;
            continue;
        }
        const char c = text[at];
        if (c == wanted && depth == 0) {
            return at;
        }
        depth += c == '(' || c == '[' || c == '{' ? 1 : 0;
        depth -= c == ')' || c == ']' || c == '}' ? 1 : 0;
        ++at;
    }
    return std::string_view::npos;
}

/// True when there is nothing but blanks and comments.
bool says_nothing(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] == '/' && after_string_or_comment(text, at) != at) {
            at = after_string_or_comment(text, at);
        } else if (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r') {
            ++at;
        } else {
            return false;
        }
    }
    return true;
}

}  // namespace

statechart::Script ScxmlReader::read_script(const XmlElement& element) {
    check_shape(element);
    check_exclusive(element, {"src", "#content"});
    statechart::Script script;
    std::string loaded;
    std::string_view rest = element.text;
    if (element.find_attribute("src") != nullptr) {
        loaded = read_source(element).value_or("");
        rest = loaded;
    }
    while (!says_nothing(rest)) {
        const std::size_t end = find_outside(rest, ';');
        const std::string_view statement = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
        if (says_nothing(statement)) {
            continue;
        }
        const std::size_t equals = find_outside(statement, '=');
        if (equals == std::string_view::npos) {
            refuse("FEEL_SYNTAX", element,
                   "'" + std::string(trim(statement)) + "' is no assignment");
            continue;
        }
        auto place = parse_place(std::string(trim(statement.substr(0, equals))), element);
        auto value = parse(std::string(trim(statement.substr(equals + 1))), element);
        if (place && value) {
            script.assignments.push_back({std::move(*place), {{}, std::move(*value)}});
        }
    }
    return script;
}

}  // namespace foerderwerk::xml
