// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "connectors/signature/signature_parts.hpp"

namespace foerderwerk::signature {

/// The values of our XAdES signature (ETSI EN 319 132-1, baseline B and T): everything in which one
/// differs from another. Digests, values, certificate and token are bytes.
struct XadesSignature {
    std::string root_id;  ///< of the message's root; the ids of the signature are made from it
    std::string signature_method;
    std::string content_digest;     ///< SHA-256
    std::string properties_digest;  ///< SHA-256 of signed_properties_text
    std::string signature_value;    ///< ECDSA: r ‖ s
    std::string certificate_der;
    std::string signing_time;  ///< "2026-01-12T08:00:00Z"
    std::string token_der;     ///< RFC 3161 over signature_value_text; empty: level B
};

// The signature is written, not computed by a library: its canonical form is the only spelling we
// make and accept, so each text below is what a digest is over.

/// xades:SignedProperties: SigningTime, SigningCertificateV2, DataObjectFormat.
[[nodiscard]] std::string signed_properties_text(const XadesSignature& signature);
/// ds:SignedInfo, with references to the root and to the signed properties.
[[nodiscard]] std::string signed_info_text(const XadesSignature& signature);
/// ds:SignatureValue.
[[nodiscard]] std::string signature_value_text(const XadesSignature& signature);
/// ds:Signature, whole.
[[nodiscard]] std::string signature_text(const XadesSignature& signature);

[[nodiscard]] std::string properties_id(const XadesSignature& signature);

/// The canonical content with the signature as the root's last child.
[[nodiscard]] std::string sealed_text(const std::string& content, const XadesSignature& signature);

/// The values as they stand in a document; nothing when one is missing or not Base64. That nothing
/// else stands there is seen by writing the signature again.
[[nodiscard]] std::optional<XadesSignature> read_xades_signature(const SignatureParts& parts);
/// xades:SignedProperties of the first ds:Object; null when it is not there.
[[nodiscard]] _xmlNode* signed_properties_of(const SignatureParts& parts);

/// Letters, digits, dot, underscore and hyphen: xmlsec pastes ids into an XPointer expression.
[[nodiscard]] bool is_plain_id(std::string_view id);

/// Whether bytes look like a sealed document at all: no verdict.
[[nodiscard]] bool speaks_of_xades(std::string_view bytes);

}  // namespace foerderwerk::signature
