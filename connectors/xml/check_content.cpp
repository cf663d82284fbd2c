// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/check_content.hpp"

#include <algorithm>
#include <array>

#include "connectors/xml/element_path.hpp"
#include "connectors/xml/lexical_values.hpp"
#include "connectors/xml/validate_tree.hpp"

namespace foerderwerk::xml {
namespace {

constexpr std::string_view xsi_space = "http://www.w3.org/2001/XMLSchema-instance";
constexpr std::string_view blanks = " \t\r\n";

const TypeRule& unknown_type() {
    static const TypeRule type;
    return type;
}

const TextRule& between_elements() {
    static const TextRule rule;
    return rule;
}

const TypeRule& type_of(const ElementRule* rule) {
    return rule == nullptr || rule->type == nullptr ? unknown_type() : *rule->type;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

/// "U+4E2D": the character itself may be invisible or look like another.
std::string code_point_name(char32_t code_point) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string hex;
    for (char32_t rest = code_point; rest != 0 || hex.size() < 4; rest /= 16) {
        hex.insert(hex.begin(), digits[rest % 16]);
    }
    return "U+" + hex;
}

class BeforeValidation {
public:
    explicit BeforeValidation(HeldTexts& held) : held_(held) {}

    void visit(XmlElement& element, const ElementRule* rule) {
        if (reasons.size() >= reasons_max) {
            return;
        }
        const TypeRule& type = type_of(rule);
        path_.enter(element);
        check_attributes(element, type);
        check_text(element, type);
        for (XmlElement& child : element.children) {
            visit(child, type.element(child.space, child.name));
        }
        path_.leave();
    }

    Reasons reasons;

private:
    void check_length(const std::string& text, const TextRule& rule, std::string_view attribute) {
        if (text.size() > rule.bytes_max) {
            reasons.push_back({"LIMITS", path_.place(attribute),
                               "Der Text ist länger als die hier erlaubten " +
                                   std::to_string(rule.bytes_max) + " Bytes."});
        }
    }

    void check_attributes(XmlElement& element, const TypeRule& type) {
        for (const XmlAttribute& attribute : element.attributes) {
            if (attribute.space == xsi_space &&
                (attribute.name == "type" || attribute.name == "nil")) {
                reasons.push_back({"SCHEMA", path_.place(attribute.name),
                                   "Das Attribut xsi:" + attribute.name + " ist nicht erlaubt."});
            }
            const AttributeRule* rule = type.attribute(attribute.space, attribute.name);
            check_length(attribute.value, rule == nullptr ? TextRule{} : rule->text,
                         attribute.name);
        }
        std::erase_if(element.attributes,
                      [](const XmlAttribute& attribute) { return attribute.space == xsi_space; });
    }

    void check_text(XmlElement& element, const TypeRule& type) {
        const TextRule& rule = type.text.has_value() ? *type.text : between_elements();
        check_length(element.text, rule, {});
        const bool between = !element.children.empty() &&
                             element.text.find_first_not_of(blanks) != std::string::npos;
        if (between) {
            reasons.push_back({"SCHEMA", path_.place(), "Zwischen den Elementen steht Text."});
        }
        if (rule.kind == TextKind::binary && !rule.is_restricted && element.children.empty()) {
            if (!is_base64(element.text)) {
                reasons.push_back(
                    {"SCHEMA", path_.place(), "Der Inhalt ist kein gültiges base64."});
            }
            held_.emplace_back(&element, std::move(element.text));
            element.text.clear();
        }
    }

    HeldTexts& held_;
    ElementPath path_;
};

class LettersAndCodes {
public:
    explicit LettersAndCodes(const CodeLists& lists) : lists_(lists) {}

    void visit(const XmlElement& element, const ElementRule& rule) {
        if (reasons.size() >= reasons_max || rule.type == nullptr) {
            return;
        }
        path_.enter(element);
        for (const XmlAttribute& attribute : element.attributes) {
            const auto* known = rule.type->attribute(attribute.space, attribute.name);
            if (known != nullptr) {
                check_letters(attribute.value, known->text.letters, attribute.name);
            }
        }
        if (rule.type->text) {
            check_letters(element.text, rule.type->text->letters, {});
        }
        if (rule.type->is_code) {
            check_code(element, *rule.type);
        }
        for (const XmlElement& child : element.children) {
            const ElementRule* known = rule.type->element(child.space, child.name);
            if (known != nullptr) {
                visit(child, *known);
            }
        }
        path_.leave();
    }

    Reasons reasons;

private:
    void check_letters(const std::string& text, Letters letters, std::string_view attribute) {
        const auto forbidden = first_forbidden_letter(text, letters);
        if (forbidden) {
            const char type = static_cast<char>('A' + static_cast<int>(letters) -
                                                static_cast<int>(Letters::din_a));
            reasons.push_back({"SCHEMA", path_.place(attribute),
                               "Das Zeichen " + code_point_name(forbidden->code_point) +
                                   " ist nach DIN 91379 (Datentyp " + type +
                                   ") hier nicht erlaubt."});
        }
    }

    static std::string given_or_preset(const XmlElement& element, const AttributeRule* rule,
                                       std::string_view name) {
        const std::string* given = element.find_attribute(name);
        if (given != nullptr) {
            return *given;
        }
        return rule == nullptr ? std::string() : rule->preset;
    }

    void check_code(const XmlElement& element, const TypeRule& type) {
        GivenCode given;
        given.uri = given_or_preset(element, type.attribute("", "listURI"), "listURI");
        given.version =
            given_or_preset(element, type.attribute("", "listVersionID"), "listVersionID");
        if (const XmlElement* code = element.child("code")) {
            given.code = collapsed_text(code->text);
        }
        if (auto fault = fault_of(given, type, lists_)) {
            reasons.push_back({"RULE", path_.place(fault->attribute), std::move(fault->text)});
        }
    }

    const CodeLists& lists_;
    ElementPath path_;
};

}  // namespace

Reasons check_before_validation(XmlElement& tree, const ElementRule& rule, HeldTexts& held) {
    BeforeValidation check(held);
    check.visit(tree, &rule);
    return std::move(check.reasons);
}

void put_back(HeldTexts& held) {
    for (auto& [element, text] : held) {
        element->text = std::move(text);
    }
    held.clear();
}

std::optional<CodeFault> fault_of(const GivenCode& given, const TypeRule& type,
                                  const CodeLists& lists) {
    constexpr std::string_view uri = "listURI";
    constexpr std::string_view version = "listVersionID";
    if (given.uri.empty()) {
        return CodeFault{uri, "Die Codeliste ist nicht angegeben."};
    }
    if (given.version.empty()) {
        return CodeFault{version, "Die Version der Codeliste ist nicht angegeben."};
    }
    if (!lists.knows(given.uri)) {
        const AttributeRule* rule = type.attribute("", uri);
        if (rule != nullptr && rule->preset == given.uri) {
            return std::nullopt;
        }
        return CodeFault{uri, "Die angegebene Codeliste ist nicht bekannt."};
    }
    const CodeList* list = lists.find(given.uri, given.version);
    if (list == nullptr) {
        return CodeFault{version, "Die angegebene Version der Codeliste " + given.uri +
                                      " ist nicht geladen; geladen ist " +
                                      joined(lists.versions(given.uri)) + "."};
    }
    if (given.code && list->find(*given.code) == list->end()) {
        return CodeFault{"", "Der Code steht nicht in der Liste " + given.uri + " (Version " +
                                 given.version + ")."};
    }
    return std::nullopt;
}

Reasons check_letters_and_codes(const XmlElement& tree, const ElementRule& rule,
                                const CodeLists& lists) {
    LettersAndCodes check(lists);
    check.visit(tree, rule);
    return std::move(check.reasons);
}

}  // namespace foerderwerk::xml
