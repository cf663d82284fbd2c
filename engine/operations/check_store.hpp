// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "engine/operations/casework.hpp"

namespace foerderwerk::operations {

/// What `db check` found: fold(records) == rows, for every case and for the register.
struct StoreCheck {
    std::uint64_t cases = 0;
    std::uint64_t records = 0;
    Reasons reasons;  ///< place names table and key; empty when all is sound
};

/// Reads everything once. Proves: each record fits its entry; state, task, timer, posting, line,
/// approval, outbox and inbox rows are what the records say; sealed parts and documents open and
/// fit their commitments; definitions have their ids; register rows are the fold of the register
/// journal. Codes FOLD_*, PART, DOCUMENT, DEFINITION, RECORD_*.
[[nodiscard]] StoreCheck check_store(ports::StoreReader& store, Casework& casework);

}  // namespace foerderwerk::operations
