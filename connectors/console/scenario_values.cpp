// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/scenario_values.hpp"

#include <array>
#include <utility>

#include <yaml-cpp/yaml.h>

#include "engine/feel/expression.hpp"

namespace foerderwerk::console {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 39> german = {{
    {"programme", "programm"},
    {"today", "heute"},
    {"given", "gegeben"},
    {"municipality", "kommune"},
    {"municipalities", "kommunen"},
    {"kind", "art"},
    {"population", "einwohner"},
    {"reference_date", "stichtag"},
    {"valid_from", "gueltig_ab"},
    {"providers", "bildungstraeger"},
    {"budget", "haushalt"},
    {"people", "personen"},
    {"settings", "einstellungen"},
    {"steps", "schritte"},
    {"message", "nachricht"},
    {"message_id", "nachricht_id"},
    {"action", "aktion"},
    {"answer", "antwort"},
    {"register", "register"},
    {"advance", "weiter"},
    {"allot", "zuweisung"},
    {"case", "vorgang"},
    {"as", "als"},
    {"data", "daten"},
    {"by", "durch"},
    {"reason", "begruendung"},
    {"on", "am"},
    {"at", "um"},
    {"then", "dann"},
    {"state", "zustand"},
    {"reserved", "reserviert"},
    {"used", "belegt"},
    {"committed", "festgelegt"},
    {"paid", "ausgezahlt"},
    {"available", "verfuegbar"},
    {"mailbox", "postfach"},
    {"tasks", "aufgaben"},
    {"refused", "abgewiesen"},
    {"repeated", "wiederholt"},
}};

/// The built-in literal functions know every form; what none of them takes is a text.
std::optional<feel::Value> temporal(const std::string& text) {
    const auto looks_like_date = text.size() >= 10 && text[4] == '-' && text[7] == '-';
    const auto looks_like_time = text.size() >= 5 && text[2] == ':';
    const auto looks_like_duration = text.size() >= 3 && text[0] == 'P';
    if (!looks_like_date && !looks_like_time && !looks_like_duration) {
        return std::nullopt;
    }
    const std::string whole = looks_like_time && text.size() == 5 ? text + ":00" : text;
    const auto literal = feel::parse_expression("@\"" + whole + "\"");
    if (!literal.has_value()) {
        return std::nullopt;
    }
    feel::Value value = feel::evaluate(*literal, {}).value;
    return value.is_null() ? std::nullopt : std::optional(std::move(value));
}

Result<feel::Value, std::string> scalar(const YAML::Node& node, const EvaluateText& evaluate) {
    const std::string text = node.Scalar();
    if (text.starts_with("= ")) {
        return evaluate(text.substr(2));
    }
    if (node.Tag() == "!") {  // quoted
        return feel::Value(text);
    }
    if (text == "true" || text == "false") {
        return feel::Value(text == "true");
    }
    if (const auto number = feel::Decimal::parse(text)) {
        return feel::Value(*number);
    }
    if (auto value = temporal(text)) {
        return std::move(*value);
    }
    return feel::Value(text);
}

}  // namespace

YAML::Node member(const YAML::Node& map, std::string_view english) {
    if (!map.IsDefined() || !map.IsMap()) {
        return YAML::Node(YAML::NodeType::Undefined);
    }
    const std::string name(english);
    if (const YAML::Node found = map[name]) {
        return found;
    }
    for (const auto& [known, translated] : german) {
        if (known == english) {
            return map[std::string(translated)];
        }
    }
    return YAML::Node(YAML::NodeType::Undefined);
}

std::string text_of(const YAML::Node& node) {
    return node.IsDefined() && node.IsScalar() ? node.Scalar() : std::string();
}

Result<feel::Value, std::string> value_of(const YAML::Node& node, const EvaluateText& evaluate) {
    if (!node.IsDefined() || node.IsNull()) {
        return feel::Value();
    }
    if (node.IsScalar()) {
        return scalar(node, evaluate);
    }
    if (node.IsSequence()) {
        feel::List list;
        for (const YAML::Node& item : node) {
            auto value = value_of(item, evaluate);
            if (!value.has_value()) {
                return value;
            }
            list.push_back(std::move(*value));
        }
        return feel::Value(std::move(list));
    }
    feel::Context context;
    for (const auto& item : node) {
        auto value = value_of(item.second, evaluate);
        if (!value.has_value()) {
            return value;
        }
        context.set(item.first.Scalar(), std::move(*value));
    }
    return feel::Value(std::move(context));
}

}  // namespace foerderwerk::console
