// SPDX-License-Identifier: EUPL-1.2
// Goal: matches, replace and split do what XPath says, as far as linear time allows; what is not
// supported is refused with its reason.
// Method: tables of calls and results; a refusal is written "!" and a part of its reason.
#include "connectors/feel_services/regular_expressions.hpp"

#include <gtest/gtest.h>

namespace foerderwerk::feel_services {
namespace {

std::string shown(const feel::Answer<bool>& answer) {
    return answer.has_value() ? (*answer ? "yes" : "no") : "!" + answer.error();
}

void expect_answer(const std::string& actual, const std::string& expected,
                   const std::string& call) {
    if (expected.starts_with('!')) {
        EXPECT_TRUE(actual.starts_with('!') && actual.find(expected.substr(1)) != actual.npos)
            << call << ": " << actual;
    } else {
        EXPECT_EQ(actual, expected) << call;
    }
}

struct MatchRow {
    std::string text;
    std::string pattern;
    std::string flags;
    std::string expected;
};

class Matches : public testing::TestWithParam<MatchRow> {};

TEST_P(Matches, AsXPathSays) {
    const MatchRow& row = GetParam();
    expect_answer(shown(matches(row.text, row.pattern, row.flags)), row.expected,
                  row.pattern + " " + row.flags);
}

INSTANTIATE_TEST_SUITE_P(
    Syntax, Matches,
    testing::Values(
        MatchRow{"Straße 12", "^\\w+\\s\\d+$", "", "yes"},
        MatchRow{"٣", "^\\d$", "", "yes"},  // a digit of another script
        MatchRow{"a-b", "^\\w+$", "", "no"}, MatchRow{"a\nb", "a.b", "", "no"},
        MatchRow{"a\rb", "a.b", "", "no"}, MatchRow{"a\nb", "a.b", "s", "yes"},
        MatchRow{"a\nb", "^b$", "", "no"}, MatchRow{"a\nb", "^b$", "m", "yes"},
        MatchRow{"ABC", "abc", "i", "yes"}, MatchRow{"ab", " a b ", "x", "yes"},
        MatchRow{"a b", "a[ ]b", "x", "yes"}, MatchRow{"ä", "\\p{Ll}", "", "yes"},
        MatchRow{"ä", "^\\P{L}$", "", "no"}, MatchRow{"ä", "\\p{IsBasicLatin}", "", "no"},
        MatchRow{"ä", "\\P{IsBasicLatin}", "", "yes"}, MatchRow{"b", "[a-z-[aeiou]]", "", "yes"},
        MatchRow{"e", "[a-z-[aeiou]]", "", "no"}, MatchRow{"e", "[^a-c-[e-g]]", "", "no"},
        MatchRow{"h", "[^a-c-[e-g]]", "", "yes"}, MatchRow{"b", "[a-z-[^b]]", "", "yes"},
        MatchRow{"c", "[a-z-[^b]]", "", "no"}, MatchRow{"-", "[a-]", "", "yes"},
        MatchRow{"x:y", "^\\i\\c*$", "", "yes"}, MatchRow{"1x", "^\\i\\c*$", "", "no"},
        MatchRow{"aaa", "^a{2,3}$", "", "yes"}, MatchRow{"a", "^a{2,}$", "", "no"},
        MatchRow{"abab", "^(?:ab)+$", "", "yes"}, MatchRow{"", "", "", "yes"}));

INSTANTIATE_TEST_SUITE_P(
    Refused, Matches,
    testing::Values(
        MatchRow{"aa", "(a)\\1", "", "!back references"}, MatchRow{"a", "a", "q", "!flags"},
        MatchRow{"a", "(?=a)", "", "!quantifier"}, MatchRow{"a", "*a", "", "!quantifier"},
        MatchRow{"a", "a**", "", "!quantifier"}, MatchRow{"a", "(a", "", "!not closed"},
        MatchRow{"a", "a)", "", "!too many"}, MatchRow{"a", "[a", "", "!not closed"},
        MatchRow{"a", "[]", "", "!empty"}, MatchRow{"a", "a]", "", "!bracket"},
        MatchRow{"a", "a{1001}", "", "!repetitions"}, MatchRow{"a", "a{2,1}", "", "!braces"},
        MatchRow{"a", "a{x}", "", "!braces"}, MatchRow{"a", "\\b", "", "!escape"},
        MatchRow{"a", "a\\", "", "!backslash"}, MatchRow{"a", "[z-a]", "", "!range"},
        MatchRow{"a", "[0-9-.]", "", "!hyphen"}, MatchRow{"a", "\\p{Greek}", "", "!property"},
        MatchRow{"a", "\\pL", "", "!braces"}, MatchRow{"a", "[\\d-[5]]", "", "!subtraction"},
        MatchRow{"a", "((a{30}){30}){30}", "", "!too long"},
        MatchRow{"a", std::string(1000, '('), "", "!too deeply"},
        MatchRow{"a", "a\xff", "", "!UTF-8"}));

TEST(RegularExpressions, Replace) {
    const auto replaced = [](const std::string& text, const std::string& pattern,
                             const std::string& replacement, const std::string& flags = "") {
        const auto answer = replace(text, pattern, replacement, flags);
        return answer.has_value() ? *answer : "!" + answer.error();
    };
    EXPECT_EQ(replaced("abracadabra", "bra", "*"), "a*cada*");
    EXPECT_EQ(replaced("abracadabra", "a(.)", "a$1$1"), "abbraccaddabbra");
    EXPECT_EQ(replaced("2026-01-12", "(\\d+)-(\\d+)-(\\d+)", "$3.$2.$1"), "12.01.2026");
    EXPECT_EQ(replaced("ab", "(ab)|(a)", "[1=$1][2=$2]"), "[1=ab][2=]");
    EXPECT_EQ(replaced("a", "(a)", "$12"), "a2") << "there is no group 12";
    EXPECT_EQ(replaced("a", "a", "[$0$9]"), "[a]");
    EXPECT_EQ(replaced("5", "5", "5 \\$\\\\"), "5 $\\");
    EXPECT_EQ(replaced("Ä", "ä", "x", "i"), "x");
    EXPECT_EQ(replaced("xay", "^x|y$", ""), "a");
    EXPECT_TRUE(replaced("a", "a*", "x").starts_with("!the pattern matches the empty text"));
    EXPECT_TRUE(replaced("a", "a", "$").starts_with("!in the replacement"));
    EXPECT_TRUE(replaced("a", "a", "\\n").starts_with("!in the replacement"));
    EXPECT_TRUE(
        replaced(std::string(2000, 'a'), "a", std::string(2000, 'b')).starts_with("!the re"));
}

TEST(RegularExpressions, Split) {
    using Parts = std::vector<std::string>;
    EXPECT_EQ(*split("John Doe", "\\s"), (Parts{"John", "Doe"}));
    EXPECT_EQ(*split("a;b;c;;", ";"), (Parts{"a", "b", "c", "", ""}));
    EXPECT_EQ(*split(";a", ";"), (Parts{"", "a"}));
    EXPECT_EQ(*split("abc", ";"), (Parts{"abc"}));
    EXPECT_EQ(*split("", ";"), (Parts{""}));
    EXPECT_FALSE(split("abc", "").has_value());
}

}  // namespace
}  // namespace foerderwerk::feel_services
