// SPDX-License-Identifier: EUPL-1.2
// Goal: legal periods end on the right day and say why.
// Method: the scenarios 26 to 35 with their dates; a table of the civil code's edge cases; every
// day of 2024 to 2031 with many periods against a day-by-day walk written from the law.
#include <gtest/gtest.h>

#include "engine/calendar/delivery.hpp"

namespace foerderwerk::calendar {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

const HolidayCalendar& bw = baden_wuerttemberg();

LocalDate date(const char* text) {
    return parse_date(text).value();
}
LocalDate plus(LocalDate day, int count) {
    return LocalDate(sys_days(day) + days(count));
}

std::string end(const char* start, Period period, PeriodStart start_rule = PeriodStart::event,
                PeriodEnd end_rule = PeriodEnd::shifted) {
    const auto derived = end_of_period(date(start), period, bw, start_rule, end_rule);
    return derived ? to_string(derived->end) : derived.error().code;
}

std::string delivered(const char* day, DeliveryClock clock) {
    return to_string(deemed_delivery(date(day), clock)->end);
}

constexpr Period one_month{1, PeriodUnit::months};

TEST(Scenario, 26_PostedOnMaundyThursday) {
    EXPECT_EQ(delivered("2026-04-02", DeliveryClock::post), "2026-04-06");
    EXPECT_EQ(end("2026-04-06", one_month), "2026-05-06");
    const auto later = cautious(*deemed_delivery(date("2026-04-02"), DeliveryClock::post), bw);
    EXPECT_EQ(to_string(later.end), "2026-04-07");
    EXPECT_EQ(later.shift_reason, "Mo 06.04.2026 (Ostermontag)");
    EXPECT_EQ(end("2026-04-07", one_month), "2026-05-07");
}

TEST(Scenario, 27_AMonthThatIsTooShort) {
    EXPECT_EQ(delivered("2026-03-27", DeliveryClock::post), "2026-03-31");
    const auto derived = end_of_period(date("2026-03-31"), one_month, bw);
    EXPECT_EQ(to_string(derived->end), "2026-04-30");
    EXPECT_EQ(derived->rule, "§ 187 Abs. 1, § 188 Abs. 2 und 3 BGB");
}

TEST(Scenario, 28_EndOnEpiphany) {
    EXPECT_EQ(delivered("2026-12-02", DeliveryClock::post), "2026-12-06");
    const auto derived = end_of_period(date("2026-12-06"), one_month, bw);
    EXPECT_EQ(to_string(derived->raw_end), "2027-01-06");
    EXPECT_EQ(to_string(derived->end), "2027-01-07");
    EXPECT_EQ(derivation_text(*derived),
              "§ 187 Abs. 1, § 188 Abs. 2 BGB: Beginn So 06.12.2026, Dauer 1 Monat, Ende Mi "
              "06.01.2027, "
              "verschoben auf Do 07.01.2027 (§ 193 BGB, § 31 Abs. 3 LVwVfG), weil kein Werktag: "
              "Mi 06.01.2027 (Erscheinungsfest).");
}

TEST(Scenario, 30_RetrievalAndItsWindow) {
    EXPECT_EQ(delivered("2026-12-28", DeliveryClock::retrieval), "2026-12-29");
    EXPECT_EQ(end("2026-12-29", one_month), "2027-01-29");
    EXPECT_EQ(to_string(end_of_retrieval(date("2026-12-23"))->end), "2027-01-02");
}

TEST(Scenario, 31_TwoWeeksEndOnEasterMonday) {
    EXPECT_EQ(delivered("2026-03-19", DeliveryClock::post), "2026-03-23");
    const auto derived = end_of_period(date("2026-03-23"), {2, PeriodUnit::weeks}, bw);
    EXPECT_EQ(to_string(derived->raw_end), "2026-04-06");
    EXPECT_EQ(to_string(derived->end), "2026-04-07");
}

TEST(Scenario, 33_34_35_YearsAndHalfYears) {
    constexpr Period one_year{1, PeriodUnit::years};
    EXPECT_EQ(end("2026-04-06", one_year), "2027-04-06");
    EXPECT_EQ(end("2026-11-18", one_year), "2027-11-18");
    EXPECT_EQ(end("2026-12-31", {6, PeriodUnit::months}), "2027-06-30");
    EXPECT_EQ(end("2026-12-31", {4, PeriodUnit::months}), "2027-04-30");
    EXPECT_EQ(end("2027-11-19", one_year, PeriodStart::event, PeriodEnd::fixed), "2028-11-19");
    EXPECT_EQ(end("2027-11-19", one_year), "2028-11-20");
    EXPECT_EQ(to_string(bw.previous_working_day(date("2028-11-19"))), "2028-11-17");
}

TEST(Period, EdgesOfTheCivilCode) {
    using enum PeriodUnit;
    const auto fixed = PeriodEnd::fixed;
    const struct {
        const char* start;
        Period period;
        PeriodStart rule;
        const char* end;
    } table[] = {
        {"2024-01-31", {1, months}, PeriodStart::event, "2024-02-29"},
        {"2025-01-31", {1, months}, PeriodStart::event, "2025-02-28"},
        {"2025-02-28", {1, months}, PeriodStart::event, "2025-03-28"},
        {"2024-02-29", {1, years}, PeriodStart::event, "2025-02-28"},
        {"2024-02-29", {4, years}, PeriodStart::event, "2028-02-29"},
        {"2025-11-30", {3, months}, PeriodStart::event, "2026-02-28"},
        {"2025-12-15", {13, months}, PeriodStart::event, "2027-01-15"},
        {"2026-01-01", {1, years}, PeriodStart::start_of_day, "2026-12-31"},
        {"2026-03-01", {1, months}, PeriodStart::start_of_day, "2026-03-31"},
        {"2026-01-31", {1, months}, PeriodStart::start_of_day, "2026-02-28"},
        {"2026-01-15", {1, months}, PeriodStart::start_of_day, "2026-02-14"},
        {"2026-01-15", {1, days}, PeriodStart::start_of_day, "2026-01-15"},
        {"2026-01-15", {2, weeks}, PeriodStart::start_of_day, "2026-01-28"},
        {"2026-01-15", {1, days}, PeriodStart::event, "2026-01-16"},
        {"2026-01-15", {0, days}, PeriodStart::event, "FRIST_UNGUELTIG"},
        {"2026-01-15", {-1, months}, PeriodStart::event, "FRIST_UNGUELTIG"},
        {"9999-12-01", {1, months}, PeriodStart::event, "FRIST_UNGUELTIG"},
        {"9999-12-01", {31, days}, PeriodStart::event, "FRIST_UNGUELTIG"},
        {"9999-12-01", {30, days}, PeriodStart::event, "9999-12-31"},
        {"2026-01-15", {9'000'000'000'000'000'000, years}, PeriodStart::event, "FRIST_UNGUELTIG"},
        {"0001-01-01", {4'000'000, years}, PeriodStart::event, "FRIST_UNGUELTIG"},
    };
    for (const auto& row : table) {
        EXPECT_EQ(end(row.start, row.period, row.rule, fixed), row.end) << row.start;
    }
}

TEST(Period, HalfMonthsAreFifteenDaysCountedLast) {
    const struct {
        const char* start;
        const char* period;
        PeriodStart rule;
        const char* end;
    } table[] = {
        {"2026-02-15", "halber Monat", PeriodStart::event, "2026-03-02"},
        {"2026-03-01", "ein halber Monat", PeriodStart::start_of_day, "2026-03-15"},
        {"2026-01-31", "1,5 Monate", PeriodStart::event, "2026-03-15"},  // 28 February, then 15
        {"2026-02-01", "1,5 Monate", PeriodStart::start_of_day, "2026-03-15"},
        {"2026-01-15", "2,5 Monate", PeriodStart::event, "2026-03-30"},
        {"2026-01-31", "Vierteljahr", PeriodStart::event, "2026-04-30"},
        {"2026-08-31", "halbes Jahr", PeriodStart::event, "2027-02-28"},
        {"2026-08-31", "1,5 Jahre", PeriodStart::event, "2028-02-29"},
        {"2026-01-12", "14 Tage", PeriodStart::event, "2026-01-26"},
        {"2026-01-12", "2 Wochen", PeriodStart::event, "2026-01-26"},
        {"2026-01-12", "1 Jahr", PeriodStart::event, "2027-01-12"},
    };
    for (const auto& row : table) {
        const auto period = parse_period(row.period);
        ASSERT_TRUE(period.has_value()) << row.period;
        EXPECT_EQ(end(row.start, *period, row.rule, PeriodEnd::fixed), row.end) << row.period;
    }
    for (const char* text :
         {"", "Monat", "1", "-1 Tage", "1.5 Monate", "1,5 Tage", "1,5 Wochen", "zwei Wochen",
          "1 monat", " 1 Monat", "9999999999 Tage", ",5 Monate"}) {
        EXPECT_FALSE(parse_period(text).has_value()) << text;
    }
    EXPECT_EQ(end("2026-01-15", {1, PeriodUnit::weeks, true}), "FRIST_UNGUELTIG");
}

TEST(Period, AnExtensionGoesOnFromTheShiftedEnd) {
    // Two weeks to Easter Monday, shifted to Tuesday; one week more is counted from Tuesday.
    const auto more = extended_period(date("2026-04-07"), {1, PeriodUnit::weeks}, bw);
    EXPECT_EQ(to_string(more->end), "2026-04-14");
    EXPECT_TRUE(more->rule.starts_with("Verlängerung, § 190")) << more->rule;
    EXPECT_FALSE(extended_period(date("9999-12-30"), {1, PeriodUnit::months}, bw).has_value());
}

TEST(Period, EndsOfMonths) {
    const auto month_end = [](const char* day, std::int64_t months, PeriodEnd rule) {
        const auto derived = end_of_month(date(day), months, bw, rule);
        return derived ? to_string(derived->end) : derived.error().code;
    };
    EXPECT_EQ(month_end("2026-12-31", 6, PeriodEnd::fixed), "2027-06-30");  // scenario 34
    EXPECT_EQ(month_end("2026-04-30", 6, PeriodEnd::fixed), "2026-10-31");
    EXPECT_EQ(month_end("2026-04-30", 6, PeriodEnd::shifted), "2026-11-02");  // Saturday, Sunday
    EXPECT_EQ(month_end("2027-12-31", 2, PeriodEnd::fixed), "2028-02-29");
    EXPECT_EQ(month_end("2026-02-01", 0, PeriodEnd::fixed), "2026-02-28");
    EXPECT_EQ(month_end("2026-02-01", -1, PeriodEnd::fixed), "FRIST_UNGUELTIG");
    EXPECT_EQ(month_end("9999-02-01", 11, PeriodEnd::fixed), "FRIST_UNGUELTIG");
}

TEST(Scenario, 33_WrongInstructionOpensAYear) {
    const auto open = end_of_remedy(date("2026-04-06"), false, bw);
    EXPECT_EQ(to_string(open->end), "2027-04-06");
    EXPECT_TRUE(open->rule.starts_with("§ 58 Abs. 2 VwGO")) << open->rule;
    EXPECT_EQ(to_string(end_of_remedy(date("2026-04-06"), true, bw)->end), "2026-05-06");
}

TEST(Scenario, 35_TheYearFromKnowledge) {
    const auto year = year_from_knowledge(date("2027-11-19"), bw);
    EXPECT_EQ(to_string(year->end.raw_end), "2028-11-19");
    EXPECT_EQ(to_string(year->end.end), "2028-11-20");
    EXPECT_EQ(to_string(year->safe_until), "2028-11-17");
    ASSERT_EQ(year->warnings.size(), 3u);
    EXPECT_EQ(to_string(year->warnings[0]), "2028-05-19");
    EXPECT_EQ(to_string(year->warnings[1]), "2028-08-18");  // 19 August is a Saturday
    EXPECT_EQ(to_string(year->warnings[2]), "2028-10-19");
    EXPECT_EQ(derivation_text(*year),
              "§ 48 Abs. 4, § 49 Abs. 3 LVwVfG mit § 187 Abs. 1, § 188 Abs. 2 BGB: Beginn Fr "
              "19.11.2027, Dauer 1 Jahr, Ende So 19.11.2028, verschoben auf Mo 20.11.2028 "
              "(§ 193 BGB, § 31 Abs. 3 LVwVfG), weil kein Werktag: So 19.11.2028 (Sonntag). Sicher "
              "bis Fr 17.11.2028 (letzter Arbeitstag des Jahres); Warnung am Fr 19.05.2028, "
              "Fr 18.08.2028 und Do 19.10.2028.");
}

/// Walks to the end of a period one day at a time.
LocalDate walk(LocalDate event, Period period) {
    LocalDate day = event;
    std::int64_t left = period.count;
    if (period.unit == PeriodUnit::days || period.unit == PeriodUnit::weeks) {
        for (left *= period.unit == PeriodUnit::weeks ? 7 : 1; left > 0; --left) {
            day = plus(day, 1);
        }
    } else {
        left *= period.unit == PeriodUnit::years ? 12 : 1;
        while (left > 0) {
            day = plus(day, 1);
            left -= day.day() == std::chrono::day(1) ? 1 : 0;
        }
        while (day.day() < event.day() && plus(day, 1).month() == day.month()) {
            day = plus(day, 1);
        }
    }
    return day;
}

LocalDate walk_to_working_day(LocalDate day) {
    for (;; day = plus(day, 1)) {
        bool free = german_weekday(day) == "Sa" || german_weekday(day) == "So";
        for (const Holiday& holiday : bw.holidays(day.year())) {
            free = free || holiday.date == day;
        }
        if (!free) {
            return day;
        }
    }
}

TEST(Period, AgreesWithADayByDayWalkOverEightYears) {
    using enum PeriodUnit;
    const Period periods[] = {{1, days},   {3, days},    {10, days},  {30, days},
                              {1, weeks},  {2, weeks},   {1, months}, {2, months},
                              {6, months}, {12, months}, {1, years}};
    int shifted = 0;
    for (LocalDate day = date("2024-01-01"); day <= date("2031-12-31"); day = plus(day, 1)) {
        for (const Period& period : periods) {
            const auto derived = end_of_period(day, period, bw);
            ASSERT_TRUE(derived.has_value());
            ASSERT_EQ(derived->raw_end, walk(day, period)) << to_string(day);
            ASSERT_EQ(derived->end, walk_to_working_day(derived->raw_end)) << to_string(day);
            ASSERT_EQ(derived->shift_reason.empty(), derived->end == derived->raw_end);
            shifted += derived->shift_reason.empty() ? 0 : 1;
        }
    }
    EXPECT_GT(shifted, 5'000);
}

}  // namespace
}  // namespace foerderwerk::calendar
