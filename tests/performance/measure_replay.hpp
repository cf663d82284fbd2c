// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "tests/performance/benchmark_house.hpp"
#include "tests/performance/figures.hpp"

namespace foerderwerk::performance {

/// Replays cases of the house (at most `seconds_max` long) beside the live steps a second, and
/// checks the whole store. Throws OperatingError when a case does not replay identically or the
/// check finds anything.
[[nodiscard]] std::vector<Figure> measure_replay(BenchmarkHouse& benchmark,
                                                 double live_steps_a_second, double seconds_max);

}  // namespace foerderwerk::performance
