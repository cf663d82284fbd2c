// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/migrate_cases.hpp"

#include "engine/operations/change_register.hpp"
#include "engine/operations/commit_step.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

namespace {

constexpr const char* register_name = "migration";
constexpr std::size_t page_size = 500;

cases::MigrationPlan plan_of(ports::StoreReader& store, Casework& casework,
                             const ports::CaseRow& row, const cases::Definition& to,
                             const cases::StateMapping& mapping) {
    cases::MigrationPlan plan;
    if (!row.parked.empty()) {
        plan.kind = cases::MigrationPlan::Kind::cannot;
        plan.reasons.push_back({"INCIDENT", row.file_number, row.parked});
        return plan;
    }
    const auto from = casework.definitions.find(store, row.definition);
    if (from == nullptr) {
        throw OperatingError(FailureKind::corrupt, "definition " + row.definition + " is missing");
    }
    return cases::plan_migration(*from, to, load_state(store, casework, row, *from), mapping,
                                 casework.clock.now());
}

Json value_of(const MigrationProposal& proposal) {
    Json mapping = Json::Object{};
    for (const auto& [old, now] : proposal.mapping) {
        mapping.set(old, now);
    }
    return Json::Object{{"mapping", std::move(mapping)},
                        {"proposed_by", proposal.proposed_by},
                        {"reason", proposal.reason},
                        {"to", proposal.to}};
}

void record(ports::UnitOfWork& unit, Casework& casework, const std::string& act,
            const std::string& actor, const MigrationProposal& proposal, Json value) {
    RegisterAct entry;
    entry.act = act;
    entry.actor = actor;
    entry.reason = proposal.reason;
    entry.rows.push_back({.name = register_name,
                          .key = proposal.to,
                          .valid_from = {},
                          .value = canonical_json(value)});
    change_register(unit, casework, std::move(entry));
}

Handled answer_of(Handled::Kind kind, const ports::CaseRow& row, Reasons reasons) {
    return {.kind = kind,
            .case_id = row.case_id,
            .file_number = row.file_number,
            .number = row.number,
            .states = row.states,
            .label = row.label,
            .reasons = std::move(reasons),
            .heard = kind == Handled::Kind::taken};
}

}  // namespace

std::vector<PlannedMigration> plan_migrations(ports::StoreReader& store, Casework& casework,
                                              const cases::Definition& to,
                                              const cases::StateMapping& mapping) {
    std::vector<PlannedMigration> planned;
    ports::CaseFilter filter{.programme = to.programme,
                             .state = {},
                             .role = {},
                             .open_only = true,
                             .most = page_size,
                             .after_case = {}};
    for (;;) {
        const std::vector<ports::CaseRow> rows = store.list_cases(filter);
        for (const ports::CaseRow& row : rows) {
            if (row.definition != to.id.text()) {
                planned.push_back({row, plan_of(store, casework, row, to, mapping)});
            }
        }
        if (rows.size() < page_size) {
            return planned;
        }
        filter.after_case = rows.back().case_id;
    }
}

void propose_migration(ports::UnitOfWork& unit, Casework& casework,
                       const MigrationProposal& given) {
    record(unit, casework, "workflow.migration.propose", given.proposed_by, given, value_of(given));
}

std::optional<MigrationProposal> open_proposal(ports::StoreReader& store, const std::string& to) {
    const auto row = store.register_row(register_name, to, "9999-12-31");
    const auto value = row.has_value() ? parse_json(row->value) : parse_json("null");
    if (!value.has_value() || !value->is_object() || value->find("approved_by") != nullptr) {
        return std::nullopt;
    }
    MigrationProposal proposal{.to = to,
                               .mapping = {},
                               .reason = value->text("reason"),
                               .proposed_by = value->text("proposed_by")};
    const Json* mapping = value->find("mapping");
    for (const auto& [old, now] :
         mapping != nullptr && mapping->is_object() ? mapping->as_object() : Json::Object{}) {
        proposal.mapping[old] = now.is_string() ? now.as_string() : std::string();
    }
    return proposal;
}

void close_proposal(ports::UnitOfWork& unit, Casework& casework, const MigrationProposal& proposal,
                    const std::string& approver) {
    Json value = value_of(proposal);
    value.set("approved_by", approver);
    record(unit, casework, "workflow.migration.approve", approver, proposal, std::move(value));
}

Handled migrate_in(ports::UnitOfWork& unit, Casework& casework, const std::string& case_id,
                   const MigrationProposal& proposal, const cases::Actor& approver) {
    const auto row = unit.find_case(case_id);
    const auto to = casework.definitions.find(unit, proposal.to);
    if (!row.has_value() || to == nullptr) {
        return answer_of(Handled::Kind::not_found, {},
                         {{"NOT_FOUND", case_id, "Den Vorgang oder die Fassung gibt es nicht."}});
    }
    const auto from = casework.definitions.find(unit, row->definition);
    if (from == nullptr) {
        throw OperatingError(FailureKind::corrupt, "definition " + row->definition + " is missing");
    }
    if (!row->parked.empty() || row->definition == proposal.to) {
        const std::string why =
            row->parked.empty() ? "Der Vorgang hat diese Fassung schon." : row->parked;
        return answer_of(Handled::Kind::parked, *row, {{"INCIDENT", row->file_number, why}});
    }
    cases::Command command;
    command.case_id = CaseId(case_id);
    command.event = cases::migration_event;
    command.actor = approver;
    command.reason = proposal.reason;
    command.data = cases::migration_data(from->id, to->id, proposal.mapping, proposal.proposed_by);
    const cases::Step step = cases::migrate(*from, *to, load_state(unit, casework, *row, *from),
                                            command, {}, casework.clock.now());
    if (step.refused()) {
        return answer_of(Handled::Kind::refused, *row, step.reasons);
    }
    return answer_of(Handled::Kind::taken,
                     commit_step(unit, casework, seal_step(unit, casework.sealing, std::move(step)),
                                 command, &*row),
                     {});
}

}  // namespace foerderwerk::operations
