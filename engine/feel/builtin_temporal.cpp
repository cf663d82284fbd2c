// SPDX-License-Identifier: EUPL-1.2
#include <array>

#include "engine/feel/arguments.hpp"
#include "engine/feel/temporal_arithmetic.hpp"
#include "engine/feel/temporal_text.hpp"

namespace foerderwerk::feel {

namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

constexpr std::int64_t months_a_year = 12;
constexpr std::int64_t offset_seconds_max = 14 * 3600;

// A time in a zone that the host does not know is no time.
bool zone_is_known(Arguments& arguments, const DateTime& value) {
    return value.time.zone.empty() || offset_of(value, arguments.services()).has_value();
}

bool zone_is_known(Arguments& arguments, const Time& time) {
    constexpr LocalDate epoch{std::chrono::year(1970), std::chrono::January, std::chrono::day(1)};
    return zone_is_known(arguments, DateTime{epoch, time});
}

std::optional<LocalDate> date_of_numbers(Arguments& arguments, std::size_t first) {
    constexpr std::int64_t year_max = 32'767;
    const auto year = arguments.integer(first);
    const auto month = year ? arguments.integer(first + 1) : std::nullopt;
    const auto day = month ? arguments.integer(first + 2) : std::nullopt;
    if (!day || *year < -year_max || *year > year_max || *month < 1 || *month > 12 || *day < 1 ||
        *day > 31) {
        return std::nullopt;
    }
    const LocalDate date{std::chrono::year(static_cast<int>(*year)),
                         std::chrono::month(static_cast<unsigned>(*month)),
                         std::chrono::day(static_cast<unsigned>(*day))};
    return date.ok() ? std::optional(date) : std::nullopt;
}

Value date(Arguments& arguments) {
    if (arguments.count() == 3) {
        const auto made = date_of_numbers(arguments, 0);
        return made ? Value(*made) : arguments.error("no such date");
    }
    const Value& from = arguments.at(0);
    if (from.kind() == Kind::date) {
        return from;
    }
    if (from.kind() == Kind::date_time) {
        return from.as_date_time().date;
    }
    const std::string* text = arguments.text(0);
    if (text == nullptr) {
        return arguments.wrong();
    }
    const auto parsed = date_from_text(*text);
    return parsed ? Value(*parsed) : arguments.error("not a date: " + *text);
}

std::optional<nanoseconds> nanoseconds_of(const Decimal& number) {
    const auto scaled = number.times(Decimal::from_int(1'000'000'000));
    const auto cut = scaled ? scaled->rounded(0, Decimal::Rounding::down) : std::nullopt;
    const auto count = cut ? cut->to_int64() : std::nullopt;
    return count ? std::optional(nanoseconds(*count)) : std::nullopt;
}

// hour, minute, second from the argument number `first` on.
std::optional<Time> time_of_numbers(Arguments& arguments, std::size_t first) {
    const auto hour = arguments.integer(first);
    const auto minute = hour ? arguments.integer(first + 1) : std::nullopt;
    const Decimal* second = minute ? arguments.number(first + 2) : nullptr;
    const auto length = second == nullptr ? std::nullopt : nanoseconds_of(*second);
    if (!length || *hour < 0 || *hour > 23 || *minute < 0 || *minute > 59 ||
        *length < nanoseconds(0) || *length >= std::chrono::minutes(1)) {
        return std::nullopt;
    }
    Time time;
    time.since_midnight = std::chrono::hours(*hour) + std::chrono::minutes(*minute) + *length;
    return time;
}

// An offset as a duration; null leaves the time local. False when it is none.
bool set_offset(Arguments& arguments, std::size_t index, Time& time) {
    if (!arguments.has(index)) {
        return true;
    }
    const Value* offset = arguments.of_kind(index, Kind::days_time_duration);
    if (offset == nullptr) {
        return false;
    }
    const nanoseconds length = offset->as_days_time_duration().length;
    time.offset = std::chrono::duration_cast<seconds>(length);
    return *time.offset == length && time.offset->count() <= offset_seconds_max &&
           time.offset->count() >= -offset_seconds_max;
}

Value time(Arguments& arguments) {
    if (arguments.count() >= 3) {
        auto made = time_of_numbers(arguments, 0);
        if (!made || !set_offset(arguments, 3, *made)) {
            return arguments.error("no such time");
        }
        return *made;
    }
    const Value& from = arguments.at(0);
    if (from.kind() == Kind::time) {
        return from;
    }
    if (from.kind() == Kind::date_time) {
        return from.as_date_time().time;
    }
    if (from.kind() == Kind::date) {
        Time midnight;
        midnight.offset = seconds(0);
        return midnight;
    }
    const std::string* text = arguments.text(0);
    if (text == nullptr) {
        return arguments.wrong();
    }
    const auto parsed = time_from_text(*text);
    return parsed && zone_is_known(arguments, *parsed) ? Value(*parsed)
                                                       : arguments.error("not a time: " + *text);
}

Value date_and_time_of_text(Arguments& arguments) {
    const std::string* text = arguments.text(0);
    if (text == nullptr) {
        return arguments.wrong();
    }
    if (const auto day = date_from_text(*text)) {
        return DateTime{*day, {}};
    }
    const auto parsed = date_time_from_text(*text);
    return parsed && zone_is_known(arguments, *parsed)
               ? Value(*parsed)
               : arguments.error("not a date and time: " + *text);
}

Value date_and_time_of_parts(Arguments& arguments) {
    const Value& day = arguments.at(0);
    const Value* time_value = arguments.of_kind(1, Kind::time);
    const bool dated = day.kind() == Kind::date || day.kind() == Kind::date_time;
    if (time_value == nullptr || !dated) {
        return arguments.error("needs a date and a time");
    }
    const LocalDate date_value = day.kind() == Kind::date ? day.as_date() : day.as_date_time().date;
    return DateTime{date_value, time_value->as_time()};
}

Value date_and_time(Arguments& arguments) {
    if (arguments.count() == 2) {
        return date_and_time_of_parts(arguments);
    }
    if (arguments.count() < 2) {
        const Value& from = arguments.at(0);
        if (from.kind() == Kind::date_time) {
            return from;
        }
        return from.kind() == Kind::date ? Value(DateTime{from.as_date(), {}})
                                         : date_and_time_of_text(arguments);
    }
    constexpr std::size_t zone_place = 6;
    const auto day = date_of_numbers(arguments, 0);
    auto clock = day ? time_of_numbers(arguments, 3) : std::nullopt;
    if (!clock) {
        return arguments.error("no such date and time");
    }
    DateTime made{*day, *clock};
    if (arguments.at(zone_place).kind() == Kind::string) {
        made.time.zone = arguments.at(zone_place).as_string();
        if (made.time.zone.empty() || !zone_is_known(arguments, made)) {
            return arguments.error("unknown time zone");
        }
    } else if (!set_offset(arguments, zone_place, made.time)) {
        return arguments.error("no such offset");
    }
    return made;
}

std::optional<LocalDate> date_at(Arguments& arguments, std::size_t index) {
    const Value& value = arguments.at(index);
    if (value.kind() == Kind::date) {
        return value.as_date();
    }
    return value.kind() == Kind::date_time ? std::optional(value.as_date_time().date)
                                           : std::nullopt;
}

std::int64_t month_number(const LocalDate& date) {
    return static_cast<int>(date.year()) * months_a_year + static_cast<unsigned>(date.month());
}

Value years_and_months_duration(Arguments& arguments) {
    const auto from = date_at(arguments, 0);
    const auto to = date_at(arguments, 1);
    if (!from || !to) {
        return arguments.error("needs two dates");
    }
    std::int64_t months = month_number(*to) - month_number(*from);
    // A month that is not full does not count, in either direction.
    if (months > 0 && to->day() < from->day()) {
        --months;
    } else if (months < 0 && to->day() > from->day()) {
        ++months;
    }
    return YearsMonthsDuration{months};
}

// The time of the command as clocks in Berlin show it, with their offset.
Value now(Arguments& arguments) {
    const Now& recorded = arguments.evaluator().environment().now;
    DateTime shown;
    shown.date = recorded.berlin_date;
    shown.time.since_midnight = berlin_time_of_day(recorded.instant);
    shown.time.offset = berlin_offset(recorded.instant);
    return shown;
}

Value today(Arguments& arguments) {
    return arguments.evaluator().environment().now.berlin_date;
}

template <Value (*Function)(const LocalDate&)>
Value of_date(Arguments& arguments) {
    const auto day = date_at(arguments, 0);
    return day ? Function(*day) : arguments.error("needs a date");
}

std::int64_t day_number(const LocalDate& date) {
    const LocalDate first{date.year(), std::chrono::January, std::chrono::day(1)};
    return (std::chrono::sys_days(date) - std::chrono::sys_days(first)).count() + 1;
}

Value day_of_year(const LocalDate& date) {
    return day_number(date);
}

Value day_of_week(const LocalDate& date) {
    static constexpr std::array names{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                      "Thursday", "Friday", "Saturday"};
    return names[std::chrono::weekday(std::chrono::sys_days(date)).c_encoding()];
}

Value month_of_year(const LocalDate& date) {
    static constexpr std::array names{"January",   "February", "March",    "April",
                                      "May",       "June",     "July",     "August",
                                      "September", "October",  "November", "December"};
    return names[static_cast<unsigned>(date.month()) - 1];
}

// ISO 8601: a week belongs to the year in which its Thursday lies.
Value week_of_year(const LocalDate& date) {
    const std::chrono::sys_days day(date);
    const auto weekday = static_cast<int>(std::chrono::weekday(day).iso_encoding());
    const LocalDate thursday(day + std::chrono::days(4 - weekday));
    return (day_number(thursday) - 1) / 7 + 1;
}

}  // namespace

std::span<const Builtin> temporal_builtins() {
    static const Builtin builtins[] = {
        {"date", "from;year,month,day", date},
        {"time", "from;hour,minute,second,offset?", time},
        {"date and time",
         "from;date,time;year,month,day,hour,minute,second,offset?;"
         "year,month,day,hour,minute,second,timezone?",
         date_and_time},
        {"years and months duration", "from,to", years_and_months_duration},
        {"now", "", now},
        {"today", "", today},
        {"day of year", "date", of_date<day_of_year>},
        {"day of week", "date", of_date<day_of_week>},
        {"month of year", "date", of_date<month_of_year>},
        {"week of year", "date", of_date<week_of_year>},
    };
    return builtins;
}

}  // namespace foerderwerk::feel
