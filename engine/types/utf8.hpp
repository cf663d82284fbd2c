// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace foerderwerk {

/// Takes the first code point off the front of `text`. No value at the end of the text and where
/// the bytes are not UTF-8 as RFC 3629 defines it (overlong forms, surrogates, values above
/// U+10FFFF, cut-off sequences); `text` then stays as it was.
[[nodiscard]] std::optional<char32_t> next_code_point(std::string_view& text);

/// Whether all of `text` is UTF-8 in that strict sense.
[[nodiscard]] bool is_valid_utf8(std::string_view text);

/// Appends the UTF-8 form. The code point must be a Unicode scalar value.
void append_utf8(std::string& text, char32_t code_point);

}  // namespace foerderwerk
