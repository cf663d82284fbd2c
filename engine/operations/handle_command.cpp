// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/handle_command.hpp"

#include <algorithm>

#include "engine/cases/decide.hpp"
#include "engine/operations/commit_step.hpp"
#include "engine/operations/publish_definition.hpp"
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

std::shared_ptr<const cases::Definition> definition_or_throw(ports::StoreReader& store,
                                                             Casework& casework,
                                                             const std::string& id) {
    auto definition = casework.definitions.find(store, id);
    if (definition == nullptr) {
        throw OperatingError(FailureKind::corrupt, "definition " + id + " is missing");
    }
    return definition;
}

Handled park(ports::UnitOfWork& unit, Casework& casework, const ports::CaseRow& row,
             Incident incident) {
    park_case(unit, casework, incident);
    Handled handled =
        answer(Handled::Kind::parked, row, {{"INCIDENT", row.file_number, incident.cause}});
    handled.incident = std::move(incident);
    return handled;
}

cases::Facts facts_for(ports::StoreReader& store, Casework& casework,
                       const cases::Definition& definition, const cases::CaseState* state,
                       const cases::Command& command, Now now) {
    cases::Facts facts;
    if (const ProgrammeSettings* programme = casework.programme(definition.programme)) {
        facts.programme = programme->settings;
    }
    const auto requests = cases::fact_requests(definition, state, command, facts, now);
    facts.values = read_facts(store, requests, command.case_id.text(), now);
    return facts;
}

std::shared_ptr<const cases::CaseState> warm_or_loaded(ports::StoreReader& store,
                                                       const Casework& casework,
                                                       const ports::CaseRow& row,
                                                       const cases::Definition& definition) {
    auto state =
        casework.warm != nullptr ? casework.warm->find(row.case_id, row.last_leaf) : nullptr;
    return state != nullptr ? state
                            : std::make_shared<const cases::CaseState>(
                                  load_state(store, casework, row, definition));
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
                  const ProgrammeSettings* programme) {
    const Now now = casework.clock.now();
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
    const std::string published =
        row.has_value() ? row->definition : published_definition(unit, programme->programme);
    const auto definition =
        definition_or_throw(unit, casework, published.empty() ? programme->definition : published);
    const std::shared_ptr<const cases::CaseState> state =
        row.has_value() ? warm_or_loaded(unit, casework, *row, *definition) : nullptr;
    const cases::CaseState* before = state.get();
    cases::Step step;
    try {
        cases::Facts facts = facts_for(unit, casework, *definition, before, command, now);
        if (before == nullptr) {
            facts.file_number = next_file_number(unit, *programme, now);
        }
        step = cases::decide(*definition, before, command, facts, now, casework.services);
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
    const ports::CaseRow after = commit_step(unit, casework, step, command, row ? &*row : nullptr);
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
    Handled handled;
    casework.store.write(
        [&](ports::UnitOfWork& unit) { handled = handle_in(unit, casework, command); });
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
