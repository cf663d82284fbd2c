// SPDX-License-Identifier: EUPL-1.2
#include <array>

#include "engine/calendar/instalments.hpp"
#include "engine/calendar/interest.hpp"
#include "engine/cases/house_function.hpp"

namespace foerderwerk::cases {

namespace {

using feel::Kind;
using feel::Value;
using Answer = std::optional<Value>;

/// A list of {am, betrag}.
std::optional<std::vector<calendar::Repayment>> repayments_of(const HouseCall& call,
                                                              std::size_t index) {
    std::vector<calendar::Repayment> repayments;
    if (!call.given(index)) {
        return repayments;
    }
    if (call.arguments()[index].kind() != Kind::list) {
        return std::nullopt;
    }
    for (const Value& item : call.arguments()[index].as_list()) {
        const Value* day = item.find("am");
        const Value* amount = item.find("betrag");
        const auto cents = amount != nullptr ? hundredths_of(*amount) : std::nullopt;
        if (day == nullptr || day->kind() != Kind::date || !cents) {
            return std::nullopt;
        }
        repayments.push_back({.day = day->as_date(), .cents = *cents});
    }
    return repayments;
}

/// zinsen and zinsberechnung take the same arguments.
std::optional<Result<calendar::Interest, Reason>> computed_interest(const HouseCall& call) {
    const auto cents = call.hundredths(0);
    const auto event = call.date(1);
    const auto last = call.date(2);
    auto repayments = repayments_of(call, 3);
    const auto points = call.given(4) ? call.hundredths(4) : std::optional<std::int64_t>(500);
    if (!cents || !event || !last || !repayments || !points) {
        return std::nullopt;
    }
    return calendar::interest({.cents = *cents,
                               .event = *event,
                               .last_day = *last,
                               .repayments = std::move(*repayments),
                               .points_over_base = *points},
                              call.law().base_rates);
}

Answer interest(const HouseCall& call) {
    const auto computed = computed_interest(call);
    if (!computed) {
        return std::nullopt;
    }
    if (!computed->has_value()) {
        return Value::error(computed->error().text);
    }
    Value amount = number_of_hundredths((*computed)->cents);
    call.tell(amount, calendar::derivation_text(**computed));
    return amount;
}

Value section_value(const calendar::InterestSection& section) {
    feel::Context context;
    context.set("von", section.first);
    context.set("bis", section.last);
    context.set("tage", section.days);
    context.set("kapital", number_of_hundredths(section.principal));
    context.set("basiszinssatz", number_of_hundredths(section.base.basis_points));
    context.set("zinssatz", number_of_hundredths(section.rate));
    context.set("betrag", number_of_hundredths(section.cents));
    return Value(std::move(context));
}

Answer interest_in_full(const HouseCall& call) {
    const auto computed = computed_interest(call);
    if (!computed) {
        return std::nullopt;
    }
    if (!computed->has_value()) {
        return Value::error(computed->error().text);
    }
    feel::List sections;
    for (const calendar::InterestSection& section : (*computed)->sections) {
        sections.push_back(section_value(section));
    }
    const std::string text = calendar::derivation_text(**computed);
    const Value amount = number_of_hundredths((*computed)->cents);
    call.tell(amount, text);
    feel::Context context;
    context.set("betrag", amount);
    context.set("tage", (*computed)->days);
    context.set("abschnitte", std::move(sections));
    context.set("herleitung", text);
    return Value(std::move(context));
}

Answer interest_days(const HouseCall& call) {
    const auto event = call.date(0);
    const auto last = call.date(1);
    return event && last ? Answer(Value(calendar::interest_days(*event, *last))) : std::nullopt;
}

Answer base_rate(const HouseCall& call) {
    const auto day = call.date(0);
    if (!day) {
        return std::nullopt;
    }
    const auto rate = call.law().base_rates.on(*day);
    return rate.has_value() ? number_of_hundredths(rate->basis_points)
                            : Value::error(rate.error().text);
}

Answer is_small_amount(const HouseCall& call) {
    const auto cents = call.hundredths(0);
    const auto kind = calendar::parse_small_amount(call.text(1).value_or(""));
    const auto debtor = calendar::parse_debtor(call.text(2).value_or(""));
    const auto day = call.date(3);
    if (!cents || !kind || !debtor || (call.given(3) && !day)) {
        return std::nullopt;
    }
    const auto verdict = calendar::judge_amount(*cents, *kind, *debtor, day, call.law().limits);
    if (!verdict.has_value()) {
        return Value::error(verdict.error().text);
    }
    call.tell(verdict->small, verdict->derivation);
    return Value(verdict->small);
}

Answer instalments(const HouseCall& call) {
    const auto cents = call.hundredths(0);
    const auto count = call.integer(1);
    const auto first = call.date(2);
    if (!cents || !count || !first) {
        return std::nullopt;
    }
    const auto plan = calendar::instalments(*cents, *count, *first, call.law().holidays);
    if (!plan.has_value()) {
        return Value::error(plan.error().text);
    }
    feel::List list;
    for (const calendar::Instalment& instalment : *plan) {
        feel::Context context;
        context.set("nummer", instalment.number);
        context.set("faellig", instalment.due);
        context.set("betrag", number_of_hundredths(instalment.cents));
        list.emplace_back(std::move(context));
    }
    call.tell(number_of_hundredths(*cents), calendar::derivation_text(*plan));
    return Value(std::move(list));
}

}  // namespace

std::span<const HouseFunction> money_functions() {
    static const std::vector<std::string> interest_parameters = {"betrag", "ereignis", "bis",
                                                                 "tilgungen", "aufschlag"};
    static const std::array<HouseFunction, 6> functions = {{
        {"zinsen", interest_parameters, 3,
         "zinsen takes euro, the dates of the event and of the last day, a list of {am, betrag}, "
         "and points over the base rate",
         interest},
        {"zinsberechnung", interest_parameters, 3, "zinsberechnung takes what zinsen takes",
         interest_in_full},
        {"zinstage", {"ereignis", "bis"}, 2, "zinstage takes two dates", interest_days},
        {"basiszinssatz", {"tag"}, 1, "basiszinssatz takes a date", base_rate},
        {"bagatelle",
         {"betrag", "art", "schuldner", "stichtag"},
         3,
         "bagatelle takes euro, aufhebung, zinsen, festsetzung or vollstreckung, kommune or "
         "sonstige, and a date",
         is_small_amount},
        {"raten",
         {"betrag", "anzahl", "erste_faelligkeit"},
         3,
         "raten takes euro, a number from 1 to 600 and a date",
         instalments},
    }};
    return functions;
}

}  // namespace foerderwerk::cases
