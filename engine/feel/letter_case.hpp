// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace foerderwerk::feel {

/// Simple case mapping of the letters of DIN 91379 and its neighbours (Latin, Greek, Cyrillic,
/// Armenian); `ß` becomes "SS". Independent of any locale, so it is the same on every machine.
[[nodiscard]] std::string upper_case(std::string_view text);
[[nodiscard]] std::string lower_case(std::string_view text);

}  // namespace foerderwerk::feel
