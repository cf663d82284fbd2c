// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/din_91379.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "engine/types/utf8.hpp"

namespace foerderwerk::xml {
namespace {

/// The norm builds its types from groups of characters; each type is a set of groups.
using Groups = std::uint8_t;
constexpr Groups name = 1;       // letters, and what occurs in names
constexpr Groups text = 2;       // further characters of texts
constexpr Groups symbol = 4;     // further normative symbols
constexpr Groups layout = 8;     // tab, line ends, no-break space
constexpr Groups extended = 16;  // not normative: Greek, typographic and mathematical characters
constexpr Groups cyrillic = 32;  // not normative

struct CodePoints {
    char32_t first;
    char32_t last;
    Groups group;
};

constexpr CodePoints characters[] = {
    {0x0009, 0x000A, layout},   {0x000D, 0x000D, layout},   {0x0020, 0x0020, name},
    {0x0021, 0x0026, text},     {0x0027, 0x0027, name},     {0x0028, 0x002B, text},
    {0x002C, 0x002E, name},     {0x002F, 0x0040, text},     {0x0041, 0x005A, name},
    {0x005B, 0x005F, text},     {0x0060, 0x007A, name},     {0x007B, 0x007D, text},
    {0x007E, 0x007E, name},     {0x00A0, 0x00A0, layout},   {0x00A1, 0x00A3, text},
    {0x00A4, 0x00A4, symbol},   {0x00A5, 0x00A5, text},     {0x00A6, 0x00A6, symbol},
    {0x00A7, 0x00A7, text},     {0x00A8, 0x00A8, name},     {0x00A9, 0x00AC, text},
    {0x00AE, 0x00B3, text},     {0x00B4, 0x00B4, name},     {0x00B5, 0x00B6, text},
    {0x00B7, 0x00B7, name},     {0x00B8, 0x00B8, symbol},   {0x00B9, 0x00BB, text},
    {0x00BC, 0x00BE, symbol},   {0x00BF, 0x00BF, text},     {0x00C0, 0x00D6, name},
    {0x00D7, 0x00D7, text},     {0x00D8, 0x00F6, name},     {0x00F7, 0x00F7, text},
    {0x00F8, 0x017E, name},     {0x0187, 0x0188, name},     {0x018F, 0x018F, name},
    {0x0192, 0x0192, extended}, {0x0197, 0x0197, name},     {0x01A0, 0x01A1, name},
    {0x01AF, 0x01B0, name},     {0x01B7, 0x01B7, name},     {0x01CD, 0x01DC, name},
    {0x01DE, 0x01DF, name},     {0x01E2, 0x01F0, name},     {0x01F4, 0x01F5, name},
    {0x01F8, 0x01FF, name},     {0x0212, 0x0213, name},     {0x0218, 0x021B, name},
    {0x021E, 0x021F, name},     {0x0227, 0x0233, name},     {0x0259, 0x0259, name},
    {0x0268, 0x0268, name},     {0x0292, 0x0292, name},     {0x02B0, 0x02B0, extended},
    {0x02B3, 0x02B3, extended}, {0x02B9, 0x02BA, name},     {0x02BE, 0x02BF, name},
    {0x02C6, 0x02C6, extended}, {0x02C8, 0x02C8, name},     {0x02CC, 0x02CC, name},
    {0x02DC, 0x02DC, extended}, {0x02E2, 0x02E2, extended}, {0x0386, 0x0386, extended},
    {0x0388, 0x038A, extended}, {0x038C, 0x038C, extended}, {0x038E, 0x03A1, extended},
    {0x03A3, 0x03CE, extended}, {0x040D, 0x040D, cyrillic}, {0x0410, 0x042A, cyrillic},
    {0x042C, 0x042C, cyrillic}, {0x042E, 0x044A, cyrillic}, {0x044C, 0x044C, cyrillic},
    {0x044E, 0x044F, cyrillic}, {0x045D, 0x045D, cyrillic}, {0x1D48, 0x1D48, extended},
    {0x1D57, 0x1D57, extended}, {0x1E02, 0x1E03, name},     {0x1E06, 0x1E07, name},
    {0x1E0A, 0x1E11, name},     {0x1E17, 0x1E17, name},     {0x1E1C, 0x1E2B, name},
    {0x1E2F, 0x1E37, name},     {0x1E3A, 0x1E3B, name},     {0x1E40, 0x1E49, name},
    {0x1E52, 0x1E5B, name},     {0x1E5E, 0x1E63, name},     {0x1E6A, 0x1E6F, name},
    {0x1E80, 0x1E87, name},     {0x1E8C, 0x1E97, name},     {0x1E9E, 0x1E9E, name},
    {0x1EA0, 0x1EF9, name},     {0x2018, 0x2018, extended}, {0x2019, 0x2019, name},
    {0x201A, 0x201A, extended}, {0x201C, 0x201E, extended}, {0x2020, 0x2020, extended},
    {0x2021, 0x2021, name},     {0x2026, 0x2026, extended}, {0x2030, 0x2030, extended},
    {0x2032, 0x2033, extended}, {0x2039, 0x203A, extended}, {0x2070, 0x2070, extended},
    {0x2074, 0x2079, extended}, {0x207F, 0x2089, extended}, {0x20AC, 0x20AC, text},
    {0x2122, 0x2122, extended}, {0x221E, 0x221E, extended}, {0x2264, 0x2265, extended},
};

/// Combining marks and the letters that each may follow. A letter may carry a whole row only;
/// rows that begin alike stand with the longer one first.
struct Sequence {
    std::u32string_view marks;
    std::u32string_view letters;
};

constexpr Sequence sequences[] = {
    {U"\u0300", U"CFGKMPSTZcfgkmpstz"},
    {U"\u0301", U"Jj\u00FF\u012A\u012B"},
    {U"\u0302", U"DKLMNdklmn"},
    {U"\u0304", U"CFHKNPSTZcfhknpstz\u00DB\u00FB\u1E32\u1E33\u1E62\u1E63\u1E6C\u1E6D\u1EE4\u1EE5"},
    {U"\u0306", U"CMNRZcmnrz\u00C7\u00E7"},
    {U"\u0307", U"KUku"},
    {U"\u0308", U"CTZcz\u1EA0\u1EA1\u1ECC\u1ECD\u1EE4\u1EE5"},
    {U"\u030B", U"Aa"},
    {U"\u030C", U"J"},
    {U"\u030D", U"\u0113\u014D"},
    {U"\u0310", U"Mm"},
    {U"\u0315", U"CKPTckpt\u010C\u010D"},
    {U"\u031B\u0304", U"Ss"},
    {U"\u031B", U"KTkt"},
    {U"\u0323", U"CPcp\u010C\u010D"},
    {U"\u0325\u0304", U"LRlr"},
    {U"\u0325", U"LRlr"},
    {U"\u0326", U"CHKLNchkln\u017D\u017E"},
    {U"\u0327", U"Zz\u017D\u017E"},
    {U"\u0328\u0306", U"Cc"},
    {U"\u0331", U"HSs"},
    {U"\u035FH", U"K"},
    {U"\u035Fh", U"Kk"},
};

constexpr char32_t first_mark = 0x0300;
constexpr char32_t last_mark = 0x036F;

Groups groups_of(Letters letters) {
    switch (letters) {
        case Letters::din_a:
            return name;
        case Letters::din_b:
            return name | text;
        case Letters::din_c:
            return name | text | symbol | layout;
        case Letters::din_d:
            return name | text | symbol | extended;
        case Letters::din_e:
            return name | text | symbol | layout | extended | cyrillic;
        case Letters::any:
            break;
    }
    return 0xFF;
}

Groups group_of(char32_t code_point) {
    const auto* const found =
        std::ranges::lower_bound(characters, code_point, {}, &CodePoints::last);
    const bool inside = found != std::end(characters) && found->first <= code_point;
    return inside ? found->group : Groups{0};
}

bool is_mark(char32_t code_point) {
    return code_point >= first_mark && code_point <= last_mark;
}

/// Takes `wanted` off the front of `rest`, or leaves it alone.
bool take(std::string_view& rest, std::u32string_view wanted) {
    std::string_view behind = rest;
    for (const char32_t code_point : wanted) {
        if (next_code_point(behind) != code_point)
            return false;
    }
    rest = behind;
    return true;
}

/// The ASCII characters of each group, so that most letters of a text need no search.
constexpr auto ascii_groups = [] {
    std::array<Groups, 128> groups{};
    for (const CodePoints& range : characters) {
        for (char32_t c = range.first; c <= range.last && c < groups.size(); ++c) {
            groups[c] = range.group;
        }
    }
    return groups;
}();

/// How many bytes at the front are allowed ASCII characters. The last of them is left, as marks
/// may follow it.
std::size_t plain_front(std::string_view rest, Groups allowed) {
    std::size_t length = 0;
    while (length < rest.size()) {
        const auto byte = static_cast<std::uint8_t>(rest[length]);
        if (byte >= ascii_groups.size() || (ascii_groups[byte] & allowed) == 0) {
            break;
        }
        ++length;
    }
    return length == rest.size() || length == 0 ? length : length - 1;
}

/// Takes the marks that follow `letter`; false when the norm does not know the sequence.
bool take_marks(std::string_view& rest, char32_t letter) {
    std::string_view ahead = rest;
    const auto next = next_code_point(ahead);
    if (!next || !is_mark(*next))
        return true;
    return std::ranges::any_of(sequences, [&](const Sequence& sequence) {
        return sequence.letters.find(letter) != std::u32string_view::npos &&
               take(rest, sequence.marks);
    });
}

}  // namespace

std::optional<ForbiddenLetter> first_forbidden_letter(std::string_view text_bytes,
                                                      Letters letters) {
    if (letters == Letters::any)
        return std::nullopt;
    const Groups allowed = groups_of(letters);
    std::string_view rest = text_bytes;
    const auto offset = [&] { return text_bytes.size() - rest.size(); };
    while (true) {
        rest.remove_prefix(plain_front(rest, allowed));
        if (rest.empty()) {
            return std::nullopt;
        }
        const std::size_t start = offset();
        const auto code_point = next_code_point(rest);
        if (!code_point || (group_of(*code_point) & allowed) == 0) {
            return ForbiddenLetter{start, code_point.value_or(0xFFFD)};
        }
        if (!take_marks(rest, *code_point)) {
            const std::size_t mark_at = offset();
            return ForbiddenLetter{mark_at, next_code_point(rest).value_or(0xFFFD)};
        }
    }
}

}  // namespace foerderwerk::xml
