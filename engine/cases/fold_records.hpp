// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/types/json.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::cases {

/// What a step changed in a case's state (both as cases::to_json gives it): the members with
/// another value, and of `data` only the variables with another value. A member that did not
/// change is not named.
[[nodiscard]] Json state_changes(const Json& before, const Json& after);

/// The only way a state moves when records are folded: needs no definition, no rules, no clock,
/// cannot refuse. `state` is null before the first record. `changes` is state_changes' answer.
[[nodiscard]] Json apply(const Json& state, const Json& changes);

}  // namespace foerderwerk::cases
