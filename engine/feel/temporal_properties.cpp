// SPDX-License-Identifier: EUPL-1.2
#include <string_view>

#include "engine/feel/temporal_arithmetic.hpp"

namespace foerderwerk::feel {

namespace {

using std::chrono::nanoseconds;

constexpr std::int64_t nanoseconds_a_second = 1'000'000'000;

// Properties of DMN 1.5, section 10.3.2.3, tables 58 to 65.
std::optional<Value> date_property(const LocalDate& date, std::string_view name) {
    if (name == "year") {
        return Value(static_cast<int>(date.year()));
    }
    if (name == "month") {
        return Value(static_cast<int>(static_cast<unsigned>(date.month())));
    }
    if (name == "day") {
        return Value(static_cast<int>(static_cast<unsigned>(date.day())));
    }
    if (name == "weekday") {
        const std::chrono::weekday weekday{std::chrono::sys_days(date)};
        return Value(static_cast<int>(weekday.iso_encoding()));
    }
    return std::nullopt;
}

std::optional<Value> time_property(const DateTime& value, std::string_view name,
                                   const Services* services) {
    const std::int64_t seconds = value.time.since_midnight.count() / nanoseconds_a_second;
    if (name == "hour") {
        return Value(seconds / 3600);
    }
    if (name == "minute") {
        return Value(seconds / 60 % 60);
    }
    if (name == "second") {
        return Value(seconds % 60);
    }
    if (name == "timezone") {
        return value.time.zone.empty() ? Value() : Value(value.time.zone);
    }
    if (name == "time offset") {
        const auto offset = offset_of(value, services);
        return offset ? Value(DaysTimeDuration{*offset}) : Value();
    }
    return std::nullopt;
}

std::optional<Value> days_property(nanoseconds length, std::string_view name) {
    const std::int64_t seconds = length.count() / nanoseconds_a_second;
    if (name == "days") {
        return Value(seconds / 86'400);
    }
    if (name == "hours") {
        return Value(seconds / 3600 % 24);
    }
    if (name == "minutes") {
        return Value(seconds / 60 % 60);
    }
    if (name == "seconds") {
        return Value(seconds % 60);
    }
    return std::nullopt;
}

}  // namespace

std::optional<Value> temporal_property(const Value& value, std::string_view name,
                                       const Services* services) {
    constexpr LocalDate epoch{std::chrono::year(1970), std::chrono::January, std::chrono::day(1)};
    switch (value.kind()) {
        case Kind::date:
            return date_property(value.as_date(), name);
        case Kind::date_time: {
            const auto found = date_property(value.as_date_time().date, name);
            return found ? found : time_property(value.as_date_time(), name, services);
        }
        case Kind::time:
            return time_property(DateTime{epoch, value.as_time()}, name, services);
        case Kind::days_time_duration:
            return days_property(value.as_days_time_duration().length, name);
        case Kind::years_months_duration: {
            const std::int64_t months = value.as_years_months_duration().months;
            if (name == "years" || name == "months") {
                return Value(name == "years" ? months / 12 : months % 12);
            }
            break;
        }
        case Kind::null:
        case Kind::boolean:
        case Kind::number:
        case Kind::string:
        case Kind::list:
        case Kind::context:
        case Kind::range:
        case Kind::function:
            break;
    }
    return std::nullopt;
}

}  // namespace foerderwerk::feel
