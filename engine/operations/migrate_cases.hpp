// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/cases/migrate_case.hpp"
#include "engine/operations/handle_command.hpp"

namespace foerderwerk::operations {

/// A migration of all open cases of a programme, as one person proposes it and another approves.
struct MigrationProposal {
    std::string to;  ///< id of a stored definition
    cases::StateMapping mapping;
    std::string reason;
    std::string proposed_by;
};

/// What would become of one open case.
struct PlannedMigration {
    ports::CaseRow row;
    cases::MigrationPlan plan;
};

/// Every open case of the programme of `to` that is pinned to another definition. Writes nothing.
[[nodiscard]] std::vector<PlannedMigration> plan_migrations(ports::StoreReader& store,
                                                            Casework& casework,
                                                            const cases::Definition& to,
                                                            const cases::StateMapping& mapping);

/// Records what is proposed, in place of an earlier proposal for the same definition; moves
/// nothing.
void propose_migration(ports::UnitOfWork& unit, Casework& casework, const MigrationProposal& given);

/// The open proposal for a definition; nullopt when there is none or it has been carried out.
[[nodiscard]] std::optional<MigrationProposal> open_proposal(ports::StoreReader& store,
                                                             const std::string& to);

/// Records that `approver` let it be carried out.
void close_proposal(ports::UnitOfWork& unit, Casework& casework, const MigrationProposal& proposal,
                    const std::string& approver);

/// Moves one case in one step of its own, as evidence. `approver` acts with the roles they have.
/// A case that cannot move is left as it is, with reasons and without a record.
[[nodiscard]] Handled migrate_in(ports::UnitOfWork& unit, Casework& casework,
                                 const std::string& case_id, const MigrationProposal& proposal,
                                 const cases::Actor& approver);

}  // namespace foerderwerk::operations
