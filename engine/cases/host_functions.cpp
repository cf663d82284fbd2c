// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/host_functions.hpp"

#include <algorithm>

#include "engine/calendar/legal_period.hpp"
#include "engine/types/iban.hpp"

namespace foerderwerk::cases {

namespace {

using feel::Kind;
using feel::Value;
using Arguments = std::vector<Value>;

constexpr std::int64_t nanoseconds_a_day = 86'400'000'000'000;

std::optional<calendar::Period> period_of(const Value& duration) {
    if (duration.kind() == Kind::years_months_duration) {
        return calendar::Period{.count = duration.as_years_months_duration().months,
                                .unit = calendar::PeriodUnit::months};
    }
    if (duration.kind() == Kind::days_time_duration) {
        const std::int64_t length = duration.as_days_time_duration().length.count();
        if (length % nanoseconds_a_day == 0) {
            return calendar::Period{.count = length / nanoseconds_a_day,
                                    .unit = calendar::PeriodUnit::days};
        }
    }
    return std::nullopt;
}

Value period_end(const Arguments& arguments) {
    if (arguments.size() != 2 || arguments[0].kind() != Kind::date) {
        return Value::error("fristende takes a date and a duration");
    }
    const auto period = period_of(arguments[1]);
    if (!period.has_value()) {
        return Value::error("fristende takes a duration of whole days or months");
    }
    const auto end =
        calendar::end_of_period(arguments[0].as_date(), *period, calendar::baden_wuerttemberg());
    return end.has_value() ? Value(end->end) : Value::error(end.error().text);
}

Value delivery(const Arguments& arguments) {
    if (arguments.size() != 2 || arguments[0].kind() != Kind::date ||
        arguments[1].kind() != Kind::string) {
        return Value::error("bekanntgabe takes a date and a way");
    }
    const std::string& way = arguments[1].as_string();
    const auto clock = way == "post"           ? calendar::DeliveryClock::post
                       : way == "elektronisch" ? calendar::DeliveryClock::electronic
                       : way == "abruf"        ? calendar::DeliveryClock::retrieval
                                               : calendar::DeliveryClock::portal_mailbox;
    if (clock == calendar::DeliveryClock::portal_mailbox && way != "postfach") {
        return Value::error("bekanntgabe: der Weg ist post, elektronisch, postfach oder abruf");
    }
    const auto date = calendar::deemed_delivery(arguments[0].as_date(), clock);
    return date.has_value() ? Value(date->end) : Value::error(date.error().text);
}

Value working_day(const Arguments& arguments) {
    if (arguments.size() != 1 || arguments[0].kind() != Kind::date) {
        return Value::error("ist_arbeitstag takes a date");
    }
    return Value(calendar::baden_wuerttemberg().is_working_day(arguments[0].as_date()));
}

/// `{name}` or `{name:05}` (padded with zeros to that width).
std::optional<std::string> placeholder(const std::string& inside, const feel::Context& values) {
    const std::size_t colon = inside.find(':');
    const Value* value = values.find(inside.substr(0, colon));
    if (value == nullptr || value->is_null()) {
        return std::nullopt;
    }
    std::string text = feel::to_text(*value);
    if (colon == std::string::npos) {
        return text;
    }
    const std::string width = inside.substr(colon + 1);
    const bool digits =
        !width.empty() && width.size() <= 2 &&
        std::all_of(width.begin(), width.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits) {
        return std::nullopt;
    }
    const auto length = static_cast<std::size_t>(std::stoi(width));
    return std::string(length > text.size() ? length - text.size() : 0, '0') + text;
}

Value identifier(const Arguments& arguments) {
    if (arguments.size() != 2 || arguments[0].kind() != Kind::string ||
        arguments[1].kind() != Kind::context) {
        return Value::error("kennung takes a pattern and a context");
    }
    const std::string& pattern = arguments[0].as_string();
    std::string text;
    for (std::size_t at = 0; at < pattern.size();) {
        const std::size_t close = pattern.find('}', at);
        if (pattern[at] != '{' || close == std::string::npos) {
            text += pattern[at++];
            continue;
        }
        const std::string inside = pattern.substr(at + 1, close - at - 1);
        const auto filled = placeholder(inside, arguments[1].as_context());
        if (!filled.has_value()) {
            return Value::error("kennung: {" + inside + "} cannot be filled");
        }
        text += *filled;
        at = close + 1;
    }
    return Value(std::move(text));
}

Value valid_iban(const Arguments& arguments) {
    if (arguments.size() != 1 || arguments[0].kind() != Kind::string) {
        return Value(false);
    }
    return Value(Iban::parse(arguments[0].as_string()).has_value());
}

}  // namespace

const std::vector<feel::HostFunction>& host_functions() {
    static const std::vector<feel::HostFunction> functions = {
        {"fristende", {"start", "dauer"}, period_end}, {"bekanntgabe", {"tag", "weg"}, delivery},
        {"ist_arbeitstag", {"tag"}, working_day},      {"kennung", {"muster", "werte"}, identifier},
        {"iban_gueltig", {"iban"}, valid_iban},
    };
    return functions;
}

}  // namespace foerderwerk::cases
