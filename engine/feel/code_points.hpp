// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace foerderwerk::feel {

struct CodePoint {
    char32_t value = 0;
    std::size_t length = 0;  ///< in bytes
};

/// The code point at `at`, which is inside the text; nullopt when the bytes there are not UTF-8.
[[nodiscard]] std::optional<CodePoint> code_point_at(std::string_view text, std::size_t at);

/// Number of code points. The text is UTF-8.
[[nodiscard]] std::size_t count_code_points(std::string_view text);
/// Byte offset of the code point number `index` (counted from 0), at most the text's size.
[[nodiscard]] std::size_t offset_of_code_point(std::string_view text, std::size_t index);

}  // namespace foerderwerk::feel
