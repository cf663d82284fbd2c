// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "connectors/signature/certificates.hpp"
#include "connectors/signature/xades_signature.hpp"
#include "engine/ports/document_verifier.hpp"

struct evp_pkey_st;

namespace foerderwerk::signature {

struct RegisteredKey;

/// A document that is complete but for the value of its signature.
struct PreparedSeal {
    std::string content;  ///< canonical
    XadesSignature signature;
    std::string digest;  ///< of the canonical ds:SignedInfo: all that a signing device has to see
};

/// The four phases of a seal. What holds the key (a file, a card, a service over a network) takes
/// part in the second one alone, and sees a digest and no document. Safe to use from several
/// threads at once.
class DocumentSeal {
public:
    virtual ~DocumentSeal() = default;
    /// Codes of the gate. The root's attribute `Id` is used, or added when it has none.
    [[nodiscard]] virtual Result<PreparedSeal, Reasons> prepare(std::string_view unsigned_xml,
                                                                Instant now) const = 0;
    /// The signature over a digest (SHA-384 for P-384 keys, SHA-256 for all others), as XML
    /// Signature wants it: ECDSA as r ‖ s, RSA in PKCS #1 v1.5.
    /// Throws OperatingError: transient when the device does not answer now.
    [[nodiscard]] virtual std::string sign_digest(const std::string& digest) const = 0;
    /// The whole document, with a time stamp's token (DER) or without.
    [[nodiscard]] virtual std::string assemble(PreparedSeal prepared, std::string signature_value,
                                               std::string token_der) const = 0;
    /// Whether this is a document under this very seal, valid now.
    [[nodiscard]] virtual Result<ports::SealedDocument, Reasons> verify(std::string_view document,
                                                                        Instant now) const = 0;
};

/// All of a seal but the key: XAdES baseline B and T with the certificate given.
class XadesSeal : public DocumentSeal {
public:
    /// Throws OperatingError (misconfigured) for a text that is no certificate or a weak key.
    explicit XadesSeal(std::string_view certificate_pem);

    [[nodiscard]] Result<PreparedSeal, Reasons> prepare(std::string_view unsigned_xml,
                                                        Instant now) const override;
    [[nodiscard]] std::string assemble(PreparedSeal prepared, std::string signature_value,
                                       std::string token_der) const override;
    [[nodiscard]] Result<ports::SealedDocument, Reasons> verify(std::string_view document,
                                                                Instant now) const override;
    [[nodiscard]] const Certificate& certificate() const { return certificate_; }

private:
    Certificate certificate_;
    std::shared_ptr<const RegisteredKey> decoded_;  ///< the same, for verifying what was sealed
};

/// The key in a file: the usual one, for a seal without a card or a trust service.
class FileKeySeal final : public XadesSeal {
public:
    /// Throws OperatingError (misconfigured) when key and certificate do not belong together.
    FileKeySeal(std::string_view private_key_pem, std::string_view certificate_pem);
    [[nodiscard]] std::string sign_digest(const std::string& digest) const override;

private:
    std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace foerderwerk::signature
