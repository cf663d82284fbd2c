// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/temporal_arithmetic.hpp"

#include <limits>

namespace foerderwerk::feel {

namespace {

using std::chrono::days;
using std::chrono::nanoseconds;
using std::chrono::sys_days;

constexpr std::int64_t months_a_year = 12;
constexpr nanoseconds one_day = days(1);

std::optional<LocalDate> date_of(sys_days day) {
    static const sys_days first =
        sys_days(LocalDate(std::chrono::year(-32'767), std::chrono::January, std::chrono::day(1)));
    static const sys_days last =
        sys_days(LocalDate(std::chrono::year(32'767), std::chrono::December, std::chrono::day(31)));
    return day < first || day > last ? std::nullopt : std::optional(LocalDate(day));
}

std::optional<std::int64_t> sum(std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    return __builtin_add_overflow(a, b, &result) ? std::nullopt : std::optional(result);
}

std::optional<std::int64_t> opposite(std::int64_t value) {
    return value == std::numeric_limits<std::int64_t>::min() ? std::nullopt : std::optional(-value);
}

// `day` and `time_of_day` moved on by `length`, without a zone.
std::optional<DateTime> shifted(const LocalDate& date, const Time& time, nanoseconds length) {
    // The whole days are split off first: their sum fits where that of the nanoseconds may not.
    const auto whole = std::chrono::floor<days>(length);
    nanoseconds rest = time.since_midnight + (length - whole);
    days carry{0};
    if (rest >= one_day) {
        rest -= one_day;
        carry = days(1);
    }
    const auto moved = date_of(sys_days(date) + whole + carry);
    if (!moved) {
        return std::nullopt;
    }
    DateTime result{*moved, time};
    result.time.since_midnight = rest;
    return result;
}

std::optional<Value> plus_duration(const Value& value, nanoseconds length) {
    switch (value.kind()) {
        case Kind::date: {
            const auto moved = shifted(value.as_date(), {}, length);
            return moved ? std::optional(Value(moved->date)) : std::nullopt;
        }
        case Kind::date_time: {
            const auto moved =
                shifted(value.as_date_time().date, value.as_date_time().time, length);
            return moved ? std::optional(Value(*moved)) : std::nullopt;
        }
        case Kind::time: {
            Time moved = value.as_time();
            moved.since_midnight = (moved.since_midnight + length % one_day + one_day) % one_day;
            return Value(std::move(moved));
        }
        case Kind::days_time_duration: {
            const auto total = sum(value.as_days_time_duration().length.count(), length.count());
            return total ? std::optional(Value(DaysTimeDuration{nanoseconds(*total)}))
                         : std::nullopt;
        }
        case Kind::null:
        case Kind::boolean:
        case Kind::number:
        case Kind::string:
        case Kind::years_months_duration:
        case Kind::list:
        case Kind::context:
        case Kind::range:
        case Kind::function:
            break;
    }
    return std::nullopt;
}

std::optional<Value> plus_duration(const Value& value, YearsMonthsDuration duration) {
    if (value.kind() == Kind::years_months_duration) {
        const auto total = sum(value.as_years_months_duration().months, duration.months);
        return total ? std::optional(Value(YearsMonthsDuration{*total})) : std::nullopt;
    }
    if (value.kind() == Kind::date) {
        const auto moved = plus_months(value.as_date(), duration.months);
        return moved ? std::optional(Value(*moved)) : std::nullopt;
    }
    if (value.kind() == Kind::date_time) {
        const auto moved = plus_months(value.as_date_time().date, duration.months);
        return moved ? std::optional(Value(DateTime{*moved, value.as_date_time().time}))
                     : std::nullopt;
    }
    return std::nullopt;
}

std::optional<Value> between(const std::optional<Moment>& a, const std::optional<Moment>& b) {
    if (!a || !b || a->local != b->local) {
        return std::nullopt;
    }
    std::int64_t length = 0;
    if (__builtin_mul_overflow((a->day - b->day).count(), one_day.count(), &length)) {
        return std::nullopt;
    }
    const auto total = sum(length, (a->time_of_day - b->time_of_day).count());
    return total ? std::optional(Value(DaysTimeDuration{nanoseconds(*total)})) : std::nullopt;
}

// A date is its midnight in UTC (section 10.3.2.3.5), so it has no distance to a local time.
std::optional<Moment> midnight_or_moment(const Value& value, const Services* services) {
    if (value.kind() == Kind::date_time) {
        return moment_of(value.as_date_time(), services);
    }
    return Moment{sys_days(value.as_date()), nanoseconds(0), false};
}

std::optional<std::int64_t> whole(const std::optional<Decimal>& number) {
    if (!number) {
        return std::nullopt;
    }
    const auto cut = number->rounded(0, Decimal::Rounding::down);
    return cut ? cut->to_int64() : std::nullopt;
}

std::optional<Value> with_length(const Value& like, const std::optional<Decimal>& length) {
    const auto count = whole(length);
    if (!count) {
        return std::nullopt;
    }
    if (like.kind() == Kind::days_time_duration) {
        return Value(DaysTimeDuration{nanoseconds(*count)});
    }
    return Value(YearsMonthsDuration{*count});
}

std::optional<Decimal> length_of(const Value& value) {
    if (value.kind() == Kind::days_time_duration) {
        return Decimal::from_int(value.as_days_time_duration().length.count());
    }
    if (value.kind() == Kind::years_months_duration) {
        return Decimal::from_int(value.as_years_months_duration().months);
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::chrono::seconds> offset_of(const DateTime& value, const Services* services) {
    if (!value.time.zone.empty()) {
        return services == nullptr
                   ? std::nullopt
                   : services->zone_offset(value.time.zone, value.date, value.time.since_midnight);
    }
    return value.time.offset;
}

std::optional<Moment> moment_of(const DateTime& value, const Services* services) {
    Moment moment{sys_days(value.date), value.time.since_midnight, true};
    if (!value.time.offset && value.time.zone.empty()) {
        return moment;
    }
    const auto offset = offset_of(value, services);
    if (!offset) {
        return std::nullopt;
    }
    const nanoseconds utc = value.time.since_midnight - *offset;
    const auto carry = std::chrono::floor<days>(utc);
    moment.day += carry;
    moment.time_of_day = utc - carry;
    moment.local = false;
    return moment;
}

std::optional<Moment> moment_of(const Time& value, const Services* services) {
    const LocalDate epoch{std::chrono::year(1970), std::chrono::January, std::chrono::day(1)};
    return moment_of(DateTime{epoch, value}, services);
}

std::optional<LocalDate> plus_months(const LocalDate& date, std::int64_t months) {
    constexpr std::int64_t years_max = 32'767;
    if (months > 2 * years_max * months_a_year || months < -2 * years_max * months_a_year) {
        return std::nullopt;
    }
    const std::int64_t total = static_cast<int>(date.year()) * months_a_year +
                               static_cast<unsigned>(date.month()) - 1 + months;
    const std::int64_t year =
        total >= 0 ? total / months_a_year : -((months_a_year - 1 - total) / months_a_year);
    if (year < -years_max || year > years_max) {
        return std::nullopt;
    }
    const auto month = static_cast<unsigned>(total - year * months_a_year + 1);
    const std::chrono::year_month reached{std::chrono::year(static_cast<int>(year)),
                                          std::chrono::month(month)};
    const auto last = (reached / std::chrono::last).day();
    return reached / (date.day() > last ? last : date.day());
}

std::optional<Value> add_temporal(const Value& a, const Value& b) {
    // A duration may stand on either side.
    for (const auto& [value, duration] : {std::pair(&a, &b), std::pair(&b, &a)}) {
        if (duration->kind() == Kind::days_time_duration) {
            return plus_duration(*value, duration->as_days_time_duration().length);
        }
        if (duration->kind() == Kind::years_months_duration) {
            return plus_duration(*value, duration->as_years_months_duration());
        }
    }
    return std::nullopt;
}

std::optional<Value> subtract_temporal(const Value& a, const Value& b, const Services* services) {
    if (b.kind() == Kind::days_time_duration || b.kind() == Kind::years_months_duration) {
        const auto negative = negate_duration(b);
        return negative && a.kind() != Kind::number ? add_temporal(a, *negative) : std::nullopt;
    }
    if (a.kind() == Kind::time && b.kind() == Kind::time) {
        return between(moment_of(a.as_time(), services), moment_of(b.as_time(), services));
    }
    const auto dated = [](const Value& value) {
        return value.kind() == Kind::date || value.kind() == Kind::date_time;
    };
    if (!dated(a) || !dated(b)) {
        return std::nullopt;
    }
    return between(midnight_or_moment(a, services), midnight_or_moment(b, services));
}

std::optional<Value> multiply_temporal(const Value& a, const Value& b) {
    const Value& duration = a.kind() == Kind::number ? b : a;
    const Value& factor = a.kind() == Kind::number ? a : b;
    const auto length = length_of(duration);
    if (!length || factor.kind() != Kind::number) {
        return std::nullopt;
    }
    return with_length(duration, length->times(factor.as_number()));
}

std::optional<Value> divide_temporal(const Value& a, const Value& b) {
    const auto length = length_of(a);
    if (!length) {
        return std::nullopt;
    }
    if (b.kind() == Kind::number) {
        return with_length(a, length->divided_by(b.as_number()));
    }
    const auto divisor = length_of(b);
    if (!divisor || a.kind() != b.kind()) {
        return std::nullopt;
    }
    const auto quotient = length->divided_by(*divisor);
    return quotient ? std::optional(Value(*quotient)) : std::nullopt;
}

std::optional<Value> negate_duration(const Value& value) {
    if (value.kind() == Kind::days_time_duration) {
        const auto length = opposite(value.as_days_time_duration().length.count());
        return length ? std::optional(Value(DaysTimeDuration{nanoseconds(*length)})) : std::nullopt;
    }
    if (value.kind() == Kind::years_months_duration) {
        const auto months = opposite(value.as_years_months_duration().months);
        return months ? std::optional(Value(YearsMonthsDuration{*months})) : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace foerderwerk::feel
