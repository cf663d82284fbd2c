// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/types/instant.hpp"
#include "engine/types/json.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::ports {

/// A certificate that a person has registered for a sender after checking chain, purpose and
/// owner. The message path trusts nothing else: no chain, no name, no key from the message.
struct SenderCertificate {
    std::string sender;                  ///< the sender's id in our register
    std::string fingerprint_sha256_hex;  ///< of `der`, 64 lower-case hex digits
    std::string der;                     ///< the whole X.509 certificate
    Instant valid_from;
    Instant valid_to;  ///< the last instant at which it is valid
    std::optional<Instant> revoked_at;
};

/// Must be safe to ask from several threads at once.
class SenderRegister {
public:
    virtual ~SenderRegister() = default;
    /// The certificate with that fingerprint, also when it is expired or revoked.
    /// Throws OperatingError when the register cannot be read.
    [[nodiscard]] virtual std::optional<SenderCertificate> find_by_fingerprint(
        const std::string& hex) const = 0;
};

class VerifiedMessageFactory;

/// A message whose signature has been verified. Trust is a type: only the gate can make one (its
/// factory is the sole friend), so no code path can skip the check. Whoever reads the content
/// parses `canonical_bytes()` and never the received bytes: two parsers must not be able to see
/// two different documents.
class VerifiedMessage {
public:
    /// Exactly the octets that were digested: the message in exclusive canonical form, UTF-8,
    /// without comments, without XML declaration and **without its ds:Signature**.
    [[nodiscard]] const std::string& canonical_bytes() const { return facts_.canonical_bytes; }
    [[nodiscard]] const std::string& sender() const { return facts_.sender; }
    /// SHA-256 of the signer's certificate, lower-case hex.
    [[nodiscard]] const std::string& signer_fingerprint() const { return facts_.fingerprint; }
    /// Algorithm identifiers as they stand in the signature (XML Signature, section 6).
    [[nodiscard]] const std::string& signature_algorithm() const {
        return facts_.signature_algorithm;
    }
    [[nodiscard]] const std::string& digest_algorithm() const { return facts_.digest_algorithm; }
    [[nodiscard]] const std::string& root_name() const { return facts_.root_name; }  ///< local
    [[nodiscard]] const std::string& root_namespace() const { return facts_.root_namespace; }
    [[nodiscard]] Instant verified_at() const { return facts_.verified_at; }
    /// The verification report to be kept as evidence: certificate fingerprint, sender,
    /// algorithms, time and the versions of the libraries that judged. No personal data.
    [[nodiscard]] const Json& report() const { return facts_.report; }

private:
    friend class VerifiedMessageFactory;

    struct Facts {
        std::string canonical_bytes;
        std::string sender;
        std::string fingerprint;
        std::string signature_algorithm;
        std::string digest_algorithm;
        std::string root_name;
        std::string root_namespace;
        Instant verified_at;
        Json report;
    };

    explicit VerifiedMessage(Facts facts) : facts_(std::move(facts)) {}

    Facts facts_;
};

/// Decides whether received bytes are a message of a registered sender. Safe to call from several
/// threads at once.
///
/// Reason codes: WELLFORMED ENCODING DTD LIMITS SCHEMA POLICY SIG_MISSING SIG_STRUCTURE
/// SIG_COVERAGE SIG_REFURI SIG_TRANSFORM SIG_ALG SIG_DIGEST SIG_VALUE SIG_KEY ID_DUP. The texts
/// are German: the sender reads them. All reasons of a stage are given; a later stage runs only
/// when its questions still make sense.
class MessageGate {
public:
    virtual ~MessageGate() = default;
    /// Throws OperatingError when the register cannot be read or memory runs out.
    [[nodiscard]] virtual Result<VerifiedMessage, Reasons> verify(std::string_view received,
                                                                  Instant now) const = 0;
};

}  // namespace foerderwerk::ports
