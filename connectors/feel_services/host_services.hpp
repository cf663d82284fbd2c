// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/feel/expression.hpp"

namespace foerderwerk::feel_services {

/// The services of FEEL on this machine: regular expressions by RE2, zones by its IANA database.
/// Has no state: one object serves all threads. zone_offset throws OperatingError when the
/// machine has no usable zone database.
class HostServices final : public feel::Services {
public:
    [[nodiscard]] std::optional<std::chrono::seconds> zone_offset(
        const std::string& zone, LocalDate date,
        std::chrono::nanoseconds time_of_day) const override;
    [[nodiscard]] feel::Answer<bool> matches(const std::string& text, const std::string& pattern,
                                             const std::string& flags) const override;
    [[nodiscard]] feel::Answer<std::string> replace(const std::string& text,
                                                    const std::string& pattern,
                                                    const std::string& replacement,
                                                    const std::string& flags) const override;
    [[nodiscard]] feel::Answer<std::vector<std::string>> split(
        const std::string& text, const std::string& pattern) const override;
};

}  // namespace foerderwerk::feel_services
