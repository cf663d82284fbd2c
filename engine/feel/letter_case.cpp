// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/letter_case.hpp"

#include "engine/feel/code_points.hpp"
#include "engine/types/utf8.hpp"

namespace foerderwerk::feel {

namespace {

// A block of capitals whose small letters follow at a fixed distance, or directly (pairs).
struct Block {
    char32_t first;
    char32_t last;
    char32_t distance;  // 1: capitals and small letters alternate, beginning with a capital
};

constexpr Block blocks[] = {
    {'A', 'Z', 32},     {0xC0, 0xD6, 32},   {0xD8, 0xDE, 32},    {0x100, 0x12F, 1},
    {0x132, 0x137, 1},  {0x139, 0x148, 1},  {0x14A, 0x177, 1},   {0x179, 0x17E, 1},
    {0x1CD, 0x1DC, 1},  {0x1DE, 0x1EF, 1},  {0x1F4, 0x1F5, 1},   {0x1F8, 0x21F, 1},
    {0x222, 0x233, 1},  {0x246, 0x24F, 1},  {0x386, 0x386, 38},  {0x388, 0x38A, 37},
    {0x38C, 0x38C, 64}, {0x38E, 0x38F, 63}, {0x391, 0x3A1, 32},  {0x3A3, 0x3AB, 32},
    {0x400, 0x40F, 80}, {0x410, 0x42F, 32}, {0x460, 0x481, 1},   {0x48A, 0x4BF, 1},
    {0x4D0, 0x52F, 1},  {0x531, 0x556, 48}, {0x1E00, 0x1E95, 1}, {0x1EA0, 0x1EFF, 1},
};

struct Single {
    char32_t capital;
    char32_t small;
};

constexpr Single singles[] = {
    {0x178, 0xFF},
    {0x1E9E, 0xDF},
    {0x18F, 0x259},
    {0x1B7, 0x292},
};

constexpr char32_t sharp_s = 0xDF;
constexpr char32_t final_sigma = 0x3C2;

bool is_odd(char32_t number) {
    return (number & 1U) != 0;
}

char32_t to_lower(char32_t c) {
    for (const Single& single : singles) {
        if (c == single.capital) {
            return single.small;
        }
    }
    for (const Block& block : blocks) {
        if (c >= block.first && c <= block.last) {
            const bool small = block.distance == 1 && is_odd(c - block.first);
            return small ? c : c + block.distance;
        }
    }
    return c;
}

char32_t to_upper(char32_t c) {
    if (c == final_sigma) {
        return 0x3A3;
    }
    for (const Single& single : singles) {
        if (c == single.small) {
            return single.capital;
        }
    }
    for (const Block& block : blocks) {
        if (block.distance == 1) {
            if (c >= block.first && c <= block.last && is_odd(c - block.first)) {
                return c - 1;
            }
        } else if (c >= block.first + block.distance && c <= block.last + block.distance) {
            return c - block.distance;
        }
    }
    return c;
}

template <class Map>
std::string mapped(std::string_view text, Map map) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const auto c = next_code_point(text);
        if (!c) {
            break;
        }
        map(result, *c);
    }
    return result;
}

}  // namespace

std::string upper_case(std::string_view text) {
    return mapped(text, [](std::string& result, char32_t c) {
        if (c == sharp_s) {
            result += "SS";
        } else {
            append_utf8(result, to_upper(c));
        }
    });
}

std::string lower_case(std::string_view text) {
    return mapped(text, [](std::string& result, char32_t c) { append_utf8(result, to_lower(c)); });
}

}  // namespace foerderwerk::feel
