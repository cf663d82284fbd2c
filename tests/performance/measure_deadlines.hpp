// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "tests/performance/figures.hpp"

namespace foerderwerk::performance {

/// Deadlines a second: delivery by post and the end of one month, every day of eight years, once
/// with the derivation in words and once without; beside the same dates by bare std::chrono
/// arithmetic with a sorted list of holidays. Also interest of a year, with its derivation.
[[nodiscard]] std::vector<Figure> measure_deadlines(bool quick);

}  // namespace foerderwerk::performance
