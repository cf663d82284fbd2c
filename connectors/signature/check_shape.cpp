// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/check_shape.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include <libxml/tree.h>

#include "connectors/signature/algorithms.hpp"
#include "connectors/signature/read_nodes.hpp"

namespace foerderwerk::signature {
namespace {

using Names = std::span<const std::string_view>;

template <std::size_t count>
using NameArray = std::array<std::string_view, count>;

constexpr NameArray<0> nothing{};
constexpr NameArray<1> id_attribute{"Id"};
constexpr NameArray<1> algorithm_attribute{"Algorithm"};
constexpr NameArray<1> uri_attribute{"URI"};
constexpr NameArray<3> signature_children{"SignedInfo", "SignatureValue", "KeyInfo"};
constexpr NameArray<3> signed_info_children{"CanonicalizationMethod", "SignatureMethod",
                                            "Reference"};
constexpr NameArray<3> reference_children{"Transforms", "DigestMethod", "DigestValue"};
constexpr NameArray<1> key_info_children{"X509Data"};
constexpr NameArray<1> x509_data_children{"X509Certificate"};

std::string listed(Names names) {
    std::string text;
    for (const std::string_view name : names) {
        text += (text.empty() ? "ds:" : ", ds:") + std::string(name);
    }
    return text.empty() ? "nichts" : text;
}

bool has_children(const xmlNode* parent, Names names) {
    auto name = names.begin();
    for (const xmlNode* child = parent == nullptr ? nullptr : parent->children; child != nullptr;
         child = child->next) {
        if (child->type != XML_ELEMENT_NODE) {
            continue;
        }
        if (name == names.end() || !is_signature_element(child, *name)) {
            return false;
        }
        ++name;
    }
    return name == names.end();
}

/// Between the elements of a signature stands nothing but blanks: no comment, instruction, CDATA
/// section or stray text that another reader might take for content.
bool has_only_blanks_between(const xmlNode* parent) {
    for (const xmlNode* child = parent->children; child != nullptr; child = child->next) {
        if (child->type != XML_ELEMENT_NODE &&
            (child->type != XML_TEXT_NODE || xmlIsBlankNode(child) != 1)) {
            return false;
        }
    }
    return true;
}

bool has_attributes(const xmlNode* element, Names required, Names optional) {
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

/// One element of the signature and what it must consist of.
struct ElementRule {
    xmlNode* SignatureParts::*element;
    Names children;
    Names required_attributes;
    Names optional_attributes;
    bool holds_text;
};

void check_element(const ElementRule& rule, const xmlNode* element, ReasonList& reasons) {
    if (rule.holds_text) {
        if (!plain_text(element)) {
            reasons.add(reason::structure, place_of(element),
                        "Das Element darf nur Text enthalten, keine Elemente, Kommentare oder "
                        "CDATA-Abschnitte.");
        }
    } else {
        if (!has_children(element, rule.children)) {
            reasons.add(reason::structure, place_of(element),
                        "Das Element muss genau enthalten: " + listed(rule.children) + ".");
        }
        if (!has_only_blanks_between(element)) {
            reasons.add(reason::structure, place_of(element),
                        "Zwischen den Elementen der Signatur darf nichts stehen, auch kein "
                        "Kommentar.");
        }
    }
    if (!has_attributes(element, rule.required_attributes, rule.optional_attributes)) {
        reasons.add(reason::structure, place_of(element),
                    "Das Element hat nicht genau die erlaubten Attribute.");
    }
}

/// The attribute's value if it is a fragment "#id" with an id that xmlsec can be given: it pastes
/// the id into an XPointer expression.
std::string_view fragment_id(std::string_view uri) {
    constexpr std::string_view allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    if (!uri.starts_with('#') || uri.find_first_not_of(allowed, 1) != std::string_view::npos) {
        return {};
    }
    return uri.substr(1);
}

void check_algorithm(const xmlNode* method, std::span<const std::string_view> allowed,
                     ReasonList& reasons) {
    const xmlAttr* attribute = attribute_of(method, "Algorithm");
    if (attribute == nullptr) {
        return;  // check_signature_content has said so
    }
    const std::string value = value_of(attribute);
    if (std::ranges::find(allowed, value) == allowed.end()) {
        reasons.add(reason::algorithm, place_of(method),
                    "Das Verfahren " + quoted(value) + " ist nicht zugelassen.");
    }
}

}  // namespace

void check_root_name(const SignatureParts& parts, const GateLimits& limits, ReasonList& reasons) {
    const RootName name{std::string(namespace_of(parts.root)), std::string(local_name(parts.root))};
    if (!limits.roots.empty() && std::ranges::find(limits.roots, name) == limits.roots.end()) {
        reasons.add(reason::schema, place_of(parts.root),
                    "Das Wurzelelement " + quoted(name.local_name) + " im Namensraum " +
                        quoted(name.namespace_uri) + " ist keine bekannte Nachricht.");
    }
}

void check_one_signature(const SignatureParts& parts, const GateLimits& /*limits*/,
                         ReasonList& reasons) {
    if (parts.signatures.empty()) {
        reasons.add(reason::missing, place_of(parts.root), "Die Nachricht ist nicht signiert.");
        return;
    }
    for (const xmlNode* signature : parts.signatures) {
        if (signature->parent != parts.root) {
            reasons.add(reason::structure, place_of(signature),
                        "Die Signatur muss ein unmittelbares Kind des Wurzelelements sein.");
        }
    }
    if (parts.signatures.size() > 1) {
        reasons.add(reason::structure, place_of(parts.signatures[1]),
                    "Die Nachricht darf nur eine Signatur enthalten.");
    }
}

void check_no_stray_elements(const SignatureParts& parts, const GateLimits& /*limits*/,
                             ReasonList& reasons) {
    for (const xmlNode* element : parts.stray_elements) {
        if (reasons.full()) {
            return;
        }
        reasons.add(reason::structure, place_of(element),
                    "Elemente des Signatur-Namensraums sind nur innerhalb der Signatur erlaubt.");
    }
}

void check_distinct_ids(const SignatureParts& parts, const GateLimits& /*limits*/,
                        ReasonList& reasons) {
    for (const auto& [element, id] : parts.repeated_ids) {
        reasons.add(reason::duplicate_id, place_of(element),
                    "Die Kennung " + quoted(id) + " kommt mehrfach vor.");
    }
}

void check_signature_content(const SignatureParts& parts, const GateLimits& /*limits*/,
                             ReasonList& reasons) {
    using P = SignatureParts;
    static constexpr std::array<ElementRule, 8> rules{{
        {&P::signature, signature_children, nothing, id_attribute, false},
        {&P::signed_info, signed_info_children, nothing, id_attribute, false},
        {&P::canonicalization_method, nothing, algorithm_attribute, nothing, false},
        {&P::signature_method, nothing, algorithm_attribute, nothing, false},
        {&P::reference, reference_children, uri_attribute, id_attribute, false},
        {&P::digest_method, nothing, algorithm_attribute, nothing, false},
        {&P::digest_value, nothing, nothing, nothing, true},
        {&P::signature_value, nothing, nothing, id_attribute, true},
    }};
    for (const ElementRule& rule : rules) {
        if (const xmlNode* element = parts.*rule.element; element != nullptr) {
            check_element(rule, element, reasons);
        }
    }
}

void check_reference_uri(const SignatureParts& parts, const GateLimits& /*limits*/,
                         ReasonList& reasons) {
    const xmlAttr* uri = attribute_of(parts.reference, "URI");
    if (parts.reference == nullptr || (uri != nullptr && !fragment_id(value_of(uri)).empty())) {
        return;
    }
    reasons.add(
        reason::reference_uri, place_of(parts.reference),
        "Die Referenz der Signatur muss „#“ und die Kennung (Id) des Wurzelelements sein, "
        "mit Buchstaben, Ziffern, Punkt, Unter- und Bindestrich" +
            (uri == nullptr ? std::string(".") : "; sie ist " + quoted(value_of(uri)) + "."));
}

void check_coverage(const SignatureParts& parts, const GateLimits& /*limits*/,
                    ReasonList& reasons) {
    if (parts.signature == nullptr) {
        return;
    }
    if (parts.root_id == nullptr) {
        reasons.add(reason::coverage, place_of(parts.root),
                    "Das Wurzelelement hat kein Attribut „Id“, auf das sich die Signatur beziehen "
                    "kann.");
        return;
    }
    const xmlAttr* uri = attribute_of(parts.reference, "URI");
    if (uri == nullptr) {
        return;
    }
    const std::string value = value_of(uri);
    const std::string_view id = fragment_id(value);
    if (!id.empty() && id != value_of(parts.root_id)) {
        reasons.add(reason::coverage, place_of(parts.reference),
                    "Die Signatur bezieht sich auf " + quoted(id) +
                        " und nicht auf die ganze Nachricht (" + quoted(value_of(parts.root_id)) +
                        ").");
    }
}

void check_transforms(const SignatureParts& parts, const GateLimits& /*limits*/,
                      ReasonList& reasons) {
    if (parts.transforms == nullptr) {
        return;  // check_signature_content has said so
    }
    constexpr std::array expected{algorithm::enveloped, algorithm::exclusive_c14n};
    const auto transforms = child_elements(parts.transforms);
    bool exact = transforms.size() == expected.size() && parts.transforms->properties == nullptr &&
                 has_only_blanks_between(parts.transforms);
    for (std::size_t i = 0; exact && i < expected.size(); ++i) {
        const xmlAttr* attribute = attribute_of(transforms[i], "Algorithm");
        exact = is_signature_element(transforms[i], "Transform") &&
                has_attributes(transforms[i], algorithm_attribute, nothing) &&
                value_of(attribute) == expected[i] && plain_text(transforms[i]) == "";
    }
    if (!exact) {
        reasons.add(
            reason::transform, place_of(parts.transforms),
            "Erlaubt sind genau die Umformungen „enveloped-signature“ und danach „Exclusive "
            "XML Canonicalization 1.0“, beide ohne Parameter.");
    }
}

void check_key_info(const SignatureParts& parts, const GateLimits& /*limits*/,
                    ReasonList& reasons) {
    if (parts.key_info == nullptr) {
        return;  // check_signature_content has said so
    }
    const bool exact = has_children(parts.key_info, key_info_children) &&
                       has_only_blanks_between(parts.key_info) &&
                       has_attributes(parts.key_info, nothing, id_attribute) &&
                       has_children(parts.x509_data, x509_data_children) &&
                       has_only_blanks_between(parts.x509_data) &&
                       parts.x509_data->properties == nullptr &&
                       plain_text(parts.x509_certificate).has_value() &&
                       parts.x509_certificate->properties == nullptr;
    if (!exact) {
        reasons.add(reason::key, place_of(parts.key_info),
                    "Der Schlüssel muss durch genau ein Zertifikat angegeben sein: ds:KeyInfo mit "
                    "einem ds:X509Data mit einem ds:X509Certificate und sonst nichts.");
    }
}

void check_values_are_base64(const SignatureParts& parts, const GateLimits& /*limits*/,
                             ReasonList& reasons) {
    if (plain_text(parts.digest_value) && !base64_content(parts.digest_value)) {
        reasons.add(reason::digest, place_of(parts.digest_value),
                    "Der Hashwert ist nicht richtig in Base64 geschrieben.");
    }
    if (plain_text(parts.signature_value) && !base64_content(parts.signature_value)) {
        reasons.add(reason::value, place_of(parts.signature_value),
                    "Der Signaturwert ist nicht richtig in Base64 geschrieben.");
    }
}

void check_algorithms(const SignatureParts& parts, const GateLimits& /*limits*/,
                      ReasonList& reasons) {
    std::array<std::string_view,
               algorithm::rsa_signatures.size() + algorithm::ecdsa_signatures.size()>
        signatures{};
    const auto ecdsa = std::ranges::copy(algorithm::rsa_signatures, signatures.begin()).out;
    std::ranges::copy(algorithm::ecdsa_signatures, ecdsa);
    check_algorithm(parts.canonicalization_method, algorithm::canonicalizations, reasons);
    check_algorithm(parts.signature_method, signatures, reasons);
    check_algorithm(parts.digest_method, algorithm::digests, reasons);
}

void check_shape(const SignatureParts& parts, const GateLimits& limits, ReasonList& reasons) {
    using Check = void (*)(const SignatureParts&, const GateLimits&, ReasonList&);
    constexpr std::array<Check, 11> checks{
        check_root_name, check_one_signature,     check_no_stray_elements, check_distinct_ids,
        check_coverage,  check_signature_content, check_reference_uri,     check_transforms,
        check_key_info,  check_values_are_base64, check_algorithms,
    };
    for (const Check check : checks) {
        check(parts, limits, reasons);
    }
}

}  // namespace foerderwerk::signature
