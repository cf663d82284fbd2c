// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/cases/decide.hpp"

namespace foerderwerk::cases {

/// The event of the record that moves a case to another definition of its programme.
inline constexpr const char* migration_event = "admin.migration";

/// A state of the old definition → the state of the new one that takes its place.
using StateMapping = std::map<std::string, std::string>;

/// What would become of one case under another definition.
struct MigrationPlan {
    enum class Kind {
        moves,          ///< each of its states is in the new definition, or mapped to one that is
        needs_mapping,  ///< `unmapped` names the states that are not
        cannot,         ///< `reasons` says why
    };
    Kind kind = Kind::moves;
    std::vector<std::string> unmapped;
    std::vector<std::string> states;  ///< innermost active states afterwards
    Reasons reasons;
};

/// Tries the present state of a case pinned to `from` against `to`. Nothing of a chart is executed:
/// no entry action, no effect. Deadlines that run go on running; variables that are new get their
/// first value, and variables that are gone keep theirs, unseen.
[[nodiscard]] MigrationPlan plan_migration(const Definition& from, const Definition& to,
                                           const CaseState& state, const StateMapping& mapping,
                                           Now now);

/// What a migration's command says, for `Command::data`: the record holds it.
[[nodiscard]] feel::Value migration_data(const DefinitionId& from, const DefinitionId& to,
                                         const StateMapping& mapping,
                                         const std::string& proposed_by);
/// The mapping in it.
[[nodiscard]] StateMapping mapping_of(const feel::Value& data);

/// The step that moves a case: a record of its own, executed again by a replay like any other. The
/// command is of migration_event, its actor the second person. Refused when the plan is not
/// `moves`, or when the actor proposed it themself (FOUR_EYES).
[[nodiscard]] Step migrate(const Definition& from, const Definition& to, const CaseState& state,
                           const Command& command, const Facts& facts, Now now);

}  // namespace foerderwerk::cases
