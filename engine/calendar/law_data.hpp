// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>

#include "engine/calendar/bundesbank_rates.hpp"
#include "engine/calendar/delivery.hpp"
#include "engine/calendar/holiday_calendar.hpp"
#include "engine/calendar/small_amounts.hpp"

namespace foerderwerk::calendar {

/// What the law sets in numbers and days, with validity: everything that deadlines and amounts are
/// computed from. Pinned to a case with its definition, so a replay counts with the same.
struct LawData {
    HolidayCalendar holidays = baden_wuerttemberg();
    BaseRates base_rates = calendar::base_rates();
    DeliveryClocks clocks = delivery_clocks();
    AmountLimits limits = amount_limits();
};

/// The built-in data for an authority in Baden-Württemberg.
[[nodiscard]] const LawData& built_in_law();

/// The files of a programme's folder that take the place of a built-in table.
inline constexpr const char* holidays_file = "calendar/feiertage.csv";
inline constexpr const char* base_rates_file = "calendar/basiszinssatz.csv";
inline constexpr const char* clocks_file = "calendar/bekanntgabe.csv";
inline constexpr const char* limits_file = "calendar/bagatellgrenzen.csv";

/// Reads those of the files that are there (path → content); the built-in table stands for each
/// other one. All reasons, code CALENDAR, with file and line as place.
///
///     feiertage.csv        name;tag;ab;bis            tag 01-06 or Ostern+60; years may be empty
///     basiszinssatz.csv    gueltig_ab;prozent;beleg   a beleg with UNVERIFIED marks the rate
///     bekanntgabe.csv      weg;gueltig_ab;tage;norm
///     bagatellgrenzen.csv  art;schuldner;gueltig_ab;euro;einschliesslich;norm      ja or nein
[[nodiscard]] Result<LawData, Reasons> read_law_data(
    const std::map<std::string, std::string>& files);

}  // namespace foerderwerk::calendar
