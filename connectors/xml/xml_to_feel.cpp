// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/xml_to_feel.hpp"

#include <utility>
#include <vector>

#include "connectors/xml/element_path.hpp"
#include "connectors/xml/lexical_values.hpp"

namespace foerderwerk::xml {
namespace {

/// Whose data an element holds, and the positions of the repeated elements around it.
struct Owner {
    std::string subject;
    std::string positions;  ///< ".2", ".1.3"

    [[nodiscard]] Owner inside(const ElementRule& rule, std::size_t position) const {
        Owner inner = *this;
        if (rule.repeated) {
            inner.positions += "." + std::to_string(position);
        }
        if (!rule.personal.empty()) {
            inner.subject = rule.personal + inner.positions;
        }
        return inner;
    }
};

class ToFeel {
public:
    feel::Value element(const XmlElement& element, const ElementRule& rule, const Owner& owner) {
        path_.enter(element);
        const TypeRule& type = *rule.type;
        feel::Value value;
        if (type.is_code) {
            value = marked(code(element, type), owner);
        } else if (type.text && type.attributes.empty()) {
            value = marked(text(element.text, *type.text, {}), owner);
        } else {
            value = context(element, type, owner);
        }
        path_.leave();
        return value;
    }

    Reasons reasons;

private:
    static feel::Value marked(feel::Value value, const Owner& owner) {
        if (owner.subject.empty()) {
            return value;
        }
        return feel::Value::personal(std::move(value), owner.subject);
    }

    feel::Value text(std::string_view text, const TextRule& rule, std::string_view attribute) {
        auto value = value_of(text, rule);
        if (!value.has_value()) {
            reasons.push_back({"RULE", path_.place(attribute), value.error()});
            return {};
        }
        return std::move(value.value());
    }

    feel::Value attribute(const XmlElement& element, const AttributeRule& rule) {
        const std::string* given = element.find_attribute(rule.name, rule.space);
        if (given == nullptr && rule.preset.empty()) {
            return {};
        }
        return text(given == nullptr ? rule.preset : *given, rule.text, rule.name);
    }

    feel::Value code(const XmlElement& element, const TypeRule& type) {
        feel::Context context;
        for (const std::string_view name : {"code", "name"}) {
            const ElementRule* rule = type.element("", name);
            const XmlElement* child = element.child(name);
            const bool given = rule != nullptr && rule->type->text && child != nullptr;
            context.set(std::string(name),
                        given ? text(child->text, *rule->type->text, {}) : feel::Value());
        }
        for (const std::string_view name : {"listURI", "listVersionID"}) {
            const AttributeRule* rule = type.attribute("", name);
            context.set(std::string(name),
                        rule == nullptr ? feel::Value() : attribute(element, *rule));
        }
        return context;
    }

    feel::Value context(const XmlElement& element, const TypeRule& type, const Owner& owner) {
        feel::Context context;
        for (const AttributeRule& rule : type.attributes) {
            context.set(rule.member, marked(attribute(element, rule), owner));
        }
        if (type.text) {
            context.set(std::string(text_member),
                        marked(text(element.text, *type.text, {}), owner));
        }
        std::vector<feel::List> found(type.elements.size());
        for (const XmlElement& child : element.children) {
            const ElementRule* rule = type.element(child.space, child.name);
            if (rule != nullptr) {
                feel::List& items = found[static_cast<std::size_t>(rule - type.elements.data())];
                items.push_back(this->element(child, *rule, owner.inside(*rule, items.size() + 1)));
            }
        }
        for (std::size_t i = 0; i < found.size(); ++i) {
            const ElementRule& rule = type.elements[i];
            if (rule.repeated) {
                context.set(rule.member, std::move(found[i]));
            } else {
                context.set(rule.member,
                            found[i].empty() ? feel::Value() : std::move(found[i].front()));
            }
        }
        return context;
    }

    ElementPath path_;
};

}  // namespace

Result<feel::Value, Reasons> map_to_feel(const XmlElement& element, const ElementRule& rule) {
    ToFeel mapping;
    feel::Value value = mapping.element(element, rule, Owner{}.inside(rule, 1));
    if (!mapping.reasons.empty()) {
        return Failure(std::move(mapping.reasons));
    }
    return value;
}

}  // namespace foerderwerk::xml
