// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <optional>

#include "engine/cases/case_state.hpp"
#include "engine/types/canonical_object.hpp"

namespace foerderwerk::cases {

/// The canonical JSON of a state, in the pieces that its changes are told in: what a step did not
/// touch is neither written nor compared letter by letter again.
struct StateText {
    CanonicalObject members;                        ///< but those of `inside`
    std::map<std::string, CanonicalObject> inside;  ///< members whose members are compared
};

/// The text of to_json(state). Pieces that `before` shares with `state` are taken from its text.
[[nodiscard]] StateText write_state(const CaseState& state, const statechart::Document& chart,
                                    const CaseState* before);

/// The pieces of a state row. nullopt when they cannot be told apart without reading them.
[[nodiscard]] std::optional<StateText> split_state(std::string_view canonical);

/// Whether the same members stand in both. A row that an earlier version wrote may lack some.
[[nodiscard]] bool has_same_members(const StateText& a, const StateText& b);

/// The variables, as they stand under `data`. Those that `before` shares come from its text.
[[nodiscard]] CanonicalObject data_text(const CaseState& state, const CaseState* before);

/// The whole, as the state row holds it.
[[nodiscard]] std::string canonical_json(const StateText& state);

/// What state_changes tells, as canonical JSON. `before` is nullptr before the first record.
[[nodiscard]] std::string canonical_changes(const StateText* before, const StateText& after);

}  // namespace foerderwerk::cases
