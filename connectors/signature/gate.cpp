// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/gate.hpp"

#include <utility>

#include "connectors/signature/registered_keys.hpp"
#include "connectors/signature/verified_message_factory.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::signature {

XmlSignatureGate::XmlSignatureGate(const ports::SenderRegister& senders, GateLimits limits)
    : XmlSignatureGate(senders, std::move(limits), {gate_checks().begin(), gate_checks().end()}) {}

XmlSignatureGate::XmlSignatureGate(const ports::SenderRegister& senders, GateLimits limits,
                                   std::vector<GateCheck> checks)
    : senders_(senders),
      limits_(std::move(limits)),
      checks_(std::move(checks)),
      keys_(std::make_unique<RegisteredKeys>()) {}

XmlSignatureGate::~XmlSignatureGate() = default;

Result<ports::VerifiedMessage, Reasons> XmlSignatureGate::verify(std::string_view received,
                                                                 Instant now) const {
    Passage passage{.received = received,
                    .limits = limits_,
                    .now = now,
                    .senders = &senders_,
                    .keys = keys_.get()};
    run_checks(checks_, passage);
    if (!passage.reasons.empty()) {
        return Failure<Reasons>(passage.reasons.reasons());
    }
    FOERDERWERK_REQUIRE(passage.signer.key != nullptr && !passage.verification.octets.empty(),
                        "no message leaves the gate without a key and its digested octets");
    return ports::VerifiedMessageFactory::make(std::move(passage.verification.octets),
                                               passage.parts, *passage.signer.registered, now);
}

Reasons check_message(std::string_view received, const ports::MessageGate& gate, Instant now) {
    const auto verified = gate.verify(received, now);
    return verified ? Reasons{} : verified.error();
}

}  // namespace foerderwerk::signature
