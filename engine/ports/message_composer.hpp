// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/feel/value.hpp"
#include "engine/types/instant.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::ports {

/// One effect of a case, opened, that is to become a signed message.
struct OutgoingMessage {
    std::string outbox_id;
    std::string event;      ///< message name without number, or "refusal"
    std::string recipient;  ///< mailbox handle
    Instant decided{};      ///< of the step that sent it
    feel::Value data;
};

/// Makes the bytes that leave the house. They are stored before they are sent, so a repetition
/// sends the same bytes. Safe to call from several threads at once.
class MessageComposer {
public:
    virtual ~MessageComposer() = default;
    /// Signed, schema-valid bytes. Reasons when the data does not fit the message's schema: a
    /// fault of the definition, which a person has to mend. Throws OperatingError (transient) when
    /// a service that takes part does not answer now: the message waits.
    [[nodiscard]] virtual Result<std::string, Reasons> compose(
        const OutgoingMessage& message) const = 0;
};

}  // namespace foerderwerk::ports
