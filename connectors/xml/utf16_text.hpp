// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace foerderwerk::xml {

/// Appends UTF-16 as UTF-8. Xerces hands out well-formed UTF-16; a lone surrogate would become
/// U+FFFD.
void append_utf8(std::string& out, std::u16string_view text);
[[nodiscard]] std::string to_utf8(std::u16string_view text);

/// The other way; bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::u16string to_utf16(std::string_view text);

}  // namespace foerderwerk::xml
