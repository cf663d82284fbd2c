// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cctype>

#include "engine/feel/temporal_text.hpp"

namespace foerderwerk::feel {

namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

constexpr std::int64_t seconds_a_minute = 60;
constexpr std::int64_t seconds_an_hour = 3600;
constexpr std::int64_t seconds_a_day = 86'400;
constexpr std::int64_t nanoseconds_a_second = 1'000'000'000;
constexpr std::int64_t months_a_year = 12;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Reads a text from left to right; a failed read consumes nothing.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    [[nodiscard]] bool at_end() const { return text_.empty(); }
    [[nodiscard]] char peek() const { return text_.empty() ? '\0' : text_.front(); }
    [[nodiscard]] std::string_view rest() const { return text_; }

    bool take(char c) {
        if (peek() != c) {
            return false;
        }
        text_.remove_prefix(1);
        return true;
    }

    std::string_view digits() {
        const auto end = std::find_if_not(text_.begin(), text_.end(), is_digit);
        const auto found = text_.substr(0, static_cast<std::size_t>(end - text_.begin()));
        text_.remove_prefix(found.size());
        return found;
    }

    // Exactly two digits, at most `max`.
    std::optional<int> pair(int max) {
        if (text_.size() < 2 || !is_digit(text_[0]) || !is_digit(text_[1])) {
            return std::nullopt;
        }
        const int value = (text_[0] - '0') * 10 + (text_[1] - '0');
        if (value > max) {
            return std::nullopt;
        }
        text_.remove_prefix(2);
        return value;
    }

private:
    std::string_view text_;
};

std::optional<std::int64_t> number_of(std::string_view digits) {
    std::int64_t value = 0;
    for (const char c : digits) {
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, c - '0', &value)) {
            return std::nullopt;
        }
    }
    return digits.empty() ? std::nullopt : std::optional(value);
}

// Nanoseconds of the digits after a point.
std::int64_t fraction_of(std::string_view digits) {
    std::int64_t value = 0;
    for (std::size_t i = 0; i < 9; ++i) {
        value = value * 10 + (i < digits.size() ? digits[i] - '0' : 0);
    }
    return value;
}

std::optional<LocalDate> read_date(Reader& in) {
    constexpr std::int64_t year_max = 32'767;
    const bool negative = in.take('-');
    const std::string_view digits = in.digits();
    const auto year = number_of(digits);
    const bool padded = digits.size() > 4 && digits.front() == '0';
    if (digits.size() < 4 || padded || !year || *year > year_max || !in.take('-')) {
        return std::nullopt;
    }
    const auto month = in.pair(12);
    if (!month || !in.take('-')) {
        return std::nullopt;
    }
    const auto day = in.pair(31);
    if (!day) {
        return std::nullopt;
    }
    const LocalDate date{std::chrono::year(static_cast<int>(negative ? -*year : *year)),
                         std::chrono::month(static_cast<unsigned>(*month)),
                         std::chrono::day(static_cast<unsigned>(*day))};
    return date.ok() ? std::optional(date) : std::nullopt;
}

std::optional<seconds> read_offset(Reader& in) {
    constexpr int hours_max = 14;
    if (in.take('Z')) {
        return seconds(0);
    }
    const bool negative = in.peek() == '-';
    if (!in.take('-') && !in.take('+')) {
        return std::nullopt;
    }
    const auto hours = in.pair(hours_max);
    if (!hours || !in.take(':')) {
        return std::nullopt;
    }
    const auto minutes = in.pair(59);
    std::optional<int> rest = 0;
    if (in.take(':')) {
        rest = in.pair(59);
    }
    if (!minutes || !rest) {
        return std::nullopt;
    }
    const std::int64_t total = *hours * seconds_an_hour + *minutes * seconds_a_minute + *rest;
    if (total > hours_max * seconds_an_hour) {
        return std::nullopt;
    }
    return seconds(negative ? -total : total);
}

bool is_zone_name(std::string_view name) {
    const auto allowed = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '_' ||
               c == '-' || c == '+';
    };
    return !name.empty() && name.size() <= 64 && std::ranges::all_of(name, allowed);
}

std::optional<Time> read_time(Reader& in) {
    const auto hour = in.pair(23);
    if (!hour || !in.take(':')) {
        return std::nullopt;
    }
    const auto minute = in.pair(59);
    if (!minute || !in.take(':')) {
        return std::nullopt;
    }
    const auto second = in.pair(59);
    if (!second) {
        return std::nullopt;
    }
    std::int64_t fraction = 0;
    if (in.take('.')) {
        const std::string_view digits = in.digits();
        if (digits.empty()) {
            return std::nullopt;
        }
        fraction = fraction_of(digits);
    }
    Time time;
    time.since_midnight = seconds(*hour * seconds_an_hour + *minute * seconds_a_minute + *second) +
                          nanoseconds(fraction);
    if (in.at_end()) {
        return time;
    }
    if (in.take('@')) {
        time.zone = in.rest();
        return is_zone_name(time.zone) ? std::optional(time) : std::nullopt;
    }
    time.offset = read_offset(in);
    return time.offset && in.at_end() ? std::optional(time) : std::nullopt;
}

// One "<digits><unit>" of a duration, when the next number has that unit. An absent one is 0.
bool read_part(Reader& in, char unit, std::int64_t& value, bool& any) {
    Reader ahead = in;
    const std::string_view digits = ahead.digits();
    if (digits.empty() || !ahead.take(unit)) {
        return true;
    }
    const auto number = number_of(digits);
    if (!number) {
        return false;
    }
    in = ahead;
    value = *number;
    any = true;
    return true;
}

bool read_seconds(Reader& in, std::int64_t& whole, std::int64_t& fraction, bool& any) {
    if (in.at_end()) {
        return true;
    }
    const auto number = number_of(in.digits());
    if (!number) {
        return false;
    }
    whole = *number;
    if (in.take('.')) {
        fraction = fraction_of(in.digits());
    }
    any = true;
    return in.take('S');
}

std::optional<Value> years_months(std::int64_t years, std::int64_t months, bool negative) {
    std::int64_t total = 0;
    if (__builtin_mul_overflow(years, months_a_year, &total) ||
        __builtin_add_overflow(total, months, &total)) {
        return std::nullopt;
    }
    return Value(YearsMonthsDuration{negative ? -total : total});
}

struct TimeParts {
    std::int64_t days = 0;
    std::int64_t hours = 0;
    std::int64_t minutes = 0;
    std::int64_t seconds = 0;
    std::int64_t fraction = 0;
};

std::optional<Value> days_time(const TimeParts& parts, bool negative) {
    std::int64_t total = 0;
    std::int64_t scaled = 0;
    const std::pair<std::int64_t, std::int64_t> terms[] = {
        {parts.days, seconds_a_day},
        {parts.hours, seconds_an_hour},
        {parts.minutes, seconds_a_minute},
        {parts.seconds, 1},
    };
    for (const auto& [count, unit] : terms) {
        if (__builtin_mul_overflow(count, unit, &scaled) ||
            __builtin_add_overflow(total, scaled, &total)) {
            return std::nullopt;
        }
    }
    if (__builtin_mul_overflow(total, nanoseconds_a_second, &total) ||
        __builtin_add_overflow(total, parts.fraction, &total)) {
        return std::nullopt;
    }
    return Value(DaysTimeDuration{nanoseconds(negative ? -total : total)});
}

}  // namespace

std::optional<LocalDate> date_from_text(std::string_view text) {
    Reader in(text);
    const auto date = read_date(in);
    return in.at_end() ? date : std::nullopt;
}

std::optional<Time> time_from_text(std::string_view text) {
    Reader in(text);
    return read_time(in);
}

std::optional<DateTime> date_time_from_text(std::string_view text) {
    Reader in(text);
    const auto date = read_date(in);
    if (!date || !in.take('T')) {
        return std::nullopt;
    }
    // ISO 8601 also writes the end of a day as 24:00:00, which is the midnight of the next one.
    std::string midnight;
    LocalDate day = *date;
    if (in.rest().starts_with("24:00:00")) {
        midnight = "00" + std::string(in.rest().substr(2));
        day = LocalDate(std::chrono::sys_days(day) + std::chrono::days(1));
        in = Reader(midnight);
    }
    const auto time = read_time(in);
    return time && day.ok() ? std::optional(DateTime{day, *time}) : std::nullopt;
}

std::optional<Value> duration_from_text(std::string_view text) {
    Reader in(text);
    const bool negative = in.take('-');
    std::int64_t years = 0;
    std::int64_t months = 0;
    bool calendar = false;
    if (!in.take('P') || !read_part(in, 'Y', years, calendar) ||
        !read_part(in, 'M', months, calendar)) {
        return std::nullopt;
    }
    if (calendar) {
        return in.at_end() ? years_months(years, months, negative) : std::nullopt;
    }
    TimeParts parts;
    bool any = false;
    if (!read_part(in, 'D', parts.days, any)) {
        return std::nullopt;
    }
    if (in.take('T')) {
        any = false;
        if (!read_part(in, 'H', parts.hours, any) || !read_part(in, 'M', parts.minutes, any) ||
            !read_seconds(in, parts.seconds, parts.fraction, any)) {
            return std::nullopt;
        }
    }
    return any && in.at_end() ? days_time(parts, negative) : std::nullopt;
}

std::optional<Value> temporal_from_text(std::string_view text) {
    if (const auto date = date_from_text(text)) {
        return Value(*date);
    }
    if (const auto date_time = date_time_from_text(text)) {
        return Value(*date_time);
    }
    if (const auto time = time_from_text(text)) {
        return Value(*time);
    }
    return duration_from_text(text);
}

}  // namespace foerderwerk::feel
