// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/calendar/bundesbank_rates.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::calendar {

/// Paid back on that day, which is still counted at the old amount (VV-LHO zu § 34 Nr. 5.2).
struct Repayment {
    LocalDate day;
    std::int64_t cents = 0;
};

/// What interest is asked for. It starts the day after `event` (Unwirksamkeit, payout) and ends
/// with `last_day`, the day of the payer's act or of the proper use.
struct InterestClaim {
    std::int64_t cents = 0;  ///< at most 10 000 000 000 00
    LocalDate event;
    LocalDate last_day;
    std::vector<Repayment> repayments = {};  ///< in any order
    std::int64_t points_over_base = 500;     ///< hundredths of a percent; § 49a Abs. 3 LVwVfG
};

/// Days with the same rate and the same amount.
struct InterestSection {
    LocalDate first;
    LocalDate last;
    std::int64_t days = 0;
    std::int64_t principal = 0;  ///< cents
    BaseRate base;
    std::int64_t rate = 0;   ///< a year, hundredths of a percent; never below 0
    std::int64_t cents = 0;  ///< rounded half up
    friend bool operator==(const InterestSection&, const InterestSection&) = default;
};

struct Interest {
    std::int64_t cents = 0;  ///< sum of the sections
    std::int64_t days = 0;
    std::int64_t points_over_base = 0;
    std::vector<InterestSection> sections;
    friend bool operator==(const Interest&, const Interest&) = default;
};

/// Days of interest from the day after `event` to `last_day`: every month has 30, the year 360. A
/// 31st adds no day; where the claim ends within February, its days count as they are (30E/360).
[[nodiscard]] std::int64_t interest_days(LocalDate event, LocalDate last_day);

/// Simple interest at 30/360. Codes ZINS_UNGUELTIG for amounts and days that make no claim,
/// ZINSSATZ_UNBEKANNT where the table has no rate.
[[nodiscard]] Result<Interest, Reason> interest(const InterestClaim& claim,
                                                const BaseRates& rates = base_rates());

/// One German sentence for each section and the sum.
[[nodiscard]] std::string derivation_text(const Interest& interest);

}  // namespace foerderwerk::calendar
