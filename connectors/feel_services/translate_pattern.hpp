// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "engine/feel/expression.hpp"

namespace foerderwerk::feel_services {

struct TranslatedPattern {
    std::string text;        ///< in RE2's syntax, flags included
    std::size_t groups = 0;  ///< numbered groups
};

/// A regular expression of XPath (XML Schema part 2, appendix F, with the additions of F&O 1.0,
/// section 7.6.1) in RE2's syntax. `flags` holds letters of "smix". What RE2 cannot do in linear
/// time (back references) or at all (subtraction from a Unicode category, rare blocks) is refused
/// with a reason, and so is a pattern that is long once its repetitions are written out.
[[nodiscard]] feel::Answer<TranslatedPattern> translate_pattern(std::string_view pattern,
                                                                std::string_view flags);

}  // namespace foerderwerk::feel_services
