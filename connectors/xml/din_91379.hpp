// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace foerderwerk::xml {

/// Which letters a text may hold: the data types A to E of DIN 91379:2022-08.
enum class Letters {
    any,    ///< no DIN type: whatever XML can hold
    din_a,  ///< names of natural persons
    din_b,  ///< other names and designations
    din_c,  ///< everything normative, with line breaks
    din_d,  ///< names of legal persons and products, with Greek
    din_e,  ///< everything normative and extended, with Greek and Cyrillic
};

struct ForbiddenLetter {
    std::size_t offset = 0;  ///< in bytes
    char32_t code_point = 0;
};

/// The first character of `text` that the type does not allow, or nothing. Some letters of the
/// norm are sequences (a base letter and combining marks); a mark stands only where the norm lists
/// the sequence. Time grows linearly with the text. Bytes that are not UTF-8 count as forbidden.
[[nodiscard]] std::optional<ForbiddenLetter> first_forbidden_letter(std::string_view text,
                                                                    Letters letters);

}  // namespace foerderwerk::xml
