// SPDX-License-Identifier: EUPL-1.2
#include "connectors/feel_services/host_services.hpp"

#include "connectors/feel_services/regular_expressions.hpp"
#include "connectors/feel_services/time_zones.hpp"

namespace foerderwerk::feel_services {

std::optional<std::chrono::seconds> HostServices::zone_offset(
    const std::string& zone, LocalDate date, std::chrono::nanoseconds time_of_day) const {
    return feel_services::zone_offset(zone, date, time_of_day);
}

feel::Answer<bool> HostServices::matches(const std::string& text, const std::string& pattern,
                                         const std::string& flags) const {
    return feel_services::matches(text, pattern, flags);
}

feel::Answer<std::string> HostServices::replace(const std::string& text, const std::string& pattern,
                                                const std::string& replacement,
                                                const std::string& flags) const {
    return feel_services::replace(text, pattern, replacement, flags);
}

feel::Answer<std::vector<std::string>> HostServices::split(const std::string& text,
                                                           const std::string& pattern) const {
    return feel_services::split(text, pattern);
}

}  // namespace foerderwerk::feel_services
