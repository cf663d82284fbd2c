// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include <yaml-cpp/yaml.h>

#include "connectors/console/execute_commands.hpp"
#include "connectors/console/workflow_commands.hpp"
#include "engine/inspection/inspect_definition.hpp"
#include "engine/operations/migrate_cases.hpp"
#include "engine/operations/publish_definition.hpp"

namespace foerderwerk::console {

namespace {

constexpr std::size_t mapping_bytes_max = 1024 * 1024;

CommandAnswer publish(House& house, const CommandRequest& request) {
    const std::string reason = request.arguments.text("reason");
    const Json* folders = request.arguments.find("folders");
    if (reason.empty() || folders == nullptr || folders->as_array().size() != 1) {
        return failed(2, "USAGE", "--reason", "One programme and a reason are needed.");
    }
    const Json& programme = folders->as_array().front();
    const auto files = programme_files(programme);
    if (!files.has_value()) {
        return failed(2, "USAGE", programme.text("folder"), "The folder's files are damaged.");
    }
    const auto definition = house.make_world().loader->load(*files);
    if (!definition.has_value()) {
        return failed(1, definition.error());
    }
    if (house.casework.programme((*definition)->programme) == nullptr) {
        return failed(3, "NOT_FOUND", (*definition)->programme,
                      "Dieses Programm ist hier nicht eingerichtet.");
    }
    const auto chart = files->find("workflow.scxml");
    Reasons findings =
        house.check_chart && chart != files->end() ? house.check_chart(chart->second) : Reasons();
    for (const inspection::Finding& finding :
         inspection::inspect(**definition, {}, house.messages)) {
        if (finding.weight != inspection::Weight::note) {
            findings.push_back({finding.code, "workflow.scxml:" + std::to_string(finding.line),
                                finding.text + ". " + finding.advice});
        }
    }
    if (!findings.empty()) {
        return failed(1, std::move(findings));
    }
    bool fresh = false;
    house.casework.store.write([&](ports::UnitOfWork& unit) {
        fresh = operations::publish_definition(
            unit, house.casework,
            {.definition = **definition, .actor = register_actor(request), .reason = reason});
    });
    return {.exit = 0,
            .result = Json::Object{{"programme", (*definition)->programme},
                                   {"definition", (*definition)->id.text()},
                                   {"published", fresh}},
            .reasons = {}};
}

/// A stored version as the command line reads a folder.
CommandAnswer files(House& house, const CommandRequest& request) {
    const std::string id = request.arguments.text("definition");
    std::optional<ports::DefinitionRow> row;
    house.casework.store.read([&](ports::StoreReader& store) { row = store.find_definition(id); });
    auto stored = row.has_value() ? parse_json(row->files_json) : parse_json("null");
    if (!stored.has_value() || !stored->is_object()) {
        return failed(3, "NOT_FOUND", id, "Diese Fassung gibt es nicht.");
    }
    return {.exit = 0,
            .result = Json::Object{{"folder", id}, {"files", std::move(*stored)}},
            .reasons = {}};
}

/// `alter_zustand: neuer_zustand`, one line each.
Result<cases::StateMapping, CommandAnswer> read_mapping(const Json& arguments) {
    cases::StateMapping mapping;
    const auto text = file_argument(arguments, "map");
    if (!text.has_value()) {
        return mapping;
    }
    try {
        if (text->size() > mapping_bytes_max) {
            throw YAML::Exception(YAML::Mark::null_mark(), "the file is too large");
        }
        const YAML::Node states = YAML::Load(*text);
        if (!states.IsMap()) {
            throw YAML::Exception(YAML::Mark::null_mark(), "it has lines 'old: new'");
        }
        for (const auto& state : states) {
            mapping[state.first.as<std::string>()] = state.second.as<std::string>();
        }
    } catch (const YAML::Exception& failure) {
        return Failure<CommandAnswer>(failed(2, "USAGE", "--map", failure.msg));
    }
    return mapping;
}

const char* kind_text(cases::MigrationPlan::Kind kind) {
    return kind == cases::MigrationPlan::Kind::moves           ? "zieht um"
           : kind == cases::MigrationPlan::Kind::needs_mapping ? "braucht eine Zuordnung"
                                                               : "geht nicht";
}

std::string joined(const std::vector<std::string>& list) {
    std::string text;
    for (const std::string& item : list) {
        text += (text.empty() ? "" : " ") + item;
    }
    return text;
}

Json plan_row(const operations::PlannedMigration& planned) {
    std::string why = joined(planned.plan.unmapped);
    for (const Reason& reason : planned.plan.reasons) {
        why += (why.empty() ? "" : "; ") + reason.text;
    }
    return Json::Object{{"file_number", planned.row.file_number},
                        {"states", planned.row.states},
                        {"result", kind_text(planned.plan.kind)},
                        {"to_states", joined(planned.plan.states)},
                        {"why", why}};
}

/// What stands in the way makes the command fail, so that a script notices.
CommandAnswer answer_of(const std::vector<operations::PlannedMigration>& planned) {
    CommandAnswer answer{.exit = 0, .result = Json::Array{}, .reasons = {}};
    for (const operations::PlannedMigration& each : planned) {
        answer.exit = each.plan.kind == cases::MigrationPlan::Kind::moves ? answer.exit : 4;
        answer.result.as_array().push_back(plan_row(each));
    }
    return answer;
}

/// Moves what is planned, each case in a commit of its own.
CommandAnswer carry_out(House& house, const operations::MigrationProposal& proposal,
                        const cases::Definition& to,
                        const std::vector<operations::PlannedMigration>& planned,
                        const std::string& person) {
    CommandAnswer answer{.exit = 0, .result = Json::Array{}, .reasons = {}};
    for (const operations::PlannedMigration& each : planned) {
        operations::Handled handled;
        house.casework.store.write([&](ports::UnitOfWork& unit) {
            const auto actor =
                operations::person_as_actor(unit, person, to.programme, house.casework.clock.now());
            handled = operations::migrate_in(unit, house.casework, each.row.case_id, proposal,
                                             actor.value_or(cases::Actor{}));
        });
        const bool moved = handled.kind == operations::Handled::Kind::taken;
        answer.exit = moved ? answer.exit : 4;
        answer.reasons.insert(answer.reasons.end(), handled.reasons.begin(), handled.reasons.end());
        answer.result.as_array().push_back(
            Json::Object{{"file_number", each.row.file_number},
                         {"states", handled.states},
                         {"result", moved ? "umgezogen" : "nicht umgezogen"},
                         {"number", handled.number}});
    }
    if (answer.exit == 0) {
        house.casework.store.write([&](ports::UnitOfWork& unit) {
            operations::close_proposal(unit, house.casework, proposal, person);
        });
    }
    return answer;
}

CommandAnswer approve(House& house, const cases::Definition& to, const std::string& person) {
    std::optional<operations::MigrationProposal> proposal;
    std::vector<operations::PlannedMigration> planned;
    house.casework.store.read([&](ports::StoreReader& store) {
        proposal = operations::open_proposal(store, to.id.text());
        if (proposal.has_value()) {
            planned = operations::plan_migrations(store, house.casework, to, proposal->mapping);
        }
    });
    if (!proposal.has_value()) {
        return failed(3, "NOT_FOUND", to.id.text(),
                      "Für diese Fassung ist keine Umstellung vorgeschlagen.");
    }
    if (proposal->proposed_by == person) {
        return failed(1, "FOUR_EYES", to.id.text(),
                      "Wer die Umstellung vorgeschlagen hat, kann sie nicht freigeben.");
    }
    CommandAnswer blocked = answer_of(planned);
    return blocked.exit != 0 ? blocked : carry_out(house, *proposal, to, planned, person);
}

CommandAnswer migrate(House& house, const CommandRequest& request) {
    const std::string id = request.arguments.text("to");
    std::shared_ptr<const cases::Definition> to;
    house.casework.store.read(
        [&](ports::StoreReader& store) { to = house.casework.definitions.find(store, id); });
    if (to == nullptr) {
        return failed(3, "NOT_FOUND", id, "Diese Fassung gibt es nicht.");
    }
    if (request.arguments.find("approve") != nullptr) {
        return approve(house, *to, request.person);
    }
    const auto mapping = read_mapping(request.arguments);
    if (!mapping.has_value()) {
        return mapping.error();
    }
    std::vector<operations::PlannedMigration> planned;
    house.casework.store.read([&](ports::StoreReader& store) {
        planned = operations::plan_migrations(store, house.casework, *to, *mapping);
    });
    CommandAnswer answer = answer_of(planned);
    if (request.arguments.find("dry_run") != nullptr || answer.exit != 0) {
        return answer;
    }
    const std::string reason = request.arguments.text("reason");
    if (reason.empty()) {
        return failed(2, "USAGE", "--reason", "A migration needs a reason.");
    }
    house.casework.store.write([&](ports::UnitOfWork& unit) {
        operations::propose_migration(
            unit, house.casework,
            {.to = id, .mapping = *mapping, .reason = reason, .proposed_by = request.person});
    });
    answer.reasons.push_back({"PROPOSED", id,
                              "Die Umstellung ist vorgeschlagen; eine zweite Person gibt sie mit "
                              "--approve frei."});
    return answer;
}

}  // namespace

std::optional<CommandAnswer> execute_definitions(House& house, const CommandRequest& request) {
    if (request.name == "workflow publish") {
        return publish(house, request);
    }
    if (request.name == "workflow files") {
        return files(house, request);
    }
    if (request.name == "workflow migrate") {
        return migrate(house, request);
    }
    return std::nullopt;
}

}  // namespace foerderwerk::console
