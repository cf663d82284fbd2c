// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/schema_model.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "connectors/xml/schema_components.hpp"
#include "connectors/xml/simple_types.hpp"

namespace foerderwerk::xml {
namespace {

using Name = SchemaModel::Name;

constexpr std::string_view fw_space = "urn:foerderwerk:schema:1";
const Name code_type = {"http://xoev.de/schemata/code/1_0", "Code"};
const std::array<Name, 2> message_types = {{
    {"http://xoev.de/schemata/basisnachricht/g2g/1_1", "Nachricht.G2GType"},
    {"http://xoev.de/schemata/basisnachricht/unqualified/g2g/1_1", "Nachricht.G2GType"},
}};

std::string member_name(std::string name) {
    std::ranges::replace_if(
        name, [](char c) { return c == '.' || c == '-'; }, '_');
    return name;
}

}  // namespace

/// Builds the model. Types are queued when an element names them and filled afterwards, so that a
/// type may contain itself.
class SchemaReader {
public:
    explicit SchemaReader(const SchemaFiles& files) : components_(files) {}

    Result<SchemaModel, Reasons> run() {
        reasons_ = components_.reasons();
        for (const SchemaDocument& document : components_.documents()) {
            add_prefixes(document.root);
            for (const XmlElement& child : document.root.children) {
                if (child.name == "element") {
                    const ElementRule rule = element_rule(child, document);
                    model_.roots_.emplace(Name{rule.space, rule.name}, rule);
                }
            }
        }
        while (!pending_.empty()) {
            const Pending next = pending_.back();
            pending_.pop_back();
            fill(*next.type, next.definition);
            check_members(*next.type, next.definition);
        }
        if (!reasons_.empty()) {
            return Failure(std::move(reasons_));
        }
        return std::move(model_);
    }

private:
    struct Pending {
        TypeRule* type;
        Component definition;
    };

    void unsupported(const XmlElement& at, const SchemaDocument& document, std::string what) {
        reasons_.push_back(
            {"SCHEMA_UNSUPPORTED",
             document.space + " " + std::to_string(at.line) + ":" + std::to_string(at.column),
             std::move(what)});
    }

    void add_prefixes(const XmlElement& root) {
        for (const XmlPrefix& declared : root.prefixes) {
            const bool taken = std::ranges::any_of(model_.prefixes_, [&](const XmlPrefix& known) {
                return known.prefix == declared.prefix || known.space == declared.space;
            });
            if (!taken && !declared.prefix.empty() && declared.space != xsd_space) {
                model_.prefixes_.push_back(declared);
            }
        }
    }

    ElementRule element_rule(const XmlElement& element, const SchemaDocument& document) {
        const std::string* ref = element.find_attribute("ref");
        const std::string* personal = element.find_attribute("personal", fw_space);
        ElementRule rule;
        if (ref != nullptr) {
            const Component global = components_.find("element", SchemaComponents::split(*ref));
            if (global.element == nullptr) {
                unsupported(element, document, "Das Element, auf das verwiesen wird, fehlt.");
                return rule;
            }
            rule = element_rule(*global.element, *global.document);
        } else {
            rule.name = element.attribute("name");
            rule.member = member_name(rule.name);
            rule.type = type_of(element, document);
            const std::string_view form = element.attribute("form");
            const bool is_global =
                components_.find("element", {document.space, rule.name}).element == &element;
            const bool qualified = form.empty() ? document.elements_qualified : form == "qualified";
            rule.space = is_global || qualified ? document.space : std::string();
        }
        if (personal != nullptr) {
            rule.personal = *personal;
        }
        for (const std::string_view banned : {"substitutionGroup", "default", "fixed"}) {
            if (element.find_attribute(banned) != nullptr) {
                unsupported(element, document,
                            "Das Attribut " + std::string(banned) +
                                " wird an Elementen nicht unterstützt.");
            }
        }
        return rule;
    }

    const TypeRule* type_of(const XmlElement& element, const SchemaDocument& document) {
        const std::string* named = element.find_attribute("type");
        if (named != nullptr) {
            return named_type(SchemaComponents::split(*named), element, document);
        }
        for (const XmlElement& child : element.children) {
            if (child.name == "complexType" || child.name == "simpleType") {
                return queue({&child, &document});
            }
        }
        unsupported(element, document, "Ein Element ohne Typ wird nicht unterstützt.");
        return nullptr;
    }

    const TypeRule* named_type(const Name& name, const XmlElement& at,
                               const SchemaDocument& document) {
        for (const std::string_view kind : {"complexType", "simpleType"}) {
            const Component found = components_.find(kind, name);
            if (found.element != nullptr) {
                return queue(found);
            }
        }
        const auto text = named_text(components_, name);
        if (!text) {
            unsupported(at, document, "Der Typ " + name.second + " wird nicht unterstützt.");
            return nullptr;
        }
        model_.types_.push_back({});
        model_.types_.back().text = text;
        return &model_.types_.back();
    }

    const TypeRule* queue(const Component& definition) {
        const auto known = types_.find(definition.element);
        if (known != types_.end()) {
            return known->second;
        }
        model_.types_.push_back({});
        TypeRule* type = &model_.types_.back();
        types_.emplace(definition.element, type);
        pending_.push_back({type, definition});
        return type;
    }

    void fill(TypeRule& type, const Component& definition) {
        const XmlElement& element = *definition.element;
        if (element.name == "simpleType") {
            const Name name{definition.document->space, std::string(element.attribute("name"))};
            type.text = name.second.empty() ? defined_text(components_, element)
                                            : named_text(components_, name);
            return;
        }
        const Name name{definition.document->space, std::string(element.attribute("name"))};
        type.is_code = type.is_code || name == code_type;
        type.is_message = type.is_message || std::ranges::count(message_types, name) != 0;
        if (element.attribute("mixed") == "true") {
            unsupported(element, *definition.document, "Gemischter Inhalt wird nicht unterstützt.");
        }
        const XmlElement* derived = element.child("complexContent");
        if (derived == nullptr) {
            derived = element.child("simpleContent");
        }
        if (derived == nullptr) {
            add_content(type, element, *definition.document);
            return;
        }
        for (const XmlElement& derivation : derived->children) {
            if (derivation.name == "extension" || derivation.name == "restriction") {
                add_base(type, derivation);
                add_content(type, derivation, *definition.document);
            }
        }
    }

    /// A restriction repeats the content it keeps and inherits the attributes; an extension
    /// inherits both.
    void add_base(TypeRule& type, const XmlElement& derivation) {
        const Name name = SchemaComponents::split(derivation.attribute("base"));
        const Component base = components_.find("complexType", name);
        if (base.element != nullptr) {
            fill(type, base);
        } else {
            type.text = named_text(components_, name);
        }
        if (derivation.name == "restriction") {
            type.elements.clear();
            if (type.text) {
                type.text = narrowed(*type.text, derivation);
            }
        }
    }

    void add_content(TypeRule& type, const XmlElement& parent, const SchemaDocument& document) {
        for (const XmlElement& child : parent.children) {
            if (child.name == "attribute") {
                add_attribute(type, child, document);
            } else if (child.name == "attributeGroup") {
                const Name name = SchemaComponents::split(child.attribute("ref"));
                const Component group = components_.find("attributeGroup", name);
                if (group.element != nullptr) {
                    add_content(type, *group.element, *group.document);
                }
            } else {
                add_particle(type, child, document, false);
            }
        }
    }

    void add_particle(TypeRule& type, const XmlElement& particle, const SchemaDocument& document,
                      bool repeated) {
        const std::string_view most = particle.attribute("maxOccurs");
        if (most == "0") {
            return;
        }
        const bool many = repeated || (!most.empty() && most != "1");
        if (particle.name == "element") {
            add_element(type, element_rule(particle, document), many);
        } else if (particle.name == "group") {
            const Name name = SchemaComponents::split(particle.attribute("ref"));
            const Component group = components_.find("group", name);
            for (const XmlElement& child : group.element->children) {
                add_particle(type, child, *group.document, many);
            }
        } else if (particle.name == "sequence" || particle.name == "choice" ||
                   particle.name == "all") {
            for (const XmlElement& child : particle.children) {
                add_particle(type, child, document, many);
            }
        }
    }

    static void add_element(TypeRule& type, ElementRule rule, bool repeated) {
        rule.repeated = repeated;
        for (ElementRule& known : type.elements) {
            if (known.space == rule.space && known.name == rule.name) {
                known.repeated = true;
                return;
            }
        }
        type.elements.push_back(std::move(rule));
    }

    void add_attribute(TypeRule& type, const XmlElement& attribute,
                       const SchemaDocument& document) {
        const std::string* ref = attribute.find_attribute("ref");
        Component declared{&attribute, &document};
        if (ref != nullptr) {
            declared = components_.find("attribute", SchemaComponents::split(*ref));
            if (declared.element == nullptr) {
                unsupported(attribute, document, "Das Attribut, auf das verwiesen wird, fehlt.");
                return;
            }
        }
        const XmlElement& element = *declared.element;
        const std::string_view form = element.attribute("form");
        const bool qualified = form.empty() ? document.attributes_qualified : form == "qualified";
        AttributeRule rule;
        rule.name = element.attribute("name");
        rule.member = member_name(rule.name);
        rule.space = ref != nullptr || qualified ? declared.document->space : std::string();
        const XmlElement* inner = element.child("simpleType");
        const std::string* named = element.find_attribute("type");
        if (inner != nullptr) {
            rule.text = defined_text(components_, *inner).value_or(TextRule{});
        } else if (named != nullptr) {
            rule.text =
                named_text(components_, SchemaComponents::split(*named)).value_or(TextRule{});
        }
        rule.preset = attribute.attribute("fixed");
        if (rule.preset.empty()) {
            rule.preset = attribute.attribute("default");
        }
        std::erase_if(type.attributes, [&](const AttributeRule& known) {
            return known.space == rule.space && known.name == rule.name;
        });
        if (attribute.attribute("use") != "prohibited") {
            type.attributes.push_back(std::move(rule));
        }
    }

    void check_members(const TypeRule& type, const Component& definition) {
        std::set<std::string_view> members;
        const auto add = [&](std::string_view member) {
            if (!members.insert(member).second) {
                unsupported(*definition.element, *definition.document,
                            "Zwei Teile heißen in FEEL " + std::string(member) + ".");
            }
        };
        for (const AttributeRule& attribute : type.attributes) {
            add(attribute.member);
        }
        for (const ElementRule& element : type.elements) {
            add(element.member);
        }
        if (type.text && !type.attributes.empty()) {
            add(text_member);
        }
    }

    SchemaComponents components_;
    SchemaModel model_;
    std::map<const XmlElement*, TypeRule*> types_;
    std::vector<Pending> pending_;
    Reasons reasons_;
};

const ElementRule* TypeRule::element(std::string_view space, std::string_view name) const {
    const auto found = std::ranges::find_if(elements, [&](const ElementRule& candidate) {
        return candidate.name == name && candidate.space == space;
    });
    return found == elements.end() ? nullptr : &*found;
}

const AttributeRule* TypeRule::attribute(std::string_view space, std::string_view name) const {
    const auto found = std::ranges::find_if(attributes, [&](const AttributeRule& candidate) {
        return candidate.name == name && candidate.space == space;
    });
    return found == attributes.end() ? nullptr : &*found;
}

Result<SchemaModel, Reasons> SchemaModel::read(const SchemaFiles& schemas) {
    return SchemaReader(schemas).run();
}

const ElementRule* SchemaModel::root(std::string_view space, std::string_view name) const {
    const auto found = roots_.find({std::string(space), std::string(name)});
    return found == roots_.end() ? nullptr : &found->second;
}

std::vector<const ElementRule*> SchemaModel::messages() const {
    std::vector<const ElementRule*> result;
    for (const auto& [name, rule] : roots_) {
        if (rule.type != nullptr && rule.type->is_message) {
            result.push_back(&rule);
        }
    }
    return result;
}

}  // namespace foerderwerk::xml
