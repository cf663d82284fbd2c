// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>

#include "connectors/console/house.hpp"
#include "engine/dmn/check_model.hpp"

namespace foerderwerk::console {

/// What a check before use found in one file, as commands tell it.
struct ToldFindings {
    std::int64_t findings = 0;  ///< errors and warnings; they make the command fail
    std::int64_t notes = 0;
    Json::Array details;  ///< one object a finding, for json
};

/// Adds one reason for each finding: its code, its place by line, what and why and how to mend it.
[[nodiscard]] ToldFindings tell_findings(const dmn::Findings& findings,
                                         const std::function<std::string(std::size_t line)>& place,
                                         Reasons& reasons);

}  // namespace foerderwerk::console
