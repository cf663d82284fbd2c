// SPDX-License-Identifier: EUPL-1.2
#include "engine/calendar/holiday_calendar.hpp"

#include <algorithm>
#include <array>

#include "engine/types/failure.hpp"

namespace foerderwerk::calendar {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year;

bool is_valid_in(const Validity& validity, year in_year) {
    const int number = static_cast<int>(in_year);
    return number >= validity.first_year && number <= validity.last_year;
}

LocalDate moved(LocalDate date, int by) {
    return LocalDate(sys_days(date) + days(by));
}

}  // namespace

LocalDate easter_sunday(year in_year) {
    const int y = static_cast<int>(in_year);
    FOERDERWERK_REQUIRE(y >= 1583 && y <= 9999, "the Gregorian calendar began in 1582");
    // The anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8): golden
    // number, century corrections, epact, then the Sunday after the full moon.
    const int golden = y % 19;
    const int century = y / 100;
    const int leap_corrections = century - century / 4;
    const int moon_corrections = (century - (century + 8) / 25 + 1) / 3;
    const int epact = (19 * golden + leap_corrections - moon_corrections + 15) % 30;
    const int to_sunday = (32 + 2 * (century % 4) + 2 * (y % 100 / 4) - epact - y % 100 % 4) % 7;
    const int late_moon = (golden + 11 * epact + 22 * to_sunday) / 451;
    const int since_march = epact + to_sunday - 7 * late_moon + 21;  // days after 1 March
    return LocalDate(sys_days(in_year / std::chrono::March / 1) + days(since_march));
}

HolidayCalendar::HolidayCalendar(std::string name, std::vector<FixedHoliday> fixed,
                                 std::vector<EasterHoliday> movable)
    : name_(std::move(name)), fixed_(std::move(fixed)), movable_(std::move(movable)) {}

std::vector<Holiday> HolidayCalendar::holidays(year in_year) const {
    std::vector<Holiday> found;
    for (const FixedHoliday& fixed : fixed_) {
        const LocalDate date = in_year / fixed.day.month() / fixed.day.day();
        if (is_valid_in(fixed.validity, in_year) && date.ok()) {
            found.push_back({date, fixed.name});
        }
    }
    for (const EasterHoliday& movable : movable_) {
        if (is_valid_in(movable.validity, in_year)) {
            found.push_back(
                {moved(easter_sunday(in_year), movable.days_after_easter), movable.name});
        }
    }
    std::sort(found.begin(), found.end(),
              [](const Holiday& a, const Holiday& b) { return a.date < b.date; });
    return found;
}

std::optional<std::string> HolidayCalendar::holiday_on(LocalDate date) const {
    for (const FixedHoliday& fixed : fixed_) {
        if (fixed.day == date.month() / date.day() && is_valid_in(fixed.validity, date.year())) {
            return fixed.name;
        }
    }
    if (date.year() < year(1583) || date.year() > year(9999)) {
        return std::nullopt;
    }
    const auto after_easter = (sys_days(date) - sys_days(easter_sunday(date.year()))).count();
    for (const EasterHoliday& movable : movable_) {
        if (movable.days_after_easter == after_easter &&
            is_valid_in(movable.validity, date.year())) {
            return movable.name;
        }
    }
    return std::nullopt;
}

bool HolidayCalendar::is_working_day(LocalDate date) const {
    FOERDERWERK_REQUIRE(date.ok(), "only dates of the calendar are working days or not");
    const std::chrono::weekday weekday{sys_days(date)};
    return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday && !holiday_on(date);
}

LocalDate HolidayCalendar::next_working_day(LocalDate date) const {
    while (!is_working_day(date)) {
        date = moved(date, 1);
    }
    return date;
}

LocalDate HolidayCalendar::previous_working_day(LocalDate date) const {
    while (!is_working_day(date)) {
        date = moved(date, -1);
    }
    return date;
}

const HolidayCalendar& baden_wuerttemberg() {
    using std::chrono::December;
    using std::chrono::January;
    using std::chrono::May;
    using std::chrono::November;
    using std::chrono::October;
    static const HolidayCalendar calendar(
        "Baden-Württemberg",
        {{January / 1, "Neujahr"},
         {January / 6, "Erscheinungsfest"},
         {May / 1, "1. Mai"},
         {October / 3, "Tag der Deutschen Einheit"},
         {October / 31, "Reformationstag", {2017, 2017}},  // once, 500 years after the theses
         {November / 1, "Allerheiligen"},
         {December / 25, "1. Weihnachtstag"},
         {December / 26, "2. Weihnachtstag"}},
        {{-2, "Karfreitag"},
         {1, "Ostermontag"},
         {39, "Christi Himmelfahrt"},
         {50, "Pfingstmontag"},
         {60, "Fronleichnam"}});
    return calendar;
}

std::string_view german_weekday(LocalDate date) {
    constexpr std::array<std::string_view, 7> known_names = {"So", "Mo", "Di", "Mi",
                                                             "Do", "Fr", "Sa"};
    return known_names[std::chrono::weekday(sys_days(date)).c_encoding()];
}

std::string german_date(LocalDate date) {
    const std::string iso = to_string(date);
    return std::string(german_weekday(date)) + ' ' + iso.substr(8, 2) + '.' + iso.substr(5, 2) +
           '.' + iso.substr(0, 4);
}

}  // namespace foerderwerk::calendar
