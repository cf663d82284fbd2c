// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/execute_commands.hpp"

namespace foerderwerk::console {

std::optional<CommandAnswer> execute_reports(House& house, const CommandRequest& request) {
    if (request.name == "report deadlines") {
        return report_deadlines(house, request);
    }
    return std::nullopt;
}

}  // namespace foerderwerk::console
