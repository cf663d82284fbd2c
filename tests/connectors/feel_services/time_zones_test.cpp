// SPDX-License-Identifier: EUPL-1.2
// Goal: named zones have the offsets of the machine's database, also in the far future, and a time
// that does not exist or exists twice has the offset of before the change.
// Method: a table of local times.
#include "connectors/feel_services/time_zones.hpp"

#include <gtest/gtest.h>

#include "connectors/feel_services/host_services.hpp"

namespace foerderwerk::feel_services {
namespace {

struct OffsetRow {
    std::string zone;
    int year;
    unsigned month;
    unsigned day;
    int minute_of_day;
    int offset_minutes;
};

TEST(TimeZones, Offsets) {
    const OffsetRow rows[] = {
        {"Europe/Berlin", 2026, 1, 12, 600, 60},
        {"Europe/Berlin", 2026, 7, 12, 600, 120},
        {"Europe/Berlin", 2026, 3, 29, 119, 60},
        {"Europe/Berlin", 2026, 3, 29, 150, 60},  // skipped by the clocks
        {"Europe/Berlin", 2026, 3, 29, 180, 120},
        {"Europe/Berlin", 2026, 10, 25, 150, 120},  // shown twice
        {"Europe/Berlin", 2026, 10, 25, 180, 60},
        {"Europe/Berlin", 2045, 1, 1, 0, 60},  // by the rule for the future
        {"Europe/Berlin", 2045, 7, 1, 0, 120},
        {"Europe/Berlin", 2045, 3, 26, 150, 60},
        {"Europe/Berlin", 2045, 10, 29, 150, 120},
        {"Australia/Melbourne", 2045, 1, 1, 0, 660},
        {"Australia/Melbourne", 2045, 7, 1, 0, 600},
        {"America/New_York", 2026, 7, 1, 0, -240},
        {"Asia/Kathmandu", 2050, 7, 1, 0, 345},
        {"Etc/UTC", -2021, 1, 1, 0, 0},
    };
    for (const OffsetRow& row : rows) {
        const LocalDate day{std::chrono::year(row.year), std::chrono::month(row.month),
                            std::chrono::day(row.day)};
        const auto offset = zone_offset(row.zone, day, std::chrono::minutes(row.minute_of_day));
        ASSERT_TRUE(offset.has_value()) << row.zone;
        EXPECT_EQ(offset->count(), row.offset_minutes * 60)
            << row.zone << " " << row.year << "-" << row.month << "-" << row.day << " "
            << row.minute_of_day;
    }
}

TEST(TimeZones, UnknownNamesAreNoZones) {
    const LocalDate day{std::chrono::year(2026), std::chrono::January, std::chrono::day(1)};
    for (const char* name : {"", "Mars/Olympus", "europe/berlin", "../../../etc/passwd", "+01:00"})
        EXPECT_FALSE(zone_offset(name, day, {}).has_value()) << name;
    EXPECT_NE(zone_database_version(), "unknown");
}

TEST(HostServices, ServeFeel) {
    const HostServices services;
    feel::Environment environment;
    environment.services = &services;
    const std::pair<const char*, const char*> rows[] = {
        {"@\"2026-07-01T10:00:00@Europe/Berlin\".time offset", "PT2H"},
        {"@\"2026-07-01T10:00:00@Europe/Berlin\" = @\"2026-07-01T08:00:00Z\"", "true"},
        {"matches(\"79539\", \"^[0-9]{5}$\")", "true"},
        {"replace(\"a-b\", \"-\", \"+\")", "a+b"},
        {"split(\"a, b\", \",\\s*\")", "[\"a\", \"b\"]"},
    };
    for (const auto& [text, expected] : rows) {
        const auto expression = feel::parse_expression(text);
        ASSERT_TRUE(expression.has_value()) << text;
        EXPECT_EQ(feel::to_text(feel::evaluate(*expression, environment).value), expected) << text;
    }
    // The reason of a refusal reaches the log, and a costly pattern ends in the limit of steps.
    const auto refused =
        feel::evaluate(*feel::parse_expression("matches(\"a\", \"(a)\\1\")"), environment);
    ASSERT_EQ(refused.problems.size(), 1u);
    EXPECT_NE(refused.problems[0].find("back references"), std::string::npos);
    environment.limits.steps_max = 1000;
    const auto costly = feel::evaluate(
        *feel::parse_expression("matches(\"" + std::string(10'000, 'a') + "\", \"b\")"),
        environment);
    EXPECT_TRUE(costly.value.is_error());
}

}  // namespace
}  // namespace foerderwerk::feel_services
