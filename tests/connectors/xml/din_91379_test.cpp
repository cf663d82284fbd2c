// SPDX-License-Identifier: EUPL-1.2
//
// Goal: our linear check accepts exactly what the data types A to E of DIN 91379 accept. Method:
// a table of words; and, where the official schema is at hand, its patterns are taken apart here
// into single characters and sequences, and a matcher that tries every way to cut a text into
// those parts must agree with ours on each code point and on letters followed by marks.
#include "connectors/xml/din_91379.hpp"

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "connectors/xml/xml_tree.hpp"
#include "engine/types/utf8.hpp"
#include "tests/connectors/xml/message_samples.hpp"

namespace foerderwerk::xml {
namespace {

constexpr std::array<Letters, 5> types = {Letters::din_a, Letters::din_b, Letters::din_c,
                                          Letters::din_d, Letters::din_e};

std::string utf8(std::u32string_view text) {
    std::string out;
    for (const char32_t code_point : text) {
        append_utf8(out, code_point);
    }
    return out;
}

std::string allowing_types(std::u32string_view text) {
    std::string result;
    for (std::size_t i = 0; i < types.size(); ++i) {
        if (!first_forbidden_letter(utf8(text), types[i])) {
            result.push_back(static_cast<char>('A' + i));
        }
    }
    return result;
}

TEST(Din91379, Words) {
    const std::vector<std::pair<std::u32string, std::string>> words = {
        {U"", "ABCDE"},
        {U"Jürgen Özdemir-Łukasiewicz", "ABCDE"},
        {U"O’Connor d'Arc", "ABCDE"},
        {U"Kunst & Söhne GmbH (1)", "BCDE"},
        {U"zwei\nZeilen", "CE"},
        {U"½ Liter", "CDE"},
        {U"„Zitat“", "DE"},
        {U"Αθήνα", "DE"},
        {U"София", "E"},
        {U"王", ""},
        {U"a\u0001", ""},
        {U"Ju\u0308rgen", ""},        // only the composed letter is of the norm
        {U"C\u0328\u0306", "ABCDE"},  // a letter with two marks
        {U"C\u0328", ""},             // half of it
        {U"K\u035FH", "ABCDE"},       // a mark that joins two letters
        {U"K\u035FA", ""},
        {U"\u0308", ""},
        {U"S\u031B\u0304x", "ABCDE"},
        {U"\U0001F600", ""},
    };
    for (const auto& [word, expected] : words) {
        EXPECT_EQ(allowing_types(word), expected) << utf8(word);
    }
}

TEST(Din91379, SaysWhereAndWhat) {
    const auto forbidden = first_forbidden_letter("Zoë 王", Letters::din_c);
    ASSERT_TRUE(forbidden.has_value());
    EXPECT_EQ(forbidden->offset, 5u);
    EXPECT_EQ(forbidden->code_point, U'王');
    EXPECT_FALSE(first_forbidden_letter("王", Letters::any).has_value());
    EXPECT_TRUE(first_forbidden_letter("\xFF", Letters::din_e).has_value());
}

/// A type as its official pattern gives it: characters and sequences.
struct OfficialType {
    std::set<char32_t> characters;
    std::set<std::u32string> sequences;

    bool accepts(std::u32string_view text) const {
        std::vector<bool> reachable(text.size() + 1, false);
        reachable[0] = true;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (!reachable[i])
                continue;
            if (characters.contains(text[i]))
                reachable[i + 1] = true;
            for (std::size_t length = 2; length <= 3 && i + length <= text.size(); ++length) {
                const std::u32string part(text.substr(i, length));
                if (sequences.contains(part))
                    reachable[i + length] = true;
            }
        }
        return reachable[text.size()];
    }
};

/// Reads "(a|[b-c]|d(e|fg))*", all the patterns consist of.
OfficialType read_pattern(std::u32string_view pattern) {
    OfficialType type;
    std::size_t at = 1;
    std::u32string base;
    const auto finish = [&] {
        if (base.size() == 1)
            type.characters.insert(base[0]);
        if (base.size() > 1)
            type.sequences.insert(base);
        base.clear();
    };
    while (at < pattern.size()) {
        const char32_t c = pattern[at];
        if (c == U'[' && base.empty()) {
            const auto close = pattern.find(U']', at);
            const char32_t last = pattern[close - 1];  // may stand behind a backslash
            for (char32_t i = pattern[at + 1]; i <= last; ++i)
                type.characters.insert(i);
            at = close + 1;
        } else if (c == U'(' && !base.empty()) {
            const auto close = pattern.find(U')', at);
            std::u32string part = base;
            for (std::size_t i = at + 1; i <= close; ++i) {
                if (i == close || pattern[i] == U'|') {
                    type.sequences.insert(part);
                    part = base;
                } else {
                    part.push_back(pattern[i]);
                }
            }
            base.clear();
            at = close + 1;
        } else if (c == U'|' || c == U')') {
            finish();
            ++at;
            if (c == U')')
                break;
        } else {
            base.push_back(c);
            ++at;
        }
    }
    return type;
}

std::u32string utf32(std::string_view text) {
    std::u32string out;
    while (const auto next = next_code_point(text))
        out.push_back(*next);
    return out;
}

/// Empty when the reference material is away.
std::vector<OfficialType> official_types() {
    std::vector<OfficialType> result;
    const auto path = shared_path("interop/xsd/xbeteiligung-1.2/din-norm-91379-datatypes.xsd");
    if (!std::filesystem::exists(path))
        return result;
    const auto schema = parse_xml(read_bytes(path));
    for (const XmlElement& type : schema->children) {
        if (type.name == "simpleType") {
            const std::string_view pattern =
                type.child("restriction")->child("pattern")->attribute("value");
            result.push_back(read_pattern(utf32(pattern)));
        }
    }
    return result;
}

class Din91379Official : public testing::Test {
protected:
    void SetUp() override {
        official_ = official_types();
        if (official_.empty())
            GTEST_SKIP() << "needs interop/ of FOERDERWERK_SHARED";
        ASSERT_EQ(official_.size(), types.size());
    }

    bool agree(std::size_t type, std::u32string_view text) const {
        const bool ours = !first_forbidden_letter(utf8(text), types[type]).has_value();
        return ours == official_[type].accepts(text);
    }

    std::vector<OfficialType> official_;
};

TEST_F(Din91379Official, OneCharacter) {
    for (std::size_t type = 0; type < types.size(); ++type) {
        EXPECT_GT(official_[type].characters.size(), 500u);
        for (char32_t c = 1; c < 0x11000; ++c) {
            const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
            ASSERT_TRUE(surrogate || agree(type, std::u32string(1, c)))
                << type << " " << std::uint32_t{c};
        }
    }
}

TEST_F(Din91379Official, LettersWithMarks) {
    for (std::size_t type = 0; type < types.size(); ++type) {
        ASSERT_EQ(official_[type].sequences.size(), 149u);
        for (const char32_t letter : official_[type].characters) {
            for (char32_t mark = 0x02FF; mark <= 0x0370; ++mark) {
                ASSERT_TRUE(agree(type, std::u32string{letter, mark}))
                    << type << " " << utf8(std::u32string{letter, mark});
            }
        }
    }
}

TEST_F(Din91379Official, LettersWithTwoMarks) {
    std::u32string followers = U"HhAz1\u00E4";
    std::set<char32_t> letters;
    for (const auto& sequence : official_[2].sequences) {
        letters.insert(sequence[0]);
        followers += sequence.substr(1);
    }
    for (const char32_t letter : letters) {
        for (const char32_t first : followers) {
            for (const char32_t second : followers) {
                ASSERT_TRUE(agree(2, std::u32string{letter, first, second}))
                    << utf8(std::u32string{letter, first, second});
            }
        }
    }
}

}  // namespace
}  // namespace foerderwerk::xml
