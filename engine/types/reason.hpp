// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

namespace foerderwerk {

/// One reason why something was refused, in the sender's terms. Checks collect all of them.
struct Reason {
    std::string code;   ///< stable, upper case: "SIG_DIGEST", "FOUR_EYES", "KONTINGENT"
    std::string place;  ///< where: an XPath, a byte offset, a field, a file and line; may be empty
    std::string text;   ///< one sentence
    friend bool operator==(const Reason&, const Reason&) = default;
};

using Reasons = std::vector<Reason>;

}  // namespace foerderwerk
