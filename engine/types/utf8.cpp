// SPDX-License-Identifier: EUPL-1.2
#include "engine/types/utf8.hpp"

#include <array>
#include <cstdint>
#include <cstring>

#include "engine/types/failure.hpp"

namespace foerderwerk {
namespace {

struct Lead {
    std::size_t length;
    char32_t bits;
    char32_t smallest;  ///< smaller values would be an overlong form
};

std::optional<Lead> read_lead(std::uint8_t byte) {
    if (byte < 0x80) {
        return Lead{1, byte, 0};
    }
    if ((byte & 0xE0) == 0xC0) {
        return Lead{2, static_cast<char32_t>(byte & 0x1F), 0x80};
    }
    if ((byte & 0xF0) == 0xE0) {
        return Lead{3, static_cast<char32_t>(byte & 0x0F), 0x800};
    }
    if ((byte & 0xF8) == 0xF0) {
        return Lead{4, static_cast<char32_t>(byte & 0x07), 0x10000};
    }
    return std::nullopt;
}

bool is_scalar(char32_t code_point) {
    return code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF);
}

/// How many bytes at the front are ASCII, looked at in steps of eight: most of a text is.
std::size_t ascii_front(std::string_view text) {
    constexpr std::uint64_t high_bits = 0x8080808080808080U;
    std::size_t length = 0;
    std::uint64_t word = 0;
    while (length + sizeof word <= text.size()) {
        std::memcpy(&word, text.data() + length, sizeof word);
        if ((word & high_bits) != 0) {
            break;
        }
        length += sizeof word;
    }
    while (length < text.size() && (static_cast<std::uint8_t>(text[length]) & 0x80U) == 0) {
        ++length;
    }
    return length;
}

}  // namespace

std::optional<char32_t> next_code_point(std::string_view& text) {
    if (text.empty()) {
        return std::nullopt;
    }
    const auto lead = read_lead(static_cast<std::uint8_t>(text.front()));
    if (!lead || text.size() < lead->length) {
        return std::nullopt;
    }
    char32_t code_point = lead->bits;
    for (std::size_t i = 1; i < lead->length; ++i) {
        const auto byte = static_cast<std::uint8_t>(text[i]);
        if ((byte & 0xC0) != 0x80) {
            return std::nullopt;
        }
        code_point = (code_point << 6) | static_cast<char32_t>(byte & 0x3F);
    }
    if (code_point < lead->smallest || !is_scalar(code_point)) {
        return std::nullopt;
    }
    text.remove_prefix(lead->length);
    return code_point;
}

bool is_valid_utf8(std::string_view text) {
    while (true) {
        text.remove_prefix(ascii_front(text));
        if (text.empty()) {
            return true;
        }
        if (!next_code_point(text)) {
            return false;
        }
    }
}

void append_utf8(std::string& text, char32_t code_point) {
    FOERDERWERK_REQUIRE(is_scalar(code_point), "only Unicode scalar values have a UTF-8 form");
    const auto byte = [](char32_t bits) {
        return static_cast<char>(static_cast<std::uint8_t>(bits));
    };
    if (code_point < 0x80) {
        text += byte(code_point);
        return;
    }
    const int tails = code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;
    constexpr std::array<char32_t, 4> lead_bits = {0, 0xC0, 0xE0, 0xF0};
    text += byte(lead_bits[static_cast<std::size_t>(tails)] | (code_point >> (6 * tails)));
    for (int shift = 6 * (tails - 1); shift >= 0; shift -= 6) {
        text += byte(0x80 | ((code_point >> shift) & 0x3F));
    }
}

}  // namespace foerderwerk
