// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/calendar/legal_period.hpp"

namespace foerderwerk::calendar {

struct Instalment {
    std::int64_t number = 0;  ///< from 1
    LocalDate due;            ///< on a working day
    std::int64_t cents = 0;
    friend bool operator==(const Instalment&, const Instalment&) = default;
};

/// `cents` in `count` monthly parts from `first_due` on: equal parts, rounded down to the cent,
/// the last one takes the rest; a day that a month lacks is its last day (§ 188 Abs. 3 BGB), and
/// no working day moves to the next one (§ 193 BGB). Code RATEN_UNGUELTIG for counts outside 1 to
/// 600, or parts below one cent; FRIST_UNGUELTIG beyond the year 9999.
[[nodiscard]] Result<std::vector<Instalment>, Reason> instalments(std::int64_t cents,
                                                                  std::int64_t count,
                                                                  LocalDate first_due,
                                                                  const HolidayCalendar& calendar);

[[nodiscard]] std::string derivation_text(const std::vector<Instalment>& plan);

}  // namespace foerderwerk::calendar
