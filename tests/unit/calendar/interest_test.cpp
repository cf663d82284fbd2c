// SPDX-License-Identifier: EUPL-1.2
// Goal: interest is exact to the cent and says how it came about. Method: scenario 37 and a table
// of edges; thousands of drawn claims against a second implementation that shares no code with the
// engine: it walks every day and adds numerators.
#include "engine/calendar/interest.hpp"

#include <map>
#include <random>

#include <gtest/gtest.h>

namespace foerderwerk::calendar {
namespace {

LocalDate date(const char* text) {
    return parse_date(text).value();
}

Result<Interest, Reason> on(std::int64_t cents, const char* event, const char* last) {
    return interest({.cents = cents, .event = date(event), .last_day = date(last)});
}

TEST(Scenario, 37_InterestOfOneYear) {
    const auto computed = on(1'200'00, "2024-01-01", "2024-12-31");
    ASSERT_TRUE(computed.has_value());
    ASSERT_EQ(computed->sections.size(), 2u);
    EXPECT_EQ(computed->sections[0].days, 179);
    EXPECT_EQ(computed->sections[0].rate, 862);
    EXPECT_EQ(computed->sections[0].cents, 51'43);
    EXPECT_EQ(computed->sections[1].days, 180);
    EXPECT_EQ(computed->sections[1].rate, 837);
    EXPECT_EQ(computed->sections[1].cents, 50'22);
    EXPECT_EQ(computed->cents, 101'65);
    EXPECT_EQ(
        derivation_text(*computed),
        "§ 49a Abs. 3 LVwVfG, VV-LHO zu § 34 Nr. 5.2 (Jahr 360, Monat 30 Tage), 5,00 "
        "Prozentpunkte über dem Basiszinssatz: Di 02.01.2024 bis So 30.06.2024: 179 Tage auf "
        "1.200,00 € zu 8,62 % (Basiszinssatz 3,62 %) = 51,43 €; Mo 01.07.2024 bis Di 31.12.2024: "
        "180 Tage auf 1.200,00 € zu 8,37 % (Basiszinssatz 3,37 %) = 50,22 €; Summe 101,65 € für "
        "359 Tage, je Abschnitt kaufmännisch auf Cent gerundet.");
}

TEST(Interest, DaysOfMonthsWithThirtyDays) {
    const struct {
        const char* event;
        const char* last;
        std::int64_t days;
    } table[] = {
        {"2024-01-01", "2024-01-01", 0},   {"2024-01-01", "2024-01-02", 1},
        {"2024-01-01", "2024-01-31", 29},  // the 31st adds no day
        {"2024-01-01", "2024-01-30", 29},  {"2024-01-30", "2024-01-31", 0},
        {"2024-01-30", "2024-02-01", 1},   {"2024-01-31", "2024-02-29", 29},  // ends in February
        {"2023-01-31", "2023-02-28", 28},  {"2023-01-31", "2023-03-01", 31},
        {"2023-02-28", "2023-03-31", 30},  // begins on 1 March
        {"2024-02-28", "2024-03-31", 32},  // begins on 29 February
        {"2023-12-31", "2024-12-31", 360}, {"2024-01-15", "2024-07-15", 180},
        {"2024-07-15", "2024-01-15", 0},
    };
    for (const auto& row : table) {
        EXPECT_EQ(interest_days(date(row.event), date(row.last)), row.days)
            << row.event << " " << row.last;
    }
}

TEST(Interest, SectionsEndWithARateAndWithARepayment) {
    const auto paid = interest({.cents = 1'000'00,
                                .event = date("2024-03-31"),
                                .last_day = date("2024-09-30"),
                                .repayments = {{date("2024-08-15"), 400'00}}});
    ASSERT_EQ(paid->sections.size(), 3u);
    EXPECT_EQ(to_string(paid->sections[1].last), "2024-08-15");  // the day of payment counts
    EXPECT_EQ(paid->sections[1].principal, 1'000'00);
    EXPECT_EQ(paid->sections[2].principal, 600'00);
    EXPECT_EQ(paid->sections[2].days, 45);
    EXPECT_EQ(paid->days, 180);
    EXPECT_EQ(paid->cents, 21'55 + 10'46 + 6'28);
    // The base rate stood still for six years, below zero: one section.
    const auto still = on(10'000'00, "2016-06-30", "2022-12-31");
    ASSERT_EQ(still->sections.size(), 1u);
    EXPECT_EQ(still->sections[0].rate, 412);
    EXPECT_EQ(still->cents, 2'678'00);
    // Unverified rates say so.
    EXPECT_NE(derivation_text(*on(100'00, "2025-01-01", "2025-02-01")).find("nicht am Bundes"),
              std::string::npos);
}

TEST(Interest, RefusesWhatIsNoClaim) {
    const auto code = [](const InterestClaim& claim) { return interest(claim).error().code; };
    const LocalDate start = date("2024-01-01");
    const LocalDate end = date("2024-12-31");
    EXPECT_EQ(code({.cents = -1, .event = start, .last_day = end}), "ZINS_UNGUELTIG");
    EXPECT_EQ(code({.cents = 1'000'000'000'001, .event = start, .last_day = end}),
              "ZINS_UNGUELTIG");
    EXPECT_EQ(code({.cents = 1, .event = end, .last_day = start}), "ZINS_UNGUELTIG");
    EXPECT_EQ(code({.cents = 1, .event = start, .last_day = end, .repayments = {{end, 2}}}),
              "ZINS_UNGUELTIG");
    EXPECT_EQ(code({.cents = 1, .event = end, .last_day = end, .repayments = {{start, 1}}}),
              "ZINS_UNGUELTIG");
    EXPECT_EQ(code({.cents = 1,
                    .event = start,
                    .last_day = end,
                    .repayments = {},
                    .points_over_base = -1}),
              "ZINS_UNGUELTIG");
    // Nobody knows the rate of a half-year that was not published: no guess.
    EXPECT_EQ(code({.cents = 1, .event = start, .last_day = date("2026-07-01")}),
              "ZINSSATZ_UNBEKANNT");
    EXPECT_EQ(code({.cents = 1, .event = date("2001-12-30"), .last_day = end}),
              "ZINSSATZ_UNBEKANNT");
    EXPECT_TRUE(on(1'000'000'000'000, "2002-01-01", "2026-06-30").has_value());
}

// ---- the second implementation

bool is_leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/// Days that a calendar day stands for: February is filled up to 30 by its last day, unless the
/// claim ends there, and a 31st is none.
int weight_of(int year, unsigned month, unsigned day, bool last_of_claim) {
    const unsigned february = is_leap(year) ? 29 : 28;
    if (month == 2 && day == february && !last_of_claim) {
        return static_cast<int>(30 - february + 1);
    }
    return day == 31 ? 0 : 1;
}

std::int64_t walked_interest(const InterestClaim& claim) {
    const std::map<std::string, int> half_years = {
        {"2022-2", -88}, {"2023-1", 162}, {"2023-2", 312},
        {"2024-1", 362}, {"2024-2", 337}, {"2025-1", 227},
    };
    std::int64_t sum = 0;
    std::int64_t numerator = 0;
    std::int64_t principal = claim.cents;
    std::int64_t factor = -1;
    const auto close = [&] {
        sum += numerator / 3'600'000 + (numerator % 3'600'000 * 2 >= 3'600'000 ? 1 : 0);
        numerator = 0;
    };
    using std::chrono::sys_days;
    for (sys_days at = sys_days(claim.event); at < sys_days(claim.last_day);) {
        at += std::chrono::days(1);
        const LocalDate day(at);
        const int year = static_cast<int>(day.year());
        const auto month = static_cast<unsigned>(day.month());
        const int base = half_years.at(std::to_string(year) + (month < 7 ? "-1" : "-2"));
        const std::int64_t now = principal * (base + claim.points_over_base);
        if (now != factor) {
            close();
            factor = now;
        }
        const bool last = at == sys_days(claim.last_day);
        numerator += now * weight_of(year, month, static_cast<unsigned>(day.day()), last);
        for (const Repayment& repayment : claim.repayments) {
            principal -= repayment.day == day ? repayment.cents : 0;
        }
    }
    close();
    return sum;
}

TEST(Interest, AgreesWithAWalkOverEveryDay) {
    constexpr unsigned seed = 20'261'122;
    std::mt19937_64 draw(seed);
    const auto from = std::chrono::sys_days(date("2022-07-01"));
    const auto length = (std::chrono::sys_days(date("2025-06-30")) - from).count();
    const auto between = [&draw](std::int64_t low, std::int64_t high) {
        return std::uniform_int_distribution<std::int64_t>(low, high)(draw);
    };
    for (int round = 0; round < 5'000; ++round) {
        const std::int64_t start = between(0, length);
        const std::int64_t end = between(start, length);
        InterestClaim claim{.cents = between(1, 50'000'000'00),
                            .event = LocalDate(from + std::chrono::days(start)),
                            .last_day = LocalDate(from + std::chrono::days(end))};
        for (std::int64_t left = claim.cents; round % 3 == 0 && end > start && left > 4;) {
            const std::int64_t part = between(1, left);
            const LocalDate day(from + std::chrono::days(between(start + 1, end)));
            claim.repayments.push_back({day, part});
            left = claim.repayments.size() < 4 ? left - part : 0;
        }
        const auto computed = interest(claim);
        ASSERT_TRUE(computed.has_value());
        ASSERT_EQ(computed->cents, walked_interest(claim))
            << "seed " << seed << ", round " << round << ", " << to_string(claim.event) << " to "
            << to_string(claim.last_day) << ", " << claim.cents;
        ASSERT_EQ(computed->days, interest_days(claim.event, claim.last_day));
    }
}

}  // namespace
}  // namespace foerderwerk::calendar
