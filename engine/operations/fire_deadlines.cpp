// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/fire_deadlines.hpp"

#include <algorithm>
#include <span>

#include "engine/operations/handle_command.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

namespace {

/// Enough to share the sync, few enough that no caller waits long for the writer.
constexpr std::size_t timers_of_a_unit = 32;

/// By its code and field: the sentence may speak of a person, and an incident is never erased.
std::string cause_of(const ports::TimerRow& timer, const Reasons& reasons) {
    std::string cause = "Der Ablauf lehnt die Frist " + timer.event + " ab:";
    for (const Reason& reason : reasons) {
        cause += " " + reason.code + (reason.place.empty() ? "" : " (" + reason.place + ")");
    }
    return cause;
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
    park_case(unit, casework,
              {.case_id = timer.case_id,
               .event = timer.event,
               .cause = cause_of(timer, handled.reasons)});
}

void fire_alone(Casework& casework, const ports::TimerRow& timer) {
    try {
        casework.store.write([&](ports::UnitOfWork& unit) { fire(unit, casework, timer); });
    } catch (const OperatingError& error) {
        if (error.kind() == FailureKind::transient) {
            throw;
        }
        // One case that cannot be read must not keep the deadlines of all others waiting.
        const Incident incident{
            .case_id = timer.case_id, .event = timer.event, .cause = error.what()};
        casework.store.write([&](ports::UnitOfWork& unit) { park_case(unit, casework, incident); });
    }
}

/// Many share one commit: after a night or a holiday thousands are due at once.
void fire_together(Casework& casework, std::span<const ports::TimerRow> timers) {
    try {
        casework.store.write([&](ports::UnitOfWork& unit) {
            for (const ports::TimerRow& timer : timers) {
                fire(unit, casework, timer);
            }
        });
    } catch (const OperatingError& error) {
        if (error.kind() == FailureKind::transient) {
            throw;
        }
        for (const ports::TimerRow& timer : timers) {
            fire_alone(casework, timer);
        }
    }
}

}  // namespace

std::size_t fire_deadlines(Casework& casework, std::size_t most) {
    std::vector<ports::TimerRow> due;
    casework.store.read([&](ports::StoreReader& store) {
        due = store.due_timers(to_micros(casework.clock.now().instant), most);
    });
    const std::span<const ports::TimerRow> timers(due);
    for (std::size_t first = 0; first < timers.size(); first += timers_of_a_unit) {
        const std::size_t count = std::min(timers_of_a_unit, timers.size() - first);
        fire_together(casework, timers.subspan(first, count));
    }
    return due.size();
}

}  // namespace foerderwerk::operations
