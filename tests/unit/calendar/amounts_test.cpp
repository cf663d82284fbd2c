// SPDX-License-Identifier: EUPL-1.2
// Goal: limits of small amounts, plans of instalments and the tables of a programme. Method:
// tables; files that are whole and files with one mistake each.
#include <numeric>

#include <gtest/gtest.h>

#include "engine/calendar/instalments.hpp"
#include "engine/calendar/law_data.hpp"

namespace foerderwerk::calendar {
namespace {

LocalDate date(const char* text) {
    return parse_date(text).value();
}

TEST(Scenario, 37_SmallAmounts) {
    const auto verdict = [](std::int64_t cents, SmallAmount kind) {
        return judge_amount(cents, kind, Debtor::municipality, std::nullopt).value();
    };
    EXPECT_EQ(verdict(900'00, SmallAmount::revocation).derivation,
              "Absehen von der Aufhebung – Bagatelle: 900,00 € ≤ 1.000,00 € (VV-LHO zu § 44 Nr. "
              "13.8.1, Kommune).");
    EXPECT_EQ(verdict(1'200'00, SmallAmount::revocation).derivation,
              "Keine Bagatelle: 1.200,00 € > 1.000,00 € (VV-LHO zu § 44 Nr. 13.8.1, Kommune).");
    EXPECT_TRUE(verdict(101'65, SmallAmount::interest).small);
}

TEST(SmallAmounts, EachLimitToTheCent) {
    using enum SmallAmount;
    const struct {
        SmallAmount kind;
        Debtor debtor;
        std::int64_t still_small;
    } table[] = {
        {revocation, Debtor::municipality, 1'000'00},
        {revocation, Debtor::other, 500'00},
        {SmallAmount::interest, Debtor::municipality, 500'00},
        {SmallAmount::interest, Debtor::other, 300'00},
        {claim, Debtor::municipality, 35'99},
        {claim, Debtor::other, 6'99},
        {enforcement, Debtor::municipality, 35'99},
        {enforcement, Debtor::other, 35'99},
    };
    for (const auto& row : table) {
        const auto small = [&row](std::int64_t cents) {
            return judge_amount(cents, row.kind, row.debtor, date("2026-01-01"))->small;
        };
        EXPECT_TRUE(small(row.still_small));
        EXPECT_FALSE(small(row.still_small + 1));
    }
    // The edition before 2026 is not known: no guess.
    EXPECT_EQ(judge_amount(1, revocation, Debtor::other, date("2025-12-31")).error().code,
              "GRENZE_UNBEKANNT");
}

TEST(Instalments, SumToTheCentAndFallOnWorkingDays) {
    const auto plan = instalments(1'000'00, 3, date("2026-01-31"), baden_wuerttemberg());
    ASSERT_EQ(plan->size(), 3u);
    EXPECT_EQ((*plan)[0], (Instalment{1, date("2026-02-02"), 333'33}));  // a Saturday
    EXPECT_EQ((*plan)[1], (Instalment{2, date("2026-03-02"), 333'33}));  // 28 February: Saturday
    EXPECT_EQ((*plan)[2], (Instalment{3, date("2026-03-31"), 333'34}));
    for (const std::int64_t count : {1, 2, 7, 12, 36, 600}) {
        const auto many = instalments(98'765'43, count, date("2024-02-29"), baden_wuerttemberg());
        EXPECT_EQ(std::accumulate(
                      many->begin(), many->end(), std::int64_t{0},
                      [](std::int64_t sum, const Instalment& part) { return sum + part.cents; }),
                  98'765'43);
    }
    for (const std::int64_t count : {-1, 0, 601}) {
        EXPECT_EQ(
            instalments(1'000'00, count, date("2026-01-31"), baden_wuerttemberg()).error().code,
            "RATEN_UNGUELTIG");
    }
    EXPECT_FALSE(instalments(2, 3, date("2026-01-31"), baden_wuerttemberg()).has_value());
    EXPECT_EQ(instalments(100, 2, date("9999-12-15"), baden_wuerttemberg()).error().code,
              "FRIST_UNGUELTIG");
}

TEST(LawData, TablesOfAProgrammeTakeThePlaceOfTheBuiltInOnes) {
    const auto law =
        read_law_data({{"workflow.scxml", "<scxml/>"},
                       {holidays_file,
                        "name;tag;ab;bis\nMartini;11-11;2027;\nMariä Himmelfahrt;08-15;;2026\n"
                        "Rosenmontag;Ostern-48;;\n"},
                       {base_rates_file,
                        "gueltig_ab;prozent;beleg\r\n2026-01-01;1.27;UNVERIFIED\r\n"
                        "2026-07-01;-0.5;Bundesanzeiger\r\n"},
                       {clocks_file, "weg;gueltig_ab;tage;norm\npost;2026-01-01;2;Satzung\n"},
                       {limits_file,
                        "art;schuldner;gueltig_ab;euro;einschliesslich;norm\n"
                        "zinsen;kommune;2026-01-01;50;nein;Vertrag\n"}});
    ASSERT_TRUE(law.has_value()) << law.error().front().place << law.error().front().text;
    EXPECT_EQ(law->holidays.holiday_on(date("2027-11-11")), "Martini");
    EXPECT_EQ(law->holidays.holiday_on(date("2026-11-11")), std::nullopt);
    EXPECT_EQ(law->holidays.holiday_on(date("2026-08-15")), "Mariä Himmelfahrt");
    EXPECT_EQ(law->holidays.holiday_on(date("2027-08-15")), std::nullopt);
    EXPECT_EQ(law->holidays.holiday_on(date("2026-02-16")), "Rosenmontag");
    EXPECT_EQ(law->holidays.holiday_on(date("2026-12-25")), std::nullopt);
    EXPECT_EQ(law->base_rates.on(date("2026-12-31"))->basis_points, -50);
    EXPECT_TRUE(law->base_rates.on(date("2026-12-31"))->verified);
    EXPECT_FALSE(law->base_rates.on(date("2026-06-30"))->verified);
    EXPECT_EQ(deemed_delivery(date("2026-01-12"), DeliveryClock::post, law->clocks)->end,
              date("2026-01-14"));
    EXPECT_FALSE(
        judge_amount(50'00, SmallAmount::interest, Debtor::municipality, std::nullopt, law->limits)
            ->small);
    EXPECT_TRUE(read_law_data({})->holidays.holiday_on(date("2026-06-04")) == "Fronleichnam");
}

TEST(LawData, MistakesAreNamedWithTheirLine) {
    const struct {
        const char* file;
        const char* text;
        const char* place;
    } table[] = {
        {"calendar/feiertag.csv", "", "calendar/feiertag.csv"},
        {holidays_file, "name;tag\n", "calendar/feiertage.csv:1"},
        {holidays_file, "name;tag;ab;bis\n", "calendar/feiertage.csv:2"},
        {holidays_file, "name;tag;ab;bis\nX;13-01;;\n", "calendar/feiertage.csv:2"},
        {holidays_file, "name;tag;ab;bis\nX;Ostern;;\n", "calendar/feiertage.csv:2"},
        {holidays_file, "name;tag;ab;bis\nX;01-01;;\nY;01-01;2030;2029\n",
         "calendar/feiertage.csv:3"},
        {holidays_file, "name;tag;ab;bis\n;01-01;;\n", "calendar/feiertage.csv:2"},
        {base_rates_file, "gueltig_ab;prozent;beleg\n2026-01-01;1,27;x\n",
         "calendar/basiszinssatz.csv:2"},
        {base_rates_file, "gueltig_ab;prozent;beleg\n2026-01-01;1;x\n2026-01-01;1;x\n",
         "calendar/basiszinssatz.csv:3"},
        {base_rates_file, "gueltig_ab;prozent;beleg\n2026-01-01;1.;x\n",
         "calendar/basiszinssatz.csv:2"},
        {clocks_file, "weg;gueltig_ab;tage;norm\ntaube;2026-01-01;2;x\n",
         "calendar/bekanntgabe.csv:2"},
        {clocks_file, "weg;gueltig_ab;tage;norm\npost;2026-01-01;-1;x\n",
         "calendar/bekanntgabe.csv:2"},
        {limits_file, "art;schuldner;gueltig_ab;euro;einschliesslich;norm\nzinsen;kommune\n",
         "calendar/bagatellgrenzen.csv:2"},
    };
    for (const auto& row : table) {
        const auto law = read_law_data({{row.file, row.text}});
        ASSERT_FALSE(law.has_value()) << row.text;
        EXPECT_EQ(law.error().front().code, "CALENDAR");
        EXPECT_EQ(law.error().front().place, row.place) << row.text;
    }
}

}  // namespace
}  // namespace foerderwerk::calendar
