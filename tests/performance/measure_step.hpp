// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <vector>

#include "tests/performance/case_profile.hpp"
#include "tests/performance/figures.hpp"

namespace foerderwerk::performance {

/// Processor time to load a case of the house from the store, take one step with it and store it,
/// and the same with the case still at hand, beside the SQL that reads and writes rows of the same
/// sizes and does nothing else. Each of `applications` becomes a case; `scratch` is a folder on
/// the same disk as the house.
[[nodiscard]] std::vector<Figure> measure_step(BenchmarkHouse& benchmark,
                                               const std::vector<Application>& applications,
                                               const std::filesystem::path& scratch);

}  // namespace foerderwerk::performance
