// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/cases/replay.hpp"
#include "engine/operations/casework.hpp"

namespace foerderwerk::operations {

/// The verdict on one case: every record executed again, and every record held against its entry
/// in the log (the commitment, the chain of the case's entries).
struct CaseReplay {
    std::vector<cases::ReplayedStep> steps;
    Reasons reasons;  ///< what is wrong between records and log; empty when nothing is
    [[nodiscard]] bool identical() const { return reasons.empty() && cases::all_identical(steps); }
};

[[nodiscard]] CaseReplay replay_case(ports::StoreReader& store, Casework& casework,
                                     const std::string& case_id);

/// Checks each record of a case against its entry: codes RECORD_COMMIT, RECORD_ENTRY, RECORD_CHAIN.
[[nodiscard]] Reasons check_entries(ports::StoreReader& store, const ports::Sealing& sealing,
                                    const std::string& case_id);

}  // namespace foerderwerk::operations
