// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/feel/value.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::ports {

/// A message whose form and content have been checked against its schema.
struct Message {
    std::string name;       ///< "antrag.einreichen"
    std::string root_name;  ///< "antrag.einreichen.0101"
    std::string id;         ///< nachrichtenUUID of the head, lower case
    /// A context: the root's attributes, `nachrichtenkopf_g2g`, then the content, by the rules of
    /// formats.md ("From XML to FEEL"). Personal values carry their mark.
    feel::Value data;
    Reasons warnings{};  ///< what the sender is told although the message is taken
};

/// Turns messages into FEEL values and back, by schema, without code per message. Safe to call
/// from several threads at once.
///
/// Reason codes: WELLFORMED ENCODING DTD LIMITS; SCHEMA, also for letters that DIN 91379 does not
/// allow; RULE, for code lists and the head; IDREF and VERSION, which are warnings as a rule
/// (docs/messages.md). All reasons of a message are given; the texts are German and never repeat a
/// text of the message, but for the version that its root names.
class MessageCodec {
public:
    virtual ~MessageCodec() = default;
    /// `bytes` are the canonical bytes of a verified message, or a message of our own.
    /// Throws OperatingError (transient) when memory runs out.
    [[nodiscard]] virtual Result<Message, Reasons> read(std::string_view bytes) const = 0;
    /// The message as UTF-8, unsigned. It has been validated like one that came in.
    [[nodiscard]] virtual Result<std::string, Reasons> write(std::string_view message_name,
                                                             const feel::Value& data) const = 0;
    /// "antrag.einreichen" gives "antrag.einreichen.0101"; nothing for an unknown message.
    [[nodiscard]] virtual std::optional<std::string> root_name(
        std::string_view message_name) const = 0;
};

}  // namespace foerderwerk::ports
