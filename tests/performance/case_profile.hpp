// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "tests/performance/whole_case.hpp"

namespace foerderwerk::performance {

/// What one step writes, in bytes a row: the bare case writes rows of the same sizes.
struct StepRows {
    std::size_t record = 0;
    std::size_t entry = 0;
    std::size_t state = 0;
    std::vector<std::size_t> parts;
    std::vector<std::size_t> documents;
    std::vector<std::size_t> effects;
    std::size_t small_rows = 0;  ///< inbox, tasks, timers, postings, lines, approvals
    std::size_t facts = 0;       ///< rows of registers and lines that were read for it
    std::size_t frontier = 0;    ///< of the log
    bool by_person = false;      ///< whose register row was read
};

using CaseProfile = std::vector<StepRows>;

/// Takes one case through our operations and looks at what each step left in the store.
[[nodiscard]] CaseProfile profile_case(BenchmarkHouse& benchmark, const Application& application);

}  // namespace foerderwerk::performance
