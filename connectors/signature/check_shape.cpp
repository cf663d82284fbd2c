// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/check_shape.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <libxml/tree.h>

#include "connectors/signature/algorithms.hpp"
#include "connectors/signature/read_nodes.hpp"

namespace foerderwerk::signature {
namespace {

constexpr std::array<std::string_view, 0> nothing{};
constexpr std::array<std::string_view, 1> id_attribute{"Id"};
constexpr std::array<std::string_view, 1> algorithm_attribute{"Algorithm"};
constexpr std::array key_info_children{ElementName{Space::ds, "X509Data"}};
constexpr std::array x509_data_children{ElementName{Space::ds, "X509Certificate"}};

}  // namespace

std::string_view fragment_id(std::string_view uri) {
    constexpr std::string_view allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    if (!uri.starts_with('#') || uri.find_first_not_of(allowed, 1) != std::string_view::npos) {
        return {};
    }
    return uri.substr(1);
}

void require_algorithm(const _xmlNode* method, std::span<const std::string_view> allowed,
                       ReasonList& reasons) {
    const xmlAttr* attribute = attribute_of(method, "Algorithm");
    if (attribute == nullptr) {
        return;
    }
    const std::string value = value_of(attribute);
    if (std::ranges::find(allowed, value) == allowed.end()) {
        reasons.add(reason::algorithm, place_of(method),
                    "Das Verfahren " + quoted(value) + " ist nicht zugelassen.");
    }
}

bool has_transforms(const _xmlNode* transforms, std::span<const std::string_view> algorithms) {
    const auto found = child_elements(transforms);
    bool exact = found.size() == algorithms.size() && transforms->properties == nullptr &&
                 has_only_blanks_between(transforms);
    for (std::size_t i = 0; exact && i < algorithms.size(); ++i) {
        const xmlAttr* attribute = attribute_of(found[i], "Algorithm");
        exact = is_signature_element(found[i], "Transform") &&
                has_attributes(found[i], algorithm_attribute, nothing) &&
                value_of(attribute) == algorithms[i] && plain_text(found[i]) == "";
    }
    return exact;
}

void check_root_name(const SignatureParts& parts, const GateLimits& limits, ReasonList& reasons) {
    const RootName name{std::string(namespace_of(parts.root)), std::string(local_name(parts.root))};
    if (!limits.roots.empty() && std::ranges::find(limits.roots, name) == limits.roots.end()) {
        reasons.add(reason::schema, place_of(parts.root),
                    "Das Wurzelelement " + quoted(name.local_name) + " im Namensraum " +
                        quoted(name.namespace_uri) + " ist keine bekannte Nachricht.");
    }
}

void check_signature_present(const SignatureParts& parts, const GateLimits& /*limits*/,
                             ReasonList& reasons) {
    if (parts.signatures.empty()) {
        reasons.add(reason::missing, place_of(parts.root), "Die Nachricht ist nicht signiert.");
    }
}

void check_one_signature(const SignatureParts& parts, const GateLimits& /*limits*/,
                         ReasonList& reasons) {
    if (parts.signatures.size() > 1) {
        reasons.add(reason::structure, place_of(parts.signatures[1]),
                    "Die Nachricht darf nur eine Signatur enthalten.");
    }
}

void check_signature_in_root(const SignatureParts& parts, const GateLimits& /*limits*/,
                             ReasonList& reasons) {
    for (const xmlNode* signature : parts.signatures) {
        if (signature->parent != parts.root) {
            reasons.add(reason::structure, place_of(signature),
                        "Die Signatur muss ein unmittelbares Kind des Wurzelelements sein.");
        }
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

void check_no_split_text(const SignatureParts& parts, const GateLimits& /*limits*/,
                         ReasonList& reasons) {
    for (const xmlNode* element : parts.split_texts) {
        reasons.add(reason::policy, place_of(element),
                    "Ein Kommentar darf keinen Text unterbrechen.");
    }
}

void check_root_id(const SignatureParts& parts, const GateLimits& /*limits*/, ReasonList& reasons) {
    if (parts.signature != nullptr && parts.root_id == nullptr) {
        reasons.add(reason::coverage, place_of(parts.root),
                    "Das Wurzelelement hat kein Attribut „Id“, auf das sich die Signatur beziehen "
                    "kann.");
    }
}

void check_coverage(const SignatureParts& parts, const GateLimits& /*limits*/,
                    ReasonList& reasons) {
    const xmlAttr* uri = attribute_of(parts.reference, "URI");
    if (uri == nullptr || parts.root_id == nullptr) {
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

void check_profile(const SignatureParts& parts, const GateLimits& limits, ReasonList& reasons) {
    if (parts.signature != nullptr &&
        std::ranges::find(limits.profiles, parts.profile()) == limits.profiles.end()) {
        reasons.add(reason::policy, place_of(parts.signature),
                    parts.profile() == SignatureProfile::xades
                        ? "Signaturen mit XAdES-Angaben (ds:Object) werden hier nicht angenommen."
                        : "Angenommen werden hier nur Signaturen mit XAdES-Angaben.");
    }
}

void check_elements(const std::vector<ElementRule>& rules, ReasonList& reasons) {
    for (const ElementRule& rule : rules) {
        if (!rule.holds_text && !has_children(rule.element, rule.children)) {
            reasons.add(reason::structure, place_of(rule.element),
                        "Das Element muss genau enthalten: " + listed(rule.children) + ".");
        }
    }
}

void check_nothing_between(const std::vector<ElementRule>& rules, ReasonList& reasons) {
    for (const ElementRule& rule : rules) {
        if (!rule.holds_text && !has_only_blanks_between(rule.element)) {
            reasons.add(reason::structure, place_of(rule.element),
                        "Zwischen den Elementen der Signatur darf nichts stehen, auch kein "
                        "Kommentar.");
        }
    }
}

void check_attributes(const std::vector<ElementRule>& rules, ReasonList& reasons) {
    for (const ElementRule& rule : rules) {
        if (!has_attributes(rule.element, rule.required_attributes, rule.optional_attributes)) {
            reasons.add(reason::structure, place_of(rule.element),
                        "Das Element hat nicht genau die erlaubten Attribute.");
        }
    }
}

void check_plain_values(const std::vector<ElementRule>& rules, ReasonList& reasons) {
    for (const ElementRule& rule : rules) {
        if (rule.holds_text && !plain_text(rule.element)) {
            reasons.add(reason::structure, place_of(rule.element),
                        "Das Element darf nur Text enthalten, keine Elemente, Kommentare oder "
                        "CDATA-Abschnitte.");
        }
    }
}

void check_transforms(const SignatureParts& parts, const GateLimits& /*limits*/,
                      ReasonList& reasons) {
    constexpr std::array expected{algorithm::enveloped, algorithm::exclusive_c14n};
    if (parts.transforms != nullptr && !has_transforms(parts.transforms, expected)) {
        reasons.add(
            reason::transform, place_of(parts.transforms),
            "Erlaubt sind genau die Umformungen „enveloped-signature“ und danach „Exclusive "
            "XML Canonicalization 1.0“, beide ohne Parameter.");
    }
}

void check_key_info(const SignatureParts& parts, const GateLimits& /*limits*/,
                    ReasonList& reasons) {
    if (parts.key_info == nullptr) {
        return;  // check_elements has said so
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

void check_digest_is_base64(const SignatureParts& parts, const GateLimits& /*limits*/,
                            ReasonList& reasons) {
    for (const xmlNode* digest : {parts.digest_value, parts.properties.digest_value}) {
        if (plain_text(digest) && !base64_content(digest)) {
            reasons.add(reason::digest, place_of(digest),
                        "Der Hashwert ist nicht richtig in Base64 geschrieben.");
        }
    }
}

void check_value_is_base64(const SignatureParts& parts, const GateLimits& /*limits*/,
                           ReasonList& reasons) {
    if (plain_text(parts.signature_value) && !base64_content(parts.signature_value)) {
        reasons.add(reason::value, place_of(parts.signature_value),
                    "Der Signaturwert ist nicht richtig in Base64 geschrieben.");
    }
}

void check_canonicalization(const SignatureParts& parts, const GateLimits& /*limits*/,
                            ReasonList& reasons) {
    require_algorithm(parts.canonicalization_method, algorithm::canonicalizations, reasons);
}

void check_signature_algorithm(const SignatureParts& parts, const GateLimits& /*limits*/,
                               ReasonList& reasons) {
    std::array<std::string_view,
               algorithm::rsa_signatures.size() + algorithm::ecdsa_signatures.size()>
        signatures{};
    const auto ecdsa = std::ranges::copy(algorithm::rsa_signatures, signatures.begin()).out;
    std::ranges::copy(algorithm::ecdsa_signatures, ecdsa);
    require_algorithm(parts.signature_method, signatures, reasons);
}

void check_digest_algorithm(const SignatureParts& parts, const GateLimits& /*limits*/,
                            ReasonList& reasons) {
    require_algorithm(parts.digest_method, algorithm::digests, reasons);
    require_algorithm(parts.properties.digest_method, algorithm::digests, reasons);
}

}  // namespace foerderwerk::signature
