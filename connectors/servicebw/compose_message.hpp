// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/ports/clock.hpp"
#include "engine/ports/message_codec.hpp"
#include "engine/ports/message_composer.hpp"
#include "engine/ports/message_header.hpp"
#include "engine/ports/message_signing.hpp"

namespace foerderwerk::servicebw {

/// Who writes and who reads, as the heads of our messages name them: from the configuration.
struct ComposerSettings {
    ports::MessageParty authority;  ///< we: the author
    ports::MessageParty portal;     ///< the reader, who puts the message into the mailbox
    std::string product = "Förderwerk";
    std::string product_maker = "Förderwerk";
    std::string product_version{};  ///< empty: not given
    /// Names of messages that leave as sealed documents: what a court or an audit office reads
    /// years later.
    std::vector<std::string> sealed{};
};

/// Messages for the portal, written by their schema and signed. The id of a message is derived
/// from the outbox id (a UUID of version 8, RFC 9562), so a message composed again is recognised
/// as the same one. An effect "refusal" becomes `antrag.rueckweisung`; every other event is the
/// name of a message, and its data the message's content, without code per message. A null in a
/// list is left out, as a null member is.
/// Quotation marks, dashes and the like that DIN 91379 keeps out of messages become plain ones.
/// Reasons are those of codec and gate.
class PortalMessageComposer final : public ports::MessageComposer {
public:
    /// The references must outlive the composer. `seal` signs what `settings.sealed` names; null:
    /// `signing` signs everything.
    PortalMessageComposer(const ports::MessageCodec& codec, const ports::MessageSigning& signing,
                          const ports::Clock& clock, ComposerSettings settings,
                          const ports::MessageSigning* seal = nullptr)
        : codec_(codec),
          signing_(signing),
          clock_(clock),
          settings_(std::move(settings)),
          seal_(seal) {}

    [[nodiscard]] Result<std::string, Reasons> compose(
        const ports::OutgoingMessage& message) const override;

private:
    const ports::MessageCodec& codec_;
    const ports::MessageSigning& signing_;
    const ports::Clock& clock_;
    ComposerSettings settings_;
    const ports::MessageSigning* seal_;
};

}  // namespace foerderwerk::servicebw
