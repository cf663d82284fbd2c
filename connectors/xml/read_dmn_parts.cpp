// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/read_dmn_parts.hpp"

#include <algorithm>

namespace foerderwerk::xml {

namespace {

// Every version of the standard names FEEL by another URI; authors also write just "feel".
bool is_feel(std::string_view language) {
    if (language.empty())
        return true;
    std::string lower(language);
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower == "feel" || lower.ends_with("/feel") || lower.ends_with("/feel/");
}

}  // namespace

const XmlElement* dmn_child(const XmlElement& parent, std::string_view name) {
    const auto found = std::ranges::find_if(parent.children, [&](const XmlElement& child) {
        return child.name == name && child.space == parent.space;
    });
    return found == parent.children.end() ? nullptr : &*found;
}

std::vector<const XmlElement*> dmn_children(const XmlElement& parent, std::string_view name) {
    std::vector<const XmlElement*> found;
    for (const XmlElement& child : parent.children) {
        if (child.name == name && child.space == parent.space)
            found.push_back(&child);
    }
    return found;
}

Reason dmn_reason(std::string code, const XmlElement& element, std::string text) {
    return {std::move(code), "line " + std::to_string(element.line), std::move(text)};
}

dmn::Formula read_dmn_formula(const XmlElement* element, Reasons& reasons) {
    if (element == nullptr)
        return {};
    const std::string_view language = element->attribute("expressionLanguage");
    if (!is_feel(language)) {
        reasons.push_back(dmn_reason("DMN_LANGUAGE", *element,
                                     "the language '" + std::string(language) + "' is not FEEL"));
        return {};
    }
    const XmlElement* text = dmn_child(*element, "text");
    if (text == nullptr)
        return {{}, element->line, {}};
    return {text->text, text->line, {}};
}

dmn::TypeRef read_dmn_type(const XmlElement* element) {
    if (element == nullptr)
        return {};
    return {std::string(element->attribute("typeRef")), 0};
}

dmn::InformationItem read_dmn_item(const XmlElement* element) {
    if (element == nullptr)
        return {};
    return {std::string(element->attribute("name")), read_dmn_type(element)};
}

}  // namespace foerderwerk::xml
