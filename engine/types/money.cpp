// SPDX-License-Identifier: EUPL-1.2
#include "engine/types/money.hpp"

namespace foerderwerk {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

std::optional<Money> Money::parse(std::string_view text) {
    const bool negative = !text.empty() && text.front() == '-';
    text.remove_prefix(negative ? 1 : 0);
    if (text.size() < 4 || text[text.size() - 3] != '.') {
        return std::nullopt;
    }
    std::int64_t cents = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == text.size() - 3) {
            continue;
        }
        if (!is_digit(text[i])) {
            return std::nullopt;
        }
        // Counted downwards for negative amounts, so that the smallest value can be read too.
        const int digit = negative ? -(text[i] - '0') : text[i] - '0';
        if (__builtin_mul_overflow(cents, std::int64_t{10}, &cents) ||
            __builtin_add_overflow(cents, std::int64_t{digit}, &cents)) {
            return std::nullopt;
        }
    }
    return Money(cents);
}

std::string Money::to_string() const {
    // The remainder of a negative number is negative; its digits are wanted.
    const std::int64_t euros = cents_ / 100;
    const std::int64_t rest = cents_ % 100 < 0 ? -(cents_ % 100) : cents_ % 100;
    std::string text = cents_ < 0 && euros == 0 ? "-0" : std::to_string(euros);
    text += '.';
    text += static_cast<char>('0' + rest / 10);
    text += static_cast<char>('0' + rest % 10);
    return text;
}

std::optional<Money> Money::plus(Money other) const {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(cents_, other.cents_, &sum)) {
        return std::nullopt;
    }
    return Money(sum);
}

std::optional<Money> Money::minus(Money other) const {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(cents_, other.cents_, &difference)) {
        return std::nullopt;
    }
    return Money(difference);
}

}  // namespace foerderwerk
