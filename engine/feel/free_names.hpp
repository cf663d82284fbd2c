// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/feel/expression.hpp"
#include "engine/feel/node.hpp"

namespace foerderwerk::feel {

/// A name that an expression takes from outside itself.
struct FreeName {
    std::string name;
    /// False inside a filter: there the name may be a member of the filtered item.
    bool is_certain = true;
    bool is_builtin = false;  ///< also the name of a built-in function
    friend bool operator==(const FreeName&, const FreeName&) = default;
};

/// Calls `visit` for each node directly below, in the order of the text.
void for_each_child(const Node& node, const std::function<void(const Node&)>& visit);

/// Each name once, in the order of the text. Names bound inside (loops, functions, contexts) are
/// not free; the tested value of a cell is the name "?".
[[nodiscard]] std::vector<FreeName> free_names(const Node& node);

/// The value of a part of an expression in which no name is free; an error value when it has none.
[[nodiscard]] Value constant_value(const Expression& whole, const Node& part);

}  // namespace foerderwerk::feel
