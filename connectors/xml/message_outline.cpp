// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/message_outline.hpp"

#include <algorithm>
#include <utility>

#include "connectors/xml/lexical_values.hpp"

namespace foerderwerk::xml {
namespace {

using Name = SchemaModel::Name;

constexpr std::string_view fw_space = "urn:foerderwerk:schema:1";
const Name code_type = {"http://xoev.de/schemata/code/1_0", "Code"};

std::string given(const XmlElement& element, std::string_view name, std::string_view space = {}) {
    const std::string* found = element.find_attribute(name, space);
    return found == nullptr ? std::string() : *found;
}

/// Where a particle stands: what it inherits from the groups around it.
struct Around {
    bool is_required = true;
    bool is_repeated = false;
    bool is_alternative = false;
};

class Outliner {
public:
    explicit Outliner(const SchemaComponents& schemas) : schemas_(schemas) {}

    OutlinePart part(const XmlElement& particle, const SchemaDocument& document,
                     const Around& around) {
        const Component declared = declaration(particle, document);
        const XmlElement& element = *declared.element;
        const bool is_reference = &element != &particle;
        OutlinePart part;
        part.name = given(element, "name");
        part.space = is_reference || is_qualified(element, *declared.document)
                         ? declared.document->space
                         : std::string();
        part.is_required = around.is_required && given(particle, "minOccurs") != "0";
        part.is_repeated = around.is_repeated;
        part.is_alternative = around.is_alternative;
        part.personal = given(element, "personal", fw_space);
        part.meaning = documentation_of(element);
        open_type(part, declared);
        return part;
    }

    std::vector<OutlinePart> parts_of(const XmlElement& declared, const SchemaDocument& document) {
        OutlinePart root;
        open_type(root, {&declared, &document});
        return std::move(root.parts);
    }

private:
    [[nodiscard]] Component declaration(const XmlElement& particle,
                                        const SchemaDocument& document) const {
        const std::string* reference = particle.find_attribute("ref");
        const Component found = reference == nullptr
                                    ? Component{}
                                    : schemas_.find("element", SchemaComponents::split(*reference));
        return found.element == nullptr ? Component{&particle, &document} : found;
    }

    static bool is_qualified(const XmlElement& element, const SchemaDocument& document) {
        const std::string form = given(element, "form");
        return form.empty() ? document.elements_qualified : form == "qualified";
    }

    void open_type(OutlinePart& part, const Component& declared) {
        const std::string* named = declared.element->find_attribute("type");
        if (named != nullptr) {
            const Name name = SchemaComponents::split(*named);
            const Component complex = schemas_.find("complexType", name);
            if (complex.element != nullptr) {
                open_complex(part, complex);
                return;
            }
            part.type = name;
            const Component simple = schemas_.find("simpleType", name);
            if (part.meaning.empty() && simple.element != nullptr) {
                part.meaning = documentation_of(*simple.element);
            }
            return;
        }
        if (const XmlElement* own = declared.element->child("complexType")) {
            open_complex(part, {own, declared.document});
        }
    }

    void open_complex(OutlinePart& part, const Component& type) {
        if (part.meaning.empty()) {
            part.meaning = documentation_of(*type.element);
        }
        if (std::ranges::count(open_, type.element) != 0) {
            return;
        }
        open_.push_back(type.element);
        add_type(part, type);
        open_.pop_back();
    }

    /// A restriction repeats what it keeps, so that only an extension looks into its base.
    void add_type(OutlinePart& part, const Component& type) {
        const Name name{type.document->space, given(*type.element, "name")};
        part.is_code = part.is_code || name == code_type;
        const XmlElement* derived = type.element->child("complexContent");
        if (derived == nullptr) {
            add_particles(part, *type.element, *type.document, {});
            return;
        }
        for (const XmlElement& derivation : derived->children) {
            if (derivation.name != "extension" && derivation.name != "restriction") {
                continue;
            }
            const Component base =
                schemas_.find("complexType", SchemaComponents::split(given(derivation, "base")));
            if (base.element != nullptr) {
                OutlinePart inherited;
                add_type(inherited, base);
                part.is_code = part.is_code || inherited.is_code;
                if (derivation.name == "extension") {
                    std::ranges::move(inherited.parts, std::back_inserter(part.parts));
                }
            }
            note_list(part, derivation);
            add_particles(part, derivation, *type.document, {});
        }
    }

    static void note_list(OutlinePart& part, const XmlElement& derivation) {
        for (const XmlElement& child : derivation.children) {
            if (child.name == "attribute" && given(child, "name") == "listURI") {
                part.code_list = given(child, "fixed");
            }
        }
    }

    void add_particles(OutlinePart& part, const XmlElement& parent, const SchemaDocument& document,
                       const Around& around) {
        for (const XmlElement& child : parent.children) {
            Around inside = around;
            const std::string most = given(child, "maxOccurs");
            inside.is_repeated = around.is_repeated || (!most.empty() && most != "1");
            if (child.name == "element") {
                part.parts.push_back(this->part(child, document, inside));
                continue;
            }
            inside.is_required = around.is_required && given(child, "minOccurs") != "0";
            if (child.name == "group") {
                const Component group =
                    schemas_.find("group", SchemaComponents::split(given(child, "ref")));
                add_particles(part, *group.element, *group.document, inside);
            } else if (child.name == "sequence" || child.name == "choice" || child.name == "all") {
                inside.is_alternative = around.is_alternative || child.name == "choice";
                inside.is_required = inside.is_required && child.name != "choice";
                add_particles(part, child, document, inside);
            }
        }
    }

    const SchemaComponents& schemas_;
    std::vector<const XmlElement*> open_;
};

}  // namespace

std::string documentation_of(const XmlElement& component) {
    const XmlElement* annotation = component.child("annotation");
    const XmlElement* text = annotation == nullptr ? nullptr : annotation->child("documentation");
    return text == nullptr ? std::string() : collapsed_text(text->text);
}

std::optional<MessageOutline> outline_of(const SchemaComponents& schemas, const Name& root) {
    const Component declared = schemas.find("element", root);
    if (declared.element == nullptr) {
        return std::nullopt;
    }
    MessageOutline outline;
    outline.space = root.first;
    outline.root_name = root.second;
    outline.from = given(*declared.element, "from", fw_space);
    outline.meaning = documentation_of(*declared.element);
    outline.parts = Outliner(schemas).parts_of(*declared.element, *declared.document);
    return outline;
}

}  // namespace foerderwerk::xml
