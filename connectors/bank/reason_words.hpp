// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace foerderwerk::bank {

/// Why the bank rejected or returned a payment, in one German sentence for the clerk. `code` is a
/// code of ISO 20022 (ExternalStatusReason, ExternalReturnReason); what is not known, or the bank's
/// own word, gives a sentence that says so and repeats nothing.
[[nodiscard]] std::string reason_words(std::string_view code);

}  // namespace foerderwerk::bank
