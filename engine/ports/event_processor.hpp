// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <string>
#include <variant>

#include "engine/types/id.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::ports {

/// One effect for the outside, taken from the outbox. The id is derived from case and step, so a
/// repetition after a crash bears the same id, and the receiver can recognise it.
struct OutgoingDocument {
    OutboxId id;
    std::string processor;  ///< the `type` of the chart's <send>: "portal", "payout", …
    std::string recipient;  ///< for "portal": the handle of the mailbox
    std::string event;      ///< what it is, for instance "antrag.eingangsbestaetigung"
    std::string document;   ///< the bytes to hand over, already signed
};

/// The outside has it. A repetition of a delivered document is Delivered again, same receipt.
struct Delivered {
    std::string receipt;
    friend bool operator==(const Delivered&, const Delivered&) = default;
};

/// Not now: the connection failed, the receiver is busy or broken. Whether it arrived is not
/// known, so the same id is sent again.
struct RetryLater {
    std::string cause;              ///< one sentence for the operator, without personal data
    std::chrono::seconds after{0};  ///< what the receiver asked for; 0 when it named nothing
    friend bool operator==(const RetryLater&, const RetryLater&) = default;
};

/// The receiver will never take this document; a person has to look.
struct Refused {
    Reasons reasons;
    friend bool operator==(const Refused&, const Refused&) = default;
};

using DeliveryAnswer = std::variant<Delivered, RetryLater, Refused>;

/// An event I/O processor of SCXML: hands one document to a system outside. It is called by the
/// dispatcher alone, never inside a transaction, and its answer comes back as a command.
///
/// Implementations may be called from several threads at once and may throw OperatingError of
/// kind misconfigured only (a key file that cannot be read); everything else is an answer.
class EventProcessor {
public:
    virtual ~EventProcessor() = default;
    [[nodiscard]] virtual DeliveryAnswer send(const OutgoingDocument& document) = 0;
};

}  // namespace foerderwerk::ports
