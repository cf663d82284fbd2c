// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>

#include "connectors/console/execute_commands.hpp"
#include "engine/operations/handle_command.hpp"
#include "engine/operations/park_case.hpp"
#include "engine/operations/settle_delivery.hpp"

namespace foerderwerk::console {

namespace {

int exit_of(const Reason& reason) {
    return reason.code == "NOT_FOUND" ? 3 : reason.code == "REASON_MISSING" ? 2 : 4;
}

/// An act of operations, not of the business: its answer shows nothing of the case.
CommandAnswer resume(House& house, const CommandRequest& request) {
    CommandAnswer answer;
    house.casework.store.write([&](ports::UnitOfWork& unit) {
        const std::string name = request.arguments.text("case");
        const auto row = find_case_row(unit, name);
        if (!row.has_value()) {
            answer = failed(3, "NOT_FOUND", name, "Diesen Vorgang gibt es nicht.");
            return;
        }
        const auto record =
            operations::resume_case(unit, house.casework, row->case_id, register_actor(request),
                                    request.arguments.text("reason"));
        if (!record.has_value()) {
            answer = failed(exit_of(record.error()), Reasons{record.error()});
            return;
        }
        answer.result = Json::Object{{"file_number", row->file_number},
                                     {"incident", row->parked},
                                     {"resumed", true},
                                     {"register", *record},
                                     {"case", row->case_id}};
    });
    return answer;
}

bool may_settle(ports::StoreReader& store, const House& house, const std::string& person,
                const std::string& programme) {
    static constexpr std::array<std::string_view, 3> roles = {"erfassung", "sachbearbeitung",
                                                              "leitung"};
    const auto actor =
        operations::person_as_actor(store, person, programme, house.casework.clock.now());
    return actor.has_value() &&
           std::any_of(roles.begin(), roles.end(), [&actor](std::string_view role) {
               return std::find(actor->roles.begin(), actor->roles.end(), role) !=
                      actor->roles.end();
           });
}

CommandAnswer settle_one(ports::UnitOfWork& unit, const House& house,
                         const CommandRequest& request) {
    const std::string name = request.arguments.text("case");
    const auto row = find_case_row(unit, name);
    if (!row.has_value()) {
        return failed(3, "NOT_FOUND", name, "Diesen Vorgang gibt es nicht.");
    }
    if (!may_settle(unit, house, request.person, row->programme)) {
        return failed(1, "RIGHTS", request.person,
                      "Dafür fehlt eine Rolle im Programm " + row->programme + ".");
    }
    const std::string item = row->case_id + "-" + request.arguments.text("item");
    const auto record = operations::settle_delivery(unit, house.casework, item, request.person,
                                                    request.arguments.text("reason"));
    if (!record.has_value()) {
        return failed(exit_of(record.error()), Reasons{record.error()});
    }
    return {.exit = 0,
            .result = Json::Object{{"file_number", row->file_number},
                                   {"item", request.arguments.text("item")},
                                   {"status", "settled"},
                                   {"register", *record},
                                   {"case", row->case_id}},
            .reasons = {}};
}

CommandAnswer settle(House& house, const CommandRequest& request) {
    CommandAnswer answer;
    house.casework.store.write(
        [&](ports::UnitOfWork& unit) { answer = settle_one(unit, house, request); });
    return answer;
}

}  // namespace

std::optional<CommandAnswer> execute_repairs(House& house, const CommandRequest& request) {
    if (request.name == "case resume") {
        return resume(house, request);
    }
    if (request.name == "case settle") {
        return settle(house, request);
    }
    return std::nullopt;
}

}  // namespace foerderwerk::console
