// SPDX-License-Identifier: EUPL-1.2
#include "engine/types/instant.hpp"

#include "engine/types/failure.hpp"

namespace foerderwerk {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;

std::string padded(std::int64_t value, std::size_t width) {
    std::string digits = std::to_string(value);
    return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

/// Exactly `width` decimal digits off the front of `text`.
std::optional<std::int64_t> take_number(std::string_view& text, std::size_t width) {
    if (text.size() < width) {
        return std::nullopt;
    }
    std::int64_t number = 0;
    for (const char c : text.substr(0, width)) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        number = number * 10 + (c - '0');
    }
    text.remove_prefix(width);
    return number;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

std::optional<LocalDate> take_date(std::string_view& text) {
    const auto year = take_number(text, 4);
    if (!year || *year == 0 || !take(text, '-')) {
        return std::nullopt;
    }
    const auto month = take_number(text, 2);
    if (!month || !take(text, '-')) {
        return std::nullopt;
    }
    const auto day = take_number(text, 2);
    if (!day) {
        return std::nullopt;
    }
    const LocalDate date{std::chrono::year(static_cast<int>(*year)),
                         std::chrono::month(static_cast<unsigned>(*month)),
                         std::chrono::day(static_cast<unsigned>(*day))};
    return date.ok() ? std::optional(date) : std::nullopt;
}

/// hh:mm:ss, without leap seconds.
std::optional<seconds> take_time(std::string_view& text) {
    const auto hour = take_number(text, 2);
    if (!hour || *hour > 23 || !take(text, ':')) {
        return std::nullopt;
    }
    const auto minute = take_number(text, 2);
    if (!minute || *minute > 59 || !take(text, ':')) {
        return std::nullopt;
    }
    const auto second = take_number(text, 2);
    if (!second || *second > 59) {
        return std::nullopt;
    }
    return hours(*hour) + minutes(*minute) + seconds(*second);
}

/// ".d" to ".dddddd", or nothing at all.
std::optional<microseconds> take_fraction(std::string_view& text) {
    if (!take(text, '.')) {
        return microseconds(0);
    }
    const std::size_t width = text.find('Z');
    if (width == std::string_view::npos || width == 0 || width > 6) {
        return std::nullopt;
    }
    auto fraction = take_number(text, width);
    for (std::size_t i = width; fraction && i < 6; ++i) {
        *fraction *= 10;
    }
    return fraction ? std::optional(microseconds(*fraction)) : std::nullopt;
}

Instant switch_of(std::chrono::year year, std::chrono::month month) {
    return sys_days(year / month / std::chrono::Sunday[std::chrono::last]) + hours(1);
}

/// Berlin's wall clock as if it were UTC, for splitting into date and time of day.
Instant berlin_wall_clock(Instant instant) {
    return instant + berlin_offset(instant);
}

}  // namespace

std::string to_string(LocalDate date) {
    return padded(static_cast<int>(date.year()), 4) + '-' +
           padded(static_cast<unsigned>(date.month()), 2) + '-' +
           padded(static_cast<unsigned>(date.day()), 2);
}

std::string to_string(Instant instant) {
    const auto day = floor<days>(instant);
    const std::chrono::hh_mm_ss time(instant - day);
    return to_string(LocalDate(day)) + 'T' + padded(time.hours().count(), 2) + ':' +
           padded(time.minutes().count(), 2) + ':' + padded(time.seconds().count(), 2) + '.' +
           padded(time.subseconds().count(), 6) + 'Z';
}

std::optional<LocalDate> parse_date(std::string_view text) {
    const auto date = take_date(text);
    return text.empty() ? date : std::nullopt;
}

std::optional<Instant> parse_instant(std::string_view text) {
    const auto date = take_date(text);
    if (!date || !take(text, 'T')) {
        return std::nullopt;
    }
    const auto time = take_time(text);
    if (!time) {
        return std::nullopt;
    }
    const auto fraction = take_fraction(text);
    if (!fraction || !take(text, 'Z') || !text.empty()) {
        return std::nullopt;
    }
    return sys_days(*date) + *time + *fraction;
}

minutes berlin_offset(Instant instant) {
    const auto year = LocalDate(floor<days>(instant)).year();
    const bool summer = instant >= switch_of(year, std::chrono::March) &&
                        instant < switch_of(year, std::chrono::October);
    return summer ? minutes(120) : minutes(60);
}

LocalDate berlin_date(Instant instant) {
    return LocalDate(floor<days>(berlin_wall_clock(instant)));
}

microseconds berlin_time_of_day(Instant instant) {
    const auto wall_clock = berlin_wall_clock(instant);
    return wall_clock - floor<days>(wall_clock);
}

Instant berlin_instant(LocalDate date, microseconds time_of_day) {
    FOERDERWERK_REQUIRE(date.ok(), "a wall-clock time needs a date of the calendar");
    const Instant wall_clock = sys_days(date) + time_of_day;
    // The larger offset gives the earlier instant, so it is the first choice of an hour shown
    // twice.
    for (const auto offset : {minutes(120), minutes(60)}) {
        const Instant instant = wall_clock - offset;
        if (berlin_offset(instant) == offset) {
            return instant;
        }
    }
    return switch_of(date.year(), std::chrono::March);
}

Now now_at(Instant instant) {
    return {instant, berlin_date(instant)};
}

}  // namespace foerderwerk
