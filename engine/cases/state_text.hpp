// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>

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

/// The part of it that the session's variables are; the same sharing.
[[nodiscard]] CanonicalObject data_text(const CaseState& state, const CaseState* before);

/// The whole, as the state row holds it.
[[nodiscard]] std::string canonical_json(const StateText& state);

/// What state_changes tells, as canonical JSON. `before` is nullptr before the first record.
[[nodiscard]] std::string canonical_changes(const StateText* before, const StateText& after);

}  // namespace foerderwerk::cases
