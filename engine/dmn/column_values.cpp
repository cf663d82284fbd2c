// SPDX-License-Identifier: EUPL-1.2
#include "engine/dmn/column_values.hpp"

#include <algorithm>

namespace foerderwerk::dmn {

namespace {

using feel::Decimal;
using feel::Kind;
using feel::Value;
using Rounding = Decimal::Rounding;

constexpr std::int64_t seconds_a_day = 86'400;
constexpr std::int64_t nanos_a_second = 1'000'000'000;

std::int64_t days_of(LocalDate date) {
    return std::chrono::sys_days(date).time_since_epoch().count();
}

std::optional<std::int64_t> seconds_of(const feel::Time& time) {
    if (time.offset || !time.zone.empty())
        return std::nullopt;
    return std::chrono::duration_cast<std::chrono::seconds>(time.since_midnight).count();
}

std::int64_t whole(const Decimal& place) {
    return place.rounded(0, Rounding::floor).value_or(Decimal()).to_int64().value_or(0);
}

feel::Time time_at(std::int64_t second) {
    return {std::chrono::seconds(second), {}, {}};
}

LocalDate date_at(std::int64_t day) {
    return LocalDate(std::chrono::sys_days(std::chrono::days(day)));
}

Value value_at(const Decimal& place, Kind kind) {
    if (kind == Kind::date)
        return date_at(whole(place));
    if (kind == Kind::time)
        return time_at(whole(place));
    if (kind == Kind::days_time_duration)
        return feel::DaysTimeDuration{std::chrono::seconds(whole(place))};
    if (kind == Kind::years_months_duration)
        return feel::YearsMonthsDuration{whole(place)};
    if (kind != Kind::date_time)
        return place.normalized();
    const std::int64_t second = whole(place);
    const std::int64_t in_day = ((second % seconds_a_day) + seconds_a_day) % seconds_a_day;
    return feel::DateTime{date_at((second - in_day) / seconds_a_day), time_at(in_day)};
}

Decimal after(const Decimal& place) {
    const Decimal floor = place.rounded(0, Rounding::floor).value_or(place);
    return floor.plus(Decimal::from_int(1)).value_or(place);
}

Decimal before(const Decimal& place) {
    const Decimal ceiling = place.rounded(0, Rounding::ceiling).value_or(place);
    return ceiling.minus(Decimal::from_int(1)).value_or(place);
}

std::optional<Decimal> between(const Decimal& low, const Decimal& high, bool only_whole) {
    const Decimal next = after(low);
    if (next < high)
        return next;
    if (only_whole)
        return std::nullopt;
    const auto sum = low.plus(high);
    const auto middle = sum ? sum->divided_by(Decimal::from_int(2)) : std::nullopt;
    return middle && *middle > low && *middle < high ? middle : std::nullopt;
}

// A day has an end: there is no time after its last second, none before its first.
bool is_on_line(const Decimal& place, Kind kind) {
    return kind != Kind::time || (place >= Decimal() && place < Decimal::from_int(seconds_a_day));
}

Decimal somewhere(Kind kind) {
    if (kind == Kind::date)
        return Decimal::from_int(days_of(LocalDate{std::chrono::year(2026) / 1 / 1}));
    return {};
}

}  // namespace

bool has_line(Kind kind) {
    return kind == Kind::number || kind == Kind::date || kind == Kind::time ||
           kind == Kind::date_time || kind == Kind::days_time_duration ||
           kind == Kind::years_months_duration;
}

std::optional<Decimal> place_on_line(const Value& value) {
    const Kind kind = value.kind();
    if (kind == Kind::number)
        return value.as_number();
    if (kind == Kind::date)
        return Decimal::from_int(days_of(value.as_date()));
    if (kind == Kind::years_months_duration)
        return Decimal::from_int(value.as_years_months_duration().months);
    if (kind == Kind::days_time_duration) {
        return Decimal::from_int(value.as_days_time_duration().length.count())
            .divided_by(Decimal::from_int(nanos_a_second));
    }
    if (kind != Kind::time && kind != Kind::date_time)
        return std::nullopt;
    const bool has_date = kind == Kind::date_time;
    const auto seconds = seconds_of(has_date ? value.as_date_time().time : value.as_time());
    if (!seconds)
        return std::nullopt;
    const std::int64_t days = has_date ? days_of(value.as_date_time().date) : 0;
    return Decimal::from_int(days * seconds_a_day + *seconds);
}

std::vector<Value> values_around(const std::vector<Decimal>& places, LineKind line) {
    std::vector<Decimal> around;
    if (places.empty()) {
        around.push_back(somewhere(line.kind));
    } else {
        around.push_back(before(places.front()));
        for (std::size_t i = 0; i < places.size(); ++i) {
            around.push_back(places[i]);
            const auto next =
                i + 1 < places.size()
                    ? between(places[i], places[i + 1], line.whole || line.kind != Kind::number)
                    : std::optional(after(places[i]));
            if (next)
                around.push_back(*next);
        }
    }
    std::vector<Value> values;
    for (const Decimal& place : around) {
        if (is_on_line(place, line.kind))
            values.push_back(value_at(place, line.kind));
    }
    return values;
}

std::string feel_literal(const Value& value) {
    std::string text = feel::to_text(value);
    switch (value.kind()) {
        case Kind::date:
            return "date(\"" + text + "\")";
        case Kind::time:
            return "time(\"" + text + "\")";
        case Kind::date_time:
            return "date and time(\"" + text + "\")";
        case Kind::days_time_duration:
        case Kind::years_months_duration:
            return "duration(\"" + text + "\")";
        case Kind::string:
            break;
        case Kind::null:
        case Kind::boolean:
        case Kind::number:
        case Kind::list:
        case Kind::context:
        case Kind::range:
        case Kind::function:
            return text;
    }
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + "\"";
}

}  // namespace foerderwerk::dmn
