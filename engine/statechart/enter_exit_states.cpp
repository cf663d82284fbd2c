// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <utility>

#include "engine/statechart/macrostep_run.hpp"
#include "engine/statechart/select_transitions.hpp"

namespace foerderwerk::statechart {

bool MacrostepRun::is_active(StateIndex index) const {
    return std::binary_search(session_.configuration.begin(), session_.configuration.end(), index);
}

/// computeExitSet and exitStates. What is active inside a domain is one run of the sorted
/// configuration; exit order is its reverse, children before parents.
void MacrostepRun::exit_states() {
    std::vector<StateIndex> leaving;
    const auto& active = session_.configuration;
    for (const StateIndex domain : domains_) {
        if (domain == no_state) {
            continue;
        }
        const auto first = std::upper_bound(active.begin(), active.end(), domain);
        const auto last =
            std::upper_bound(first, active.end(), document_.states[domain].last_descendant);
        leaving.insert(leaving.end(), first, last);
    }
    if (domains_.size() > 1) {
        std::sort(leaving.begin(), leaving.end());
        leaving.erase(std::unique(leaving.begin(), leaving.end()), leaving.end());
    }
    for (const StateIndex index : leaving) {
        to_invoke_.remove(index);
        record_history(document_.states[index]);
    }
    for (auto index = leaving.rbegin(); index != leaving.rend(); ++index) {
        exit_state(*index);
    }
}

void MacrostepRun::record_history(const State& state) {
    for (const StateIndex history : state.histories) {
        const State& keeper = document_.states[history];
        auto& remembered = session_.history[keeper.history_slot];
        remembered.clear();
        if (keeper.kind == StateKind::deep_history) {
            for (const StateIndex active : session_.configuration) {
                if (document_.states[active].is_atomic() &&
                    document_.is_descendant(active, keeper.parent)) {
                    remembered.push_back(active);
                }
            }
            continue;
        }
        std::copy_if(state.children.begin(), state.children.end(), std::back_inserter(remembered),
                     [this](StateIndex child) { return is_active(child); });
    }
}

void MacrostepRun::exit_state(StateIndex index) {
    const State& state = document_.states[index];
    for (const Block& block : state.on_exit) {
        execute(block);
    }
    cancel_invocations(index);
    auto& active = session_.configuration;
    active.erase(std::lower_bound(active.begin(), active.end(), index));
    macrostep_.exited.push_back(index);
}

/// computeEntrySet and enterStates. The domains are those from before the exit: leaving records
/// histories, and a transition that leads to one must come in where it went out.
void MacrostepRun::enter_states(const std::vector<TransitionIndex>& enabled) {
    to_enter_.clear();
    default_entry_.clear();
    default_history_.clear();
    for (std::size_t i = 0; i < enabled.size(); ++i) {
        const Transition& transition = document_.transitions[enabled[i]];
        if (transition.targets.empty()) {
            continue;
        }
        domain_ = domains_[i];
        for (const StateIndex target : transition.targets) {
            add_descendants_to_enter(target);
        }
        if (!transition.targets_history) {
            for (const StateIndex target : transition.targets) {
                add_ancestors_to_enter(target, domain_);
            }
            continue;
        }
        for (const StateIndex target : effective_targets(document_, session_, transition)) {
            add_ancestors_to_enter(target, domain_);
        }
    }
    for (StateIndex index = to_enter_.next(0); index != no_state && !stopped();
         index = to_enter_.next(index + 1)) {
        enter_state(index);
    }
}

void MacrostepRun::add_descendants_to_enter(StateIndex index) {
    const State& state = document_.states[index];
    if (state.is_history()) {
        const auto& remembered = session_.history[state.history_slot];
        if (!remembered.empty()) {
            enter_targets(remembered, state.parent);
            return;
        }
        std::erase_if(default_history_,
                      [&](const auto& entry) { return entry.first == state.parent; });
        default_history_.emplace_back(state.parent, state.initial);
        enter_targets(document_.transitions[state.initial].targets, state.parent);
        return;
    }
    to_enter_.add(index);
    if (state.kind == StateKind::compound) {
        default_entry_.add(index);
        enter_targets(document_.transitions[state.initial].targets, index);
    } else if (state.kind == StateKind::parallel) {
        add_regions_to_enter(state);
    }
}

void MacrostepRun::enter_targets(const std::vector<StateIndex>& targets, StateIndex ancestor) {
    for (const StateIndex target : targets) {
        add_descendants_to_enter(target);
    }
    for (const StateIndex target : targets) {
        add_ancestors_to_enter(target, ancestor);
    }
}

/// Stops at the domain of the transition as well: what lies above it has not been left. Appendix D
/// would enter it a second time when a transition inside a state leads to the state's history.
void MacrostepRun::add_ancestors_to_enter(StateIndex index, StateIndex ancestor) {
    for (StateIndex above = document_.states[index].parent;
         above != ancestor && above != domain_ && above != root_state;
         above = document_.states[above].parent) {
        to_enter_.add(above);
        if (document_.states[above].kind == StateKind::parallel) {
            add_regions_to_enter(document_.states[above]);
        }
    }
}

/// Each region that nothing has been chosen in yet is entered by its default.
void MacrostepRun::add_regions_to_enter(const State& parallel) {
    for (const StateIndex region : parallel.children) {
        const StateIndex chosen = to_enter_.next(region + 1);
        if (chosen == no_state || chosen > document_.states[region].last_descendant) {
            add_descendants_to_enter(region);
        }
    }
}

void MacrostepRun::enter_state(StateIndex index) {
    const State& state = document_.states[index];
    auto& active = session_.configuration;
    active.insert(std::lower_bound(active.begin(), active.end(), index), index);
    macrostep_.entered.push_back(index);
    if (!state.invokes.empty()) {
        to_invoke_.add(index);
    }
    auto& bound = session_.bound_states;
    if (document_.late_binding && !state.data.empty() &&
        std::find(bound.begin(), bound.end(), index) == bound.end()) {
        bound.push_back(index);
        initialize_data(state, nullptr);
    }
    for (const Block& block : state.on_entry) {
        execute(block);
    }
    if (default_entry_.contains(index)) {
        execute(document_.transitions[state.initial].content);
    }
    for (const auto& [parent, transition] : default_history_) {
        if (parent == index) {
            execute(document_.transitions[transition].content);
        }
    }
    if (state.kind == StateKind::final) {
        raise_done(state);
    }
}

void MacrostepRun::raise_done(const State& final_state) {
    if (final_state.parent == root_state) {
        reached_end_ = true;
        return;
    }
    const State& parent = document_.states[final_state.parent];
    feel::Value done_data;
    if (final_state.done_data) {
        done_data = evaluate_done_data(*final_state.done_data);
    }
    Event done;
    done.name = "done.state." + parent.id;
    done.type = EventType::platform;
    done.data = std::move(done_data);
    enqueue(session_.internal_events, std::move(done));
    if (parent.parent == no_state || parent.parent == root_state) {
        return;
    }
    const State& grandparent = document_.states[parent.parent];
    if (grandparent.kind == StateKind::parallel && is_in_final_state(parent.parent)) {
        Event all_done;
        all_done.name = "done.state." + grandparent.id;
        all_done.type = EventType::platform;
        enqueue(session_.internal_events, std::move(all_done));
    }
}

bool MacrostepRun::is_in_final_state(StateIndex index) const {
    const State& state = document_.states[index];
    if (state.kind == StateKind::compound) {
        return std::any_of(state.children.begin(), state.children.end(), [this](StateIndex child) {
            return document_.states[child].kind == StateKind::final && is_active(child);
        });
    }
    return state.kind == StateKind::parallel &&
           std::all_of(state.children.begin(), state.children.end(),
                       [this](StateIndex child) { return is_in_final_state(child); });
}

/// SCXML section 5.7: a parameter that cannot be had is left out; section 5.6: content that
/// cannot be had is empty, and so are parameters of which none can. Each raises an error of its
/// own.
feel::Value MacrostepRun::evaluate_done_data(const DoneData& done_data) {
    if (done_data.content) {
        return evaluate(*done_data.content, done_data.line).value_or(feel::Value());
    }
    if (done_data.params.empty()) {
        return {};
    }
    feel::Context values;
    for (const Param& param : done_data.params) {
        Result<feel::Value, std::string> value = data_.evaluate(param.expression);
        if (!value.has_value()) {
            raise_error(at_line(done_data.line), {std::move(value.error())});
            continue;
        }
        values.set(param.name, std::move(*value));
    }
    return values.size() == 0 ? feel::Value() : feel::Value(std::move(values));
}

}  // namespace foerderwerk::statechart
