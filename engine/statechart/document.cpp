// SPDX-License-Identifier: EUPL-1.2
#include "engine/statechart/document.hpp"

#include <algorithm>

namespace foerderwerk::statechart {

const std::string* find_extension(const Extensions& extensions, std::string_view name) {
    for (const Extension& extension : extensions) {
        if (extension.name == name) {
            return &extension.text;
        }
    }
    return nullptr;
}

const std::string* Custom::attribute(std::string_view attribute_name) const {
    return find_extension(attributes, attribute_name);
}

const feel::Expression* Custom::expression(std::string_view attribute_name) const {
    for (const NamedExpression& named : expressions) {
        if (named.name == attribute_name) {
            return &named.expression;
        }
    }
    return nullptr;
}

std::optional<StateIndex> Document::find_state(std::string_view id) const {
    const auto found = std::lower_bound(
        states_by_id.begin(), states_by_id.end(), id,
        [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
    if (found == states_by_id.end() || found->first != id) {
        return std::nullopt;
    }
    return found->second;
}

bool Document::declares(std::string_view variable) const {
    return std::binary_search(variables.begin(), variables.end(), variable, std::less<>{});
}

StateIndex least_common_compound_ancestor(const Document& document,
                                          const std::vector<StateIndex>& states) {
    StateIndex ancestor = document.states[states.front()].parent;
    while (ancestor != no_state && ancestor != root_state) {
        const bool compound = document.states[ancestor].kind == StateKind::compound;
        if (compound && std::all_of(states.begin(), states.end(), [&](StateIndex state) {
                return document.is_descendant(state, ancestor);
            })) {
            return ancestor;
        }
        ancestor = document.states[ancestor].parent;
    }
    return root_state;
}

StateIndex transition_domain(const Document& document, const Transition& transition,
                             const std::vector<StateIndex>& effective_targets) {
    const bool inside =
        document.states[transition.source].kind == StateKind::compound &&
        std::all_of(effective_targets.begin(), effective_targets.end(), [&](StateIndex target) {
            return document.is_descendant(target, transition.source);
        });
    if (transition.internal && inside) {
        return transition.source;
    }
    if (transition.source == root_state) {
        return root_state;
    }
    std::vector<StateIndex> all{transition.source};
    all.insert(all.end(), effective_targets.begin(), effective_targets.end());
    return least_common_compound_ancestor(document, all);
}

namespace {

std::size_t active_children(const State& state, const std::vector<StateIndex>& configuration) {
    return static_cast<std::size_t>(
        std::count_if(state.children.begin(), state.children.end(), [&](StateIndex child) {
            return std::binary_search(configuration.begin(), configuration.end(), child);
        }));
}

}  // namespace

bool is_legal_configuration(const Document& document,
                            const std::vector<StateIndex>& configuration) {
    if (!std::is_sorted(configuration.begin(), configuration.end()) ||
        active_children(document.states[root_state], configuration) != 1) {
        return false;
    }
    StateIndex previous = root_state;
    for (const StateIndex index : configuration) {
        if (index >= document.states.size() || index == previous ||
            document.states[index].is_history()) {
            return false;
        }
        previous = index;
        const State& state = document.states[index];
        if (state.parent != root_state &&
            !std::binary_search(configuration.begin(), configuration.end(), state.parent)) {
            return false;
        }
        const std::size_t active = active_children(state, configuration);
        const std::size_t expected = state.kind == StateKind::compound   ? 1
                                     : state.kind == StateKind::parallel ? state.children.size()
                                                                         : 0;
        if (active != expected) {
            return false;
        }
    }
    return true;
}

}  // namespace foerderwerk::statechart
