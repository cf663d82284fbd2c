// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "engine/ports/clock.hpp"
#include "engine/types/json.hpp"

namespace foerderwerk::daemon {

/// One JSON line on stdout: {at, level, event, …}. Callers pass no personal data: ids, counts,
/// codes. Safe to call from several threads at once.
void log_event(const ports::Clock& clock, std::string_view level, std::string_view event,
               Json::Object members = {});

}  // namespace foerderwerk::daemon
