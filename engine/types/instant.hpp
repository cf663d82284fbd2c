// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace foerderwerk {

/// A point in time, UTC, microseconds; stored as a 64-bit integer.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

/// A calendar date. Legal periods are counted in these, never in instants.
using LocalDate = std::chrono::year_month_day;

/// What a clock answers: both forms are recorded, so a replay never asks a time zone table.
struct Now {
    Instant instant;
    LocalDate berlin_date{};
    friend bool operator==(const Now&, const Now&) = default;
};

/// "2026-01-12T08:00:00.000000Z", always with six fractional digits.
[[nodiscard]] std::string to_string(Instant instant);
/// Accepts what to_string writes, and fewer fractional digits; only "Z" as zone.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);

/// "2026-01-12". Years 0001 to 9999.
[[nodiscard]] std::string to_string(LocalDate date);
[[nodiscard]] std::optional<LocalDate> parse_date(std::string_view text);

/// Central European (summer) time as the law stands since 1996: summer time from the last Sunday
/// of March to the last Sunday of October, switched at 01:00 UTC (§ 1 SoZV).
[[nodiscard]] std::chrono::minutes berlin_offset(Instant instant);
[[nodiscard]] LocalDate berlin_date(Instant instant);
/// Wall-clock seconds since midnight in Berlin.
[[nodiscard]] std::chrono::microseconds berlin_time_of_day(Instant instant);
/// The instant at which `time_of_day` is shown in Berlin on `date`. A time that the switch to
/// summer time skips becomes the first instant after the gap; of two, the earlier one is taken.
[[nodiscard]] Instant berlin_instant(LocalDate date, std::chrono::microseconds time_of_day);
/// Both forms of one instant.
[[nodiscard]] Now now_at(Instant instant);

}  // namespace foerderwerk
