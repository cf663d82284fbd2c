// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/performance/figures.hpp"

namespace foerderwerk::performance {

struct RuleFigures {
    std::vector<Figure> figures;
    std::string remark;  ///< which feelin and Node were measured, or why none
};

/// A simple guard and a table of ten rows over four inputs, compiled once: beside the npm package
/// feelin under Node in the same run, when `packages` holds it, and the guard also beside the
/// same comparison written by hand on the decimal library. `scratch` is for one small file.
[[nodiscard]] RuleFigures measure_rules(const std::filesystem::path& packages,
                                        const std::filesystem::path& scratch, bool quick);

}  // namespace foerderwerk::performance
