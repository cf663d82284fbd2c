// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>

#include "engine/operations/casework.hpp"

namespace foerderwerk::operations {

/// Gives every timer that is due to its case as a command, at most `most`; gives how many. Several
/// share a unit of work; when one of them spoils it, each gets a unit of its own. A case whose
/// chart fails at its timer is parked and keeps the timer.
std::size_t fire_deadlines(Casework& casework, std::size_t most = 256);

}  // namespace foerderwerk::operations
