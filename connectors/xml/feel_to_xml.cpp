// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/feel_to_xml.hpp"

#include <algorithm>
#include <utility>

#include "connectors/xml/lexical_values.hpp"
#include "connectors/xml/write_xml.hpp"

namespace foerderwerk::xml {
namespace {

constexpr std::size_t depth_max = 64;

class ToXml {
public:
    XmlElement element(const feel::Value& value, const ElementRule& rule) {
        XmlElement element;
        element.space = rule.space;
        element.name = rule.name;
        const TypeRule& type = *rule.type;
        if (type.is_code && value.kind() == feel::Kind::string) {
            feel::Context shorthand;
            shorthand.set("code", value);
            fill(element, shorthand, type);
        } else if (type.text && type.attributes.empty()) {
            element.text = text(value, *type.text);
        } else if (value.kind() != feel::Kind::context) {
            refuse("SCHEMA", "Hier wird ein Kontext mit den Teilen des Elements erwartet.");
        } else {
            fill(element, value.as_context(), type);
        }
        return element;
    }

    Reasons reasons;

private:
    void refuse(std::string code, std::string sentence) {
        std::string place;
        for (const std::string& part : way_) {
            place += "/" + part;
        }
        reasons.push_back({std::move(code), std::move(place), std::move(sentence)});
    }

    std::string text(const feel::Value& value, const TextRule& rule) {
        auto text = text_of(value, rule);
        if (!text.has_value()) {
            refuse("SCHEMA", text.error());
            return {};
        }
        if (!is_xml_text(*text)) {
            refuse("SCHEMA", "Der Text enthält ein Zeichen, das in XML nicht stehen kann.");
        }
        return std::move(text.value());
    }

    void fill(XmlElement& element, const feel::Context& context, const TypeRule& type) {
        if (way_.size() == depth_max) {
            refuse("SCHEMA", "Die Daten sind zu tief geschachtelt.");
            return;
        }
        refuse_unknown(context, type);
        for (const AttributeRule& rule : type.attributes) {
            add_attribute(element, context.find(rule.member), rule);
        }
        const feel::Value* own_text = context.find(text_member);
        if (type.text && own_text != nullptr && !own_text->is_null()) {
            element.text = text(*own_text, *type.text);
        }
        for (const ElementRule& rule : type.elements) {
            const feel::Value* value = context.find(rule.member);
            if (value != nullptr && !value->is_null()) {
                add_children(element, *value, rule);
            }
        }
    }

    void add_attribute(XmlElement& element, const feel::Value* value, const AttributeRule& rule) {
        const bool given = value != nullptr && !value->is_null();
        if (!given && rule.preset.empty()) {
            return;
        }
        way_.push_back("@" + rule.name);
        element.attributes.push_back(
            {rule.space, rule.name, given ? text(*value, rule.text) : rule.preset});
        way_.pop_back();
    }

    void add_children(XmlElement& parent, const feel::Value& value, const ElementRule& rule) {
        if (value.kind() != feel::Kind::list) {
            add_child(parent, value, rule, rule.name);
            return;
        }
        const feel::List& items = value.as_list();
        if (!rule.repeated) {
            way_.push_back(rule.name);
            refuse("SCHEMA", "Das Element darf nur einmal stehen, hier ist eine Liste.");
            way_.pop_back();
            return;
        }
        for (std::size_t i = 0; i < items.size(); ++i) {
            add_child(parent, items[i], rule, rule.name + "[" + std::to_string(i + 1) + "]");
        }
    }

    void add_child(XmlElement& parent, const feel::Value& value, const ElementRule& rule,
                   std::string step) {
        way_.push_back(std::move(step));
        parent.children.push_back(element(value, rule));
        way_.pop_back();
    }

    void refuse_unknown(const feel::Context& context, const TypeRule& type) {
        for (const auto& [member, value] : context.entries()) {
            const auto is_named = [&member = member](const auto& rule) {
                return rule.member == member;
            };
            const bool known = std::ranges::any_of(type.attributes, is_named) ||
                               std::ranges::any_of(type.elements, is_named) ||
                               (type.text && member == text_member) || value.is_null();
            if (!known) {
                way_.push_back(member);
                refuse("SCHEMA", "Diesen Teil kennt das Schema nicht.");
                way_.pop_back();
            }
        }
    }

    std::vector<std::string> way_;
};

}  // namespace

Result<XmlElement, Reasons> map_to_xml(const feel::Value& value, const ElementRule& rule) {
    ToXml mapping;
    XmlElement element = mapping.element(value, rule);
    if (!mapping.reasons.empty()) {
        return Failure(std::move(mapping.reasons));
    }
    return element;
}

}  // namespace foerderwerk::xml
