// SPDX-License-Identifier: EUPL-1.2
#include "connectors/daemon/event_log.hpp"

#include <cstdio>
#include <mutex>

namespace foerderwerk::daemon {

void log_event(const ports::Clock& clock, std::string_view level, std::string_view event,
               Json::Object members) {
    members.emplace_back("at", to_string(clock.now().instant));
    members.emplace_back("level", level);
    members.emplace_back("event", event);
    const std::string line = canonical_json(Json(std::move(members))) + "\n";
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fflush(stdout);
}

}  // namespace foerderwerk::daemon
