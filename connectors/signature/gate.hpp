// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "connectors/signature/gate_checks.hpp"
#include "engine/ports/message_gate.hpp"

namespace foerderwerk::signature {

class RegisteredKeys;

/// The gate of security.md, section 1.2, steps 1 to 8: the rows of `gate_checks()`, in order, and
/// nothing else. What a later reader needs (schema, codes) is not judged here.
/// `senders` must outlive the gate.
class XmlSignatureGate : public ports::MessageGate {
public:
    explicit XmlSignatureGate(const ports::SenderRegister& senders, GateLimits limits = {});
    ~XmlSignatureGate() override;

    [[nodiscard]] Result<ports::VerifiedMessage, Reasons> verify(std::string_view received,
                                                                 Instant now) const override;

private:
    /// A gate without some of its checks, to show that each is needed. Defined in tests alone.
    friend class MutatedGate;
    XmlSignatureGate(const ports::SenderRegister& senders, GateLimits limits,
                     std::vector<GateCheck> checks);

    const ports::SenderRegister& senders_;
    GateLimits limits_;
    std::vector<GateCheck> checks_;
    std::unique_ptr<RegisteredKeys> keys_;
};

/// The gate's verdict alone, for `foerderwerk message check`: empty means accepted.
[[nodiscard]] Reasons check_message(std::string_view received, const ports::MessageGate& gate,
                                    Instant now);

}  // namespace foerderwerk::signature
