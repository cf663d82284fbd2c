// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/cases/case_state.hpp"
#include "engine/cases/command.hpp"
#include "engine/cases/definition.hpp"
#include "engine/cases/step.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::cases {

/// What a person approves: the case's id, its definition, its active states (which decision
/// waits) and all its data, personal values as their sealed parts. SHA-256 over the canonical
/// JSON, hex. The same before a second person's step as after the first person's, as long as
/// nothing was changed in between. Text of what `known` shares with `state` is taken from it.
[[nodiscard]] std::string approved_digest(const CaseState& state, const CaseState* known,
                                          const Sha256& sha256);

/// A step that confirms others (fw:confirms) counts only over the content that they approved:
/// APPROVAL_VOID when it is another one by now.
void check_confirmed(const Definition& definition, const statechart::Transition& transition,
                     const CaseState& state, const Command& command, Reasons& reasons);

/// Whether a taken transition confirms what another person approved.
[[nodiscard]] bool is_confirmed(const statechart::Document& chart,
                                const std::vector<statechart::TransitionIndex>& transitions);

/// Binds the named steps of `step` to what was approved: a first signature to the content it
/// leaves behind, a confirming one to the content it found. `before` is empty for a new case.
void settle_approvals(const Definition& definition, const CaseState* before,
                      const std::vector<statechart::TransitionIndex>& transitions, Step& step);

}  // namespace foerderwerk::cases
