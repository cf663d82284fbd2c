// SPDX-License-Identifier: EUPL-1.2
#include <array>

#include "engine/calendar/delivery.hpp"
#include "engine/cases/house_function.hpp"

// Records of semantics version 1 are executed with these for ever: a post was delivered on day 4
// whenever it left, a duration was no text, and nothing was told of how a date came about.

namespace foerderwerk::cases {

namespace {

using feel::Kind;
using feel::Value;
using Answer = std::optional<Value>;

Answer period_end(const HouseCall& call) {
    const auto start = call.date(0);
    if (!start || call.arguments().size() != 2) {
        return std::nullopt;
    }
    const auto period = call.text(1) ? std::nullopt : call.period(1);
    if (!period) {
        return Value::error("fristende takes a duration of whole days or months");
    }
    const auto end = calendar::end_of_period(*start, *period, calendar::baden_wuerttemberg());
    return end.has_value() ? Value(end->end) : Value::error(end.error().text);
}

Answer delivery(const HouseCall& call) {
    static const calendar::DeliveryClocks clocks = [] {
        calendar::DeliveryClocks versions = calendar::delivery_clocks();
        std::erase_if(versions, [](const calendar::ClockVersion& version) {
            return version.rule.ends_with("bis 2024");
        });
        for (calendar::ClockVersion& version : versions) {
            version.since = std::chrono::year(1) / std::chrono::January / 1;
        }
        return versions;
    }();
    const auto day = call.date(0);
    const auto way = call.text(1);
    if (!day || !way || call.arguments().size() != 2) {
        return std::nullopt;
    }
    const auto clock = calendar::parse_clock(*way);
    if (!clock) {
        return Value::error("bekanntgabe: der Weg ist post, elektronisch, postfach oder abruf");
    }
    const auto date = calendar::deemed_delivery(*day, *clock, clocks);
    return date.has_value() ? Value(date->end) : Value::error(date.error().text);
}

}  // namespace

std::span<const HouseFunction> first_calendar_functions() {
    static const std::array<HouseFunction, 2> functions = {{
        {"fristende",
         {"start", "dauer"},
         0,
         "fristende takes a date and a duration",
         period_end,
         1,
         1},
        {"bekanntgabe", {"tag", "weg"}, 0, "bekanntgabe takes a date and a way", delivery, 1, 1},
    }};
    return functions;
}

}  // namespace foerderwerk::cases
