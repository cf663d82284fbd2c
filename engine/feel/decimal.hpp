// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace foerderwerk::feel {

/// An IEEE 754-2008 decimal128 number (DMN 1.5, section 10.3.2.3.1): 34 digits, round half even.
/// Always finite: an operation whose result is not (overflow, division by zero) gives no value.
/// Trivially copyable; the library's types stay in decimal.cpp.
class Decimal {
public:
    Decimal();  ///< 0
    [[nodiscard]] static Decimal from_int(std::int64_t value);
    /// `-?digits[.digits]` or `-?.digits`, with an optional exponent `e[+-]digits`.
    /// nullopt on anything else and on overflow.
    [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);

    /// Plain notation, scale kept: "300.00", never an exponent.
    [[nodiscard]] std::string to_string() const;
    /// The same value with trailing zeros of the fraction removed: 1.10 becomes 1.1.
    [[nodiscard]] Decimal normalized() const;
    [[nodiscard]] bool is_integer() const;
    /// nullopt when not integral or out of range.
    [[nodiscard]] std::optional<std::int64_t> to_int64() const;

    [[nodiscard]] std::optional<Decimal> plus(const Decimal& other) const;
    [[nodiscard]] std::optional<Decimal> minus(const Decimal& other) const;
    [[nodiscard]] std::optional<Decimal> times(const Decimal& other) const;
    [[nodiscard]] std::optional<Decimal> divided_by(const Decimal& other) const;
    [[nodiscard]] std::optional<Decimal> power(const Decimal& exponent) const;
    /// FEEL's modulo: the sign of the divisor (section 10.3.4.5).
    [[nodiscard]] std::optional<Decimal> modulo(const Decimal& divisor) const;
    [[nodiscard]] Decimal negated() const;
    [[nodiscard]] Decimal absolute() const;
    [[nodiscard]] std::optional<Decimal> square_root() const;
    [[nodiscard]] std::optional<Decimal> natural_log() const;
    [[nodiscard]] std::optional<Decimal> exponential() const;

    enum class Rounding { half_even, half_up, half_down, up, down, floor, ceiling };
    /// Rounded to `scale` digits after the point (may be negative).
    [[nodiscard]] std::optional<Decimal> rounded(int scale, Rounding mode) const;

    /// Numeric comparison: 1.10 equals 1.1.
    friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
    friend bool operator==(const Decimal& a, const Decimal& b);

private:
    friend struct DecimalAccess;  // the only way between these bits and the library's type
    std::array<std::uint64_t, 2> bits_;
};

}  // namespace foerderwerk::feel
