// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/commit_step.hpp"

#include "engine/cases/actor_json.hpp"
#include "engine/cases/compose_record.hpp"
#include "engine/cases/state_text.hpp"
#include "engine/operations/append_record.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

namespace {

std::int64_t micros_of(const Json& json, std::string_view name) {
    return to_micros(parse_instant(json.text(name)).value_or(Instant{}));
}

const Json::Array& items(const Json& json, std::string_view name) {
    static const Json::Array none;
    const Json* member = json.find(name);
    return member != nullptr && member->is_array() ? member->as_array() : none;
}

void put_postings(ports::UnitOfWork& unit, const cases::Step& step) {
    for (const ledger::Posting& posting : step.postings) {
        unit.append_posting({.case_id = posting.case_id.text(),
                             .number = posting.step,
                             .index = posting.index,
                             .line = posting.line,
                             .kind = std::string(ledger::to_string(posting.kind)),
                             .amount = posting.amount,
                             .limit = posting.limit.value_or(-1)});
    }
    // The step counted from balances that were read in this very transaction.
    for (const auto& [line, balance] : step.lines_after) {
        unit.put_line({.line = line,
                       .allotted = balance.allotted,
                       .reserved = balance.reserved,
                       .committed = balance.committed,
                       .paid = balance.paid});
    }
}

void put_timers(ports::UnitOfWork& unit, const cases::Step& step) {
    const std::string& case_id = step.after.id.text();
    for (const std::string& dropped : step.timers_dropped) {
        unit.drop_timer(case_id, dropped);
    }
    for (const cases::Timer& timer : step.timers_set) {
        unit.put_timer({.case_id = case_id,
                        .timer_id = timer.id,
                        .event = timer.event,
                        .due = to_micros(timer.due)});
    }
}

void put_effects(ports::UnitOfWork& unit, const cases::Step& step) {
    for (const cases::Effect& effect : step.effects) {
        unit.put_outbox({.id = effect.id,
                         .case_id = step.after.id.text(),
                         .number = step.after.number,
                         .processor = effect.processor,
                         .event = effect.event,
                         .effect_json = canonical_json(cases::to_json(effect)),
                         .status = "open",
                         .attempts = 0,
                         .next_attempt = to_micros(step.after.last_step),
                         .last_cause = {},
                         .document = {}});
    }
}

void put_approvals(ports::UnitOfWork& unit, const cases::Step& step,
                   const cases::Command& command) {
    for (const std::string& name : step.taken_steps) {
        unit.put_approval({.case_id = step.after.id.text(),
                           .number = step.after.number,
                           .step = name,
                           .person = command.actor.id,
                           .unlike = step.unlike,
                           .digest = step.approved_digest,
                           .on_behalf_of = command.actor.on_behalf_of});
    }
}

/// As case_row gives it for the folded state; that both agree is what `db check` asks.
ports::CaseRow row_of(const cases::CaseState& state, const std::string& json,
                      const std::string& last_leaf) {
    std::string states;
    for (const std::string& id : state.states) {
        states += (states.empty() ? "" : " ") + id;
    }
    return {.case_id = state.id.text(),
            .programme = state.programme,
            .definition = state.definition.text(),
            .file_number = state.file_number,
            .states = std::move(states),
            .label = state.label,
            .closed = state.closed,
            .received = to_micros(state.received),
            .last_step = to_micros(state.last_step),
            .number = state.number,
            .last_leaf = last_leaf,
            .state_json = json,
            .parked = {},
            .waits_for = state.waiting.line,
            .waits_since = state.waiting.line.empty() ? 0 : to_micros(state.waiting.since)};
}

void put_tasks(ports::UnitOfWork& unit, const cases::Step& step) {
    std::vector<ports::TaskRow> rows;
    for (const cases::Task& task : step.after.tasks) {
        rows.push_back({.case_id = step.after.id.text(),
                        .role = task.role,
                        .label = task.label,
                        .since = to_micros(task.since)});
    }
    unit.put_tasks(step.after.id.text(), rows);
}

}  // namespace

ports::CaseRow case_row(const Json& state, const std::string& last_leaf) {
    std::string states;
    for (const Json& id : items(state, "states")) {
        states += (states.empty() ? "" : " ") + (id.is_string() ? id.as_string() : std::string());
    }
    const Json* closed = state.find("closed");
    const Json* number = state.find("number");
    const Json* waiting = state.find("waiting");
    const bool waits = waiting != nullptr && waiting->is_object();
    return {.case_id = state.text("id"),
            .programme = state.text("programme"),
            .definition = state.text("definition"),
            .file_number = state.text("file_number"),
            .states = std::move(states),
            .label = state.text("label"),
            .closed = closed != nullptr && closed->is_bool() && closed->as_bool(),
            .received = micros_of(state, "received"),
            .last_step = micros_of(state, "last_step"),
            .number = number != nullptr && number->is_integer() ? number->as_integer() : 0,
            .last_leaf = last_leaf,
            .state_json = canonical_json(state),
            .parked = {},
            .waits_for = waits ? waiting->text("line") : std::string(),
            .waits_since = waits ? micros_of(*waiting, "since") : 0};
}

std::vector<ports::TaskRow> task_rows(const Json& state) {
    std::vector<ports::TaskRow> rows;
    for (const Json& task : items(state, "tasks")) {
        rows.push_back({.case_id = state.text("id"),
                        .role = task.text("role"),
                        .label = task.text("label"),
                        .since = micros_of(task, "since")});
    }
    return rows;
}

std::vector<ports::TimerRow> timer_rows(const Json& state) {
    std::vector<ports::TimerRow> rows;
    for (const Json& timer : items(state, "timers")) {
        rows.push_back({.case_id = state.text("id"),
                        .timer_id = timer.text("id"),
                        .event = timer.text("event"),
                        .due = micros_of(timer, "due")});
    }
    return rows;
}

SealedStep seal_step(ports::StoreReader& store, const ports::Sealing& sealing, cases::Step step) {
    SealedStep sealed;
    PartSealer parts(store, sealing, step.after.id.text());
    sealed.record = cases::record_bytes(
        step, [&parts](const cases::NewPart& part) { return parts.seal(part); });
    sealed.parts = std::move(parts).sealed();
    sealed.state_json = cases::canonical_json(*step.after.text);
    sealed.step = std::move(step);
    return sealed;
}

ports::CaseRow commit_step(ports::UnitOfWork& unit, const Casework& casework,
                           const SealedStep& sealed, const cases::Command& command,
                           const ports::CaseRow* previous) {
    const cases::Step& step = sealed.step;
    const std::string& case_id = step.after.id.text();
    put_parts(unit, sealed.parts);
    const bool by_person = command.actor.kind == cases::Actor::Kind::person;
    const std::string leaf = append_record(
        unit, casework.sealing,
        {.case_id = case_id,
         .number = step.after.number,
         .bytes = sealed.record,
         .type = step.refused() ? "refused" : "step",
         .actor = command.actor.id,
         .role = by_person ? step.role : std::string(cases::kind_text(command.actor.kind)),
         .at = step.after.last_step,
         .object = command.message.has_value() ? command.message->document : std::string(),
         .previous_leaf = previous != nullptr ? previous->last_leaf : std::string()});
    ports::CaseRow row = row_of(step.after, sealed.state_json, leaf);
    unit.put_case(row);
    put_approvals(unit, step, command);  // a payment is not taken without them
    put_effects(unit, step);
    if (step.refused()) {
        return row;
    }
    put_tasks(unit, step);
    put_timers(unit, step);
    put_postings(unit, step);
    return row;
}

}  // namespace foerderwerk::operations
