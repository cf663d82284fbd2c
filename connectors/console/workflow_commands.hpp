// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "connectors/console/execute_commands.hpp"

namespace foerderwerk::console {

// What stands behind the commands "workflow …", one file each.

[[nodiscard]] CommandAnswer lint_workflows(const OfflineTools& tools,
                                           const CommandRequest& request);

[[nodiscard]] CommandAnswer draw_workflow(const OfflineTools& tools, const CommandRequest& request);

[[nodiscard]] CommandAnswer compare_workflows(const OfflineTools& tools,
                                              const CommandRequest& request);

/// A programme's folder as the command line read it: {folder, files: {path: Base64},
/// scenarios: [{file, content}]}. nullopt when it is damaged.
[[nodiscard]] std::optional<cases::Files> programme_files(const Json& programme);

}  // namespace foerderwerk::console
