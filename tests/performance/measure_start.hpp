// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>

#include "tests/performance/figures.hpp"

namespace foerderwerk::performance {

/// From `foerderwerk serve` to the first answer on its socket, in a house that nobody has open,
/// beside a start of the same program that does nothing. Nothing when the program is not built.
[[nodiscard]] std::optional<Figure> measure_start(const std::filesystem::path& house);

}  // namespace foerderwerk::performance
