// SPDX-License-Identifier: EUPL-1.2
// Goal: the holidays of Baden-Württemberg and the working days around them are right.
// Method: known Easter dates; every Easter of 1583 to 9999 against the method of Gauss; the
// calendar of 2026 by hand; the official list of 2024 to 2031 when the shared data is there.
#include "engine/calendar/holiday_calendar.hpp"

#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include <gtest/gtest.h>

namespace foerderwerk::calendar {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year;

LocalDate date(const char* text) {
    return parse_date(text).value();
}

TEST(Easter, FallsOnTheKnownDays) {
    for (const char* text :
         {"1818-03-22", "1961-04-02", "2000-04-23", "2024-03-31", "2025-04-20", "2026-04-05",
          "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21", "2031-04-13", "2038-04-25",
          "2049-04-18", "2076-04-19", "2285-03-22"}) {
        EXPECT_EQ(to_string(easter_sunday(date(text).year())), text);
    }
}

/// Gauss's method with Lichtenberg's completion, another way than the engine's.
LocalDate easter_by_gauss(int x) {
    const int k = x / 100;
    const int m = 15 + (3 * k + 3) / 4 - (8 * k + 13) / 25;
    const int s = 2 - (3 * k + 3) / 4;
    const int a = x % 19;
    const int d = (19 * a + m) % 30;
    const int r = (d + a / 11) / 29;
    const int og = 21 + d - r;
    const int sz = 7 - (x + x / 4 + s) % 7;
    const int oe = 7 - (og - sz) % 7;
    return LocalDate(sys_days(year(x) / std::chrono::March / 1) + days(og + oe - 1));
}

TEST(Easter, AgreesWithGaussInEveryYear) {
    for (int x = 1583; x <= 9999; ++x) {
        ASSERT_EQ(easter_sunday(year(x)), easter_by_gauss(x)) << x;
    }
}

TEST(BadenWuerttemberg, HasTwelveHolidaysIn2026) {
    const std::vector<Holiday> expected = {
        {date("2026-01-01"), "Neujahr"},
        {date("2026-01-06"), "Erscheinungsfest"},
        {date("2026-04-03"), "Karfreitag"},
        {date("2026-04-06"), "Ostermontag"},
        {date("2026-05-01"), "1. Mai"},
        {date("2026-05-14"), "Christi Himmelfahrt"},
        {date("2026-05-25"), "Pfingstmontag"},
        {date("2026-06-04"), "Fronleichnam"},
        {date("2026-10-03"), "Tag der Deutschen Einheit"},
        {date("2026-11-01"), "Allerheiligen"},
        {date("2026-12-25"), "1. Weihnachtstag"},
        {date("2026-12-26"), "2. Weihnachtstag"},
    };
    EXPECT_EQ(baden_wuerttemberg().holidays(year(2026)), expected);
}

TEST(BadenWuerttemberg, AgreesWithTheListOf2024To2031) {
    const char* shared = std::getenv("FOERDERWERK_SHARED");
    const std::string folder =
        shared != nullptr ? shared : std::string(FOERDERWERK_SOURCE_DIR) + "/../shared";
    std::ifstream file(folder + "/domain/data/bw_feiertage_2024_2031.csv");
    if (!file) {
        GTEST_SKIP() << "no shared data in " << folder;
    }
    std::map<std::string, std::string> listed;
    std::string line;
    std::getline(file, line);  // header
    while (std::getline(file, line)) {
        std::istringstream row(line);
        std::string day;
        std::string weekday;
        std::string name;
        std::getline(row, day, ';');
        std::getline(row, weekday, ';');
        std::getline(row, name, '\r');
        EXPECT_EQ(german_weekday(date(day.c_str())), weekday);
        listed[day] = name;
    }
    EXPECT_EQ(listed.size(), 96U);
    const auto& calendar = baden_wuerttemberg();
    for (sys_days day = date("2024-01-01"); day <= sys_days(date("2031-12-31")); day += days(1)) {
        const auto found = listed.find(to_string(LocalDate(day)));
        ASSERT_EQ(calendar.holiday_on(LocalDate(day)).value_or("-"),
                  found == listed.end() ? "-" : found->second)
            << to_string(LocalDate(day));
    }
}

TEST(BadenWuerttemberg, DaysThatAreHolidaysElsewhereOrOnceOnly) {
    const auto& calendar = baden_wuerttemberg();
    EXPECT_EQ(calendar.holiday_on(date("2017-10-31")), "Reformationstag");
    for (const char* text : {"2026-10-31", "2026-04-02", "2026-12-24", "2026-12-31", "2026-08-15",
                             "2026-03-08", "2026-04-05", "2018-10-31"}) {
        EXPECT_FALSE(calendar.holiday_on(date(text)).has_value()) << text;
    }
}

TEST(WorkingDay, IsFoundOnBothSidesOfEaster) {
    const auto& calendar = baden_wuerttemberg();
    EXPECT_TRUE(calendar.is_working_day(date("2026-04-02")));
    for (const char* text : {"2026-04-03", "2026-04-04", "2026-04-05", "2026-04-06"}) {
        EXPECT_FALSE(calendar.is_working_day(date(text))) << text;
        EXPECT_EQ(calendar.next_working_day(date(text)), date("2026-04-07"));
        EXPECT_EQ(calendar.previous_working_day(date(text)), date("2026-04-02"));
    }
    EXPECT_EQ(calendar.next_working_day(date("2026-04-07")), date("2026-04-07"));
    EXPECT_EQ(calendar.previous_working_day(date("2026-04-07")), date("2026-04-07"));
    EXPECT_EQ(calendar.next_working_day(date("2026-12-25")), date("2026-12-28"));
}

TEST(HolidayCalendar, AnotherLandIsOtherData) {
    using std::chrono::March;
    const HolidayCalendar berlin("Berlin", {{March / 8, "Internationaler Frauentag", {2019, 9999}}},
                                 {{-2, "Karfreitag"}});
    EXPECT_EQ(berlin.name(), "Berlin");
    EXPECT_EQ(berlin.holiday_on(date("2026-03-08")), "Internationaler Frauentag");
    EXPECT_FALSE(berlin.holiday_on(date("2018-03-08")).has_value());
    EXPECT_EQ(berlin.holidays(year(2018)).size(), 1U);
    EXPECT_TRUE(berlin.is_working_day(date("2026-06-04")));
}

}  // namespace
}  // namespace foerderwerk::calendar
