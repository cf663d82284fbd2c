// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/cases/seal_values.hpp"
#include "engine/cases/step.hpp"
#include "engine/statechart/document.hpp"

namespace foerderwerk::cases {

/// Draws from the session what the rest of the house asks for: active states, German label,
/// tasks, timers, who took which named step, and the derived ids of the effects.
void settle_state(const statechart::Document& chart, const Command& command,
                  const std::vector<statechart::TransitionIndex>& transitions, Step& step);

/// Gives the personal values of data and effects their parts; lists the new ones in the step.
/// What the step shares with `before`, if there is one, has its parts already.
void name_parts(PartNumbering& numbering, const CaseState* before, Step& step);

/// Whether one of the transitions was written for an error event.
[[nodiscard]] bool handles_errors(const statechart::Document& chart,
                                  const std::vector<statechart::TransitionIndex>& transitions);

/// What the sender of a refused message is told: a signed Rückweisung with every reason.
[[nodiscard]] Effect refusal_effect(const MessageEvidence& message, const Step& step);

}  // namespace foerderwerk::cases
