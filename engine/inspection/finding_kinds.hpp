// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/dmn/check_model.hpp"

namespace foerderwerk::inspection {

/// Charts and tables are reported in one form.
using dmn::Finding;
using dmn::Findings;
using dmn::Weight;

/// What an inspection can find in a chart, with the words that go with it every time. The list is
/// docs/workflow-lint.md too; a test holds the two against each other.
struct FindingKind {
    std::string_view code;
    Weight weight;
    std::string_view what;  ///< for the list of all kinds
    std::string_view why;   ///< why it matters: what would happen to a case
    std::string_view mend;
};

[[nodiscard]] std::span<const FindingKind> finding_kinds();

/// A finding of the kind `code`, which has to exist: `what` says what was found, the rest is the
/// kind's. `element` names the state or transition; empty for the whole chart.
[[nodiscard]] Finding make_finding(std::string_view code, std::size_t line, std::string element,
                                   const std::string& what);

}  // namespace foerderwerk::inspection
