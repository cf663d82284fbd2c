// SPDX-License-Identifier: EUPL-1.2
// Goal: deadlines of 2024 to 2031 are right in every combination of clock, weekend and holiday.
// Method: every day of the eight years on every clock, against a second implementation that shares
// no code with the engine: its own calendar of plain numbers, Easter as printed dates, and a walk
// from day to day. The test counts which combinations it met, and wants all of them.
#include <array>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "engine/calendar/delivery.hpp"

namespace foerderwerk::calendar {
namespace {

/// A day as three numbers and its weekday, 0 for Monday. 1 January 2024 was a Monday.
struct Day {
    int year = 2024;
    int month = 1;
    int day = 1;
    int weekday = 0;

    [[nodiscard]] std::string text() const {
        char out[40];
        std::snprintf(out, sizeof out, "%04d-%02d-%02d", year, month, day);
        return out;
    }
};

int length_of_month(int year, int month) {
    constexpr std::array<int, 12> lengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && year % 4 == 0 ? 29 : lengths[static_cast<std::size_t>(month - 1)];
}

Day tomorrow(Day day) {
    day.weekday = (day.weekday + 1) % 7;
    if (++day.day > length_of_month(day.year, day.month)) {
        day.day = 1;
        if (++day.month > 12) {
            day.month = 1;
            ++day.year;
        }
    }
    return day;
}

/// Easter Sundays as printed in almanacs.
constexpr std::array<std::array<int, 3>, 9> easter_sundays = {{{2024, 3, 31},
                                                               {2025, 4, 20},
                                                               {2026, 4, 5},
                                                               {2027, 3, 28},
                                                               {2028, 4, 16},
                                                               {2029, 4, 1},
                                                               {2030, 4, 21},
                                                               {2031, 4, 13},
                                                               {2032, 3, 28}}};

/// All holidays of Baden-Württemberg by walking, from the law's list.
std::map<std::string, std::string> all_holidays() {
    const std::map<std::string, std::string> fixed = {
        {"01-01", "Neujahr"},         {"01-06", "Erscheinungsfest"},
        {"05-01", "1. Mai"},          {"10-03", "Tag der Deutschen Einheit"},
        {"11-01", "Allerheiligen"},   {"12-25", "1. Weihnachtstag"},
        {"12-26", "2. Weihnachtstag"}};
    const std::map<int, std::string> after_good_friday = {{0, "Karfreitag"},
                                                          {3, "Ostermontag"},
                                                          {41, "Christi Himmelfahrt"},
                                                          {52, "Pfingstmontag"},
                                                          {62, "Fronleichnam"}};
    std::map<std::string, std::string> holidays;
    int running = -1;
    for (Day day; day.year < 2033; day = tomorrow(day)) {
        const Day in_two_days = tomorrow(tomorrow(day));
        for (const auto& easter : easter_sundays) {
            const bool good_friday = in_two_days.year == easter[0] &&
                                     in_two_days.month == easter[1] && in_two_days.day == easter[2];
            running = good_friday ? 0 : running;
        }
        if (const auto name = fixed.find(day.text().substr(5)); name != fixed.end()) {
            holidays[day.text()] = name->second;
        }
        if (const auto name = after_good_friday.find(running); name != after_good_friday.end()) {
            holidays[day.text()] = name->second;
        }
        running += running < 0 ? 0 : 1;
    }
    return holidays;
}

const std::map<std::string, std::string>& holidays() {
    static const std::map<std::string, std::string> all = all_holidays();
    return all;
}

/// "Samstag", "Sonntag", a holiday, a holiday on a weekend, or "" for a working day.
std::string kind_of(const Day& day) {
    const std::string weekend = day.weekday == 5 ? "Samstag" : day.weekday == 6 ? "Sonntag" : "";
    const auto holiday = holidays().find(day.text());
    return weekend + (holiday != holidays().end() ? "/" + holiday->second : "");
}

Day walk_to_working_day(Day day) {
    while (!kind_of(day).empty()) {
        day = tomorrow(day);
    }
    return day;
}

Day walk_days(Day day, int count) {
    for (; count > 0; --count) {
        day = tomorrow(day);
    }
    return day;
}

/// Walks until so many months have turned, then on to the same number or the month's end.
Day walk_months(const Day& from, int months) {
    Day day = from;
    while (months > 0) {
        day = tomorrow(day);
        months -= day.day == 1 ? 1 : 0;
    }
    while (day.day != from.day && day.day != length_of_month(day.year, day.month)) {
        day = tomorrow(day);
    }
    return day;
}

int days_of_clock(DeliveryClock clock, int year) {
    switch (clock) {
        case DeliveryClock::post:
        case DeliveryClock::electronic:
            return year >= 2025 ? 4 : 3;
        case DeliveryClock::portal_mailbox:
            return 3;
        case DeliveryClock::retrieval:
            return 1;
    }
    return 0;
}

constexpr std::array all_clocks = {DeliveryClock::post, DeliveryClock::electronic,
                                   DeliveryClock::portal_mailbox, DeliveryClock::retrieval};
const HolidayCalendar& bw = baden_wuerttemberg();

TEST(EightYears, HolidaysAreThoseOfTheSecondImplementation) {
    int met = 0;
    for (Day day; day.year < 2032; day = tomorrow(day)) {
        const LocalDate date = parse_date(day.text()).value();
        const auto expected = holidays().find(day.text());
        const auto name = bw.holiday_on(date);
        ASSERT_EQ(name.value_or(""), expected != holidays().end() ? expected->second : "")
            << day.text();
        ASSERT_EQ(bw.is_working_day(date), kind_of(day).empty()) << day.text();
        met += name.has_value() ? 1 : 0;
    }
    EXPECT_EQ(met, 12 * 8);
}

TEST(EightYears, EveryDayOnEveryClockWithEveryRemedy) {
    std::map<DeliveryClock, std::set<std::string>> met;
    int deadlines = 0;
    for (Day day; day.year < 2032; day = tomorrow(day)) {
        const LocalDate date = parse_date(day.text()).value();
        for (const DeliveryClock clock : all_clocks) {
            const Day delivered = walk_days(day, days_of_clock(clock, day.year));
            const auto derived = deemed_delivery(date, clock);
            ASSERT_EQ(to_string(derived->end), delivered.text()) << day.text();
            const Day moved = walk_to_working_day(delivered);
            ASSERT_EQ(to_string(cautious(*derived, bw).end), moved.text()) << day.text();
            for (const int months : {1, 12}) {
                const Day raw = walk_months(delivered, months);
                const Day end = walk_to_working_day(raw);
                const auto remedy = end_of_remedy(derived->end, months == 1, bw);
                ASSERT_EQ(to_string(remedy->raw_end), raw.text()) << day.text();
                ASSERT_EQ(to_string(remedy->end), end.text()) << day.text();
                ASSERT_EQ(remedy->shift_reason.empty(), kind_of(raw).empty()) << day.text();
                met[clock].insert(kind_of(raw));
                ++deadlines;
            }
            for (const int weeks : {1, 2}) {
                const Day end = walk_to_working_day(walk_days(delivered, 7 * weeks));
                const auto set = end_of_period(derived->end, {weeks, PeriodUnit::weeks}, bw);
                ASSERT_EQ(to_string(set->end), end.text()) << day.text();
                ++deadlines;
            }
        }
    }
    EXPECT_GT(deadlines, 300);
    for (const DeliveryClock clock : all_clocks) {
        std::set<std::string> wanted = {"", "Samstag", "Sonntag"};
        for (const auto& [text, name] : holidays()) {
            // Good Friday and its four followers never fall on a weekend; Sundays are no holidays
            // of their own in Baden-Württemberg.
            wanted.insert("/" + name);
        }
        for (const std::string& kind : wanted) {
            EXPECT_TRUE(met[clock].contains(kind)) << static_cast<int>(clock) << " " << kind;
        }
        EXPECT_TRUE(met[clock].contains("Samstag/Allerheiligen"));
        EXPECT_TRUE(met[clock].contains("Sonntag/Erscheinungsfest"));
    }
}

TEST(EightYears, TheYearFromKnowledgeAndItsSafeDay) {
    for (Day day; day.year < 2031; day = tomorrow(day)) {
        const auto year = year_from_knowledge(parse_date(day.text()).value(), bw);
        const Day raw = walk_months(day, 12);
        Day safe;
        for (Day walk = day; walk.text() <= raw.text(); walk = tomorrow(walk)) {
            safe = kind_of(walk).empty() ? walk : safe;
        }
        ASSERT_EQ(to_string(year->end.end), walk_to_working_day(raw).text()) << day.text();
        ASSERT_EQ(to_string(year->safe_until), safe.text()) << day.text();
        ASSERT_LE(year->safe_until, year->end.end);
    }
}

}  // namespace
}  // namespace foerderwerk::calendar
