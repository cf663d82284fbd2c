// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/statechart/appendix_d.hpp"

#include <algorithm>
#include <variant>

namespace foerderwerk::statechart {

// procedure interpret, as far as it enters the first states
void AppendixD::start() {
    States entered;
    const Transition& first = document_.transitions[document_.states[root_state].initial];
    for (const StateIndex target : first.targets) {
        add_descendants(target, entered);
    }
    for (const StateIndex target : effective_targets(first.targets)) {
        add_ancestors(target, root_state, entered);
    }
    enter(entered);
    run_to_stable();
}

void AppendixD::send(const std::string& event) {
    const Transitions enabled = select(&event);
    if (!enabled.empty()) {
        microstep(enabled);
    }
    run_to_stable();
}

// procedure mainEventLoop, the inner loop
void AppendixD::run_to_stable() {
    while (running_ && ++rounds_ <= rounds_max) {
        Transitions enabled = select(nullptr);
        if (enabled.empty()) {
            if (internal_.empty()) {
                rounds_ = 0;
                return;
            }
            const std::string event = internal_.front();
            internal_.pop_front();
            enabled = select(&event);
        }
        if (!enabled.empty()) {
            microstep(enabled);
        }
    }
}

// function selectTransitions, function selectEventlessTransitions
AppendixD::Transitions AppendixD::select(const std::string* event) const {
    Transitions chosen;
    for (const StateIndex atomic : configuration_) {
        if (!document_.states[atomic].is_atomic()) {
            continue;
        }
        std::vector<StateIndex> states = ancestors(atomic, no_state);
        states.insert(states.begin(), atomic);
        const auto first_enabled = [&]() -> TransitionIndex {
            for (const StateIndex state : states) {
                const State& holder = document_.states[state];
                for (const TransitionIndex index :
                     event != nullptr ? holder.event_transitions : holder.eventless_transitions) {
                    if (enabled(index, event)) {
                        return index;
                    }
                }
            }
            return no_transition;
        }();
        if (first_enabled != no_transition &&
            std::find(chosen.begin(), chosen.end(), first_enabled) == chosen.end()) {
            chosen.push_back(first_enabled);
        }
    }
    return without_conflicts(chosen);
}

bool AppendixD::enabled(TransitionIndex index, const std::string* event) const {
    const Transition& transition = document_.transitions[index];
    if (event != nullptr && std::none_of(transition.events.begin(), transition.events.end(),
                                         [&](const std::string& name) { return name == *event; })) {
        return false;
    }
    if (!transition.condition) {
        return true;
    }
    const std::string text = transition.condition->text();  // In("id")
    const std::size_t begin = text.find('"') + 1;
    const auto state = document_.find_state(text.substr(begin, text.rfind('"') - begin));
    return state && configuration_.contains(*state);
}

// function removeConflictingTransitions
AppendixD::Transitions AppendixD::without_conflicts(const Transitions& enabled) const {
    Transitions filtered;
    for (const TransitionIndex t1 : enabled) {
        bool preempted = false;
        Transitions to_remove;
        for (const TransitionIndex t2 : filtered) {
            const States one = exit_set({t1});
            const States two = exit_set({t2});
            if (std::none_of(one.begin(), one.end(), [&](auto s) { return two.contains(s); })) {
                continue;
            }
            if (document_.is_descendant(document_.transitions[t1].source,
                                        document_.transitions[t2].source)) {
                to_remove.push_back(t2);
            } else {
                preempted = true;
                break;
            }
        }
        if (!preempted) {
            for (const TransitionIndex t3 : to_remove) {
                std::erase(filtered, t3);
            }
            filtered.push_back(t1);
        }
    }
    return filtered;
}

// function computeExitSet
AppendixD::States AppendixD::exit_set(const Transitions& transitions) const {
    States leaving;
    for (const TransitionIndex index : transitions) {
        if (document_.transitions[index].targets.empty()) {
            continue;
        }
        const StateIndex inside = domain(index);
        for (const StateIndex state : configuration_) {
            if (document_.is_descendant(state, inside)) {
                leaving.insert(state);
            }
        }
    }
    return leaving;
}

// function getEffectiveTargetStates
AppendixD::States AppendixD::effective_targets(const std::vector<StateIndex>& targets) const {
    States effective;
    for (const StateIndex target : targets) {
        const State& state = document_.states[target];
        if (!state.is_history()) {
            effective.insert(target);
        } else if (history_.contains(target)) {
            effective.insert(history_.at(target).begin(), history_.at(target).end());
        } else {
            effective.merge(effective_targets(document_.transitions[state.initial].targets));
        }
    }
    return effective;
}

// function getTransitionDomain, function findLCCA
StateIndex AppendixD::domain(TransitionIndex index) const {
    const Transition& transition = document_.transitions[index];
    const States targets = effective_targets(transition.targets);
    const auto all_inside = [&](StateIndex ancestor) {
        return std::all_of(targets.begin(), targets.end(), [&](StateIndex target) {
            return document_.is_descendant(target, ancestor);
        });
    };
    if (transition.internal && document_.states[transition.source].kind == StateKind::compound &&
        all_inside(transition.source)) {
        return transition.source;
    }
    for (const StateIndex ancestor : ancestors(transition.source, no_state)) {
        const bool compound = document_.states[ancestor].kind == StateKind::compound;
        if ((compound || ancestor == root_state) && all_inside(ancestor)) {
            return ancestor;
        }
    }
    return root_state;
}

// procedure microstep, procedure computeEntrySet
void AppendixD::microstep(const Transitions& enabled) {
    std::map<TransitionIndex, StateIndex> domains;
    for (const TransitionIndex index : enabled) {
        domains[index] = domain(index);
    }
    leave(exit_set(enabled));
    for (const TransitionIndex index : enabled) {
        run_content(document_.transitions[index].content);
    }
    States entered;
    for (const TransitionIndex index : enabled) {
        const Transition& transition = document_.transitions[index];
        for (const StateIndex target : transition.targets) {
            add_descendants(target, entered);
        }
        for (const StateIndex target : effective_targets(transition.targets)) {
            add_ancestors(target, domains[index], entered);
        }
    }
    enter(entered);
}

// procedure exitStates
void AppendixD::leave(const States& states) {
    for (const StateIndex state : states) {
        for (const StateIndex history : document_.states[state].histories) {
            const bool deep = document_.states[history].kind == StateKind::deep_history;
            States& kept = history_[history];
            kept.clear();
            for (const StateIndex active : configuration_) {
                if (deep ? document_.states[active].is_atomic() &&
                               document_.is_descendant(active, state)
                         : document_.states[active].parent == state) {
                    kept.insert(active);
                }
            }
        }
    }
    for (auto state = states.rbegin(); state != states.rend(); ++state) {
        note("-", *state);
        configuration_.erase(*state);
    }
}

void AppendixD::run_content(const Block& block) {
    for (const Action& action : block) {
        if (const auto* raise = std::get_if<Raise>(&action.content)) {
            internal_.push_back(raise->event);
        }
    }
}

// procedure addDescendantStatesToEnter
void AppendixD::add_descendants(StateIndex index, States& entered) const {
    const State& state = document_.states[index];
    if (state.is_history()) {
        const auto kept = history_.find(index);
        const States targets = kept != history_.end() ? kept->second : effective_targets({index});
        for (const StateIndex target : targets) {
            add_descendants(target, entered);
        }
        for (const StateIndex target : targets) {
            add_ancestors(target, state.parent, entered);
        }
        return;
    }
    entered.insert(index);
    if (state.kind == StateKind::compound) {
        const auto& targets = document_.transitions[state.initial].targets;
        for (const StateIndex target : targets) {
            add_descendants(target, entered);
        }
        for (const StateIndex target : effective_targets(targets)) {
            add_ancestors(target, index, entered);
        }
    } else if (state.kind == StateKind::parallel) {
        for (const StateIndex child : state.children) {
            if (std::none_of(entered.begin(), entered.end(),
                             [&](StateIndex s) { return document_.is_descendant(s, child); })) {
                add_descendants(child, entered);
            }
        }
    }
}

// procedure addAncestorStatesToEnter
void AppendixD::add_ancestors(StateIndex index, StateIndex ancestor, States& entered) const {
    for (const StateIndex above : ancestors(index, ancestor)) {
        if (above == root_state || configuration_.contains(above)) {
            continue;
        }
        entered.insert(above);
        if (document_.states[above].kind != StateKind::parallel) {
            continue;
        }
        for (const StateIndex child : document_.states[above].children) {
            if (std::none_of(entered.begin(), entered.end(),
                             [&](StateIndex s) { return document_.is_descendant(s, child); })) {
                add_descendants(child, entered);
            }
        }
    }
}

// procedure enterStates
void AppendixD::enter(const States& states) {
    bool ended = false;
    for (const StateIndex index : states) {
        configuration_.insert(index);
        note("+", index);
        const State& state = document_.states[index];
        if (state.kind == StateKind::final) {
            ended = ended || state.parent == root_state;
            note_done(state);
        }
    }
    if (ended) {
        running_ = false;
        for (auto state = configuration_.rbegin(); state != configuration_.rend(); ++state) {
            note("-", *state);
        }
    }
}

void AppendixD::note_done(const State& final_state) {
    if (final_state.parent == root_state) {
        return;
    }
    const State& parent = document_.states[final_state.parent];
    internal_.push_back("done.state." + parent.id);
    if (parent.parent != root_state && parent.parent != no_state &&
        document_.states[parent.parent].kind == StateKind::parallel &&
        in_final_state(parent.parent)) {
        internal_.push_back("done.state." + document_.states[parent.parent].id);
    }
}

// function isInFinalState
bool AppendixD::in_final_state(StateIndex index) const {
    const State& state = document_.states[index];
    const auto& children = state.children;
    if (state.kind == StateKind::compound) {
        return std::any_of(children.begin(), children.end(), [&](StateIndex child) {
            return document_.states[child].kind == StateKind::final &&
                   configuration_.contains(child);
        });
    }
    return state.kind == StateKind::parallel &&
           std::all_of(children.begin(), children.end(),
                       [&](StateIndex child) { return in_final_state(child); });
}

// function getProperAncestors
std::vector<StateIndex> AppendixD::ancestors(StateIndex state, StateIndex until) const {
    std::vector<StateIndex> above;
    for (StateIndex index = document_.states[state].parent; index != no_state && index != until;
         index = document_.states[index].parent) {
        above.push_back(index);
    }
    return above;
}

/// Final states log nothing in the charts of the test.
void AppendixD::note(const char* sign, StateIndex state) {
    if (document_.states[state].kind != StateKind::final) {
        notes_.push_back(sign + document_.states[state].id);
    }
}

}  // namespace foerderwerk::statechart
