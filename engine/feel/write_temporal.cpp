// SPDX-License-Identifier: EUPL-1.2
#include <cstdlib>

#include "engine/feel/temporal_text.hpp"

namespace foerderwerk::feel {

namespace {

constexpr std::int64_t seconds_a_minute = 60;
constexpr std::int64_t seconds_an_hour = 3600;
constexpr std::int64_t seconds_a_day = 86'400;
constexpr std::int64_t nanoseconds_a_second = 1'000'000'000;
constexpr std::int64_t months_a_year = 12;

std::string padded(std::int64_t number, std::size_t width) {
    std::string text = std::to_string(number);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

std::string fraction_text(std::int64_t nanos) {
    if (nanos == 0) {
        return "";
    }
    std::string text = "." + padded(nanos, 9);
    text.erase(text.find_last_not_of('0') + 1);
    return text;
}

}  // namespace

std::string text_of(const LocalDate& date) {
    const int year = static_cast<int>(date.year());
    return (year < 0 ? "-" : "") + padded(std::abs(year), 4) + "-" +
           padded(static_cast<unsigned>(date.month()), 2) + "-" +
           padded(static_cast<unsigned>(date.day()), 2);
}

std::string text_of(const Time& time) {
    const std::int64_t total = time.since_midnight.count() / nanoseconds_a_second;
    std::string text = padded(total / seconds_an_hour, 2) + ":" +
                       padded(total / seconds_a_minute % 60, 2) + ":" + padded(total % 60, 2) +
                       fraction_text(time.since_midnight.count() % nanoseconds_a_second);
    if (!time.zone.empty()) {
        return text + "@" + time.zone;
    }
    if (!time.offset) {
        return text;
    }
    const std::int64_t offset = std::abs(time.offset->count());
    if (offset == 0) {
        return text + "Z";
    }
    text += time.offset->count() < 0 ? "-" : "+";
    text += padded(offset / seconds_an_hour, 2) + ":" + padded(offset / seconds_a_minute % 60, 2);
    return offset % 60 == 0 ? text : text + ":" + padded(offset % 60, 2);
}

std::string text_of(const DateTime& value) {
    return text_of(value.date) + "T" + text_of(value.time);
}

std::string text_of(const DaysTimeDuration& duration) {
    const std::int64_t length = duration.length.count();
    if (length == 0) {
        return "PT0S";
    }
    // The whole seconds and the fraction are made positive apart: the smallest length has no
    // positive counterpart.
    const std::int64_t total = std::abs(length / nanoseconds_a_second);
    const std::int64_t fraction = std::abs(length % nanoseconds_a_second);
    const auto part = [](std::int64_t number, const char* unit) {
        return number == 0 ? std::string() : std::to_string(number) + unit;
    };
    std::string time =
        part(total / seconds_an_hour % 24, "H") + part(total / seconds_a_minute % 60, "M");
    if (total % 60 != 0 || fraction != 0) {
        time += std::to_string(total % 60) + fraction_text(fraction) + "S";
    }
    return std::string(length < 0 ? "-P" : "P") + part(total / seconds_a_day, "D") +
           (time.empty() ? "" : "T" + time);
}

std::string text_of(const YearsMonthsDuration& duration) {
    if (duration.months == 0) {
        return "P0M";
    }
    const std::int64_t years = std::abs(duration.months / months_a_year);
    const std::int64_t months = std::abs(duration.months % months_a_year);
    std::string text = duration.months < 0 ? "-P" : "P";
    if (years != 0) {
        text += std::to_string(years) + "Y";
    }
    return months == 0 ? text : text + std::to_string(months) + "M";
}

}  // namespace foerderwerk::feel
