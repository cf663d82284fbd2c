// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/performance/figures.hpp"

namespace foerderwerk::performance {

struct RingFigures {
    std::vector<Figure> figures;
    std::string remark;  ///< why the reference was not measured, as a line, or ""
};

/// Transitions a second in memory of a compiled ring of 15 states without guards, beside the npm
/// package xstate in its pure transition mode under Node, when `packages` holds it, and beside the
/// same ring written as a switch.
[[nodiscard]] RingFigures measure_ring(const std::filesystem::path& packages, double seconds);

}  // namespace foerderwerk::performance
