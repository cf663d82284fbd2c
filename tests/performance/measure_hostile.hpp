// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/ports/message_codec.hpp"
#include "tests/performance/figures.hpp"

namespace foerderwerk::performance {

/// What the worst message of the hostile set costs gate and codec: time of the processor, and
/// memory above what the process had, for each MiB of the message (begun ones count as whole).
/// Every message is judged in a process of its own, so that none stands on another's memory.
[[nodiscard]] std::vector<Figure> measure_hostile(const ports::MessageCodec& codec);

}  // namespace foerderwerk::performance
