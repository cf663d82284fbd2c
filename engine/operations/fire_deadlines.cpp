// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/fire_deadlines.hpp"

#include "engine/operations/handle_command.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

namespace {

void park(ports::UnitOfWork& unit, const std::string& case_id, const std::string& why) {
    if (auto row = unit.find_case(case_id)) {
        row->parked = why;
        unit.put_case(*row);
    }
}

void fire(ports::UnitOfWork& unit, Casework& casework, const ports::TimerRow& timer) {
    bool still_set = false;
    for (const ports::TimerRow& row : unit.timers_of_case(timer.case_id)) {
        still_set = still_set || row == timer;
    }
    if (!still_set) {
        return;
    }
    cases::Command command;
    command.case_id = CaseId(timer.case_id);
    command.event = timer.event;
    command.send_id = timer.timer_id;
    command.actor = {
        .kind = cases::Actor::Kind::timer, .id = "timer", .roles = {}, .on_behalf_of = {}};
    const Handled handled = handle_in(unit, casework, command);
    if (handled.kind != Handled::Kind::refused) {
        return;
    }
    // A deadline cannot be refused by law; that the chart did so is an incident, and a timer that
    // fires again and again would only write the same refusal.
    park(unit, timer.case_id,
         handled.reasons.empty() ? "deadline refused" : handled.reasons.front().text);
}

}  // namespace

std::size_t fire_deadlines(Casework& casework, std::size_t most) {
    std::vector<ports::TimerRow> due;
    casework.store.read([&](ports::StoreReader& store) {
        due = store.due_timers(to_micros(casework.clock.now().instant), most);
    });
    for (const ports::TimerRow& timer : due) {
        try {
            casework.store.write([&](ports::UnitOfWork& unit) { fire(unit, casework, timer); });
        } catch (const OperatingError& error) {
            if (error.kind() == FailureKind::transient) {
                throw;
            }
            // One case that cannot be read must not keep the deadlines of all others waiting.
            const std::string why = error.what();
            casework.store.write([&](ports::UnitOfWork& unit) { park(unit, timer.case_id, why); });
        }
    }
    return due.size();
}

}  // namespace foerderwerk::operations
