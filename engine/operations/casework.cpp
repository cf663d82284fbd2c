// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/casework.hpp"

#include <algorithm>

namespace foerderwerk::operations {

const ProgrammeSettings* Casework::programme(const std::string& name) const {
    const auto found =
        std::find_if(programmes.begin(), programmes.end(),
                     [&name](const ProgrammeSettings& p) { return p.programme == name; });
    return found != programmes.end() ? &*found : nullptr;
}

const ProgrammeSettings* Casework::programme_of_leistung(const std::string& number) const {
    const auto found =
        std::find_if(programmes.begin(), programmes.end(),
                     [&number](const ProgrammeSettings& p) { return p.leistung == number; });
    return found != programmes.end() ? &*found : nullptr;
}

std::int64_t to_micros(Instant instant) {
    return instant.time_since_epoch().count();
}

Instant from_micros(std::int64_t micros) {
    return Instant(std::chrono::microseconds(micros));
}

}  // namespace foerderwerk::operations
