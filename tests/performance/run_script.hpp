// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace foerderwerk::performance {

/// Runs a script of tests/performance under Node and gives what it printed: the second word of
/// each line by its first. Empty when it failed or there is no Node.
[[nodiscard]] std::map<std::string, std::string> run_script(
    const std::string& script, const std::vector<std::string>& arguments);

}  // namespace foerderwerk::performance
