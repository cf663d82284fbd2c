// SPDX-License-Identifier: EUPL-1.2
#include <array>

#include "engine/cases/house_function.hpp"

namespace foerderwerk::cases {

namespace {

using feel::Value;
using Answer = std::optional<Value>;

// Counting walks day by day; ten years are more than any period in working days.
constexpr std::int64_t most_working_days = 2'500;
constexpr std::int64_t most_days = 3'660;

LocalDate next_day(LocalDate day) {
    return LocalDate(std::chrono::sys_days(day) + std::chrono::days(1));
}

Answer is_working_day(const HouseCall& call) {
    const auto day = call.date(0);
    return day ? Answer(Value(call.law().holidays.is_working_day(*day))) : std::nullopt;
}

Answer holiday(const HouseCall& call) {
    const auto day = call.date(0);
    if (!day) {
        return std::nullopt;
    }
    const auto name = call.law().holidays.holiday_on(*day);
    return name ? Value(*name) : Value();
}

Answer working_day_from(const HouseCall& call) {
    const auto day = call.date(0);
    return day ? Answer(Value(call.law().holidays.next_working_day(*day))) : std::nullopt;
}

Answer working_day_until(const HouseCall& call) {
    const auto day = call.date(0);
    return day ? Answer(Value(call.law().holidays.previous_working_day(*day))) : std::nullopt;
}

/// The day itself does not count, as with every period that an event begins.
Answer working_day_after(const HouseCall& call) {
    const auto start = call.date(0);
    const auto count = call.integer(1);
    if (!start || !count || *count < 1 || *count > most_working_days ||
        start->year() > std::chrono::year(9980)) {
        return std::nullopt;
    }
    LocalDate day = *start;
    for (std::int64_t left = *count; left > 0; --left) {
        day = call.law().holidays.next_working_day(next_day(day));
    }
    call.tell(day, std::to_string(*count) + (*count == 1 ? " Arbeitstag" : " Arbeitstage") +
                       " nach " + calendar::german_date(*start) +
                       " (ohne Samstage, Sonntage und Feiertage): " + calendar::german_date(day) +
                       ".");
    return Value(day);
}

Answer working_days_between(const HouseCall& call) {
    const auto after = call.date(0);
    const auto last = call.date(1);
    if (!after || !last ||
        (std::chrono::sys_days(*last) - std::chrono::sys_days(*after)).count() > most_days) {
        return std::nullopt;
    }
    std::int64_t count = 0;
    for (LocalDate day = *after; day < *last;) {
        day = next_day(day);
        count += call.law().holidays.is_working_day(day) ? 1 : 0;
    }
    return Value(count);
}

}  // namespace

std::span<const HouseFunction> working_day_functions() {
    static const std::array<HouseFunction, 6> functions = {{
        {"ist_arbeitstag", {"tag"}, 1, "ist_arbeitstag takes a date", is_working_day, 1},
        {"feiertag", {"tag"}, 1, "feiertag takes a date", holiday},
        {"arbeitstag_ab", {"tag"}, 1, "arbeitstag_ab takes a date", working_day_from},
        {"arbeitstag_bis", {"tag"}, 1, "arbeitstag_bis takes a date", working_day_until},
        {"arbeitstag_nach",
         {"tag", "anzahl"},
         2,
         "arbeitstag_nach takes a date and a number from 1 to 2500",
         working_day_after},
        {"arbeitstage",
         {"nach", "bis"},
         2,
         "arbeitstage takes two dates within ten years",
         working_days_between},
    }};
    return functions;
}

}  // namespace foerderwerk::cases
