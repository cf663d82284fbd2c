// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "connectors/signature/gate.hpp"
#include "engine/ports/document_verifier.hpp"

namespace foerderwerk::signature {

struct RegisteredKey;

/// ports::DocumentVerifier::verify: bytes, guarded parse, libxmlsec1 under the certificate inside,
/// then the document written again from its values, which must give the same bytes. `known` saves
/// decoding the certificate once more when it is the document's.
[[nodiscard]] Result<ports::SealedDocument, Reasons> verify_document(
    std::string_view document, const RegisteredKey* known = nullptr);

class XadesVerifier final : public ports::DocumentVerifier {
public:
    [[nodiscard]] Result<ports::SealedDocument, Reasons> verify(
        std::string_view document) const override;
    [[nodiscard]] Reasons check_trust(const ports::SealedDocument& document,
                                      const ports::SealEvidence& evidence,
                                      std::string_view trusted_signer,
                                      std::string_view trusted_stamp) const override;
};

/// A gate for all that we send: what the gate accepts, and sealed documents with a time stamp.
/// `senders` must outlive it.
class DocumentGate final : public ports::MessageGate {
public:
    explicit DocumentGate(const ports::SenderRegister& senders);
    [[nodiscard]] Result<ports::VerifiedMessage, Reasons> verify(std::string_view received,
                                                                 Instant now) const override;

private:
    XmlSignatureGate plain_;
};

}  // namespace foerderwerk::signature
