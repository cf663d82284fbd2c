// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/wake_case.hpp"

#include <algorithm>
#include <limits>

#include "engine/cases/child_case.hpp"
#include "engine/cases/seal_values.hpp"
#include "engine/operations/open_effect.hpp"

namespace foerderwerk::operations {

namespace {

constexpr std::size_t case_id_length = 32;

std::string child_id(const Casework& casework, const std::string& item) {
    return to_hex(casework.sealing.sha256("child case of " + item)).substr(0, case_id_length);
}

std::string target_of(const ports::OutboxRow& item) {
    const auto effect = parse_json(item.effect_json);
    return effect.has_value() ? effect->text("target") : std::string();
}

/// The item with which a case last started the invocation before a step; "" when it never did.
std::string start_of(ports::StoreReader& store, const std::string& parent,
                     const std::string& invokeid, std::int64_t before) {
    std::string start;
    std::int64_t latest = -1;
    for (const ports::OutboxRow& row : store.outbox_of_case(parent)) {
        const bool starts = row.processor == "case" && row.event == cases::invoke_event &&
                            row.number < before && row.number > latest;
        if (starts && cases::invokeid_of_target(target_of(row)) == invokeid) {
            start = row.id;
            latest = row.number;
        }
    }
    return start;
}

/// Whether the parent has cancelled the invocation since it started it.
bool is_over(ports::StoreReader& store, const ports::OutboxRow& start,
             const std::string& invokeid) {
    const auto items = store.outbox_of_case(start.case_id);
    return std::ranges::any_of(items, [&](const ports::OutboxRow& row) {
        return row.processor == "case" && row.event == cases::cancel_event &&
               row.number > start.number && cases::invokeid_of_target(target_of(row)) == invokeid;
    });
}

Handled nothing(std::string code, const std::string& place, std::string text) {
    Handled handled;
    handled.kind = Handled::Kind::refused;
    handled.reasons.push_back({std::move(code), place, std::move(text)});
    return handled;
}

cases::Command command_to(const std::string& case_id, const std::string& event,
                          const std::string& actor, feel::Value data) {
    cases::Command command;
    command.case_id = CaseId(case_id);
    command.event = event;
    command.data = std::move(data);
    command.actor = {
        .kind = cases::Actor::Kind::system, .id = actor, .roles = {}, .on_behalf_of = {}};
    return command;
}

Handled start_child(ports::UnitOfWork& unit, Casework& casework, const ports::OutboxRow& item,
                    const std::string& target, feel::Value data) {
    const std::string invokeid = cases::invokeid_of_target(target);
    const std::string child = child_id(casework, item.id);
    if (unit.find_case(child).has_value()) {
        return nothing("REPEATED", child, "Der Untervorgang ist schon angelegt.");
    }
    if (is_over(unit, item, invokeid)) {
        return nothing("INVOKE_OVER", child, "Dieser Untervorgang ist nicht mehr gefragt.");
    }
    const ProgrammeSettings* programme = casework.programme(cases::name_of_target(target));
    if (programme == nullptr) {
        feel::Context why;
        why.set("programme", cases::name_of_target(target));
        cases::Command failed = command_to(item.case_id, "error.communication." + invokeid,
                                           "case:" + item.case_id, feel::Value(std::move(why)));
        return handle_in(unit, casework, failed);
    }
    return handle_in(unit, casework,
                     command_to(child, cases::invoke_event,
                                cases::parent_text(item.case_id, invokeid), std::move(data)),
                     programme);
}

}  // namespace

Handled wake_case_in(ports::UnitOfWork& unit, Casework& casework, const ports::OutboxRow& item) {
    const std::string target = target_of(item);
    feel::Value data = cases::without_parts(open_effect(unit, casework.sealing, item));
    if (item.event == cases::invoke_event) {
        return start_child(unit, casework, item, target, std::move(data));
    }
    std::string receiver = target;
    if (item.event == cases::cancel_event) {
        const std::string invokeid = cases::invokeid_of_target(target);
        const std::string start = start_of(unit, item.case_id, invokeid, item.number);
        receiver = child_id(casework, start);
    } else if (const std::string invokeid = cases::invokeid_of_event(item.event);
               !invokeid.empty()) {
        // What a child says whose invocation is over is not delivered (SCXML section 6.4.3).
        const std::string start =
            start_of(unit, target, invokeid, std::numeric_limits<std::int64_t>::max());
        if (child_id(casework, start) != item.case_id) {
            return nothing("INVOKE_OVER", target, "Dieser Untervorgang ist nicht mehr gefragt.");
        }
    }
    return handle_in(unit, casework,
                     command_to(receiver, item.event, "case:" + item.case_id, std::move(data)));
}

}  // namespace foerderwerk::operations
