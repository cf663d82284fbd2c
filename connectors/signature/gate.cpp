// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/gate.hpp"

#include <utility>

#include "connectors/signature/check_bytes.hpp"
#include "connectors/signature/check_shape.hpp"
#include "connectors/signature/check_signer.hpp"
#include "connectors/signature/parse_guarded.hpp"
#include "connectors/signature/registered_keys.hpp"
#include "connectors/signature/signature_parts.hpp"
#include "connectors/signature/verified_message_factory.hpp"
#include "connectors/signature/verify_signature.hpp"

namespace foerderwerk::signature {

XmlSignatureGate::XmlSignatureGate(const ports::SenderRegister& senders, GateLimits limits)
    : senders_(senders), limits_(std::move(limits)), keys_(std::make_unique<RegisteredKeys>()) {}

XmlSignatureGate::~XmlSignatureGate() = default;

Result<ports::VerifiedMessage, Reasons> XmlSignatureGate::verify(std::string_view received,
                                                                 Instant now) const {
    ReasonList reasons;
    const auto refused = [&] { return Failure<Reasons>(reasons.reasons()); };

    check_bytes(received, limits_, reasons);
    if (!reasons.empty()) {
        return refused();  // no parser may see these bytes
    }
    const Document document = parse_guarded(received, limits_, reasons);
    if (!document) {
        return refused();
    }
    const SignatureParts parts = find_signature_parts(document.get());
    check_shape(parts, limits_, reasons);
    std::optional<Signer> signer;
    if (parts.x509_certificate != nullptr) {
        signer = check_signer(parts, senders_, *keys_, now, reasons);
    }
    if (!reasons.empty() || !signer) {
        return refused();  // no cryptography on a shape or with a key that is not ours
    }
    auto canonical = verify_signature(parts, signer->key->public_key.get(), reasons);
    if (!canonical) {
        return refused();
    }
    return ports::VerifiedMessageFactory::make(std::move(*canonical), parts, *signer, now);
}

Reasons check_message(std::string_view received, const ports::MessageGate& gate, Instant now) {
    const auto verified = gate.verify(received, now);
    return verified ? Reasons{} : verified.error();
}

}  // namespace foerderwerk::signature
