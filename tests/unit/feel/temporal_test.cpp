// SPDX-License-Identifier: EUPL-1.2
// Goal: dates, times and durations are read, written and calculated as DMN 1.5 has them.
// Method: tables; named zones come from a port, here one zone that is always an hour ahead.
#include "engine/types/instant.hpp"
#include "tests/unit/feel/evaluate_rows.hpp"

namespace foerderwerk::feel {
namespace {

class OneZone : public Services {
public:
    std::optional<std::chrono::seconds> zone_offset(const std::string& zone, LocalDate,
                                                    std::chrono::nanoseconds) const override {
        return zone == "Europe/Berlin" ? std::optional(std::chrono::seconds(3600)) : std::nullopt;
    }
    Answer<bool> matches(const std::string&, const std::string&,
                         const std::string&) const override {
        return Failure<std::string>("none here");
    }
    Answer<std::string> replace(const std::string&, const std::string&, const std::string&,
                                const std::string&) const override {
        return Failure<std::string>("none here");
    }
    Answer<std::vector<std::string>> split(const std::string&, const std::string&) const override {
        return Failure<std::string>("none here");
    }
};

TEST(Temporal, IsReadFromTextAndNumbers) {
    expect_rows(std::to_array<Row>({
        {"date(\"2026-01-12\")", "2026-01-12"},
        {"date(2026, 1, 12)", "2026-01-12"},
        {"date(year: 2026, month: 1, day: 12)", "2026-01-12"},
        {"date(@\"2026-01-12T10:00:00\")", "2026-01-12"},
        {"date(\"2026-02-29\")", "error"},
        {"date(\"2024-02-29\")", "2024-02-29"},
        {"date(\"-0044-03-15\")", "-0044-03-15"},
        {"date(\"12.01.2026\")", "error"},
        {"date(\"2026-1-12\")", "error"},
        {"date(\"02026-01-12\")", "error"},
        {"date(\"40000-01-01\")", "error"},
        {"date(2026, 13, 1)", "error"},
        {"date(null)", "error"},
        {"time(\"09:30:00\")", "09:30:00"},
        {"time(\"09:30:00.5+02:00\")", "09:30:00.5+02:00"},
        {"time(\"09:30:00Z\")", "09:30:00Z"},
        {"time(\"09:30:00-00:00\")", "09:30:00Z"},
        {"time(\"09:30\")", "error"},
        {"time(\"24:00:00\")", "error"},
        {"time(\"09:60:00\")", "error"},
        {"time(\"09:30:00+15:00\")", "error"},
        {"time(9, 30, 0.25)", "09:30:00.25"},
        {"time(9, 30, 0, @\"-PT1H\")", "09:30:00-01:00"},
        {"time(9, 30, 60)", "error"},
        {"time(@\"2026-01-12T10:00:00Z\")", "10:00:00Z"},
        {"date and time(\"2026-01-12T09:30:00\")", "2026-01-12T09:30:00"},
        {"date and time(\"2026-01-12\")", "2026-01-12T00:00:00"},
        {"date and time(\"2026-01-12T24:00:00\")", "2026-01-13T00:00:00"},
        {"date and time(@\"2026-01-12\", @\"09:30:00\")", "2026-01-12T09:30:00"},
        {"date and time(2026, 1, 12, 9, 30, 0)", "2026-01-12T09:30:00"},
        {"date and time(2026, 1, 12, 9, 30, 0, @\"PT1H\")", "2026-01-12T09:30:00+01:00"},
        {"date and time(\"2026-01-12 09:30:00\")", "error"},
        {"date and time(\"2026-01-12T09:30:00@Europe/Berlin\")", "error"},
        {"@\"2026-01-12T09:30:00@Europe/Berlin\"", "error"},
        {"duration(\"P1Y2M\")", "P1Y2M"},
        {"duration(\"P14M\")", "P1Y2M"},
        {"duration(\"-P1DT2H3M4.5S\")", "-P1DT2H3M4.5S"},
        {"duration(\"PT36H\")", "P1DT12H"},
        {"duration(\"P0D\")", "PT0S"},
        {"duration(\"P0M\")", "P0M"},
        {"duration(\"P1Y1D\")", "error"},
        {"duration(\"P\")", "error"},
        {"duration(\"P1DT\")", "error"},
        {"duration(\"P1H\")", "error"},
        {"duration(\"P200000D\")", "error"},  // beyond 292 years
        {"@\"2026-13-01\"", "error"},
        {"@\"gestern\"", "error"},
    }));
}

TEST(Temporal, NamedZonesComeFromThePort) {
    const OneZone services;
    Environment environment;
    environment.services = &services;
    expect_rows(std::to_array<Row>({
                    {"@\"2026-01-12T09:30:00@Europe/Berlin\"", "2026-01-12T09:30:00@Europe/Berlin"},
                    {"@\"2026-01-12T09:30:00@Europe/Berlin\" = @\"2026-01-12T08:30:00Z\"", "true"},
                    {"@\"09:30:00@Europe/Berlin\".time offset", "PT1H"},
                    {"@\"09:30:00@Europe/Berlin\".timezone", "Europe/Berlin"},
                    {"@\"09:30:00@Mond/Krater\"", "error"},
                    {"date and time(2026, 1, 12, 9, 30, 0, \"Europe/Berlin\")",
                     "2026-01-12T09:30:00@Europe/Berlin"},
                    {"date and time(2026, 1, 12, 9, 30, 0, \"Mond/Krater\")", "error"},
                    {"@\"2026-01-12T00:30:00@Europe/Berlin\" - @\"2026-01-11T23:30:00Z\"", "PT0S"},
                }),
                environment);
}

TEST(Temporal, Properties) {
    expect_rows(std::to_array<Row>({
        {"@\"2026-01-12\".year", "2026"},
        {"@\"2026-01-12\".month", "1"},
        {"@\"2026-01-12\".day", "12"},
        {"@\"2026-01-12\".weekday", "1"},
        {"@\"2026-01-12T09:30:15\".hour", "9"},
        {"@\"2026-01-12T09:30:15\".minute", "30"},
        {"@\"2026-01-12T09:30:15+01:00\".time offset", "PT1H"},
        {"@\"09:30:15\".time offset", "null"},
        {"@\"09:30:15\".timezone", "null"},
        {"@\"09:30:15\".second", "15"},
        {"@\"P1DT2H3M4S\".days", "1"},
        {"@\"P1DT2H3M4S\".hours", "2"},
        {"@\"P1DT2H3M4S\".minutes", "3"},
        {"@\"P1DT2H3M4S\".seconds", "4"},
        {"@\"P1Y2M\".years", "1"},
        {"@\"P1Y2M\".months", "2"},
        {"@\"P1Y2M\".days", "error"},
        {"@\"2026-01-12\".hour", "error"},
        {"[@\"2026-01-12\", @\"2027-01-12\"].year", "[2026, 2027]"},
        {"day of year(@\"2024-12-31\")", "366"},
        {"day of week(@\"2026-01-12\")", "Monday"},
        {"month of year(@\"2026-01-12\")", "January"},
        {"week of year(@\"2021-01-01\")", "53"},
        {"week of year(@\"2026-01-12\")", "3"},
        {"week of year(date: @\"2024-12-30\")", "1"},
        {"day of week(1)", "error"},
    }));
}

TEST(Temporal, Arithmetic) {
    expect_rows(std::to_array<Row>({
        {"@\"2026-01-31\" + @\"P1M\"", "2026-02-28"},
        {"@\"P1M\" + @\"2026-01-31\"", "2026-02-28"},
        {"@\"2024-02-29\" - @\"P1Y\"", "2023-02-28"},
        {"@\"2026-01-12\" + @\"P14D\"", "2026-01-26"},
        {"@\"2026-01-12\" + @\"PT25H\"", "2026-01-13"},
        {"@\"2026-01-12\" - @\"PT1H\"", "2026-01-11"},
        {"@\"2026-01-12T23:30:00+01:00\" + @\"PT1H\"", "2026-01-13T00:30:00+01:00"},
        {"@\"23:30:00\" + @\"PT1H\"", "00:30:00"},
        {"@\"00:30:00\" - @\"PT1H\"", "23:30:00"},
        {"@\"2026-03-01\" - @\"2026-02-01\"", "P28D"},
        {"@\"2026-01-12T10:00:00Z\" - @\"2026-01-12T10:00:00+01:00\"", "PT1H"},
        {"@\"2026-01-12T10:00:00Z\" - @\"2026-01-12\"", "PT10H"},
        {"@\"2026-01-12T10:00:00\" - @\"2026-01-12T10:00:00Z\"", "error"},
        {"@\"10:00:00\" - @\"09:00:00\"", "PT1H"},
        {"@\"P1D\" + @\"PT12H\"", "P1DT12H"},
        {"@\"P1Y\" - @\"P1M\"", "P11M"},
        {"@\"P1Y\" + @\"P1D\"", "error"},
        {"@\"P1D\" * 2.5", "P2DT12H"},
        {"2 * @\"P1M\"", "P2M"},
        {"@\"P1D\" / 2", "PT12H"},
        {"@\"P1D\" / @\"PT6H\"", "4"},
        {"@\"P1Y\" / @\"P1M\"", "12"},
        {"@\"P1D\" / 0", "error"},
        {"@\"P1D\" * @\"P1D\"", "error"},
        {"-@\"P1D\"", "-P1D"},
        {"@\"2026-01-12\" + 1", "error"},
        {"1 - @\"P1D\"", "error"},
        {"@\"2026-01-12\" + @\"2026-01-12\"", "error"},
        {"@\"32767-12-31\" + @\"P1D\"", "error"},
        {"@\"2026-01-12\" + @\"P99999999999Y\"", "error"},
        {"@\"2026-01-12\" - @\"1600-01-01\"", "error"},
        {"@\"P106000D\" + @\"P106000D\"", "error"},
        {"@\"2026-01-12\" < @\"2026-01-13\"", "true"},
        {"@\"2026-01-12T10:00:00+01:00\" < @\"2026-01-12T10:00:00Z\"", "true"},
        {"@\"P1M\" < @\"P2M\"", "true"},
        {"years and months duration(@\"2026-01-31\", @\"2027-03-01\")", "P1Y1M"},
        {"years and months duration(@\"2027-03-01\", @\"2026-01-31\")", "-P1Y1M"},
        {"years and months duration(from: @\"2026-01-01\", to: @\"2026-01-31\")", "P0M"},
        {"years and months duration(1, 2)", "error"},
    }));
}

TEST(Temporal, NowIsTheTimeOfTheCommandInBerlin) {
    Environment environment;
    environment.now = now_at(*parse_instant("2026-07-01T22:30:00Z"));
    expect_rows(std::to_array<Row>({
                    {"now()", "2026-07-02T00:30:00+02:00"},
                    {"today()", "2026-07-02"},
                    {"now() = @\"2026-07-01T22:30:00Z\"", "true"},
                    {"today(1)", "error"},
                }),
                environment);
}

}  // namespace
}  // namespace foerderwerk::feel
