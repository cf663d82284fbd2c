// SPDX-License-Identifier: EUPL-1.2
#include "engine/inspection/chart_paths.hpp"

#include <algorithm>
#include <deque>

#include "engine/feel/free_names.hpp"
#include "engine/inspection/chart_walk.hpp"

namespace foerderwerk::inspection {

namespace {

using statechart::Document;
using statechart::State;
using statechart::StateIndex;
using statechart::StateKind;
using statechart::Transition;
using statechart::TransitionIndex;

feel::Value constant_of(const feel::Expression& expression) {
    return feel::free_names(expression.root()).empty()
               ? feel::constant_value(expression, expression.root())
               : feel::Value();
}

bool is_boolean(const feel::Value& value, bool wanted) {
    return value.kind() == feel::Kind::boolean && value.as_boolean() == wanted;
}

/// Every event that `later` hears is heard by `earlier` too.
bool covers(const Transition& earlier, const Transition& later) {
    return std::ranges::all_of(later.events, [&earlier](const std::string& event) {
        return std::ranges::any_of(earlier.events, [&event](const std::string& descriptor) {
            return statechart::matches_event(descriptor, event);
        });
    });
}

bool has_same_condition(const Transition& one, const Transition& other) {
    return one.condition.has_value() && other.condition.has_value() &&
           one.condition->text() == other.condition->text();
}

/// Whether an earlier transition of the same state takes everything that `later` waits for.
bool shadows(const Transition& earlier, const Transition& later) {
    const bool same_kind = earlier.events.empty() == later.events.empty();
    return same_kind && (is_always_true(earlier) || has_same_condition(earlier, later)) &&
           covers(earlier, later);
}

StateIndex common_ancestor(const Document& chart, StateIndex one, StateIndex other) {
    while (!chart.is_inside(other, one)) {
        one = chart.states[one].parent;
    }
    return one;
}

}  // namespace

bool is_always_true(const Transition& transition) {
    return !transition.condition.has_value() ||
           is_boolean(constant_of(*transition.condition), true);
}

bool is_never_true(const feel::Expression& condition) {
    const auto names = feel::free_names(condition.root());
    const feel::Value value = constant_of(condition);
    return names.empty() && !is_boolean(value, true);
}

ChartPaths::ChartPaths(const Document& chart) : chart_(chart) {
    find_idle();
    find_leaves();
    find_covered_by_inner();
}

void ChartPaths::find_idle() {
    for (const State& state : chart_.states) {
        for (const auto* list : {&state.eventless_transitions, &state.event_transitions}) {
            for (std::size_t later = 0; later < list->size(); ++later) {
                const Transition& transition = chart_.transitions[(*list)[later]];
                if (transition.condition.has_value() && is_never_true(*transition.condition)) {
                    continue;  // that is a finding of its own
                }
                for (std::size_t earlier = 0; earlier < later; ++earlier) {
                    const Transition& before = chart_.transitions[(*list)[earlier]];
                    if (shadows(before, transition)) {
                        idle_.emplace((*list)[later], "the transition in line " +
                                                          std::to_string(before.line) +
                                                          " always comes first");
                    }
                }
            }
        }
        const auto leaving = std::ranges::find_if(
            state.eventless_transitions,
            [this](TransitionIndex index) { return is_always_true(chart_.transitions[index]); });
        if (leaving == state.eventless_transitions.end()) {
            continue;
        }
        for (const TransitionIndex waiting : state.event_transitions) {
            idle_.emplace(waiting, "the state is left at once by the transition in line " +
                                       std::to_string(chart_.transitions[*leaving].line));
        }
    }
}

// An inner state's transition comes before that of the states around it.
void ChartPaths::find_covered_by_inner() {
    for (TransitionIndex index = 0; index < chart_.transitions.size(); ++index) {
        const Transition& outer = chart_.transitions[index];
        const State& source = chart_.states[outer.source];
        if (outer.events.empty() || source.is_atomic() || source.is_history() ||
            source.kind == StateKind::parallel) {
            continue;
        }
        bool some = false;
        bool all = true;
        for (const StateIndex leaf : leaves_) {
            if (!chart_.is_descendant(leaf, outer.source)) {
                continue;
            }
            some = true;
            bool covered = false;
            for (StateIndex at = leaf; at != outer.source; at = chart_.states[at].parent) {
                const auto& inner = chart_.states[at].event_transitions;
                covered = covered || std::ranges::any_of(inner, [&](TransitionIndex each) {
                              return shadows(chart_.transitions[each], outer);
                          });
            }
            all = all && covered;
        }
        if (some && all) {
            idle_.emplace(index, "transitions of the states inside always come first");
        }
    }
}

void ChartPaths::find_leaves() {
    add_default_leaves(statechart::root_state, first_);
    std::deque<StateIndex> waiting(first_.begin(), first_.end());
    while (!waiting.empty()) {
        const StateIndex leaf = waiting.front();
        waiting.pop_front();
        if (!leaves_.insert(leaf).second) {
            continue;
        }
        std::vector<Move>& moves = moves_[leaf] = moves_of(leaf);
        for (const Move& move : moves) {
            waiting.insert(waiting.end(), move.to.begin(), move.to.end());
        }
    }
}

std::vector<Move> ChartPaths::moves_of(StateIndex leaf) const {
    std::vector<Move> moves;
    if (is_end(leaf)) {
        return moves;
    }
    for (TransitionIndex index = 0; index < chart_.transitions.size(); ++index) {
        const Transition& transition = chart_.transitions[index];
        const State& source = chart_.states[transition.source];
        const bool taken =
            std::ranges::find(source.event_transitions, index) != source.event_transitions.end() ||
            std::ranges::find(source.eventless_transitions, index) !=
                source.eventless_transitions.end();
        const bool never = transition.condition.has_value() && is_never_true(*transition.condition);
        if (!taken || never || idle_.contains(index)) {
            continue;
        }
        if (chart_.is_inside(leaf, transition.source)) {
            moves.push_back({index, transition.targets.empty() ? std::vector<StateIndex>{leaf}
                                                               : entered(transition)});
            continue;
        }
        const StateIndex around = common_ancestor(chart_, transition.source, leaf);
        const bool beside = chart_.states[around].kind == StateKind::parallel;
        if (beside && !transition.targets.empty() && transition.domain != statechart::no_state &&
            chart_.is_descendant(leaf, transition.domain) &&
            chart_.is_inside(around, transition.domain)) {
            moves.push_back({index, entered(transition)});
        }
    }
    return moves;
}

std::vector<StateIndex> ChartPaths::entered(const Transition& transition) const {
    std::vector<StateIndex> leaves;
    for (const StateIndex target : transition.targets) {
        add_default_leaves(target, leaves);
        // Entering one region of a parallel state enters the others in their usual way.
        StateIndex inner = target;
        for (StateIndex at = chart_.states[target].parent;
             at != statechart::no_state && at != transition.domain;
             inner = at, at = chart_.states[at].parent) {
            if (chart_.states[at].kind != StateKind::parallel) {
                continue;
            }
            for (const StateIndex region : chart_.states[at].children) {
                if (region != inner) {
                    add_default_leaves(region, leaves);
                }
            }
        }
    }
    return leaves;
}

void ChartPaths::add_default_leaves(StateIndex index, std::vector<StateIndex>& leaves) const {
    const State& state = chart_.states[index];
    if (state.is_atomic()) {
        leaves.push_back(index);
    } else if (state.is_history()) {
        // Where a history leads depends on the past: everything inside is possible.
        for (StateIndex inner = state.parent; inner <= chart_.states[state.parent].last_descendant;
             ++inner) {
            if (chart_.states[inner].kind == StateKind::atomic) {
                leaves.push_back(inner);
            }
        }
    } else if (state.kind == StateKind::parallel) {
        for (const StateIndex child : state.children) {
            add_default_leaves(child, leaves);
        }
    } else if (state.initial != statechart::no_transition) {
        for (const StateIndex target : chart_.transitions[state.initial].targets) {
            add_default_leaves(target, leaves);
        }
    } else if (!state.children.empty()) {
        add_default_leaves(state.children.front(), leaves);
    }
}

bool ChartPaths::reaches(StateIndex state) const {
    return std::ranges::any_of(
        leaves_, [this, state](StateIndex leaf) { return chart_.is_inside(leaf, state); });
}

bool ChartPaths::is_end(StateIndex leaf) const {
    return chart_.states[leaf].kind == StateKind::final &&
           chart_.states[leaf].parent == statechart::root_state;
}

std::set<StateIndex> ChartPaths::leading_to(const std::function<bool(StateIndex)>& wanted) const {
    std::set<StateIndex> good;
    std::ranges::copy_if(leaves_, std::inserter(good, good.end()), wanted);
    for (bool grew = true; grew;) {
        grew = false;
        for (const StateIndex leaf : leaves_) {
            const bool leads = std::ranges::any_of(moves(leaf), [&good](const Move& move) {
                return std::ranges::any_of(move.to,
                                           [&good](StateIndex to) { return good.contains(to); });
            });
            grew = (leads && good.insert(leaf).second) || grew;
        }
    }
    return good;
}

bool ChartPaths::is_passed_through(StateIndex leaf) const {
    for (StateIndex at = leaf; at != statechart::no_state; at = chart_.states[at].parent) {
        const auto& list = chart_.states[at].eventless_transitions;
        if (std::ranges::any_of(list, [this](TransitionIndex t) {
                return is_always_true(chart_.transitions[t]);
            })) {
            return true;
        }
    }
    return false;
}

}  // namespace foerderwerk::inspection
