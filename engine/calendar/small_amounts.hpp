// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/types/instant.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::calendar {

/// What is not done for a small amount.
enum class SmallAmount {
    revocation,   ///< "aufhebung": no revocation of a decision
    interest,     ///< "zinsen": no interest is claimed
    claim,        ///< "festsetzung": neither set nor paid (VV-LHO zu § 59 Nr. 6)
    enforcement,  ///< "vollstreckung": no enforcement
};
enum class Debtor { municipality, other };  ///< "kommune", "sonstige"

[[nodiscard]] std::optional<SmallAmount> parse_small_amount(std::string_view word);
[[nodiscard]] std::optional<Debtor> parse_debtor(std::string_view word);

/// One limit, from a day on; the day of the decision or contract chooses.
struct AmountLimit {
    SmallAmount kind = SmallAmount::revocation;
    Debtor debtor = Debtor::other;
    LocalDate since;
    std::int64_t cents = 0;
    bool included = true;  ///< the limit itself is still small
    std::string rule;      ///< German
};
using AmountLimits = std::vector<AmountLimit>;

/// VV-LHO zu § 44 Nr. 8.5 and 13.8, zu § 59 Nr. 6, as in force since 1 January 2026.
[[nodiscard]] const AmountLimits& amount_limits();

struct SmallAmountVerdict {
    bool small = false;
    std::string derivation;  ///< German
};

/// `day` empty: the newest limit. Code GRENZE_UNBEKANNT when none holds on that day.
[[nodiscard]] Result<SmallAmountVerdict, Reason> judge_amount(
    std::int64_t cents, SmallAmount kind, Debtor debtor, std::optional<LocalDate> day,
    const AmountLimits& limits = amount_limits());

}  // namespace foerderwerk::calendar
