// SPDX-License-Identifier: EUPL-1.2
#include "engine/statechart/css_time.hpp"

#include <cstdint>

namespace foerderwerk::statechart {
namespace {

constexpr std::int64_t nanoseconds_max = 100LL * 366 * 86'400 * 1'000'000'000;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

std::optional<std::chrono::nanoseconds> parse_css_time(std::string_view text) {
    std::int64_t unit = 1'000'000'000;
    if (text.ends_with("ms")) {
        unit = 1'000'000;
        text.remove_suffix(2);
    } else if (text.ends_with("s")) {
        text.remove_suffix(1);
    } else {
        return std::nullopt;
    }
    if (text.starts_with("+")) {
        text.remove_prefix(1);
    }
    std::int64_t whole = 0;
    std::int64_t total = 0;
    bool digits = false;
    bool fraction = false;
    std::int64_t scale = unit;
    for (const char c : text) {
        if (c == '.' && !fraction) {
            fraction = true;
            continue;
        }
        if (!is_digit(c)) {
            return std::nullopt;
        }
        digits = true;
        const std::int64_t digit = c - '0';
        if (fraction) {
            scale /= 10;
            total += digit * scale;
            continue;
        }
        whole = whole * 10 + digit;
        if (whole > nanoseconds_max / unit) {
            return std::nullopt;
        }
    }
    if (!digits || text.ends_with(".")) {
        return std::nullopt;
    }
    return std::chrono::nanoseconds(whole * unit + total);
}

}  // namespace foerderwerk::statechart
