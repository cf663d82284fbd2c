// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/element_rules.hpp"

#include <algorithm>
#include <array>

#include <libxml/tree.h>

#include "connectors/signature/read_nodes.hpp"

namespace foerderwerk::signature {
namespace {

template <std::size_t count>
using Children = std::array<ElementName, count>;
template <std::size_t count>
using Attributes = std::array<std::string_view, count>;

constexpr ElementName ds(std::string_view local) {
    return {Space::ds, local};
}
constexpr ElementName xades(std::string_view local, bool optional = false) {
    return {Space::xades, local, optional};
}

constexpr Children<0> no_children{};
constexpr Attributes<0> no_attributes{};
constexpr Attributes<1> id{"Id"};
constexpr Attributes<1> algorithm_name{"Algorithm"};
constexpr Attributes<1> uri{"URI"};
constexpr Attributes<2> uri_and_type{"URI", "Type"};
constexpr Attributes<1> target{"Target"};
constexpr Attributes<1> object_reference{"ObjectReference"};

constexpr Children<3> in_signature{ds("SignedInfo"), ds("SignatureValue"), ds("KeyInfo")};
constexpr Children<3> in_signed_info{ds("CanonicalizationMethod"), ds("SignatureMethod"),
                                     ds("Reference")};
constexpr Children<3> in_reference{ds("Transforms"), ds("DigestMethod"), ds("DigestValue")};

constexpr Children<4> in_xades_signature{ds("SignedInfo"), ds("SignatureValue"), ds("KeyInfo"),
                                         ds("Object")};
constexpr Children<4> in_xades_signed_info{ds("CanonicalizationMethod"), ds("SignatureMethod"),
                                           ds("Reference"), ds("Reference")};
constexpr Children<1> in_object{xades("QualifyingProperties")};
constexpr Children<1> in_qualifying{xades("SignedProperties")};
constexpr Children<2> in_signed_properties{xades("SignedSignatureProperties"),
                                           xades("SignedDataObjectProperties", true)};
constexpr Children<2> in_signature_properties{xades("SigningTime"), xades("SigningCertificateV2")};
constexpr Children<1> in_signing_certificate{xades("Cert")};
constexpr Children<2> in_certificate{xades("CertDigest"), xades("IssuerSerialV2", true)};
constexpr Children<2> in_certificate_digest{ds("DigestMethod"), ds("DigestValue")};
constexpr Children<1> in_object_properties{xades("DataObjectFormat")};
constexpr Children<1> in_object_format{xades("MimeType")};

bool is_named(const xmlNode* element, const ElementName& name) {
    return local_name(element) == name.local &&
           namespace_of(element) ==
               (name.space == Space::ds ? signature_namespace : properties_namespace);
}

void add_properties_rules(const SignedPropertiesParts& parts, std::vector<ElementRule>& rules) {
    using Rules = std::vector<ElementRule>;
    const Rules all{
        {parts.reference, in_reference, uri_and_type, id, false},
        {parts.digest_method, no_children, algorithm_name, no_attributes, false},
        {parts.digest_value, no_children, no_attributes, no_attributes, true},
        {parts.qualifying_properties, in_qualifying, target, id, false},
        {parts.signed_properties, in_signed_properties, id, no_attributes, false},
        {parts.signature_properties, in_signature_properties, no_attributes, id, false},
        {parts.signing_time, no_children, no_attributes, no_attributes, true},
        {parts.signing_certificate, in_signing_certificate, no_attributes, no_attributes, false},
        {parts.certificate, in_certificate, no_attributes, no_attributes, false},
        {parts.certificate_digest, in_certificate_digest, no_attributes, no_attributes, false},
        {parts.certificate_digest_method, no_children, algorithm_name, no_attributes, false},
        {parts.certificate_digest_value, no_children, no_attributes, no_attributes, true},
        {parts.issuer_serial, no_children, no_attributes, no_attributes, true},
        {parts.object_properties, in_object_properties, no_attributes, id, false},
        {parts.object_format, in_object_format, object_reference, no_attributes, false},
        {parts.mime_type, no_children, no_attributes, no_attributes, true},
    };
    rules.insert(rules.end(), all.begin(), all.end());
}

}  // namespace

std::vector<ElementRule> element_rules(const SignatureParts& parts) {
    const bool plain = parts.profile() == SignatureProfile::plain;
    using Names = std::span<const ElementName>;
    const Names signature = plain ? Names(in_signature) : Names(in_xades_signature);
    const Names signed_info = plain ? Names(in_signed_info) : Names(in_xades_signed_info);
    const AttributeNames needed_id = plain ? AttributeNames(no_attributes) : AttributeNames(id);
    const AttributeNames allowed_id = plain ? AttributeNames(id) : AttributeNames(no_attributes);
    std::vector<ElementRule> rules{
        {parts.signature, signature, needed_id, allowed_id, false},
        {parts.signed_info, signed_info, no_attributes, id, false},
        {parts.canonicalization_method, no_children, algorithm_name, no_attributes, false},
        {parts.signature_method, no_children, algorithm_name, no_attributes, false},
        {parts.reference, in_reference, uri, id, false},
        {parts.digest_method, no_children, algorithm_name, no_attributes, false},
        {parts.digest_value, no_children, no_attributes, no_attributes, true},
        {parts.signature_value, no_children, no_attributes, id, true},
    };
    if (!plain) {
        rules.push_back({parts.object, in_object, no_attributes, id, false});
        add_properties_rules(parts.properties, rules);
    }
    std::erase_if(rules, [](const ElementRule& rule) { return rule.element == nullptr; });
    return rules;
}

bool has_children(const _xmlNode* parent, std::span<const ElementName> names) {
    auto name = names.begin();
    for (const xmlNode* child = parent == nullptr ? nullptr : parent->children; child != nullptr;
         child = child->next) {
        if (child->type != XML_ELEMENT_NODE) {
            continue;
        }
        while (name != names.end() && name->optional && !is_named(child, *name)) {
            ++name;
        }
        if (name == names.end() || !is_named(child, *name)) {
            return false;
        }
        ++name;
    }
    return std::all_of(name, names.end(), [](const ElementName& rest) { return rest.optional; });
}

bool has_only_blanks_between(const _xmlNode* parent) {
    for (const xmlNode* child = parent->children; child != nullptr; child = child->next) {
        if (child->type != XML_ELEMENT_NODE &&
            (child->type != XML_TEXT_NODE || xmlIsBlankNode(child) != 1)) {
            return false;
        }
    }
    return true;
}

bool has_attributes(const _xmlNode* element, AttributeNames required, AttributeNames optional) {
    std::size_t required_seen = 0;
    for (const xmlAttr* attribute = element->properties; attribute != nullptr;
         attribute = attribute->next) {
        const std::string_view name = reinterpret_cast<const char*>(attribute->name);
        const bool is_required = std::ranges::find(required, name) != required.end();
        const bool is_optional = std::ranges::find(optional, name) != optional.end();
        if (attribute->ns != nullptr || (!is_required && !is_optional)) {
            return false;
        }
        required_seen += is_required ? 1 : 0;
    }
    return required_seen == required.size();
}

std::string listed(std::span<const ElementName> names) {
    std::string text;
    for (const ElementName& name : names) {
        text += (text.empty() ? "" : ", ") +
                std::string(name.space == Space::ds ? "ds:" : "xades:") + std::string(name.local);
    }
    return text.empty() ? "nichts" : text;
}

}  // namespace foerderwerk::signature
