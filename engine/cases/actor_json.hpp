// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string_view>

#include "engine/cases/command.hpp"
#include "engine/types/json.hpp"

namespace foerderwerk::cases {

[[nodiscard]] std::string_view kind_text(Actor::Kind kind);

/// An actor as records hold it, and back.
[[nodiscard]] Json to_json(const Actor& actor);
[[nodiscard]] std::optional<Actor> actor_from_json(const Json& json);

}  // namespace foerderwerk::cases
