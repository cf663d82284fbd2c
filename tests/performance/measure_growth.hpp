// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/performance/figures.hpp"

namespace foerderwerk::performance {

struct GrowthFigures {
    std::vector<Figure> figures;
    std::string remark;  ///< what was measured
};

/// A store in `folder` that grows from `few` to `many` cases of a small programme: a message opens
/// a case and sets a deadline, the deadline closes it. Deadlines that are all due at once, fired
/// and recorded, beside the steps that opened the cases; deadlines and replay of all cases with
/// `many` in the store beside the same with `few`. Throws OperatingError when a case does not
/// replay identically.
[[nodiscard]] GrowthFigures measure_growth(const std::filesystem::path& folder, std::size_t few,
                                           std::size_t many);

}  // namespace foerderwerk::performance
