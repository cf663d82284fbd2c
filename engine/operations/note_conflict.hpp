// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/operations/casework.hpp"
#include "engine/types/json.hpp"

namespace foerderwerk::operations {

/// Other content under the id of a message that was taken: the sender's fault, or somebody with
/// its key. The first message stands; that there was another is an incident for a person to see.
struct Conflict {
    std::string case_id;  ///< of the message that was taken
    std::string message_id;
    std::string sender;
    std::string signer_fingerprint;
    std::string digest;  ///< keyed, of the canonical bytes that came second
};

/// The most incidents of this kind that are kept for one case; the intake journal has the others.
inline constexpr std::size_t conflicts_max = 20;

/// Writes the register record "message.conflict" (no personal data: the register is never erased).
/// The same content under the same id again leaves nothing.
void note_conflict(ports::UnitOfWork& unit, Casework& casework, const Conflict& conflict);

/// All of a case, oldest first: {at, digest, message, sender, signer}.
[[nodiscard]] Json::Array conflicts_of(ports::StoreReader& store, const std::string& case_id);

}  // namespace foerderwerk::operations
