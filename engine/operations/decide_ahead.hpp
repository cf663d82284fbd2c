// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/cases/decide.hpp"
#include "engine/operations/commit_step.hpp"
#include "engine/operations/read_facts.hpp"

namespace foerderwerk::operations {

/// A decision and what it was made from. It belongs to the caller, who also pays for taking it
/// down again: the one writer has better things to do.
struct Decided {
    bool made = false;
    std::string last_leaf;   ///< of the case's last record then; empty for a new case
    std::string definition;  ///< that the case is, or will be, pinned to
    std::vector<cases::FactRequest> requests;
    cases::Facts facts;
    FileNumber file_number;  ///< of a new case
    Now now{};
    std::shared_ptr<const cases::CaseState> before;
    SealedStep sealed;
};

/// The definition with that id. Throws OperatingError (corrupt) when it is missing: a case is
/// pinned to it.
[[nodiscard]] std::shared_ptr<const cases::Definition> definition_or_throw(
    ports::StoreReader& store, Casework& casework, const std::string& id);

/// The state of a stored case as it is at hand, else read from the store.
[[nodiscard]] std::shared_ptr<const cases::CaseState> warm_or_loaded(
    ports::StoreReader& store, const Casework& casework, const ports::CaseRow& row,
    const cases::Definition& definition);

/// The definition that new cases of a programme are pinned to.
[[nodiscard]] std::string definition_for_new(ports::StoreReader& store,
                                             const ProgrammeSettings& programme);

/// What the definition asks for about `decided.before`.
void ask_facts(const Casework& casework, const cases::Definition& definition,
               const cases::Command& command, Decided& decided);

/// Decides a command on the caller's own thread, from a snapshot, so that the one writer need not:
/// it only asks still_holds(). For a new case `programme` is given. Not `made` when there is
/// nothing to be gained or anything is unusual (unknown or parked case, an exception): the writer
/// then decides as ever, and its answer counts. Keys drawn for new subjects stay new: whoever else
/// drew one for the case has added a record.
[[nodiscard]] Decided decide_ahead(Casework& casework, const cases::Command& command,
                                   const ProgrammeSettings* programme = nullptr);

/// Whether the decision would come out the same in this transaction: the case has not moved, and
/// every fact that was read is what it was. decide() is a function of these and of nothing else.
/// `row` is nullptr for a new case.
///
/// Whoever destroys a subject's key adds a record to the case: a step that was decided with the
/// values in the clear then holds no longer.
[[nodiscard]] bool still_holds(ports::StoreReader& store, const Decided& decided,
                               const ports::CaseRow* row, const cases::Command& command);

}  // namespace foerderwerk::operations
