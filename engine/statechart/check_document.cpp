// SPDX-License-Identifier: EUPL-1.2
#include "engine/statechart/check_document.hpp"

#include <algorithm>
#include <string>

namespace foerderwerk::statechart {
namespace {

class Checker {
public:
    Checker(const Document& document, Reasons& reasons) : document_(document), reasons_(reasons) {}

    void check() {
        for (StateIndex index = 0; index < document_.states.size(); ++index) {
            const State& state = document_.states[index];
            check_children(index, state);
            if (state.is_history()) {
                check_history(state);
            } else {
                check_initial(index, state);
            }
        }
        for (const Transition& transition : document_.transitions) {
            check_transition(transition);
        }
    }

private:
    void refuse(std::string code, std::size_t line, std::string text) {
        reasons_.push_back({std::move(code), "line " + std::to_string(line), std::move(text)});
    }

    void check_children(StateIndex index, const State& state) {
        const bool leaf = state.kind == StateKind::final || state.is_history();
        if (leaf &&
            (index != state.last_descendant || !state.data.empty() || !state.invokes.empty() ||
             !state.event_transitions.empty() || !state.eventless_transitions.empty())) {
            refuse("ILLEGAL_CHILD", state.line,
                   "'" + state.id + "' is final or a history and has content it may not have");
        }
        if (state.kind == StateKind::parallel && state.children.empty()) {
            refuse("NO_STATES", state.line, "the parallel '" + state.id + "' has no regions");
        }
        for (const StateIndex child : state.children) {
            if (state.kind == StateKind::parallel &&
                document_.states[child].kind == StateKind::final) {
                refuse("ILLEGAL_CHILD", document_.states[child].line,
                       "a final state cannot be a region of the parallel '" + state.id + "'");
            }
        }
        if (state.kind == StateKind::atomic && !state.histories.empty()) {
            refuse("ILLEGAL_HISTORY", state.line, "a state without states has no history");
        }
        if (index == root_state && !state.histories.empty()) {
            refuse("ILLEGAL_HISTORY", state.line, "the root has no history");
        }
    }

    void check_history(const State& state) {
        if (state.initial == no_transition) {
            refuse("ILLEGAL_HISTORY", state.line, "'" + state.id + "' has no default transition");
            return;
        }
        const Transition& transition = document_.transitions[state.initial];
        const bool shallow = state.kind == StateKind::shallow_history;
        bool legal = !transition.targets.empty();
        for (const StateIndex target : transition.targets) {
            const State& to = document_.states[target];
            // A history as default of a history could lead back to it without end.
            legal = legal && !to.is_history() &&
                    (shallow ? to.parent == state.parent
                             : document_.is_descendant(target, state.parent));
        }
        if (!legal) {
            refuse("ILLEGAL_HISTORY", transition.line,
                   "the default of '" + state.id + "' must lead to " +
                       (shallow ? "children of its parent" : "states inside its parent"));
        }
    }

    void check_initial(StateIndex index, const State& state) {
        if (state.initial == no_transition) {
            return;
        }
        const Transition& transition = document_.transitions[state.initial];
        if (state.kind != StateKind::compound) {
            refuse(
                "ILLEGAL_INITIAL", transition.line,
                "'" + state.id + "' is not a state with states inside, so it has no initial one");
        }
        if (transition.targets.empty()) {
            refuse("ILLEGAL_INITIAL", transition.line, "the initial transition has no target");
        }
        for (const StateIndex target : transition.targets) {
            if (!document_.is_descendant(target, index)) {
                refuse("ILLEGAL_INITIAL", transition.line,
                       "the initial state '" + document_.states[target].id + "' is not inside '" +
                           state.id + "'");
            }
        }
    }

    void check_transition(const Transition& transition) {
        if (transition.events.empty() && !transition.condition && transition.targets.empty()) {
            refuse("EMPTY_TRANSITION", transition.line,
                   "a transition needs an event, a condition or a target");
        }
        for (std::size_t a = 0; a < transition.targets.size(); ++a) {
            for (std::size_t b = a + 1; b < transition.targets.size(); ++b) {
                if (!orthogonal(transition.targets[a], transition.targets[b])) {
                    refuse("ILLEGAL_TARGETS", transition.line,
                           "'" + document_.states[transition.targets[a]].id + "' and '" +
                               document_.states[transition.targets[b]].id +
                               "' cannot be active at the same time");
                }
            }
        }
    }

    /// Neither is inside the other, and their nearest common ancestor is a parallel.
    bool orthogonal(StateIndex a, StateIndex b) const {
        if (document_.is_inside(a, b) || document_.is_inside(b, a)) {
            return false;
        }
        StateIndex ancestor = document_.states[a].parent;
        while (!document_.is_descendant(b, ancestor)) {
            ancestor = document_.states[ancestor].parent;
        }
        return document_.states[ancestor].kind == StateKind::parallel;
    }

    const Document& document_;
    Reasons& reasons_;
};

}  // namespace

void check_document(const Document& document, Reasons& reasons) {
    Checker(document, reasons).check();
}

}  // namespace foerderwerk::statechart
