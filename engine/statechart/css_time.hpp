// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace foerderwerk::statechart {

/// A delay as SCXML writes it (section 6.2.3, CSS2 times): digits with an optional fraction and
/// "s" or "ms", for instance "1.5s". At most 100 years; never negative.
[[nodiscard]] std::optional<std::chrono::nanoseconds> parse_css_time(std::string_view text);

}  // namespace foerderwerk::statechart
