// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/execute_commands.hpp"

namespace foerderwerk::console {

std::optional<CommandAnswer> execute_reports(House& house, const CommandRequest& request) {
    if (request.name == "report deadlines") {
        return report_deadlines(house, request);
    }
    if (request.name == "report huel") {
        return report_huel(house, request);
    }
    if (request.name == "report payments") {
        return report_payments(house, request);
    }
    if (request.name == "report waiting-list") {
        return report_waiting_list(house, request);
    }
    return std::nullopt;
}

}  // namespace foerderwerk::console
