// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "engine/inspection/chart_checks.hpp"
#include "engine/inspection/chart_walk.hpp"

namespace foerderwerk::inspection {

namespace {

using statechart::State;
using statechart::StateIndex;
using statechart::Transition;

bool leaves(const Move& move, StateIndex leaf) {
    return std::ranges::any_of(move.to, [leaf](StateIndex to) { return to != leaf; });
}

bool has_task(const Inspection& inspection, StateIndex leaf) {
    for (StateIndex at = leaf; at != statechart::no_state;
         at = inspection.chart.states[at].parent) {
        const auto& declarations = inspection.chart.states[at].declarations;
        if (std::ranges::any_of(declarations, [](const statechart::Custom& element) {
                return element.name == "task" && element.attribute("role") != nullptr;
            })) {
            return true;
        }
    }
    return false;
}

/// Whether something other than a message or an administrator can set it off.
bool comes_by_itself(const Transition& transition) {
    return transition.events.empty() ||
           std::ranges::any_of(transition.events, [](const std::string& event) {
               return !event.starts_with("message.") && !event.starts_with("error") &&
                      event != "message";
           });
}

bool is_moved(const Inspection& inspection, StateIndex leaf) {
    return has_task(inspection, leaf) ||
           std::ranges::any_of(inspection.paths.moves(leaf), [&](const Move& move) {
               return leaves(move, leaf) &&
                      comes_by_itself(inspection.chart.transitions[move.transition]);
           });
}

/// States from which a chain of unconditional transitions without event comes back to itself.
bool goes_round(const Inspection& inspection, StateIndex start) {
    StateIndex at = start;
    for (std::size_t rounds = 0; rounds <= inspection.chart.states.size(); ++rounds) {
        const auto& moves = inspection.paths.moves(at);
        const auto next = std::ranges::find_if(moves, [&](const Move& move) {
            const Transition& transition = inspection.chart.transitions[move.transition];
            return transition.events.empty() && is_always_true(transition);
        });
        if (next == moves.end() || next->to.empty()) {
            return false;
        }
        at = next->to.front();
        if (at == start) {
            return true;
        }
    }
    return false;
}

void check_leaf(const Inspection& inspection, StateIndex leaf,
                const std::set<StateIndex>& reach_end) {
    const State& state = inspection.chart.states[leaf];
    const auto& paths = inspection.paths;
    if (paths.is_end(leaf)) {
        return;
    }
    if (goes_round(inspection, leaf)) {
        inspection.add("LINT_ENDLESS", state.line, state.id,
                       "The state '" + state.id + "' comes back to itself without an event");
        return;
    }
    const bool trapped = std::ranges::none_of(
        paths.moves(leaf), [leaf](const Move& move) { return leaves(move, leaf); });
    // A final state inside another is left by the done event of the state around it.
    if (trapped) {
        inspection.add("LINT_STATE_TRAP", state.line, state.id,
                       "No transition leads out of the state '" + state.id + "'");
        return;
    }
    if (!reach_end.contains(leaf)) {
        inspection.add("LINT_NO_END", state.line, state.id,
                       "No path leads from the state '" + state.id + "' to an end");
    }
    const bool first = std::ranges::find(paths.first(), leaf) != paths.first().end();
    if (!first && !is_moved(inspection, leaf)) {
        inspection.add("LINT_NOBODY_MOVES", state.line, state.id,
                       "The state '" + state.id +
                           "' waits for messages alone: no task, action, deadline or answer");
    }
}

}  // namespace

void check_states(const Inspection& inspection) {
    const statechart::Document& chart = inspection.chart;
    for (StateIndex index = 1; index < chart.states.size(); ++index) {
        const State& state = chart.states[index];
        const bool known_above =
            state.parent != statechart::root_state && !inspection.paths.reaches(state.parent);
        if (!state.is_history() && !known_above && !inspection.paths.reaches(index)) {
            inspection.add("LINT_STATE_UNREACHABLE", state.line, state.id,
                           "No path leads to the state '" + state.id + "'");
        }
    }
    // What ends in a trap is a finding there, not in every state on the way.
    const auto reach_end = inspection.paths.leading_to([&inspection](StateIndex leaf) {
        const auto& moves = inspection.paths.moves(leaf);
        return inspection.paths.is_end(leaf) ||
               std::ranges::none_of(moves, [leaf](const Move& move) { return leaves(move, leaf); });
    });
    for (const StateIndex leaf : inspection.paths.leaves()) {
        check_leaf(inspection, leaf, reach_end);
    }
}

void check_transitions(const Inspection& inspection) {
    for (const auto& [index, why] : inspection.paths.idle()) {
        const Transition& transition = inspection.chart.transitions[index];
        inspection.add("LINT_SHADOWED", transition.line,
                       inspection.chart.states[transition.source].id,
                       "The " + name_of(inspection.chart, index) + " never fires: " + why);
    }
    ChartVisitor visitor;
    visitor.expression = [&](const feel::Expression& expression, const Spot& spot, bool condition) {
        if (condition && is_never_true(expression)) {
            inspection.add("LINT_NEVER_TRUE", spot.line, inspection.chart.states[spot.state].id,
                           "The condition '" + expression.text() + "' is never true");
        }
    };
    walk_chart(inspection.chart, visitor);
}

}  // namespace foerderwerk::inspection
