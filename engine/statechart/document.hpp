// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/statechart/content.hpp"

namespace foerderwerk::statechart {

/// Position of a state in document order; the root (`<scxml>`) is 0. Descendants of a state
/// follow it without a gap, so "is inside" is a comparison of two numbers.
using StateIndex = std::uint32_t;
using TransitionIndex = std::uint32_t;
inline constexpr StateIndex root_state = 0;
inline constexpr StateIndex no_state = std::numeric_limits<StateIndex>::max();
inline constexpr TransitionIndex no_transition = std::numeric_limits<TransitionIndex>::max();

enum class StateKind { atomic, compound, parallel, final, shallow_history, deep_history };

struct State {
    std::string id;  ///< given, or made from the position when the document gives none
    StateKind kind = StateKind::atomic;
    StateIndex parent = no_state;
    StateIndex last_descendant = 0;     ///< itself when it has none
    std::vector<StateIndex> children;   ///< without history states
    std::vector<StateIndex> histories;  ///< its history states
    std::vector<TransitionIndex> event_transitions;
    std::vector<TransitionIndex> eventless_transitions;
    bool eventless_here_or_above = false;
    TransitionIndex initial = no_transition;  ///< of a compound state; of a history its default
    std::size_t history_slot = 0;             ///< where a session keeps this history's value
    std::vector<Block> on_entry;
    std::vector<Block> on_exit;
    std::vector<DataItem> data;
    std::vector<Invoke> invokes;
    std::optional<DoneData> done_data;
    Extensions extensions;
    std::vector<Custom> declarations;  ///< extension elements of the state and its `<datamodel>`
    std::size_t line = 0;

    [[nodiscard]] bool is_history() const {
        return kind == StateKind::shallow_history || kind == StateKind::deep_history;
    }
    [[nodiscard]] bool is_atomic() const {
        return kind == StateKind::atomic || kind == StateKind::final;
    }
};

struct Transition {
    StateIndex source = no_state;
    /// Event descriptors without a trailing ".*"; "*" is the empty text. None: eventless.
    std::vector<std::string> events;
    std::optional<feel::Expression> condition;
    std::vector<StateIndex> targets;  ///< empty: targetless
    bool internal = false;
    bool targets_history = false;  ///< its domain depends on the history of a session
    StateIndex domain = no_state;  ///< Appendix D, getTransitionDomain; unless targets_history
    Block content;
    Extensions extensions;
    std::size_t line = 0;
};

/// A chart, checked and ready to run. Made by build_document only; immutable afterwards, so
/// several threads may run sessions of one document.
struct Document {
    std::string name;
    bool late_binding = false;
    std::vector<State> states;
    std::vector<Transition> transitions;
    Block script;  ///< `<script>` of the root, run once at the start
    std::size_t history_count = 0;
    bool uses_in = false;  ///< some expression may call In()
    std::vector<std::pair<std::string, StateIndex>> states_by_id;  ///< sorted
    std::vector<std::string> variables;                            ///< declared names, sorted

    [[nodiscard]] std::optional<StateIndex> find_state(std::string_view id) const;
    [[nodiscard]] bool declares(std::string_view variable) const;
    /// True also when `state` is `ancestor`.
    [[nodiscard]] bool is_inside(StateIndex state, StateIndex ancestor) const {
        return state >= ancestor && state <= states[ancestor].last_descendant;
    }
    [[nodiscard]] bool is_descendant(StateIndex state, StateIndex ancestor) const {
        return state > ancestor && state <= states[ancestor].last_descendant;
    }
};

/// SCXML section 3.12.1. `descriptor` as Transition::events holds it.
[[nodiscard]] inline bool matches_event(std::string_view descriptor, std::string_view name) {
    return descriptor.empty() ||
           (name.starts_with(descriptor) &&
            (name.size() == descriptor.size() || name[descriptor.size()] == '.'));
}

/// The least common compound ancestor of states (Appendix D, findLCCA); the root counts as one.
[[nodiscard]] StateIndex least_common_compound_ancestor(const Document& document,
                                                        const std::vector<StateIndex>& states);

/// Appendix D, getTransitionDomain, for a transition with at least one effective target: the
/// state inside which everything is left and entered.
[[nodiscard]] StateIndex transition_domain(const Document& document, const Transition& transition,
                                           const std::vector<StateIndex>& effective_targets);

/// True when the active states (sorted, without the root) are such as Appendix D can reach: one
/// child of each active compound state, all of each parallel one, and their parents.
[[nodiscard]] bool is_legal_configuration(const Document& document,
                                          const std::vector<StateIndex>& configuration);

}  // namespace foerderwerk::statechart
