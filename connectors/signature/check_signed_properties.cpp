// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/check_signed_properties.hpp"

#include <array>
#include <charconv>

#include <openssl/evp.h>

#include "connectors/signature/algorithms.hpp"
#include "connectors/signature/check_shape.hpp"
#include "connectors/signature/openssl_handles.hpp"
#include "connectors/signature/read_nodes.hpp"

namespace foerderwerk::signature {
namespace {

constexpr std::string_view properties_type = "http://uri.etsi.org/01903#SignedProperties";
constexpr auto clock_tolerance = std::chrono::minutes(10);

std::string text_of(const _xmlNode* element, std::string_view attribute) {
    const _xmlAttr* found = attribute_of(element, attribute);
    return found == nullptr ? std::string() : value_of(found);
}

/// True when `uri` is "#" and the Id of `element`.
bool names(const std::string& uri, const _xmlNode* element) {
    const std::string_view id = fragment_id(uri);
    return !id.empty() && id == text_of(element, "Id");
}

std::string digest_of(std::string_view bytes, std::string_view method) {
    const EVP_MD* kind = method == algorithm::sha256   ? EVP_sha256()
                         : method == algorithm::sha384 ? EVP_sha384()
                                                       : EVP_sha512();
    std::string digest(EVP_MAX_MD_SIZE, '\0');
    unsigned length = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()),
                   &length, kind, nullptr) != 1) {
        openssl_failed("digest of a certificate");
    }
    digest.resize(length);
    return digest;
}

std::optional<int> two_digits(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && text.size() == 2 && number >= 0 ? std::optional(number) : std::nullopt;
}

}  // namespace

void check_properties_covered(const SignatureParts& parts, const GateLimits& /*limits*/,
                              ReasonList& reasons) {
    const SignedPropertiesParts& properties = parts.properties;
    if (properties.reference == nullptr || properties.signed_properties == nullptr) {
        return;  // check_elements has said so
    }
    if (text_of(properties.reference, "Type") != properties_type ||
        !names(text_of(properties.reference, "URI"), properties.signed_properties)) {
        reasons.add(reason::coverage, place_of(properties.reference),
                    "Die zweite Referenz der Signatur muss den Typ " + quoted(properties_type) +
                        " haben und auf die Kennung (Id) von xades:SignedProperties zeigen.");
    }
}

void check_properties_transform(const SignatureParts& parts, const GateLimits& /*limits*/,
                                ReasonList& reasons) {
    const _xmlNode* transforms = parts.properties.transforms;
    if (transforms != nullptr && !has_transforms(transforms, algorithm::canonicalizations)) {
        reasons.add(reason::transform, place_of(transforms),
                    "Für die XAdES-Angaben ist genau die Umformung „Exclusive XML "
                    "Canonicalization 1.0“ ohne Parameter erlaubt.");
    }
}

void check_properties_target(const SignatureParts& parts, const GateLimits& /*limits*/,
                             ReasonList& reasons) {
    const _xmlNode* qualifying = parts.properties.qualifying_properties;
    if (qualifying != nullptr && !names(text_of(qualifying, "Target"), parts.signature)) {
        reasons.add(reason::structure, place_of(qualifying),
                    "Die XAdES-Angaben gehören nicht zu dieser Signatur: „Target“ muss „#“ und die "
                    "Kennung (Id) der Signatur sein.");
    }
}

void check_object_format(const SignatureParts& parts, const GateLimits& /*limits*/,
                         ReasonList& reasons) {
    const SignedPropertiesParts& properties = parts.properties;
    if (properties.object_format == nullptr) {
        return;
    }
    const auto type = plain_text(properties.mime_type);
    if ((type != "text/xml" && type != "application/xml") ||
        !names(text_of(properties.object_format, "ObjectReference"), parts.reference)) {
        reasons.add(reason::policy, place_of(properties.object_format),
                    "xades:DataObjectFormat muss sich auf die Referenz der Nachricht beziehen und "
                    "text/xml oder application/xml nennen.");
    }
}

void check_certificate_digest_algorithm(const SignatureParts& parts, const GateLimits& /*limits*/,
                                        ReasonList& reasons) {
    require_algorithm(parts.properties.certificate_digest_method, algorithm::digests, reasons);
}

void check_signing_certificate(const SignatureParts& parts, const Certificate& certificate,
                               ReasonList& reasons) {
    const SignedPropertiesParts& properties = parts.properties;
    if (properties.certificate_digest_value == nullptr) {
        return;
    }
    const std::string method = text_of(properties.certificate_digest_method, "Algorithm");
    if (base64_content(properties.certificate_digest_value) != digest_of(certificate.der, method)) {
        reasons.add(reason::key, place_of(properties.certificate_digest_value),
                    "xades:SigningCertificateV2 nennt nicht den Hashwert des Zertifikats, das die "
                    "Nachricht signiert hat.");
    }
}

void check_signing_time(const SignatureParts& parts, const Certificate& certificate, Instant now,
                        ReasonList& reasons) {
    const auto text = plain_text(parts.properties.signing_time);
    if (!text) {
        return;
    }
    const auto time = instant_with_zone(*text);
    if (!time || *time < certificate.valid_from || *time > now + clock_tolerance) {
        reasons.add(reason::policy, place_of(parts.properties.signing_time),
                    "Die Zeit der Signatur, " + quoted(*text) +
                        ", ist kein Zeitpunkt mit Zeitzone, liegt vor der Gültigkeit des "
                        "Zertifikats oder in der Zukunft.");
    }
}

std::optional<Instant> instant_with_zone(std::string_view text) {
    constexpr std::size_t zone_bytes = 6;  // "+01:00"
    if (text.ends_with('Z') || text.size() <= zone_bytes) {
        return parse_instant(text);
    }
    const std::string_view zone = text.substr(text.size() - zone_bytes);
    const auto hours = two_digits(zone.substr(1, 2));
    const auto minutes = two_digits(zone.substr(4, 2));
    const auto local = parse_instant(std::string(text.substr(0, text.size() - zone_bytes)) + "Z");
    if ((zone[0] != '+' && zone[0] != '-') || zone[3] != ':' || !hours || !minutes || !local ||
        *hours > 14 || *minutes > 59) {
        return std::nullopt;
    }
    const auto offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
    return zone[0] == '+' ? *local - offset : *local + offset;
}

}  // namespace foerderwerk::signature
