// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/types/instant.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::ports {

/// What a sealed document (XAdES baseline B or T, ETSI EN 319 132-1) says, once its own values have
/// been found to fit each other. Whose key it was is said by `check_trust` alone.
struct SealedDocument {
    std::string content;    ///< the octets that were digested: the message, canonical
    std::string root_name;  ///< local name of the message's root
    std::string root_namespace;
    std::string certificate_der;     ///< the signer's
    std::string certificate_pem;     ///< the same, in OpenSSL's exact form
    std::string fingerprint;         ///< SHA-256 of it, lower-case hex
    std::string signer;              ///< its subject
    Instant signed_at{};             ///< SigningTime, as the signer claims it
    std::string stamped_octets;      ///< canonical ds:SignatureValue: what a time stamp is over
    std::string token_der;           ///< RFC 3161; empty: level B
    std::optional<Instant> stamped;  ///< the token's time
    /// Until a qualified stamp says otherwise, the signer's own claim.
    [[nodiscard]] Instant proved_time() const { return stamped.value_or(signed_at); }
};

/// What a document is judged by, besides its own bytes. Certificates and revocation lists are PEM
/// in OpenSSL's exact form, one each; OCSP answers are DER (RFC 6960). Faults name their place as
/// certificates/N.pem, revocation/N.pem and status/N.der, N from 1.
struct SealEvidence {
    std::vector<std::string> certificates;  ///< of signer and time stamp service, up to their roots
    std::vector<std::string> revocation_lists;
    std::vector<std::string> status_answers;
};

class DocumentVerifier {
public:
    virtual ~DocumentVerifier() = default;

    /// Form, digests, signature under the certificate inside, and the token's imprint. A sealed
    /// document has exactly one spelling; another byte anywhere is a reason. Codes of the gate,
    /// and SEAL_TIME for a token that does not fit.
    [[nodiscard]] virtual Result<SealedDocument, Reasons> verify(
        std::string_view document) const = 0;

    /// Chains of signer and time stamp end at a trusted certificate and held at the proved time;
    /// the signer was not revoked by then. `trusted_*` are PEM texts; an empty one trusts the roots
    /// in the evidence, and a signer without an issuer there: then it is only proved that
    /// everything fits together. Every certificate, list and answer has to be needed. Codes
    /// SEAL_CHAIN, SEAL_REVOKED, SEAL_EVIDENCE, SEAL_TIME.
    [[nodiscard]] virtual Reasons check_trust(const SealedDocument& document,
                                              const SealEvidence& evidence,
                                              std::string_view trusted_signer,
                                              std::string_view trusted_stamp) const = 0;
};

}  // namespace foerderwerk::ports
