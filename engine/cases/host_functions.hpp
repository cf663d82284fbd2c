// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/feel/expression.hpp"

namespace foerderwerk::cases {

/// Functions of the house that charts and rules may call beside FEEL's own; all pure. The list is
/// made once.
[[nodiscard]] const std::vector<feel::HostFunction>& host_functions();

}  // namespace foerderwerk::cases
