// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <optional>

#include "engine/feel/expression.hpp"
#include "engine/feel/value.hpp"

namespace foerderwerk::feel {

/// A time on the line of all times: in UTC, or local when it has neither offset nor zone.
struct Moment {
    std::chrono::sys_days day{};
    std::chrono::nanoseconds time_of_day{0};  ///< less than a day, not negative
    bool local = true;
};

/// nullopt when the zone is unknown. A time of day is taken on 1970-01-01.
[[nodiscard]] std::optional<Moment> moment_of(const DateTime& value, const Services* services);
[[nodiscard]] std::optional<Moment> moment_of(const Time& value, const Services* services);
/// Offset from UTC, also of a named zone; nullopt when there is none or the zone is unknown.
[[nodiscard]] std::optional<std::chrono::seconds> offset_of(const DateTime& value,
                                                            const Services* services);

/// Date and months: the day is at most the last one of the month reached.
[[nodiscard]] std::optional<LocalDate> plus_months(const LocalDate& date, std::int64_t months);

/// Arithmetic of section 10.3.4.5, tables 56 and 57, for operands of which at least one is a date,
/// a time or a duration. nullopt when the standard gives no result or it is out of range: dates in
/// the years -32767 to 32767, days and time durations of 292 years.
[[nodiscard]] std::optional<Value> add_temporal(const Value& a, const Value& b);
[[nodiscard]] std::optional<Value> subtract_temporal(const Value& a, const Value& b,
                                                     const Services* services);
[[nodiscard]] std::optional<Value> multiply_temporal(const Value& a, const Value& b);
[[nodiscard]] std::optional<Value> divide_temporal(const Value& a, const Value& b);
[[nodiscard]] std::optional<Value> negate_duration(const Value& value);

/// `.year`, `.time offset`, `.days`, …; nullopt when the value has no such property.
[[nodiscard]] std::optional<Value> temporal_property(const Value& value, std::string_view name,
                                                     const Services* services);

}  // namespace foerderwerk::feel
