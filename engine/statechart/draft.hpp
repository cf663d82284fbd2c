// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/statechart/document.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::statechart {

/// A transition as it was read: targets still by id, events still one text.
struct DraftTransition {
    std::string events;                 ///< the `event` attribute
    std::optional<std::string> target;  ///< the `target` attribute
    Transition transition;              ///< condition, internal, content, extensions, line
};

/// A state as it was read, with the states inside it.
struct DraftState {
    State state;  ///< kind: atomic stands for `<state>`, with or without states inside
    std::optional<std::string> initial_ids;  ///< the `initial` attribute
    std::optional<DraftTransition> initial;  ///< the `<initial>` element; a history's default
    std::vector<DraftTransition> transitions;
    std::vector<DraftState> children;  ///< in document order, histories included
};

struct Draft {
    std::string name;
    bool late_binding = false;
    Block script;
    bool uses_in = false;
    DraftState root;
};

/// Checks the draft against the Recommendation and resolves its ids. All reasons are collected;
/// place is "line N". Codes: DUPLICATE_ID, ILLEGAL_ID, NO_STATES, TOO_DEEP, TOO_MANY,
/// UNKNOWN_TARGET, ILLEGAL_TARGETS, ILLEGAL_INITIAL, ILLEGAL_HISTORY, ILLEGAL_CHILD,
/// EMPTY_TRANSITION, ILLEGAL_EVENT, DUPLICATE_DATA, RESERVED_NAME.
[[nodiscard]] Result<Document, Reasons> build_document(Draft draft);

}  // namespace foerderwerk::statechart
