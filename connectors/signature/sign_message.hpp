// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/ports/message_signing.hpp"

namespace foerderwerk::signature {

/// Signs with one key: exclusive C14N, SHA-256 over the content, and ECDSA-SHA256 (P-256),
/// ECDSA-SHA384 (P-384) or RSA-SHA256 by the kind of key; X509Data with the one certificate.
/// Each result passes our own gate, with this certificate as the only registered one, before it
/// is given out.
class MessageSigner : public ports::MessageSigning {
public:
    /// PEM texts. Throws OperatingError (misconfigured) when they cannot be read, do not belong
    /// together or the key is too weak.
    MessageSigner(std::string_view private_key_pem, std::string_view certificate_pem);
    ~MessageSigner() override;

    [[nodiscard]] Result<std::string, Reasons> sign(std::string_view unsigned_xml,
                                                    Instant now) const override;
    /// SHA-256 of the certificate, lower-case hex: what the receiver has to register.
    [[nodiscard]] const std::string& fingerprint() const;

private:
    struct Parts;
    std::unique_ptr<const Parts> parts_;
};

}  // namespace foerderwerk::signature
