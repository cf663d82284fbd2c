// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/simple_types.hpp"

#include <algorithm>
#include <array>

namespace foerderwerk::xml {
namespace {

using Space = decltype(TextRule::space);

constexpr std::string_view fw_space = "urn:foerderwerk:schema:1";
constexpr std::string_view din_space = "urn:xoev-de:kosit:xoev:datentyp:din-91379_2022-08";
constexpr std::size_t binary_bytes_max = 20 * 1024 * 1024;
constexpr std::size_t pattern_bytes_max = 4 * 1024;
constexpr std::size_t value_bytes_max = 1024;  // of numbers, dates and the like

struct BuiltIn {
    std::string_view name;
    TextKind kind;
};

constexpr BuiltIn valued[] = {
    {"decimal", TextKind::number},
    {"integer", TextKind::number},
    {"nonPositiveInteger", TextKind::number},
    {"negativeInteger", TextKind::number},
    {"nonNegativeInteger", TextKind::number},
    {"positiveInteger", TextKind::number},
    {"long", TextKind::number},
    {"int", TextKind::number},
    {"short", TextKind::number},
    {"byte", TextKind::number},
    {"unsignedLong", TextKind::number},
    {"unsignedInt", TextKind::number},
    {"unsignedShort", TextKind::number},
    {"unsignedByte", TextKind::number},
    {"boolean", TextKind::boolean},
    {"date", TextKind::date},
    {"time", TextKind::time},
    {"dateTime", TextKind::date_time},
    {"duration", TextKind::duration},
};

std::optional<Letters> din_letters(const SchemaModel::Name& name) {
    constexpr std::array<std::pair<std::string_view, Letters>, 5> types = {{
        {"datatypeA", Letters::din_a},
        {"datatypeB", Letters::din_b},
        {"datatypeC", Letters::din_c},
        {"datatypeD", Letters::din_d},
        {"datatypeE", Letters::din_e},
    }};
    const auto* const found =
        std::ranges::find(types, name.second, &std::pair<std::string_view, Letters>::first);
    if (name.first != din_space || found == types.end()) {
        return std::nullopt;
    }
    return found->second;
}

}  // namespace

std::optional<TextRule> built_in_text(std::string_view name) {
    TextRule rule;
    if (name == "anyType") {
        return std::nullopt;
    }
    const auto* const found = std::ranges::find(valued, name, &BuiltIn::name);
    if (found != std::end(valued)) {
        rule.kind = found->kind;
        if (found->kind == TextKind::number && name != "decimal") {
            rule.scale = 0;
        }
        rule.space = Space::collapse;
        rule.bytes_max = value_bytes_max;
    } else if (name == "base64Binary") {
        rule.kind = TextKind::binary;
        rule.space = Space::collapse;
        rule.bytes_max = binary_bytes_max;
    } else if (name == "normalizedString") {
        rule.space = Space::replace;
    } else if (name != "string" && name != "anySimpleType") {
        rule.space = Space::collapse;
    }
    return rule;
}

std::optional<TextRule> named_text(const SchemaComponents& components,
                                   const SchemaModel::Name& name) {
    if (name.first == xsd_space) {
        return built_in_text(name.second);
    }
    const Component found = components.find("simpleType", name);
    if (found.element == nullptr) {
        return std::nullopt;
    }
    auto rule = defined_text(components, *found.element);
    const auto letters = din_letters(name);
    if (rule && letters) {
        rule->letters = *letters;
    }
    return rule;
}

std::optional<TextRule> defined_text(const SchemaComponents& components,
                                     const XmlElement& simple_type) {
    const XmlElement* restriction = simple_type.child("restriction");
    if (restriction == nullptr) {  // a list or a union: text, as it stands
        TextRule rule;
        rule.space = Space::collapse;
        rule.is_restricted = true;
        return rule;
    }
    const XmlElement* inner = restriction->child("simpleType");
    const auto base =
        inner != nullptr
            ? defined_text(components, *inner)
            : named_text(components, SchemaComponents::split(restriction->attribute("base")));
    if (!base) {
        return std::nullopt;
    }
    TextRule rule = narrowed(*base, *restriction);
    if (const std::string* scale = simple_type.find_attribute("scale", fw_space)) {
        rule.scale = *scale == "2" ? 2 : 0;
    }
    return rule;
}

TextRule narrowed(TextRule base, const XmlElement& restriction) {
    for (const XmlElement& facet : restriction.children) {
        if (facet.name == "annotation" || facet.name == "simpleType" || facet.name == "attribute") {
            continue;
        }
        base.is_restricted = true;
        if (facet.name == "pattern") {
            base.bytes_max = std::min(base.bytes_max, pattern_bytes_max);
        } else if (facet.name == "whiteSpace") {
            const std::string_view value = facet.attribute("value");
            base.space = value == "collapse"  ? Space::collapse
                         : value == "replace" ? Space::replace
                                              : Space::preserve;
        }
    }
    return base;
}

}  // namespace foerderwerk::xml
