// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

namespace foerderwerk::performance {

/// What the machine does at one moment, as Linux tells it.
struct MachineLoad {
    std::string averages;     ///< of the last 1, 5 and 15 minutes
    int runnable = 0;         ///< processes that want a processor now, this one included
    double seconds = 0;       ///< on the steady clock
    double busy_seconds = 0;  ///< of all processors together, since the start of the machine
    double own_seconds = 0;   ///< of this process
    int processors = 1;

    [[nodiscard]] static MachineLoad now();
    [[nodiscard]] static double now_seconds();  ///< the clock alone
};

/// One sentence on what else ran between two moments: figures of a busy machine are low and noisy.
[[nodiscard]] std::string what_else_ran(const MachineLoad& before, const MachineLoad& after);

}  // namespace foerderwerk::performance
