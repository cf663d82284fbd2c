// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/feel/value.hpp"

namespace foerderwerk::cases {

/// A value as people read it in a German letter: "300,00", "12.01.2026", "ja"; the parts of a list
/// or context one after the other. Texts stand as they are.
[[nodiscard]] std::string german_text(const feel::Value& value);

}  // namespace foerderwerk::cases
