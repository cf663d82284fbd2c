// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/ports/stored_rows.hpp"
#include "tests/performance/whole_case.hpp"

namespace foerderwerk::performance {

/// What one step of a case reads and writes: the bare case does the same.
struct StepRows {
    ports::RecordRow record;
    ports::EntryRow entry;
    std::string frontier;  ///< of the log, after it
    ports::CaseRow state;
    std::vector<ports::TaskRow> tasks;
    std::vector<ports::TimerRow> timers_set;
    std::vector<ports::TimerRow> timers_dropped;
    std::vector<ports::PartRow> parts;
    std::vector<ports::DocumentRow> documents;
    std::vector<ports::OutboxRow> effects;
    std::vector<ports::PostingRow> postings;
    std::vector<ports::LineRow> lines;  ///< of the postings
    std::vector<ports::ApprovalRow> approvals;
    std::size_t facts = 0;   ///< rows of registers and lines that were read for it
    bool by_person = false;  ///< whose register row was read
};

using CaseProfile = std::vector<StepRows>;

/// Takes one case through our operations and looks at what each step left in the store.
[[nodiscard]] CaseProfile profile_case(BenchmarkHouse& benchmark, const Application& application);

}  // namespace foerderwerk::performance
