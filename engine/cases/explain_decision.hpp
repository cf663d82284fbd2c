// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/dmn/evaluate_decision.hpp"

namespace foerderwerk::cases {

/// Why a decision came out as it did, in German sentences for a Prüfvermerk: one for each row
/// that matched, with what it asked, its reason and its legal basis; then the result. Values of
/// a decision that looked at personal values are left out, so the sentences are never personal.
///
/// The sentences are part of the record of a case: other words are another semantics version.
[[nodiscard]] std::vector<std::string> explain_decision(const std::string& decision,
                                                        const dmn::Decided& decided);

}  // namespace foerderwerk::cases
