// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/feel/expression.hpp"

namespace foerderwerk::feel_services {

/// The functions of XPath (F&O 1.0, section 7.6) as DMN 1.5, section 10.3.4.3, refers to them.
/// Linear in the text, bounded in memory. Every error is a sentence for the log.

[[nodiscard]] feel::Answer<bool> matches(const std::string& text, const std::string& pattern,
                                         const std::string& flags);
/// In the replacement `$1` is the text of the first group, `$0` the whole match; `\$` and `\\`
/// stand for themselves.
[[nodiscard]] feel::Answer<std::string> replace(const std::string& text, const std::string& pattern,
                                                const std::string& replacement,
                                                const std::string& flags);
/// Empty parts stay, also at the end.
[[nodiscard]] feel::Answer<std::vector<std::string>> split(const std::string& text,
                                                           const std::string& pattern);

}  // namespace foerderwerk::feel_services
