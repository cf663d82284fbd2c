// SPDX-License-Identifier: EUPL-1.2
#include "connectors/feel_services/character_set.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace foerderwerk::feel_services {

namespace {

constexpr char32_t last_code_point = 0x10FFFF;

CodePointRanges merged(CodePointRanges ranges) {
    std::ranges::sort(ranges);
    CodePointRanges result;
    for (const auto& [first, last] : ranges) {
        if (!result.empty() && first <= result.back().second + 1) {
            result.back().second = std::max(result.back().second, last);
        } else {
            result.emplace_back(first, last);
        }
    }
    return result;
}

CodePointRanges plain(const CharacterSet& set) {
    return set.negated ? complement(set.ranges) : set.ranges;
}

std::string written(char32_t code_point) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string hexadecimal;
    do {
        hexadecimal.insert(hexadecimal.begin(), digits[code_point % digits.size()]);
        code_point /= static_cast<char32_t>(digits.size());
    } while (code_point != 0);
    return "\\x{" + hexadecimal + "}";
}

}  // namespace

CodePointRanges complement(CodePointRanges ranges) {
    CodePointRanges result;
    char32_t next = 0;
    for (const auto& [first, last] : merged(std::move(ranges))) {
        if (first > next)
            result.emplace_back(next, first - 1);
        next = last + 1;
    }
    if (next <= last_code_point)
        result.emplace_back(next, last_code_point);
    return result;
}

bool subtract(CharacterSet& from, const CharacterSet& what) {
    // "Not A, without B" is "neither A nor B".
    if (from.negated && !what.negated) {
        from.ranges.insert(from.ranges.end(), what.ranges.begin(), what.ranges.end());
        from.categories += what.categories;
        return true;
    }
    if (!from.categories.empty() || !what.categories.empty())
        return false;
    // "A without B" is "neither not A nor B".
    CodePointRanges outside = complement(plain(from));
    const CodePointRanges removed = plain(what);
    outside.insert(outside.end(), removed.begin(), removed.end());
    from.ranges = complement(std::move(outside));
    from.negated = false;
    return true;
}

std::string written(const CharacterSet& set) {
    if (set.ranges.empty() && set.categories.empty()) {
        return written(CharacterSet{{{0, last_code_point}}, {}, !set.negated});
    }
    std::string text = set.negated ? "[^" : "[";
    for (const auto& [first, last] : set.ranges) {
        text += written(first);
        if (last != first)
            text += "-" + written(last);
    }
    return text + set.categories + "]";
}

const CodePointRanges& white_space() {
    static const CodePointRanges ranges{{0x9, 0xA}, {0xD, 0xD}, {0x20, 0x20}};
    return ranges;
}

const CodePointRanges& name_start_characters() {
    static const CodePointRanges ranges{
        {':', ':'},       {'A', 'Z'},       {'_', '_'},       {'a', 'z'},
        {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},
        {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF},
        {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
    };
    return ranges;
}

const CodePointRanges& name_characters() {
    static const CodePointRanges ranges = [] {
        CodePointRanges all = name_start_characters();
        all.insert(all.end(),
                   {{'-', '.'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}});
        return all;
    }();
    return ranges;
}

const CodePointRange* find_block(const std::string& name) {
    static const std::map<std::string, CodePointRange> blocks{
        {"BasicLatin", {0x0, 0x7F}},
        {"Latin-1Supplement", {0x80, 0xFF}},
        {"LatinExtended-A", {0x100, 0x17F}},
        {"LatinExtended-B", {0x180, 0x24F}},
        {"IPAExtensions", {0x250, 0x2AF}},
        {"SpacingModifierLetters", {0x2B0, 0x2FF}},
        {"CombiningDiacriticalMarks", {0x300, 0x36F}},
        {"Greek", {0x370, 0x3FF}},
        {"GreekandCoptic", {0x370, 0x3FF}},
        {"Cyrillic", {0x400, 0x4FF}},
        {"Armenian", {0x530, 0x58F}},
        {"Hebrew", {0x590, 0x5FF}},
        {"Arabic", {0x600, 0x6FF}},
        {"Devanagari", {0x900, 0x97F}},
        {"Thai", {0xE00, 0xE7F}},
        {"Georgian", {0x10A0, 0x10FF}},
        {"LatinExtendedAdditional", {0x1E00, 0x1EFF}},
        {"GreekExtended", {0x1F00, 0x1FFF}},
        {"GeneralPunctuation", {0x2000, 0x206F}},
        {"SuperscriptsandSubscripts", {0x2070, 0x209F}},
        {"CurrencySymbols", {0x20A0, 0x20CF}},
        {"LetterlikeSymbols", {0x2100, 0x214F}},
        {"NumberForms", {0x2150, 0x218F}},
        {"Arrows", {0x2190, 0x21FF}},
        {"MathematicalOperators", {0x2200, 0x22FF}},
        {"BoxDrawing", {0x2500, 0x257F}},
        {"GeometricShapes", {0x25A0, 0x25FF}},
        {"MiscellaneousSymbols", {0x2600, 0x26FF}},
        {"Hiragana", {0x3040, 0x309F}},
        {"Katakana", {0x30A0, 0x30FF}},
        {"CJKUnifiedIdeographs", {0x4E00, 0x9FFF}},
        {"HangulSyllables", {0xAC00, 0xD7AF}},
        {"PrivateUse", {0xE000, 0xF8FF}},
        {"PrivateUseArea", {0xE000, 0xF8FF}},
    };
    const auto found = blocks.find(name);
    return found == blocks.end() ? nullptr : &found->second;
}

}  // namespace foerderwerk::feel_services
