// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace foerderwerk::feel_services {

/// Code points from first to last, both included.
using CodePointRange = std::pair<char32_t, char32_t>;
using CodePointRanges = std::vector<CodePointRange>;

/// A character class of a pattern. `categories` holds what cannot be written as ranges, in RE2's
/// spelling ("\p{Lu}").
struct CharacterSet {
    CodePointRanges ranges;
    std::string categories;
    bool negated = false;
};

[[nodiscard]] CodePointRanges complement(CodePointRanges ranges);
/// False when the difference cannot be written without subtraction: RE2 has none, so it has to be
/// worked out here, and the members of a category are not known here.
[[nodiscard]] bool subtract(CharacterSet& from, const CharacterSet& what);
/// The class in RE2's spelling.
[[nodiscard]] std::string written(const CharacterSet& set);

/// `\s`, `\i` and `\c` of XML Schema.
[[nodiscard]] const CodePointRanges& white_space();
[[nodiscard]] const CodePointRanges& name_start_characters();
[[nodiscard]] const CodePointRanges& name_characters();
/// The block of Unicode with that name without spaces ("BasicLatin"); nullptr for the rare ones.
[[nodiscard]] const CodePointRange* find_block(const std::string& name);

}  // namespace foerderwerk::feel_services
