// SPDX-License-Identifier: EUPL-1.2
#include "connectors/bank/sepa_text.hpp"

#include <algorithm>
#include <array>

#include "engine/types/failure.hpp"
#include "engine/types/utf8.hpp"

namespace foerderwerk::bank {
namespace {

constexpr std::string_view punctuation = "/-?:().,'+ ";

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_sepa_character(char c) {
    return is_upper(c) || (c >= 'a' && c <= 'z') || is_digit(c) || punctuation.contains(c);
}

struct Replacement {
    char32_t character;
    std::string_view text;
};

/// Letters that are more than a base letter with a mark, and signs with a usual counterpart.
constexpr auto special_cases = std::to_array<Replacement>({
    {U'&', "+"},      {U'Ä', "Ae"},     {U'Ö', "Oe"},     {U'Ü', "Ue"},     {U'ä', "ae"},
    {U'ö', "oe"},     {U'ü', "ue"},     {U'ß', "ss"},     {U'ẞ', "SS"},     {U'Æ', "AE"},
    {U'æ', "ae"},     {U'Œ', "OE"},     {U'œ', "oe"},     {U'Ø', "O"},      {U'ø', "o"},
    {U'Å', "A"},      {U'å', "a"},      {U'Þ', "Th"},     {U'þ', "th"},     {U'Ð', "D"},
    {U'ð', "d"},      {U'Ĳ', "IJ"},     {U'ĳ', "ij"},     {U'Ŋ', "N"},      {U'ŋ', "n"},
    {U'ı', "i"},      {U'ĸ', "k"},      {U'ŉ', "n"},      {U'ſ', "s"},      {U'Ș', "S"},
    {U'ș', "s"},      {U'Ț', "T"},      {U'ț', "t"},      {U'Ə', "E"},      {U'ə', "e"},
    {U'\u2010', "-"}, {U'\u2011', "-"}, {U'\u2013', "-"}, {U'\u2014', "-"}, {U'\u2018', "'"},
    {U'\u2019', "'"}, {U'\u00B4', "'"}, {U'`', "'"},      {U'\u201A', ","}, {U'_', "-"},
    {U'\u00A0', " "}, {U'\u2009', " "}, {U'\u202F', " "}, {U';', ","},      {U'€', "EUR"},
});

/// Letters with marks that lose the mark. In the upper two blocks each letter has runs of
/// capitals at even and small letters at odd code points.
struct Run {
    char32_t first;
    char32_t last;
    char base;
};

constexpr auto latin_1 = std::to_array<Run>({
    {0xC0, 0xC5, 'A'},
    {0xC7, 0xC7, 'C'},
    {0xC8, 0xCB, 'E'},
    {0xCC, 0xCF, 'I'},
    {0xD1, 0xD1, 'N'},
    {0xD2, 0xD6, 'O'},
    {0xD9, 0xDC, 'U'},
    {0xDD, 0xDD, 'Y'},
    {0xE0, 0xE5, 'a'},
    {0xE7, 0xE7, 'c'},
    {0xE8, 0xEB, 'e'},
    {0xEC, 0xEF, 'i'},
    {0xF1, 0xF1, 'n'},
    {0xF2, 0xF6, 'o'},
    {0xF9, 0xFC, 'u'},
    {0xFD, 0xFD, 'y'},
    {0xFF, 0xFF, 'y'},
    {0x178, 0x178, 'Y'},
});

constexpr auto paired = std::to_array<Run>({
    {0x100, 0x105, 'A'},   {0x106, 0x10D, 'C'},   {0x10E, 0x111, 'D'},   {0x112, 0x11B, 'E'},
    {0x11C, 0x123, 'G'},   {0x124, 0x127, 'H'},   {0x128, 0x130, 'I'},   {0x134, 0x135, 'J'},
    {0x136, 0x137, 'K'},   {0x14C, 0x151, 'O'},   {0x154, 0x159, 'R'},   {0x15A, 0x161, 'S'},
    {0x162, 0x167, 'T'},   {0x168, 0x173, 'U'},   {0x174, 0x175, 'W'},   {0x176, 0x177, 'Y'},
    {0x1E00, 0x1E01, 'A'}, {0x1E02, 0x1E07, 'B'}, {0x1E08, 0x1E09, 'C'}, {0x1E0A, 0x1E13, 'D'},
    {0x1E14, 0x1E1D, 'E'}, {0x1E1E, 0x1E1F, 'F'}, {0x1E20, 0x1E21, 'G'}, {0x1E22, 0x1E2B, 'H'},
    {0x1E2C, 0x1E2F, 'I'}, {0x1E30, 0x1E35, 'K'}, {0x1E36, 0x1E3D, 'L'}, {0x1E3E, 0x1E43, 'M'},
    {0x1E44, 0x1E4B, 'N'}, {0x1E4C, 0x1E53, 'O'}, {0x1E54, 0x1E57, 'P'}, {0x1E58, 0x1E5F, 'R'},
    {0x1E60, 0x1E69, 'S'}, {0x1E6A, 0x1E71, 'T'}, {0x1E72, 0x1E7B, 'U'}, {0x1E7C, 0x1E7F, 'V'},
    {0x1E80, 0x1E89, 'W'}, {0x1E8A, 0x1E8D, 'X'}, {0x1E8E, 0x1E8F, 'Y'}, {0x1E90, 0x1E95, 'Z'},
    {0x1EA0, 0x1EB7, 'A'}, {0x1EB8, 0x1EC7, 'E'}, {0x1EC8, 0x1ECB, 'I'}, {0x1ECC, 0x1EE3, 'O'},
    {0x1EE4, 0x1EF1, 'U'}, {0x1EF2, 0x1EF9, 'Y'},
});

/// In these the capitals stand at odd code points.
constexpr auto paired_odd = std::to_array<Run>({
    {0x139, 0x142, 'L'},
    {0x143, 0x148, 'N'},
    {0x179, 0x17E, 'Z'},
});

template <std::size_t size>
char base_in(const std::array<Run, size>& runs, char32_t c) {
    const auto run = std::find_if(runs.begin(), runs.end(),
                                  [c](const Run& r) { return c >= r.first && c <= r.last; });
    return run == runs.end() ? '\0' : run->base;
}

char small(char letter) {
    return static_cast<char>(letter - 'A' + 'a');
}

/// The letter without its mark, or NUL.
char base_letter(char32_t c) {
    if (const char base = base_in(latin_1, c)) {
        return base;
    }
    if (const char base = base_in(paired, c)) {
        return c % 2 == 0 ? base : small(base);
    }
    if (const char base = base_in(paired_odd, c)) {
        return c % 2 == 1 ? base : small(base);
    }
    return '\0';
}

bool is_combining_mark(char32_t c) {
    return c >= 0x300 && c <= 0x36F;
}

void append_sepa(std::string& out, char32_t c) {
    if (c < 0x80 && is_sepa_character(static_cast<char>(c))) {
        out += static_cast<char>(c);
        return;
    }
    if (c == '\n' || c == '\r' || c == '\t') {
        out += ' ';
        return;
    }
    if (is_combining_mark(c)) {
        // The umlaut may also come as a letter with a combining diaeresis.
        const bool umlaut =
            c == 0x308 && !out.empty() && std::string_view("AOUaou").contains(out.back());
        out += umlaut ? "e" : "";
        return;
    }
    const auto special = std::find_if(special_cases.begin(), special_cases.end(),
                                      [c](const Replacement& r) { return r.character == c; });
    if (special != special_cases.end()) {
        out += special->text;
        return;
    }
    const char base = base_letter(c);
    out += base == '\0' ? '.' : base;
}

}  // namespace

std::string sepa_text(std::string_view text) {
    std::string mapped;
    while (!text.empty()) {
        const auto c = next_code_point(text);
        FOERDERWERK_REQUIRE(c, "texts are checked for UTF-8 where they come in");
        append_sepa(mapped, *c);
    }
    std::string collapsed;
    for (const char c : mapped) {
        if (c != ' ' || (!collapsed.empty() && collapsed.back() != ' ')) {
            collapsed += c;
        }
    }
    if (collapsed.ends_with(' ')) {
        collapsed.pop_back();
    }
    return collapsed;
}

bool is_sepa_id(std::string_view text) {
    constexpr std::size_t longest_id = 35;
    const auto edge = [](char c) { return c == '/' || c == ' '; };
    return !text.empty() && text.size() <= longest_id &&
           std::all_of(text.begin(), text.end(), is_sepa_character) && !edge(text.front()) &&
           !edge(text.back()) && text.find("//") == text.npos;
}

bool is_bic(std::string_view text) {
    if (text.size() != 8 && text.size() != 11) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool country = i == 4 || i == 5;
        if (!is_upper(text[i]) && (country || !is_digit(text[i]))) {
            return false;
        }
    }
    return true;
}

}  // namespace foerderwerk::bank
