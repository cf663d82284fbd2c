// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/statechart/document.hpp"

namespace foerderwerk::inspection {

/// Where an action or expression stands.
struct Spot {
    statechart::StateIndex state = statechart::root_state;
    statechart::TransitionIndex transition = statechart::no_transition;
    std::vector<std::string> bound;  ///< names of the loops around it
    std::size_t line = 0;
};

struct ChartVisitor {
    std::function<void(const statechart::Action&, const Spot&)> action;
    /// Every expression, those of actions and declarations too. `condition`: has to be boolean.
    std::function<void(const feel::Expression&, const Spot&, bool condition)> expression;
};

/// Visits all content of a chart in the order of the states. An absent visitor is passed over.
void walk_chart(const statechart::Document& chart, const ChartVisitor& visitor);

/// The actions of one block and of the blocks inside them.
void for_each_action(const statechart::Block& block,
                     const std::function<void(const statechart::Action&)>& visit);

/// "state 'x'" or "transition 'event' of 'x'", for messages.
[[nodiscard]] std::string name_of(const statechart::Document& chart, const Spot& spot);
[[nodiscard]] std::string name_of(const statechart::Document& chart,
                                  statechart::TransitionIndex transition);

/// The nearest value of a label-like attribute of a state or the states around it; nullptr when
/// none has it. The root does not count.
[[nodiscard]] const std::string* inherited(const statechart::Document& chart,
                                           statechart::StateIndex state, std::string_view name);

/// The event descriptors of a transition as an author writes them, joined by blanks.
[[nodiscard]] std::string events_text(const statechart::Transition& transition);

}  // namespace foerderwerk::inspection
