// SPDX-License-Identifier: EUPL-1.2
// Goal: the functions of calendar and money give what they say, by position and by name, and tell
// how it came about; the scenarios that are arithmetic. Method: tables of expressions.
#include <gtest/gtest.h>

#include "engine/cases/host_functions.hpp"
#include "engine/cases/step.hpp"

namespace foerderwerk::cases {
namespace {

feel::Value evaluated(const std::string& text, DerivationLog* log = nullptr) {
    const auto expression = feel::parse_expression(text);
    if (!expression.has_value()) {
        return feel::Value::error(expression.error().reason);
    }
    const FunctionScope scope{
        .law = calendar::built_in_law(), .log = log, .semantics = semantics_version};
    const std::vector<feel::HostFunction> functions = host_functions(scope);
    return feel::evaluate(*expression, {.variables = nullptr,
                                        .now = now_at(*parse_instant("2026-01-12T08:00:00Z")),
                                        .functions = &functions,
                                        .services = nullptr,
                                        .limits = {}})
        .value;
}

struct Row {
    const char* expression;
    const char* expected;
};

void expect(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        const feel::Value value = evaluated(row.expression);
        EXPECT_EQ(value.is_error() ? value.error_reason() : feel::to_text(value), row.expected)
            << row.expression;
    }
}

TEST(scenario, 15_16_18_19_20_amounts_of_vouchers_and_inhouse_days) {
    expect({
        {"sum(for tag in [180, 180, 180] return min(100, tag))", "300"},
        {"540 - sum(for tag in [180, 180, 180] return min(100, tag))", "240"},
        {"sum(for tag in [180, 180] return min(100, tag))", "200"},
        {"300 - sum(for tag in [180, 180] return min(100, tag))", "100"},
        {"sum(for tag in [45, 120] return min(50, tag))", "95"},
        {"sum(for tag in [3600, 3200, 4000] return min(1700, tag / 2))", "5000"},
        {"min(sum([3600, 3200, 4000]) / 2, 3 * 1700)", "5100"},
        {"sum(for tag in [3000, 3000] return min(1700, tag / 2))", "3000"},
    });
}

TEST(scenario, 26_27_28_delivery_and_finality) {
    expect({
        {R"(bekanntgabe(date("2026-04-02"), "post"))", "2026-04-06"},
        {R"(rechtsbehelf_bis(bekanntgabe(date("2026-04-02"), "post")))", "2026-05-06"},
        {R"(bestandskraft(bekanntgabe(date("2026-04-02"), "post")))", "2026-05-07"},
        {R"(bestandskraft(bekanntgabe_vorsichtig(date("2026-04-02"), "post")))", "2026-05-08"},
        {R"(rechtsbehelf_bis(bekanntgabe(date("2026-03-27"), "post")))", "2026-04-30"},
        {R"(rechtsbehelf_bis(bekanntgabe(date("2026-12-02"), "post")))", "2027-01-07"},
    });
}

TEST(scenario, 30_31_33_retrieval_time_and_instruction) {
    expect({
        {R"(bekanntgabe_abruf(date("2026-12-23"), date("2026-12-28")))", "2026-12-29"},
        {R"(rechtsbehelf_bis(bekanntgabe_abruf(date("2026-12-23"), date("2026-12-28"))))",
         "2027-01-29"},
        {R"(bereitstellung_bis(date("2026-12-23")))", "2027-01-02"},
        {R"(bekanntgabe_abruf(date("2026-12-23"), null))", "null"},
        {R"(bekanntgabe_abruf(date("2026-12-23"), date("2027-01-03")))", "null"},
        {R"(fristende(bekanntgabe(date("2026-03-19"), "post"), "2 Wochen"))", "2026-04-07"},
        {R"(fristgerecht(date and time("2026-04-07T23:59:00"), date("2026-04-07")))", "true"},
        {R"(fristgerecht(date and time("2026-04-08T00:01:00"), date("2026-04-07")))", "false"},
        // 21:59 and 22:01 UTC are the same minutes in Berlin, in summer.
        {R"(fristgerecht(date and time("2026-04-07T21:59:00Z"), date("2026-04-07")))", "true"},
        {R"(fristgerecht(date and time("2026-04-07T22:01:00Z"), date("2026-04-07")))", "false"},
        {R"(fristgerecht(date("2026-04-08"), date("2026-04-07")))", "false"},
        {R"(fristverlaengerung(date("2026-04-07"), "1 Woche"))", "2026-04-14"},
        {R"(rechtsbehelf_bis(date("2026-04-06"), false))", "2027-04-06"},
        {R"(bestandskraft(date("2026-04-06"), false))", "2027-04-07"},
    });
}

TEST(scenario, 34_35_proofs_and_the_year_from_knowledge) {
    expect({
        {R"(min(fristende(date("2026-11-18"), "1 Jahr"), fristende(date("2026-12-31"), "1 Jahr")))",
         "2027-11-18"},
        {R"(min(date("2027-03-31"), fristende(date("2026-11-18"), "1 Jahr")))", "2027-03-31"},
        {R"(monatsende(date("2026-12-31"), 6))", "2027-06-30"},
        {R"(fristende(date("2026-12-31"), "4 Monate"))", "2027-04-30"},
        {R"(jahresfrist(date("2027-11-19")).ende)", "2028-11-20"},
        {R"(jahresfrist(date("2027-11-19")).sicher_bis)", "2028-11-17"},
        {R"(jahresfrist(date("2027-11-19")).warnungen[1])", "2028-05-19"},
        {R"(count(jahresfrist(date("2027-11-19")).warnungen))", "3"},
    });
}

TEST(scenario, 37_interest_and_small_amounts) {
    expect({
        {R"(zinsen(1200, date("2024-01-01"), date("2024-12-31")))", "101.65"},
        {R"(zinsberechnung(1200, date("2024-01-01"), date("2024-12-31")).abschnitte[1].betrag)",
         "51.43"},
        {R"(zinsberechnung(1200, date("2024-01-01"), date("2024-12-31")).abschnitte[2].betrag)",
         "50.22"},
        {R"(bagatelle(3 * 300, "aufhebung", "kommune"))", "true"},
        {R"(bagatelle(1000, "aufhebung", "kommune"))", "true"},
        {R"(bagatelle(4 * 300, "aufhebung", "kommune"))", "false"},
        {R"(bagatelle(101.65, "zinsen", "kommune"))", "true"},
        {R"(bagatelle(7, "festsetzung", "sonstige"))", "false"},
        {R"(bagatelle(6.99, "festsetzung", "sonstige", date("2026-05-01")))", "true"},
    });
}

TEST(calendar_functions, the_rest_of_the_table) {
    expect({
        {R"(fristende(date("2026-03-01"), "1 Monat", "tagesbeginn"))", "2026-03-31"},
        {R"(fristende(date("2026-01-31"), "1 Monat", "ereignis", "fest"))", "2026-02-28"},
        {R"(fristende(start: date("2026-01-31"), dauer: "1 Monat", ende: "fest"))", "2026-02-28"},
        {R"(fristende(date("2026-02-15"), "halber Monat"))", "2026-03-02"},
        {R"(fristberechnung(date("2026-01-31"), "1 Monat").rohes_ende)", "2026-02-28"},
        {R"(fristberechnung(date("2026-01-31"), "1 Monat").ende)", "2026-03-02"},
        {R"(fristberechnung(date("2026-01-31"), "1 Monat").verschoben)", "true"},
        {R"(monatsende(date("2026-04-30"), 6, "fest"))", "2026-10-31"},
        {R"(bekanntgabe(date("2024-07-01"), "post"))", "2024-07-04"},
        {R"(bekanntgabe(date("2026-01-12"), "post", date("2026-01-20")))", "2026-01-20"},
        {R"(bekanntgabe(date("2026-01-12"), "postfach"))", "2026-01-15"},
        {R"(feiertag(date("2026-06-04")))", "Fronleichnam"},
        {R"(feiertag(date("2026-12-24")))", "null"},
        {R"(feiertag(date("2017-10-31")))", "Reformationstag"},
        {R"(feiertag(date("2026-10-31")))", "null"},
        {R"(arbeitstag_ab(date("2026-04-03")))", "2026-04-07"},
        {R"(arbeitstag_bis(date("2026-04-06")))", "2026-04-02"},
        {R"(arbeitstag_nach(date("2026-12-23"), 3))", "2026-12-29"},  // 24, 28, 29 December
        {R"(arbeitstage(date("2026-12-23"), date("2027-01-07")))", "8"},
        {R"(arbeitstage(date("2026-12-23"), date("2026-12-23")))", "0"},
        {R"(zinstage(date("2024-01-01"), date("2024-06-30")))", "179"},
        {R"(basiszinssatz(date("2024-08-01")))", "3.37"},
        {R"(basiszinssatz(date("2020-08-01")))", "-0.88"},
        {R"(zinsen(1000, date("2024-03-31"), date("2024-09-30"),
               [{am: date("2024-08-15"), betrag: 400}]))",
         "38.29"},
        {R"(zinsen(betrag: 1000, ereignis: date("2023-12-31"), bis: date("2024-06-30"),
               aufschlag: 9))",
         "63.10"},
        {R"(raten(1000, 3, date("2026-01-31"))[3].betrag)", "333.34"},
        {R"(raten(1000, 3, date("2026-01-31"))[2].faellig)", "2026-03-02"},
    });
}

TEST(calendar_functions, say_no_to_what_they_cannot_do) {
    for (const char* expression : {
             R"(fristende(date("2026-01-31"), "1 Monat", "gestern"))",
             R"(fristende(date("2026-01-31"), "1 Monat", "ereignis", "wackelig"))",
             R"(fristende(date("2026-01-31"), "ein Mond"))",
             R"(fristende(date("2026-01-31"), duration("P0D")))",
             R"(fristende(date("2026-01-31")))",
             R"(fristende(date("2026-01-31"), "1 Tag", "ereignis", "fest", 5))",
             R"(bekanntgabe(date("2026-01-12"), "post", "morgen"))",
             R"(bekanntgabe_abruf("heute", null))",
             R"(monatsende(date("2026-01-12"), 1.5))",
             R"(arbeitstag_nach(date("2026-01-12"), 0))",
             R"(arbeitstag_nach(date("2026-01-12"), 1000000000))",
             R"(arbeitstage(date("2000-01-12"), date("2026-01-12")))",
             R"(zinsen(10.001, date("2024-01-01"), date("2024-12-31")))",
             R"(zinsen(10, date("2024-01-01"), date("2026-12-31")))",
             R"(zinsen(10, date("2024-01-01"), date("2024-12-31"), [{am: 1, betrag: 1}]))",
             R"(zinsen(10, date("2024-01-01"), date("2024-12-31"), 5))",
             R"(basiszinssatz(date("1999-01-01")))",
             R"(bagatelle(10, "geschenk", "kommune"))",
             R"(bagatelle(10, "zinsen", "verein"))",
             R"(bagatelle(10, "zinsen", "kommune", date("2020-01-01")))",
             R"(raten(10, 0, date("2026-01-31")))",
             R"(fristgerecht("heute", date("2026-01-31")))",
             R"(jahresfrist(null))",
         }) {
        EXPECT_TRUE(evaluated(expression).is_error()) << expression;
    }
}

TEST(calendar_functions, tell_how_it_came_about) {
    const std::vector<Row> rows = {
        {R"(fristende(date("2026-01-12"), "14 Tage"))",
         "§ 187 Abs. 1, § 188 Abs. 1 BGB: Beginn Mo 12.01.2026, Dauer 14 Tage, Ende Mo "
         "26.01.2026."},
        {R"(bekanntgabe_vorsichtig(date("2026-04-02"), "post"))",
         "Vorsichtige Lesart: § 41 Abs. 2 Satz 1 LVwVfG, Tag 4: Beginn Do 02.04.2026, Ende Mo "
         "06.04.2026, verschoben auf Di 07.04.2026 (§ 193 BGB, § 31 Abs. 3 LVwVfG), weil kein "
         "Werktag: Mo 06.04.2026 (Ostermontag)."},
        {R"(bestandskraft(date("2026-04-06")))",
         "§§ 70, 74 VwGO mit § 187 Abs. 1, § 188 Abs. 2 BGB: Beginn Mo 06.04.2026, Dauer 1 Monat, "
         "Ende Mi 06.05.2026. Bestandskräftig ab Do 07.05.2026."},
        {R"(fristgerecht(date("2026-04-08"), date("2026-04-07")))",
         "Eingang Mi 08.04.2026 (Berliner Zeit), Frist bis Di 07.04.2026, 24:00 Uhr: verspätet."},
        {R"(arbeitstag_nach(date("2026-12-23"), 1))",
         "1 Arbeitstag nach Mi 23.12.2026 (ohne Samstage, Sonntage und Feiertage): Do 24.12.2026."},
        {R"(raten(1000, 2, date("2026-01-31")))",
         "2 Raten: Mo 02.02.2026 500,00 €; Mo 02.03.2026 500,00 €; Summe 1.000,00 €, auf Cent "
         "abgerundet, der Rest in der letzten Rate; Fälligkeit an Arbeitstagen (§ 188 Abs. 3, § "
         "193 "
         "BGB)."},
    };
    for (const Row& row : rows) {
        DerivationLog log;
        EXPECT_FALSE(evaluated(row.expression, &log).is_error()) << row.expression;
        log.end_expression("");
        EXPECT_EQ(feel::to_text(log.of_last_expression()), row.expected) << row.expression;
        ASSERT_EQ(log.all().size(), 1u);
    }
    DerivationLog quiet;
    EXPECT_EQ(feel::to_text(evaluated(R"(ist_arbeitstag(date("2026-01-12")))", &quiet)), "true");
    quiet.end_expression("");
    EXPECT_TRUE(quiet.all().empty());
    EXPECT_TRUE(quiet.of_last_expression().is_null());
}

}  // namespace
}  // namespace foerderwerk::cases
