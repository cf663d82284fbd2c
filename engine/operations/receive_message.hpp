// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "engine/operations/take_message.hpp"
#include "engine/ports/message_codec.hpp"
#include "engine/ports/message_gate.hpp"
#include "engine/ports/message_intake.hpp"

namespace foerderwerk::operations {

/// The way in: bytes → gate → schema → duplicate check → step, all durable in one commit before
/// the answer. What does not pass the gate goes into the bounded intake journal and nowhere else.
class MessageReceiver final : public ports::MessageIntake {
public:
    MessageReceiver(Casework& casework, const ports::MessageGate& gate,
                    const ports::MessageCodec& codec)
        : casework_(casework), gate_(gate), codec_(codec) {}

    ports::IntakeAnswer receive(const ports::Delivery& delivery) override;

private:
    ports::IntakeAnswer refuse(const ports::Delivery& delivery, ports::IntakeAnswer::Kind kind,
                               Reasons reasons);
    /// nullopt: the unit that takes the message finds out why.
    std::optional<PreparedMessage> prepare(const TrustedMessage& message);
    ports::IntakeAnswer store(const ports::Delivery& delivery, const TrustedMessage& message);

    Casework& casework_;
    const ports::MessageGate& gate_;
    const ports::MessageCodec& codec_;
};

}  // namespace foerderwerk::operations
