// SPDX-License-Identifier: EUPL-1.2
// Goal: amounts are exact, finite and written plainly. Method: tables of texts in and out.
#include "engine/feel/decimal.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace foerderwerk::feel {
namespace {

Decimal number(const char* text) {
    return Decimal::parse(text).value();
}

std::string shown(const std::optional<Decimal>& value) {
    return value ? value->to_string() : "none";
}

TEST(Decimal, KeepsTheScaleAndWritesNoExponent) {
    const char* rows[][2] = {
        {"0", "0"},
        {"-0", "0"},
        {"300.00", "300.00"},
        {"-12.5", "-12.5"},
        {".5", "0.5"},
        {"-.25", "-0.25"},
        {"1e3", "1000"},
        {"1.5E+2", "150"},
        {"15e-3", "0.015"},
        {"0.00", "0.00"},
        {"007", "7"},
        {"0e5", "0"},
        {"12345678901234567890123456789012345", "12345678901234567890123456789012340"},
    };
    for (const auto& [text, plain] : rows) {
        EXPECT_EQ(shown(Decimal::parse(text)), plain) << text;
    }
}

TEST(Decimal, RefusesWhatIsNoNumber) {
    for (const char* text :
         {"",   "-",   "+1", ".",    "1.",  "1..2", " 1",     "1 ",  "inf",      "nan",
          "1e", "1e+", "e5", "0x10", "1,5", "--1",  "1e7000", "NaN", "Infinity", "1_000"}) {
        EXPECT_FALSE(Decimal::parse(text).has_value()) << text;
    }
    EXPECT_FALSE(Decimal::parse(std::string(20'000, '1')).has_value());
}

TEST(Decimal, CalculatesExactlyToThirtyFourDigits) {
    EXPECT_EQ(shown(number("0.1").plus(number("0.2"))), "0.3");
    EXPECT_EQ(shown(number("300.00").times(number("3"))), "900.00");
    EXPECT_EQ(shown(number("1").minus(number("1.00"))), "0.00");
    EXPECT_EQ(shown(number("10").divided_by(number("4"))), "2.5");
    EXPECT_EQ(shown(number("1").divided_by(number("3"))), "0.3333333333333333333333333333333333");
    EXPECT_EQ(shown(number("2").divided_by(number("3"))), "0.6666666666666666666666666666666667");
    EXPECT_EQ(shown(number("1").divided_by(number("0"))), "none");
    EXPECT_EQ(shown(number("9e6144").times(number("10"))), "none");
    EXPECT_EQ(shown(number("2").power(number("10"))), "1024");
    EXPECT_EQ(shown(number("4").power(number("0.5"))), "2");
    EXPECT_EQ(shown(number("0").power(number("-1"))), "none");
    EXPECT_EQ(shown(number("10").power(number("100000"))), "none");
    EXPECT_EQ(shown(number("16").square_root()), "4");
    EXPECT_EQ(shown(number("-1").square_root()), "none");
    EXPECT_EQ(shown(number("0").natural_log()), "none");
    EXPECT_EQ(shown(number("0").exponential()), "1");
}

TEST(Decimal, ModuloHasTheSignOfTheDivisor) {
    const char* rows[][3] = {
        {"12", "5", "2"},         {"-12", "5", "3"},      {"12", "-5", "-3"},
        {"-12", "-5", "-2"},      {"10.1", "4.5", "1.1"}, {"-10.1", "4.5", "3.4"},
        {"10.1", "-4.5", "-3.4"}, {"5", "0", "none"},     {"10", "5", "0"},
    };
    for (const auto& [dividend, divisor, rest] : rows) {
        EXPECT_EQ(shown(number(dividend).modulo(number(divisor))), rest) << dividend << divisor;
    }
}

TEST(Decimal, RoundsAsAsked) {
    using R = Decimal::Rounding;
    struct Case {
        const char* number;
        int scale;
        R mode;
        const char* rounded;
    };
    const Case cases[] = {
        {"2.5", 0, R::half_even, "2"},
        {"3.5", 0, R::half_even, "4"},
        {"2.5", 0, R::half_up, "3"},
        {"-2.5", 0, R::half_up, "-3"},
        {"2.5", 0, R::half_down, "2"},
        {"-2.5", 0, R::half_down, "-2"},
        {"2.51", 0, R::half_down, "3"},
        {"-2.51", 0, R::half_down, "-3"},
        {"2.49", 0, R::half_down, "2"},
        {"2.1", 0, R::up, "3"},
        {"-2.1", 0, R::up, "-3"},
        {"2.9", 0, R::down, "2"},
        {"-2.9", 0, R::down, "-2"},
        {"-2.1", 0, R::floor, "-3"},
        {"-2.9", 0, R::ceiling, "-2"},
        {"1", 2, R::half_even, "1.00"},
        {"1234", -2, R::half_up, "1200"},
        {"1250", -2, R::half_up, "1300"},
        {"33.335", 2, R::half_up, "33.34"},
        {"1234567890123456789012345678901234", 5, R::half_up, "1234567890123456789012345678901234"},
        {"1", 7000, R::half_up, "none"},
        {"1", -7000, R::half_up, "none"},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(shown(number(c.number).rounded(c.scale, c.mode)), c.rounded) << c.number;
    }
}

TEST(Decimal, ComparesByValue) {
    EXPECT_EQ(number("1.10"), number("1.1"));
    EXPECT_EQ(number("-0"), number("0.00"));
    EXPECT_LT(number("-2"), number("-1"));
    EXPECT_LT(number("1.99"), number("2"));
    EXPECT_LT(number("1e-6000"), number("1e6000"));
    EXPECT_GT(number("36893488147419103232"), number("18446744073709551616"));
    EXPECT_LT(number("-36893488147419103232"), number("-18446744073709551616"));
}

TEST(Decimal, KnowsWholeNumbers) {
    EXPECT_EQ(number("42.00").to_int64(), 42);
    EXPECT_EQ(number("1e3").to_int64(), 1000);
    EXPECT_EQ(number("42.5").to_int64(), std::nullopt);
    EXPECT_EQ(number("9223372036854775808").to_int64(), std::nullopt);
    EXPECT_EQ(Decimal::from_int(std::numeric_limits<std::int64_t>::min()).to_int64(),
              std::numeric_limits<std::int64_t>::min());
    EXPECT_TRUE(number("-3.0").is_integer());
    EXPECT_FALSE(number("-3.1").is_integer());
    EXPECT_EQ(number("-3.5").absolute().to_string(), "3.5");
    EXPECT_EQ(number("0").negated().to_string(), "0");
    EXPECT_EQ(number("1.10").normalized().to_string(), "1.1");
    EXPECT_EQ(number("100").normalized().to_string(), "100");
    EXPECT_EQ(number("0.00").normalized().to_string(), "0");
}

}  // namespace
}  // namespace foerderwerk::feel
