// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/utf16_text.hpp"

#include <cstdint>
#include <cstring>

#include "engine/types/utf8.hpp"

namespace foerderwerk::xml {
namespace {

constexpr char32_t replacement = 0xFFFD;

bool is_high_surrogate(char16_t unit) {
    return unit >= 0xD800 && unit <= 0xDBFF;
}
bool is_low_surrogate(char16_t unit) {
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/// Most of a message is ASCII: its front is appended in one go. Gives the length of that front.
std::size_t append_ascii(std::string& out, std::u16string_view text) {
    constexpr std::uint64_t not_ascii = 0xFF80FF80FF80FF80U;
    std::size_t length = 0;
    for (std::uint64_t four = 0; length + 4 <= text.size(); length += 4) {
        std::memcpy(&four, text.data() + length, sizeof four);
        if ((four & not_ascii) != 0) {
            break;
        }
    }
    while (length < text.size() && text[length] < 0x80) {
        ++length;
    }
    const std::size_t end = out.size();
    out.resize(end + length);
    for (std::size_t i = 0; i < length; ++i) {
        out[end + i] = static_cast<char>(text[i]);
    }
    return length;
}

}  // namespace

void append_utf8(std::string& out, std::u16string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        i += append_ascii(out, text.substr(i));
        if (i == text.size()) {
            break;
        }
        const char16_t unit = text[i];
        if (is_high_surrogate(unit) && i + 1 < text.size() && is_low_surrogate(text[i + 1])) {
            ++i;
            const char32_t high = unit - char32_t{0xD800};
            foerderwerk::append_utf8(out, 0x10000 + (high << 10) + (text[i] - char32_t{0xDC00}));
        } else {
            const bool lone = is_high_surrogate(unit) || is_low_surrogate(unit);
            foerderwerk::append_utf8(out, lone ? replacement : char32_t{unit});
        }
    }
}

std::string to_utf8(std::u16string_view text) {
    std::string out;
    out.reserve(text.size());
    append_utf8(out, text);
    return out;
}

std::u16string to_utf16(std::string_view text) {
    std::u16string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const auto next = next_code_point(text);
        if (!next)
            text.remove_prefix(1);
        const char32_t code_point = next.value_or(replacement);
        if (code_point < 0x10000) {
            out.push_back(static_cast<char16_t>(code_point));
        } else {
            out.push_back(static_cast<char16_t>(0xD800 + ((code_point - 0x10000) >> 10)));
            out.push_back(static_cast<char16_t>(0xDC00 + ((code_point - 0x10000) & 0x3FF)));
        }
    }
    return out;
}

}  // namespace foerderwerk::xml
