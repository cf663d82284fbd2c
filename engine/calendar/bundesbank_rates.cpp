// SPDX-License-Identifier: EUPL-1.2
#include "engine/calendar/bundesbank_rates.hpp"

#include <algorithm>
#include <array>

#include "engine/calendar/holiday_calendar.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::calendar {
namespace {

using std::chrono::January;
using std::chrono::July;
using std::chrono::year;

/// Both half-years of a year, in hundredths of a percent.
struct YearOfRates {
    int year;
    int january;
    int july;
};

// Published by the Deutsche Bundesbank in the Bundesanzeiger for 1 January and 1 July.
constexpr std::array<YearOfRates, 24> published = {{
    {2002, 257, 247}, {2003, 197, 122}, {2004, 114, 113}, {2005, 121, 117}, {2006, 137, 195},
    {2007, 270, 319}, {2008, 332, 319}, {2009, 162, 12},  {2010, 12, 12},   {2011, 12, 37},
    {2012, 12, 12},   {2013, -13, -38}, {2014, -63, -73}, {2015, -83, -83}, {2016, -83, -88},
    {2017, -88, -88}, {2018, -88, -88}, {2019, -88, -88}, {2020, -88, -88}, {2021, -88, -88},
    {2022, -88, -88}, {2023, 162, 312}, {2024, 362, 337}, {2025, 227, 127},
}};
constexpr int last_verified_year = 2024;

std::string grouped(std::int64_t whole) {
    std::string digits = std::to_string(whole);
    for (std::size_t at = digits.size(); at > 3; at -= 3) {
        digits.insert(at - 3, ".");
    }
    return digits;
}

}  // namespace

BaseRates::BaseRates(std::vector<BaseRate> rates) : rates_(std::move(rates)) {
    FOERDERWERK_REQUIRE(!rates_.empty() && std::ranges::is_sorted(rates_, {}, &BaseRate::since),
                        "a table of base rates has rates in the order of time");
}

LocalDate BaseRates::last_day() const {
    const LocalDate since = rates_.back().since;
    return since.month() < July ? LocalDate(since.year() / std::chrono::June / 30)
                                : LocalDate(since.year() / std::chrono::December / 31);
}

Result<BaseRate, Reason> BaseRates::on(LocalDate day) const {
    if (day < rates_.front().since || day > last_day()) {
        return Failure<Reason>(
            {"ZINSSATZ_UNBEKANNT", "",
             "Für den " + german_date(day) + " ist kein Basiszinssatz (§ 247 BGB) hinterlegt."});
    }
    return *std::prev(std::ranges::upper_bound(rates_, day, {}, &BaseRate::since));
}

const BaseRates& base_rates() {
    static const BaseRates table = [] {
        std::vector<BaseRate> rates;
        for (const YearOfRates& row : published) {
            const bool verified = row.year <= last_verified_year;
            rates.push_back({year(row.year) / January / 1, row.january, verified});
            rates.push_back({year(row.year) / July / 1, row.july, verified});
        }
        rates.push_back({year(2026) / January / 1, 127, false});
        return BaseRates(std::move(rates));
    }();
    return table;
}

std::string german_hundredths(std::int64_t value) {
    const std::int64_t size = value < 0 ? -value : value;
    const std::string rest = std::to_string(size % 100);
    return (value < 0 ? "-" : "") + grouped(size / 100) + ',' + (rest.size() < 2 ? "0" : "") + rest;
}

std::string german_percent(std::int64_t basis_points) {
    return german_hundredths(basis_points) + " %";
}

std::string german_euro(std::int64_t cents) {
    return german_hundredths(cents) + " €";
}

}  // namespace foerderwerk::calendar
