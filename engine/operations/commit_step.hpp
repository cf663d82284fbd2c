// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/cases/step.hpp"
#include "engine/operations/casework.hpp"
#include "engine/operations/subject_keys.hpp"

namespace foerderwerk::operations {

/// A step with its texts written and its personal values sealed: ready to be stored.
struct SealedStep {
    cases::Step step;
    std::string record;      ///< the bytes that are committed to
    std::string state_json;  ///< of the state after it
    SealedParts parts;
};
[[nodiscard]] SealedStep seal_step(ports::StoreReader& store, const ports::Sealing& sealing,
                                   cases::Step step);

/// Writes everything of one step: record, entry, sealed parts, state row, tasks, timers, outbox,
/// postings and lines, approvals. `previous` is the case's row before it, or nullptr. Gives the
/// row after it.
ports::CaseRow commit_step(ports::UnitOfWork& unit, const Casework& casework,
                           const SealedStep& sealed, const cases::Command& command,
                           const ports::CaseRow* previous);

/// The rows that are derived from a state, as commit_step writes them and `db check` expects them.
[[nodiscard]] ports::CaseRow case_row(const Json& state, const std::string& last_leaf);
[[nodiscard]] std::vector<ports::TaskRow> task_rows(const Json& state);
[[nodiscard]] std::vector<ports::TimerRow> timer_rows(const Json& state);

}  // namespace foerderwerk::operations
