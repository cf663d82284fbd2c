// SPDX-License-Identifier: EUPL-1.2
// Goal: money, IBAN, AGS, hexadecimal, Base64 and UTF-8 accept exactly what their contracts say.
// Method: tables of accepted and refused texts; every single-digit change of an IBAN is refused.
#include <limits>

#include <gtest/gtest.h>

#include "engine/types/ags.hpp"
#include "engine/types/digest.hpp"
#include "engine/types/failure.hpp"
#include "engine/types/iban.hpp"
#include "engine/types/money.hpp"
#include "engine/types/utf8.hpp"

namespace foerderwerk {
namespace {

TEST(Money, ReadsAndWritesEuroAndCents) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    const struct {
        const char* text;
        std::int64_t cents;
    } table[] = {{"300.00", 30000},
                 {"0.00", 0},
                 {"-0.05", -5},
                 {"-1.50", -150},
                 {"92233720368547758.07", most},
                 {"-92233720368547758.08", least}};
    for (const auto& row : table) {
        ASSERT_TRUE(Money::parse(row.text).has_value()) << row.text;
        EXPECT_EQ(Money::parse(row.text)->cents(), row.cents);
        EXPECT_EQ(Money::from_cents(row.cents).to_string(), row.text);
    }
    for (const char* text : {"", "300", "300.0", "300.000", ".00", "-.50", "+1.00", " 1.00", "1,00",
                             "1.0a", "1 000.00", "--1.00", "92233720368547758.08",
                             "-92233720368547758.09", "99999999999999999999.00"}) {
        EXPECT_FALSE(Money::parse(text).has_value()) << text;
    }
}

TEST(Money, SumsAreChecked) {
    const auto most = Money::from_cents(std::numeric_limits<std::int64_t>::max());
    const auto one = Money::from_cents(1);
    EXPECT_FALSE(most.plus(one).has_value());
    EXPECT_FALSE(Money::from_cents(-2).minus(most).has_value());
    EXPECT_EQ(most.minus(one)->plus(one), most);
    EXPECT_LT(one, most);
}

TEST(Iban, AcceptsRightNumbersWithOrWithoutBlanks) {
    for (const char* text :
         {"DE89370400440532013000", "DE89 3704 0044 0532 0130 00", "AT611904300234573201",
          "FR1420041010050500013M02606", "CH9300762011623852957", "NO9386011117947"}) {
        EXPECT_TRUE(Iban::parse(text).has_value()) << text;
    }
    EXPECT_EQ(Iban::parse("DE89 3704 0044 0532 0130 00")->text(), "DE89370400440532013000");
}

TEST(Iban, RefusesEverySingleChangedDigitAndOtherForms) {
    const std::string right = "DE89370400440532013000";
    for (std::size_t i = 2; i < right.size(); ++i) {
        for (char digit = '0'; digit <= '9'; ++digit) {
            std::string wrong = right;
            wrong[i] = digit;
            EXPECT_EQ(Iban::parse(wrong).has_value(), wrong == right) << wrong;
        }
    }
    for (const char* text :
         {"", "DE", "DE88370400440532013000", "de89370400440532013000", "DE8937040044053201300",
          "DE893704004405320130000", "XX89370400440532013000", "DE89-3704-0044-0532-0130-00",
          "DE89\t370400440532013000", "US64SVBKUS6S3300958879"}) {
        EXPECT_FALSE(Iban::parse(text).has_value()) << text;
    }
    EXPECT_FALSE(Iban::parse(std::string(1'000'000, '1')).has_value());
}

TEST(Ags, IsEightDigits) {
    EXPECT_EQ(Ags::parse("08336010")->text(), "08336010");
    for (const char* text : {"", "8336010", "083360100", "0833601a", " 8336010", "08336 10"}) {
        EXPECT_FALSE(Ags::parse(text).has_value()) << text;
    }
}

TEST(Digest, HexIsReadBackAndRefusedWhenOdd) {
    const std::string bytes("\x00\x7f\x80\xff", 4);
    EXPECT_EQ(to_hex(bytes), "007f80ff");
    EXPECT_EQ(from_hex("007F80ff"), bytes);
    EXPECT_FALSE(from_hex("0").has_value());
    EXPECT_FALSE(from_hex("0g").has_value());
    Digest digest{};
    digest[31] = 1;
    EXPECT_EQ(digest_from_hex(to_hex(digest)), digest);
    EXPECT_FALSE(digest_from_hex("00").has_value());
    EXPECT_EQ(as_bytes(digest).size(), 32U);
}

TEST(Base64, HasOneTextForEachValue) {
    const struct {
        const char* bytes;
        const char* text;
    } table[] = {{"", ""},
                 {"f", "Zg=="},
                 {"fo", "Zm8="},
                 {"foo", "Zm9v"},
                 {"foob", "Zm9vYg=="},
                 {"fooba", "Zm9vYmE="},
                 {"\xfb\xff", "+/8="},
                 {"foobar", "Zm9vYmFy"}};
    for (const auto& row : table) {
        EXPECT_EQ(to_base64(row.bytes), row.text);
        EXPECT_EQ(from_base64(row.text), row.bytes);
    }
    for (const char* text : {"Z", "Zg", "Zg=", "Zh==", "Zm9=", "Zg==Zg==", "====", "Z===", "Zm 9",
                             "Zm8-", "Zm9v\n", "=Zg="}) {
        EXPECT_FALSE(from_base64(text).has_value()) << text;
    }
}

TEST(Utf8, IsStrict) {
    EXPECT_TRUE(is_valid_utf8(""));
    EXPECT_TRUE(is_valid_utf8("Böllen €😀"));
    for (const char* text :
         {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
          "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xE2\x82", "a\xFF", "\xC3("}) {
        EXPECT_FALSE(is_valid_utf8(text)) << to_hex(text);
    }
}

TEST(Utf8, WritesWhatItReads) {
    for (const char32_t c : {U'a', U'\x7F', U'\x80', U'\x7FF', U'\x800', U'\uD7FF', U'\uE000',
                             U'\uFFFF', U'\U00010000', U'\U0010FFFF'}) {
        std::string text;
        append_utf8(text, c);
        std::string_view rest = text;
        EXPECT_EQ(next_code_point(rest), c);
        EXPECT_TRUE(rest.empty());
    }
    std::string_view broken = "\xC3(";
    EXPECT_FALSE(next_code_point(broken).has_value());
    EXPECT_EQ(broken.size(), 2U);
}

TEST(FailureDeathTest, ABrokenInvariantNamesItselfAndAborts) {
    EXPECT_DEATH(FOERDERWERK_REQUIRE(1 == 2, "one is not two"), "one is not two");
    EXPECT_EQ(OperatingError(FailureKind::corrupt, "page 7").kind(), FailureKind::corrupt);
}

}  // namespace
}  // namespace foerderwerk
