// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <charconv>

#include "engine/calendar/legal_period.hpp"

namespace foerderwerk::calendar {
namespace {

struct NamedPeriod {
    std::string_view text;
    Period period;
};

/// § 189 Abs. 1 BGB: a quarter is three months, half a year six, half a month 15 days.
constexpr std::array<NamedPeriod, 6> named_periods = {{
    {"halber Monat", {0, PeriodUnit::months, true}},
    {"ein halber Monat", {0, PeriodUnit::months, true}},
    {"Vierteljahr", {3, PeriodUnit::months, false}},
    {"ein Vierteljahr", {3, PeriodUnit::months, false}},
    {"halbes Jahr", {6, PeriodUnit::months, false}},
    {"ein halbes Jahr", {6, PeriodUnit::months, false}},
}};

std::optional<PeriodUnit> parse_unit(std::string_view text) {
    if (text == "Tag" || text == "Tage") {
        return PeriodUnit::days;
    }
    if (text == "Woche" || text == "Wochen") {
        return PeriodUnit::weeks;
    }
    if (text == "Monat" || text == "Monate") {
        return PeriodUnit::months;
    }
    return text == "Jahr" || text == "Jahre" ? std::optional(PeriodUnit::years) : std::nullopt;
}

}  // namespace

std::optional<Period> parse_period(std::string_view text) {
    for (const NamedPeriod& named : named_periods) {
        if (named.text == text) {
            return named.period;
        }
    }
    const std::size_t blank = text.find(' ');
    if (blank == std::string_view::npos) {
        return std::nullopt;
    }
    std::string_view number = text.substr(0, blank);
    const auto unit = parse_unit(text.substr(blank + 1));
    const bool and_half = number.ends_with(",5");
    number.remove_suffix(and_half ? 2 : 0);
    std::int64_t count = 0;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), count);
    const bool whole = read.ec == std::errc() && read.ptr == number.data() + number.size();
    if (!unit || !whole || number.size() > 9 || number.front() == '-') {
        return std::nullopt;
    }
    if (!and_half) {
        return Period{count, *unit, false};
    }
    if (*unit == PeriodUnit::months) {
        return Period{count, *unit, true};
    }
    return *unit == PeriodUnit::years
               ? std::optional(Period{count * 12 + 6, PeriodUnit::months, false})
               : std::nullopt;
}

}  // namespace foerderwerk::calendar
