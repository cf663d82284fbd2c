// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/feel/value.hpp"
#include "engine/types/id.hpp"

namespace foerderwerk::cases {

/// Who caused a stimulus. A person's roles are those valid at the instant of the command; they
/// are a recorded input, so a replay never asks the register of persons.
struct Actor {
    enum class Kind { person, sender, connector, timer, system };
    Kind kind = Kind::system;
    std::string id;                  ///< person id, sender id, connector name, "timer", "system"
    std::vector<std::string> roles;  ///< of a person, in this programme, sorted
    std::string on_behalf_of;        ///< person id a deputy acts for; empty: acts for themself

    friend bool operator==(const Actor&, const Actor&) = default;
};

/// Where a message came from; the bytes themselves are kept as a sealed document.
struct MessageEvidence {
    std::string message_id;  ///< nachrichtenUUID
    std::string document;    ///< keyed digest that names the stored canonical bytes
    std::string sender;
    std::string signer_fingerprint;  ///< SHA-256 of the signing certificate, hex
    std::string signature_algorithm;
    std::string reply_to;  ///< portal mailbox that the sender reads
};

/// One stimulus from outside the case (formats.md, "A step"). Event names: message.<name>,
/// action.<name>, deadline.<name>, answer.<processor>.<name>, admin.<name>.
struct Command {
    CaseId case_id;
    std::string event;
    feel::Value data;  ///< becomes _event.data
    Actor actor;
    std::string reason;   ///< free text of a person; recorded sealed
    std::string send_id;  ///< of the timer or the effect that is answered
    std::optional<MessageEvidence> message;
};

}  // namespace foerderwerk::cases
