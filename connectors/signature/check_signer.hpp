// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "connectors/signature/reason_list.hpp"
#include "connectors/signature/registered_keys.hpp"
#include "connectors/signature/signature_parts.hpp"
#include "engine/ports/message_gate.hpp"

namespace foerderwerk::signature {

/// Whose key it is (security.md, section 1.2, step 6): the certificate in the message only says
/// which registered one to take. What could not be found is missing here.
struct Signer {
    std::optional<std::string> der;  ///< of the certificate in the message
    std::optional<ports::SenderCertificate> registered;
    std::shared_ptr<const RegisteredKey> key;
};
[[nodiscard]] Signer look_up_signer(const SignatureParts& parts,
                                    const ports::SenderRegister& senders, RegisteredKeys& keys);

// Code of every check: SIG_KEY.

/// The certificate in the message is strict base64.
void check_certificate_is_base64(const SignatureParts& parts, const Signer& signer,
                                 ReasonList& reasons);
/// It is registered for a sender.
void check_registered(const Signer& signer, ReasonList& reasons);
/// The registered certificate can be read.
void check_readable(const Signer& signer, ReasonList& reasons);
/// The registered certificate is, byte for byte, the one in the message.
void check_same_certificate(const std::string& der, const ports::SenderCertificate& registered,
                            ReasonList& reasons);
/// `now` lies within the validity of the registration.
void check_validity(const ports::SenderCertificate& registered, Instant now, ReasonList& reasons);
void check_not_revoked(const ports::SenderCertificate& registered, Instant now,
                       ReasonList& reasons);
/// The key is strong enough and of a kind that we accept (check_key_strength).
void check_strength(const Certificate& certificate, ReasonList& reasons);
/// The certificate itself is valid at `now`, whatever the registration says.
void check_certificate_validity(const Certificate& certificate, Instant now, ReasonList& reasons);
/// The signature algorithm is one for this kind of key.
void check_key_fits(const SignatureParts& parts, const Certificate& certificate,
                    ReasonList& reasons);

}  // namespace foerderwerk::signature
