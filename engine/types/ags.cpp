// SPDX-License-Identifier: EUPL-1.2
#include "engine/types/ags.hpp"

#include <algorithm>

namespace foerderwerk {

std::optional<Ags> Ags::parse(std::string_view text) {
    const bool digits =
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (text.size() != 8 || !digits) {
        return std::nullopt;
    }
    return Ags(std::string(text));
}

}  // namespace foerderwerk
