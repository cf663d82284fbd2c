// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/decimal.hpp"

#include <bit>
#include <limits>

#include <bid_conf.h>
#include <bid_functions.h>

namespace foerderwerk::feel {

namespace {

__extension__ using Wide = unsigned __int128;
using Bits = std::array<std::uint64_t, 2>;

static_assert(sizeof(BID_UINT128) == sizeof(Bits));
static_assert(std::endian::native == std::endian::little);

constexpr int exponent_bias = 6176;
constexpr unsigned exponent_shift = 49;  // within the high half
constexpr std::uint64_t coefficient_mask = (std::uint64_t{1} << exponent_shift) - 1;
constexpr std::uint64_t sign_bit = std::uint64_t{1} << 63U;
constexpr int scale_min = -6111;
constexpr int scale_max = 6176;

BID_UINT128 unpack(const Bits& bits) {
    return std::bit_cast<BID_UINT128>(bits);
}

Bits pack(BID_UINT128 number) {
    return std::bit_cast<Bits>(number);
}

bool is_finite(const Bits& bits) {
    constexpr std::uint64_t special = std::uint64_t{0x78} << 56U;
    return (bits[1] & special) != special;
}

bool is_negative(const Bits& bits) {
    return (bits[1] & sign_bit) != 0;
}

// Every Decimal is canonical: it came out of the library, which never gives the long form of the
// coefficient, so the coefficient is simply the low 113 bits.
Wide coefficient(const Bits& bits) {
    return (Wide{bits[1] & coefficient_mask} << 64U) | bits[0];
}

int exponent(const Bits& bits) {
    return static_cast<int>((bits[1] >> exponent_shift) & 0x3fff) - exponent_bias;
}

std::string digits_of(Wide number) {
    std::string digits;
    do {
        digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(number % 10)));
        number /= 10;
    } while (number != 0);
    return digits;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
    while (at < text.size() && is_digit(text[at])) {
        ++at;
    }
    return at;
}

// The library also reads blanks, "inf", "nan" and a lone point, so the grammar is checked here.
bool is_decimal_text(std::string_view text) {
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const std::size_t whole = skip_digits(text, at) - at;
    at += whole;
    if (at < text.size() && text[at] == '.') {
        const std::size_t end = skip_digits(text, at + 1);
        if (end == at + 1) {
            return false;
        }
        at = end;
    } else if (whole == 0) {
        return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) {
            ++at;
        }
        const std::size_t end = skip_digits(text, at);
        if (end == at) {
            return false;
        }
        at = end;
    }
    return at == text.size();
}

unsigned library_mode(Decimal::Rounding mode, bool negative) {
    switch (mode) {
        case Decimal::Rounding::half_even:
            return BID_ROUNDING_TO_NEAREST;
        case Decimal::Rounding::half_up:
            return BID_ROUNDING_TIES_AWAY;
        case Decimal::Rounding::up:
            return negative ? BID_ROUNDING_DOWN : BID_ROUNDING_UP;
        case Decimal::Rounding::floor:
            return BID_ROUNDING_DOWN;
        case Decimal::Rounding::ceiling:
            return BID_ROUNDING_UP;
        case Decimal::Rounding::half_down:
        case Decimal::Rounding::down:
            break;
    }
    return BID_ROUNDING_TO_ZERO;
}

constexpr int scale_difference_max = 19;

// 10 to the power, 1 when that is negative.
std::uint64_t power_as_integer(int power) {
    static constexpr auto powers = [] {
        std::array<std::uint64_t, scale_difference_max + 1> table{1};
        for (std::size_t i = 1; i < table.size(); ++i) {
            table[i] = table[i - 1] * 10;
        }
        return table;
    }();
    return power <= 0 ? 1 : powers[static_cast<std::size_t>(power)];
}

Bits power_of_ten(int power) {
    return {1, static_cast<std::uint64_t>(power + exponent_bias) << exponent_shift};
}

}  // namespace

struct DecimalAccess {
    static Decimal make(BID_UINT128 number) {
        Decimal made;
        made.bits_ = pack(number);
        return made;
    }
    static std::optional<Decimal> finite(BID_UINT128 number) {
        if (!is_finite(pack(number))) {
            return std::nullopt;
        }
        return make(number);
    }
};

Decimal::Decimal() : bits_(power_of_ten(0)) {
    bits_[0] = 0;
}

Decimal Decimal::from_int(std::int64_t value) {
    return DecimalAccess::make(bid128_from_int64(value));
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
    constexpr std::size_t length_max = 10'000;  // the longest plain notation has 6178 characters
    if (text.size() > length_max || !is_decimal_text(text)) {
        return std::nullopt;
    }
    _IDEC_flags flags = 0;
    std::string terminated(text);
    return DecimalAccess::finite(
        bid128_from_string(terminated.data(), BID_ROUNDING_TO_NEAREST, &flags));
}

std::string Decimal::to_string() const {
    std::string digits = digits_of(coefficient(bits_));
    const int power = exponent(bits_);
    if (power > 0 && digits != "0") {
        digits.append(static_cast<std::size_t>(power), '0');
    } else if (power < 0) {
        const auto scale = static_cast<std::size_t>(-power);
        if (digits.size() <= scale) {
            digits.insert(0, scale + 1 - digits.size(), '0');
        }
        digits.insert(digits.size() - scale, ".");
    }
    // There is one zero: FEEL does not tell -0 from 0.
    if (is_negative(bits_) && coefficient(bits_) != 0) {
        digits.insert(0, "-");
    }
    return digits;
}

Decimal Decimal::normalized() const {
    if (coefficient(bits_) == 0) {
        return {};
    }
    _IDEC_flags flags = 0;
    const BID_UINT128 number = unpack(bits_);
    if (exponent(bits_) >= 0) {
        const BID_UINT128 plain =
            bid128_quantize(number, unpack(power_of_ten(0)), BID_ROUNDING_TO_NEAREST, &flags);
        return is_finite(pack(plain)) ? DecimalAccess::make(plain) : *this;
    }
    Wide digits = coefficient(bits_);
    int power = exponent(bits_);
    while (power < 0 && digits % 10 == 0) {
        digits /= 10;
        ++power;
    }
    return DecimalAccess::make(
        bid128_quantize(number, unpack(power_of_ten(power)), BID_ROUNDING_TO_NEAREST, &flags));
}

bool Decimal::is_integer() const {
    if (exponent(bits_) >= 0) {
        return true;
    }
    _IDEC_flags flags = 0;
    const BID_UINT128 number = unpack(bits_);
    return bid128_quiet_equal(bid128_round_integral_zero(number, &flags), number, &flags) != 0;
}

std::optional<std::int64_t> Decimal::to_int64() const {
    if (!is_integer()) {
        return std::nullopt;
    }
    _IDEC_flags flags = 0;
    const auto value = bid128_to_int64_xint(unpack(bits_), &flags);
    if (flags != 0) {
        return std::nullopt;
    }
    return value;
}

std::optional<Decimal> Decimal::plus(const Decimal& other) const {
    _IDEC_flags flags = 0;
    return DecimalAccess::finite(
        bid128_add(unpack(bits_), unpack(other.bits_), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::minus(const Decimal& other) const {
    _IDEC_flags flags = 0;
    return DecimalAccess::finite(
        bid128_sub(unpack(bits_), unpack(other.bits_), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::times(const Decimal& other) const {
    _IDEC_flags flags = 0;
    return DecimalAccess::finite(
        bid128_mul(unpack(bits_), unpack(other.bits_), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::divided_by(const Decimal& other) const {
    _IDEC_flags flags = 0;
    return DecimalAccess::finite(
        bid128_div(unpack(bits_), unpack(other.bits_), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::power(const Decimal& exponent_value) const {
    _IDEC_flags flags = 0;
    const auto result = DecimalAccess::finite(
        bid128_pow(unpack(bits_), unpack(exponent_value.bits_), BID_ROUNDING_TO_NEAREST, &flags));
    if (!result) {
        return std::nullopt;
    }
    return result->normalized();
}

std::optional<Decimal> Decimal::modulo(const Decimal& divisor) const {
    if (coefficient(divisor.bits_) == 0) {
        return std::nullopt;
    }
    // The library's remainder has the sign of the dividend; FEEL's that of the divisor.
    _IDEC_flags flags = 0;
    const auto rest =
        DecimalAccess::finite(bid128_fmod(unpack(bits_), unpack(divisor.bits_), &flags));
    if (!rest || coefficient(rest->bits_) == 0 ||
        is_negative(rest->bits_) == is_negative(divisor.bits_)) {
        return rest;
    }
    return rest->plus(divisor);
}

Decimal Decimal::negated() const {
    Decimal result = *this;
    if (coefficient(bits_) != 0) {
        result.bits_[1] ^= sign_bit;
    }
    return result;
}

Decimal Decimal::absolute() const {
    Decimal result = *this;
    result.bits_[1] &= ~sign_bit;
    return result;
}

std::optional<Decimal> Decimal::square_root() const {
    _IDEC_flags flags = 0;
    const auto root =
        DecimalAccess::finite(bid128_sqrt(unpack(bits_), BID_ROUNDING_TO_NEAREST, &flags));
    return root ? std::optional(root->normalized()) : std::nullopt;
}

std::optional<Decimal> Decimal::natural_log() const {
    _IDEC_flags flags = 0;
    return DecimalAccess::finite(bid128_log(unpack(bits_), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::exponential() const {
    _IDEC_flags flags = 0;
    return DecimalAccess::finite(bid128_exp(unpack(bits_), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::rounded(int scale, Rounding mode) const {
    if (scale < scale_min || scale > scale_max) {
        return std::nullopt;
    }
    const BID_UINT128 number = unpack(bits_);
    const BID_UINT128 unit = unpack(power_of_ten(-scale));
    _IDEC_flags flags = 0;
    const BID_UINT128 near =
        bid128_quantize(number, unit, library_mode(mode, is_negative(bits_)), &flags);
    if (!is_finite(pack(near))) {
        // More digits than 34 would be needed: the number already has fewer decimals than asked.
        return *this;
    }
    if (mode != Rounding::half_down) {
        return DecimalAccess::make(near);
    }
    const BID_UINT128 nearest = bid128_quantize(number, unit, BID_ROUNDING_TIES_AWAY, &flags);
    const BID_UINT128 below = bid128_abs(bid128_sub(number, near, 0, &flags));
    const BID_UINT128 above = bid128_abs(bid128_sub(nearest, number, 0, &flags));
    const bool tie = bid128_quiet_equal(below, above, &flags) != 0;
    return DecimalAccess::make(tie ? near : nearest);
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    // Two amounts with cents, two counts: sign, exponent and high digits are the same.
    if (a.bits_[1] == b.bits_[1]) {
        const auto order = a.bits_[0] <=> b.bits_[0];
        return is_negative(a.bits_) ? 0 <=> order : order;
    }
    // The usual case of two amounts needs no library: same sign, coefficients of 64 bits, and
    // exponents so near that one power of ten brings them together within 128 bits.
    const int distance = exponent(a.bits_) - exponent(b.bits_);
    if (is_negative(a.bits_) == is_negative(b.bits_) && distance <= scale_difference_max &&
        distance >= -scale_difference_max && ((a.bits_[1] | b.bits_[1]) & coefficient_mask) == 0) {
        const Wide left = Wide{a.bits_[0]} * power_as_integer(distance);
        const Wide right = Wide{b.bits_[0]} * power_as_integer(-distance);
        const auto order = left < right   ? std::strong_ordering::less
                           : left > right ? std::strong_ordering::greater
                                          : std::strong_ordering::equal;
        return is_negative(a.bits_) ? 0 <=> order : order;
    }
    _IDEC_flags flags = 0;
    const BID_UINT128 left = unpack(a.bits_);
    const BID_UINT128 right = unpack(b.bits_);
    if (bid128_quiet_less(left, right, &flags) != 0) {
        return std::strong_ordering::less;
    }
    return bid128_quiet_equal(left, right, &flags) != 0 ? std::strong_ordering::equal
                                                        : std::strong_ordering::greater;
}

bool operator==(const Decimal& a, const Decimal& b) {
    return (a <=> b) == std::strong_ordering::equal;
}

}  // namespace foerderwerk::feel
