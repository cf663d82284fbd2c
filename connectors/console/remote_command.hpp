// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "connectors/console/house.hpp"

namespace foerderwerk::console {

/// Path of the daemon's local endpoint for commands.
inline constexpr const char* command_path = "/command";

/// Sends a command to the daemon behind the Unix socket. The daemon itself finds out who acts:
/// from `token` when there is one, else from the user id of this process. A daemon that does not
/// answer gives exit 69.
[[nodiscard]] CommandAnswer remote_command(const std::string& socket, const std::string& token,
                                           const CommandRequest& request);

/// An answer as it travels: {exit, result, reasons}; and back, nullopt for other bytes.
[[nodiscard]] Json to_json(const CommandAnswer& answer);
[[nodiscard]] std::optional<CommandAnswer> answer_from_json(const std::string& text);

}  // namespace foerderwerk::console
