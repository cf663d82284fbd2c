// SPDX-License-Identifier: EUPL-1.2
#include "engine/statechart/select_transitions.hpp"

#include <algorithm>

namespace foerderwerk::statechart {
namespace {

class Selector {
public:
    Selector(const Document& document, const Event* event, Evaluator& evaluator,
             Selection& selection)
        : document_(document), event_(event), evaluator_(evaluator), selection_(selection) {}

    void select(const std::vector<StateIndex>& configuration) {
        for (const StateIndex index : configuration) {
            const State& state = document_.states[index];
            if (state.is_atomic() && (event_ != nullptr || state.eventless_here_or_above)) {
                select_for_atomic(index);
            }
        }
    }

private:
    void select_for_atomic(StateIndex index) {
        while (index != no_state) {
            const State& state = document_.states[index];
            const auto& candidates =
                event_ != nullptr ? state.event_transitions : state.eventless_transitions;
            for (const TransitionIndex candidate : candidates) {
                if (is_enabled(candidate)) {
                    add_once(selection_.enabled, candidate);
                    return;
                }
            }
            index = state.parent;
        }
    }

    bool is_enabled(TransitionIndex index) {
        const Transition& transition = document_.transitions[index];
        if (event_ != nullptr && std::none_of(transition.events.begin(), transition.events.end(),
                                              [&](const std::string& descriptor) {
                                                  return matches_event(descriptor, event_->name);
                                              })) {
            return false;
        }
        if (!transition.condition) {
            return true;
        }
        const Result<bool, std::string> holds = evaluator_.holds(*transition.condition);
        if (!holds.has_value()) {
            selection_.problems.push_back(
                {"CONDITION", "line " + std::to_string(transition.line), holds.error()});
        }
        if (holds.has_value() && *holds) {
            return true;
        }
        add_once(selection_.guarded_off, index);
        return false;
    }

    static void add_once(std::vector<TransitionIndex>& list, TransitionIndex index) {
        if (std::find(list.begin(), list.end(), index) == list.end()) {
            list.push_back(index);
        }
    }

    const Document& document_;
    const Event* event_;
    Evaluator& evaluator_;
    Selection& selection_;
};

/// The exit set of a transition is what is active inside its domain, and there is always some of
/// it. Two exit sets therefore meet exactly when one domain is inside the other.
bool exit_sets_meet(const Document& document, StateIndex a, StateIndex b) {
    return a != no_state && b != no_state && (document.is_inside(a, b) || document.is_inside(b, a));
}

void remove_conflicting(const Document& document, const Session& session,
                        std::vector<TransitionIndex>& enabled) {
    std::vector<TransitionIndex> kept;
    for (const TransitionIndex first : enabled) {
        const Transition& one = document.transitions[first];
        const StateIndex domain = domain_now(document, session, one);
        bool preempted = false;
        std::vector<TransitionIndex> overruled;
        for (const TransitionIndex second : kept) {
            const Transition& other = document.transitions[second];
            if (!exit_sets_meet(document, domain, domain_now(document, session, other))) {
                continue;
            }
            if (!document.is_descendant(one.source, other.source)) {
                preempted = true;
                break;
            }
            overruled.push_back(second);
        }
        if (preempted) {
            continue;
        }
        std::erase_if(kept, [&](TransitionIndex index) {
            return std::find(overruled.begin(), overruled.end(), index) != overruled.end();
        });
        kept.push_back(first);
    }
    enabled = std::move(kept);
}

void add_effective(const Document& document, const Session& session,
                   const std::vector<StateIndex>& targets, std::vector<StateIndex>& found) {
    for (const StateIndex target : targets) {
        const State& state = document.states[target];
        if (!state.is_history()) {
            if (std::find(found.begin(), found.end(), target) == found.end()) {
                found.push_back(target);
            }
            continue;
        }
        const auto& remembered = session.history[state.history_slot];
        // A default leads to no further history (check_document), so this goes one level deep.
        add_effective(document, session,
                      remembered.empty() ? document.transitions[state.initial].targets : remembered,
                      found);
    }
}

}  // namespace

std::vector<StateIndex> effective_targets(const Document& document, const Session& session,
                                          const Transition& transition) {
    std::vector<StateIndex> found;
    add_effective(document, session, transition.targets, found);
    return found;
}

StateIndex domain_now(const Document& document, const Session& session,
                      const Transition& transition) {
    if (!transition.targets_history) {
        return transition.domain;
    }
    return transition_domain(document, transition,
                             effective_targets(document, session, transition));
}

void select_transitions(const Document& document, const Session& session, const Event* event,
                        Evaluator& evaluator, Selection& selection) {
    selection.enabled.clear();
    selection.guarded_off.clear();
    selection.problems.clear();
    Selector(document, event, evaluator, selection).select(session.configuration);
    if (selection.enabled.size() > 1) {
        remove_conflicting(document, session, selection.enabled);
    }
}

Selection select(const Document& document, const Session& session, const Event& event,
                 const feel::Environment& environment) {
    Selection selection;
    if (session.phase != Phase::running) {
        return selection;
    }
    Evaluator evaluator(document, session, environment);
    evaluator.bind_event(&event);
    select_transitions(document, session, &event, evaluator, selection);
    return selection;
}

}  // namespace foerderwerk::statechart
