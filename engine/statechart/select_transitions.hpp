// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/statechart/interpreter.hpp"

namespace foerderwerk::statechart {

/// Appendix D, selectTransitions (with an event) and selectEventlessTransitions (nullptr), each
/// with removeConflictingTransitions. The evaluator's `_event` is the caller's business. Fills
/// `selection` anew; its vectors keep their memory.
void select_transitions(const Document& document, const Session& session, const Event* event,
                        Evaluator& evaluator, Selection& selection);

/// Appendix D, getEffectiveTargetStates: histories replaced by what they stand for now.
[[nodiscard]] std::vector<StateIndex> effective_targets(const Document& document,
                                                        const Session& session,
                                                        const Transition& transition);

/// The domain of a transition in a session; no_state when it has no target.
[[nodiscard]] StateIndex domain_now(const Document& document, const Session& session,
                                    const Transition& transition);

}  // namespace foerderwerk::statechart
