// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/cases/command.hpp"
#include "engine/cases/step.hpp"
#include "engine/operations/casework.hpp"
#include "engine/operations/park_case.hpp"

namespace foerderwerk::operations {

struct Decided;

/// What became of a command; what people and connectors are told.
struct Handled {
    enum class Kind {
        taken,
        refused,    ///< recorded with its reasons
        not_found,  ///< no such case
        parked,     ///< the case is an incident; an operator has to look
    };
    Kind kind = Kind::not_found;
    std::string case_id;
    std::string file_number;
    std::int64_t number = 0;  ///< of the record
    std::string states;
    std::string label;
    Reasons reasons;
    bool heard = false;  ///< some transition was taken: the chart listens to this event
    std::optional<Incident> incident{};  ///< this very command parked the case
};

/// Handles one command inside a unit of work: reads state and facts, decides, commits. For a new
/// case `programme` is given and the command's case id is fresh. An exception in decide() parks
/// this one case; all others go on. A decision made `ahead` is used if it still
/// holds; else `ahead` takes the one made now.
[[nodiscard]] Handled handle_in(ports::UnitOfWork& unit, Casework& casework,
                                const cases::Command& command,
                                const ProgrammeSettings* programme = nullptr,
                                Decided* ahead = nullptr);

/// The same in a unit of work of its own, decided ahead where that can be; returns when it is on
/// disk.
[[nodiscard]] Handled handle_command(Casework& casework, const cases::Command& command);

/// The actor behind a person's id, with the roles that are valid now in `programme`; nullopt when
/// the register has no such active person.
[[nodiscard]] std::optional<cases::Actor> person_as_actor(ports::StoreReader& store,
                                                          const std::string& person,
                                                          const std::string& programme, Now now);

/// Reads the state of a stored case, opening its sealed parts. Throws OperatingError (corrupt).
[[nodiscard]] cases::CaseState load_state(ports::StoreReader& store, const Casework& casework,
                                          const ports::CaseRow& row,
                                          const cases::Definition& definition);

}  // namespace foerderwerk::operations
