// SPDX-License-Identifier: EUPL-1.2
// Goal: instants and dates are written and read in one form; Berlin's clock is right without a
// time zone table.
// Method: tables around the switches; each half hour of 1996 to 2037 against the C library's zone
// table.
#include "engine/types/instant.hpp"

#include <cstdlib>
#include <ctime>

#include <gtest/gtest.h>

namespace foerderwerk {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;

TEST(Instant, IsWrittenWithSixDigitsAndReadBack) {
    const struct {
        const char* text;
        const char* canonical;
    } table[] = {
        {"2026-01-12T08:00:00Z", "2026-01-12T08:00:00.000000Z"},
        {"2026-01-12T08:00:00.5Z", "2026-01-12T08:00:00.500000Z"},
        {"2026-01-12T23:59:59.999999Z", "2026-01-12T23:59:59.999999Z"},
        {"1969-12-31T23:59:59.000001Z", "1969-12-31T23:59:59.000001Z"},
        {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z"},
        {"9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000000Z"},
    };
    for (const auto& row : table) {
        const auto instant = parse_instant(row.text);
        ASSERT_TRUE(instant.has_value()) << row.text;
        EXPECT_EQ(to_string(*instant), row.canonical);
        EXPECT_EQ(parse_instant(row.canonical), instant);
    }
}

TEST(Instant, RefusesOtherForms) {
    for (const char* text :
         {"", "2026-01-12", "2026-01-12T08:00:00", "2026-01-12T08:00Z", "2026-01-12 08:00:00Z",
          "2026-01-12T24:00:00Z", "2026-01-12T08:60:00Z", "2026-01-12T08:00:60Z",
          "2026-01-12T08:00:00.Z", "2026-01-12T08:00:00.1234567Z", "2026-01-12T08:00:00+01:00",
          "2026-01-12T08:00:00z", "2026-01-12T08:00:00Z ", "2026-01-12T08:00:00.12aZ",
          "2026-02-29T08:00:00Z", "02026-01-12T08:00:00Z", "2026-1-12T08:00:00Z"}) {
        EXPECT_FALSE(parse_instant(text).has_value()) << text;
    }
    for (const char* text : {"", "2026-01-1", "2026-13-01", "2026-02-30", "0000-01-01",
                             "2026-01-12T", "2026/01/12", "-026-01-12", "2100-02-29"}) {
        EXPECT_FALSE(parse_date(text).has_value()) << text;
    }
    EXPECT_EQ(to_string(parse_date("2024-02-29").value()), "2024-02-29");
}

TEST(BerlinTime, AgreesWithTheZoneTableOfTheSystem) {
    ::setenv("TZ", "Europe/Berlin", 1);
    ::tzset();
    const auto first = parse_instant("1996-01-01T00:00:00Z").value();
    const auto last = parse_instant("2038-01-01T00:00:00Z").value();
    const std::time_t january = 1768204800;
    std::tm probe{};
    ::localtime_r(&january, &probe);
    if (probe.tm_gmtoff != 3600) {
        GTEST_SKIP() << "no zone table of Europe/Berlin on this machine";
    }
    for (Instant instant = first; instant < last; instant += minutes(30)) {
        const std::time_t seconds =
            std::chrono::duration_cast<std::chrono::seconds>(instant.time_since_epoch()).count();
        std::tm local{};
        ::localtime_r(&seconds, &local);
        ASSERT_EQ(berlin_offset(instant), std::chrono::seconds(local.tm_gmtoff))
            << to_string(instant);
    }
}

TEST(BerlinTime, SplitsAnInstantAndJoinsItAgain) {
    const struct {
        const char* instant;
        const char* date;
        microseconds time;
    } table[] = {
        {"2026-01-12T22:59:59Z", "2026-01-12", hours(23) + minutes(59) + std::chrono::seconds(59)},
        {"2026-01-12T23:00:00Z", "2026-01-13", hours(0)},
        {"2026-07-31T21:59:59Z", "2026-07-31", hours(23) + minutes(59) + std::chrono::seconds(59)},
        {"2026-07-31T22:00:00Z", "2026-08-01", hours(0)},
        {"2026-03-29T00:59:00Z", "2026-03-29", hours(1) + minutes(59)},
        {"2026-03-29T01:00:00Z", "2026-03-29", hours(3)},
        {"2026-10-25T00:30:00Z", "2026-10-25", hours(2) + minutes(30)},
    };
    for (const auto& row : table) {
        const auto instant = parse_instant(row.instant).value();
        EXPECT_EQ(to_string(berlin_date(instant)), row.date);
        EXPECT_EQ(berlin_time_of_day(instant), row.time);
        EXPECT_EQ(berlin_instant(berlin_date(instant), row.time), instant) << row.instant;
        EXPECT_EQ(now_at(instant), (Now{instant, berlin_date(instant)}));
    }
}

TEST(BerlinTime, SkippedTimesMoveToTheEndOfTheGapAndDoubledTimesAreTheEarlier) {
    const auto spring = parse_date("2026-03-29").value();
    const auto after_gap = parse_instant("2026-03-29T01:00:00Z").value();
    EXPECT_EQ(berlin_instant(spring, hours(2)), after_gap);
    EXPECT_EQ(berlin_instant(spring, hours(2) + minutes(30)), after_gap);
    EXPECT_EQ(berlin_instant(spring, hours(3)), after_gap);
    const auto autumn = parse_date("2026-10-25").value();
    EXPECT_EQ(berlin_instant(autumn, hours(2)), parse_instant("2026-10-25T00:00:00Z").value());
    EXPECT_EQ(berlin_instant(autumn, hours(3)), parse_instant("2026-10-25T02:00:00Z").value());
}

}  // namespace
}  // namespace foerderwerk
