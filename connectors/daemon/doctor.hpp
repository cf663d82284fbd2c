// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

namespace foerderwerk::daemon {

/// Checks a configuration without starting: keys known, files there and readable, programmes and
/// schemas compile, certificates valid, database reachable, log sound. One line a check on
/// stdout; exit code 0, or 1 when a check failed.
[[nodiscard]] int doctor(const std::string& configuration);

}  // namespace foerderwerk::daemon
