// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace foerderwerk::cases {

/// The roles a person can have (formats.md, "People, roles, four-eyes"). `betrieb` never has
/// business rights.
inline constexpr std::array<std::string_view, 10> roles = {
    "erfassung", "sachbearbeitung", "zweitzeichnung", "haushalt", "anordnung", "leitung",
    "jury",      "pruefung",        "datenschutz",    "betrieb"};

[[nodiscard]] inline bool is_role(std::string_view name) {
    return std::ranges::find(roles, name) != roles.end();
}

}  // namespace foerderwerk::cases
