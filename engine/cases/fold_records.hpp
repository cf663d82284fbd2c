// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/types/json.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::cases {

/// Members of a state whose own members are compared one by one: they grow with a case, and
/// members never leave them.
[[nodiscard]] bool is_compared_inside(std::string_view name);

/// The only way a state moves when records are folded: needs no definition, no rules, no clock,
/// cannot refuse. `state` is null before the first record; `changes` is what canonical_changes
/// tells (state_text.hpp).
[[nodiscard]] Json apply(const Json& state, const Json& changes);

}  // namespace foerderwerk::cases
