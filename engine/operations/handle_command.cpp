// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/handle_command.hpp"

#include <algorithm>

#include "engine/operations/commit_step.hpp"
#include "engine/operations/decide_ahead.hpp"
#include "engine/operations/read_facts.hpp"
#include "engine/operations/subject_keys.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

namespace {

Handled answer(Handled::Kind kind, const ports::CaseRow& row, Reasons reasons) {
    return {.kind = kind,
            .case_id = row.case_id,
            .file_number = row.file_number,
            .number = row.number,
            .states = row.states,
            .label = row.label,
            .reasons = std::move(reasons),
            .heard = false,
            .incident = {}};
}

Handled park(ports::UnitOfWork& unit, Casework& casework, const ports::CaseRow& row,
             Incident incident) {
    park_case(unit, casework, incident);
    Handled handled =
        answer(Handled::Kind::parked, row, {{"INCIDENT", row.file_number, incident.cause}});
    handled.incident = std::move(incident);
    return handled;
}

/// One command in its turn in the writer.
struct Turn {
    ports::UnitOfWork& unit;
    Casework& casework;
    const cases::Command& command;
    const ProgrammeSettings* programme;  ///< of a new case
};

void decide_now(const Turn& turn, const ports::CaseRow* row, Decided& decided) {
    Casework& casework = turn.casework;
    decided.now = casework.clock.now();
    decided.definition =
        row != nullptr ? row->definition : definition_for_new(turn.unit, *turn.programme);
    const auto definition = definition_or_throw(turn.unit, casework, decided.definition);
    decided.before =
        row != nullptr ? warm_or_loaded(turn.unit, casework, *row, *definition) : nullptr;
    ask_facts(casework, *definition, turn.command, decided);
    decided.facts.values =
        read_facts(turn.unit, decided.requests, turn.command.case_id.text(), decided.now);
    if (row == nullptr && decided.file_number.text.empty()) {
        decided.file_number = next_file_number(turn.unit, casework, *turn.programme, decided.now);
    }
    decided.facts.file_number = decided.file_number.text;
    decided.sealed = seal_step(turn.unit, casework.sealing,
                               cases::decide(*definition, decided.before.get(), turn.command,
                                             decided.facts, decided.now, casework.services));
}

void decide_if_needed(const Turn& turn, const ports::CaseRow* row, Decided& decided) {
    const bool usable =
        still_holds(turn.unit, decided, row, turn.command) &&
        (row != nullptr || decided.definition == definition_for_new(turn.unit, *turn.programme));
    if (!usable) {
        decide_now(turn, row, decided);
    }
    if (row == nullptr) {
        keep_file_number(turn.unit, decided.file_number);
    }
}

}  // namespace

cases::CaseState load_state(ports::StoreReader& store, const Casework& casework,
                            const ports::CaseRow& row, const cases::Definition& definition) {
    const auto json = parse_json(row.state_json);
    if (!json.has_value()) {
        throw OperatingError(FailureKind::corrupt, "case " + row.case_id + ": state is no JSON");
    }
    CaseParts parts(store, casework.sealing, row.case_id);
    auto state = cases::case_state_from_json(
        *json, definition.chart, [&parts](const std::string& part) { return parts.open(part); });
    if (!state.has_value()) {
        throw OperatingError(FailureKind::corrupt, "case " + row.case_id + ": " + state.error());
    }
    return std::move(*state);
}

Handled handle_in(ports::UnitOfWork& unit, Casework& casework, const cases::Command& command,
                  const ProgrammeSettings* programme, Decided* ahead) {
    std::optional<ports::CaseRow> row = unit.find_case(command.case_id.text());
    if (!row.has_value() && programme == nullptr) {
        ports::CaseRow none;
        none.case_id = command.case_id.text();
        return answer(Handled::Kind::not_found, none,
                      {{"NOT_FOUND", "", "Diesen Vorgang gibt es nicht."}});
    }
    if (row.has_value() && !row->parked.empty()) {
        return answer(Handled::Kind::parked, *row, {{"INCIDENT", row->file_number, row->parked}});
    }
    Decided here;
    Decided& decided = ahead != nullptr ? *ahead : here;
    try {
        decide_if_needed({unit, casework, command, programme}, row ? &*row : nullptr, decided);
    } catch (const OperatingError&) {
        throw;
    } catch (const std::exception& unexpected) {
        if (!row.has_value()) {
            throw OperatingError(FailureKind::permanent, unexpected.what());
        }
        return park(unit, casework, *row,
                    {.case_id = row->case_id, .event = command.event, .cause = unexpected.what()});
    }
    // Outside the guard: what fails here undoes the whole unit, so no half step is ever parked.
    cases::Step& step = decided.sealed.step;
    const ports::CaseRow after =
        commit_step(unit, casework, decided.sealed, command, row ? &*row : nullptr);
    Handled handled =
        answer(step.refused() ? Handled::Kind::refused : Handled::Kind::taken, after, step.reasons);
    handled.heard = step.record.find("transitions") != nullptr;
    if (casework.warm != nullptr) {
        casework.warm->keep(after.last_leaf,
                            std::make_shared<const cases::CaseState>(std::move(step.after)));
    }
    return handled;
}

Handled handle_command(Casework& casework, const cases::Command& command) {
    Decided decided = decide_ahead(casework, command);
    Handled handled;
    casework.store.write([&](ports::UnitOfWork& unit) {
        handled = handle_in(unit, casework, command, nullptr, &decided);
    });
    return handled;
}

std::optional<cases::Actor> person_as_actor(ports::StoreReader& store, const std::string& person,
                                            const std::string& programme, Now now) {
    const std::string today = to_string(now.berlin_date);
    const auto row = store.register_row("person", person, today);
    if (!row.has_value()) {
        return std::nullopt;
    }
    const auto json = parse_json(row->value);
    if (!json.has_value() ||
        (!json->text("active_to").empty() && json->text("active_to") < today)) {
        return std::nullopt;
    }
    cases::Actor actor{
        .kind = cases::Actor::Kind::person, .id = person, .roles = {}, .on_behalf_of = {}};
    const Json* roles = json->find("roles");
    for (const Json& role :
         roles != nullptr && roles->is_array() ? roles->as_array() : Json::Array{}) {
        const std::string in = role.text("programme");
        const bool started = role.text("from").empty() || role.text("from") <= today;
        const bool ended = !role.text("to").empty() && role.text("to") < today;
        if ((in.empty() || in == programme) && started && !ended) {
            actor.roles.push_back(role.text("role"));
        }
    }
    std::sort(actor.roles.begin(), actor.roles.end());
    return actor;
}

}  // namespace foerderwerk::operations
