// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/types/instant.hpp"

namespace foerderwerk::calendar {

/// Easter Sunday of the Gregorian calendar; years 1583 to 9999.
[[nodiscard]] LocalDate easter_sunday(std::chrono::year year);

/// Years in which a holiday is one, both included.
struct Validity {
    int first_year = 1583;
    int last_year = 9999;
};

struct FixedHoliday {
    std::chrono::month_day day;
    std::string name;  ///< German
    Validity validity = {};
};

struct EasterHoliday {
    int days_after_easter = 0;
    std::string name;  ///< German
    Validity validity = {};
};

struct Holiday {
    LocalDate date;
    std::string name;
    friend bool operator==(const Holiday&, const Holiday&) = default;
};

/// The public holidays of one Land. The calendar of the authority's seat decides.
class HolidayCalendar {
public:
    HolidayCalendar(std::string name, std::vector<FixedHoliday> fixed,
                    std::vector<EasterHoliday> movable);

    [[nodiscard]] const std::string& name() const { return name_; }
    /// In the order of the calendar.
    [[nodiscard]] std::vector<Holiday> holidays(std::chrono::year year) const;
    /// The holiday's name, or nothing.
    [[nodiscard]] std::optional<std::string> holiday_on(LocalDate date) const;

    /// No Saturday, Sunday or public holiday (§ 193 BGB, § 31 Abs. 3 LVwVfG).
    [[nodiscard]] bool is_working_day(LocalDate date) const;
    /// `date` itself when it is one, else the first one after it.
    [[nodiscard]] LocalDate next_working_day(LocalDate date) const;
    /// `date` itself when it is one, else the last one before it.
    [[nodiscard]] LocalDate previous_working_day(LocalDate date) const;

private:
    std::string name_;
    std::vector<FixedHoliday> fixed_;
    std::vector<EasterHoliday> movable_;
};

/// § 1 of the Feiertagsgesetz of Baden-Württemberg, as it stands since 1995.
[[nodiscard]] const HolidayCalendar& baden_wuerttemberg();

/// "Mo" to "So".
[[nodiscard]] std::string_view german_weekday(LocalDate date);
/// "Mo 06.04.2026".
[[nodiscard]] std::string german_date(LocalDate date);

}  // namespace foerderwerk::calendar
