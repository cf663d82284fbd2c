// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/ports/case_store.hpp"
#include "engine/ports/sealing.hpp"
#include "engine/types/instant.hpp"

namespace foerderwerk::operations {

/// Case id of the register journal: administrative acts (persons, roles, senders, master data,
/// allotments, payment batches) are records of this one "case" and entries of the same log.
inline constexpr const char* register_case = "00000000000000000000000000000000";

struct NewRecord {
    std::string case_id;
    std::int64_t number = 0;
    std::string bytes;  ///< canonical JSON
    std::string type;   ///< "step", "refused", "register"
    std::string actor;  ///< pseudonymous
    std::string role;
    Instant at{};
    std::string object;         ///< hex keyed digest of what was acted upon; may be empty
    std::string previous_leaf;  ///< hex; empty for the first record of a case
};

/// Writes record and entry at the end of the log and moves the frontier; gives the entry's leaf
/// hash in hex.
std::string append_record(ports::UnitOfWork& unit, const ports::Sealing& sealing,
                          const NewRecord& record);

}  // namespace foerderwerk::operations
