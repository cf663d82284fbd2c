// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/calendar/law_data.hpp"
#include "engine/cases/derivation_log.hpp"
#include "engine/feel/expression.hpp"

namespace foerderwerk::cases {

/// What the functions of the house count with, and where they tell how. Outlives the functions.
struct FunctionScope {
    const calendar::LawData& law;
    DerivationLog* log = nullptr;  ///< nullptr: nobody asks
    std::int64_t semantics = 0;    ///< step.hpp: which functions there are, and what they mean
};

/// The functions that every definition may call beside FEEL's own: the legal calendar, money, and
/// identifiers (docs/guides/workflow-authors.md). Wrong arguments give an error value.
[[nodiscard]] std::vector<feel::HostFunction> host_functions(const FunctionScope& scope);

/// Those of today, with the built-in law, telling nobody.
[[nodiscard]] const std::vector<feel::HostFunction>& host_functions();

}  // namespace foerderwerk::cases
