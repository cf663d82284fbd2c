// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/ledger_units.hpp"

#include "engine/types/money.hpp"

namespace foerderwerk::cases {

namespace {

using feel::Decimal;
using feel::Value;

Value shown(std::int64_t units, bool money) {
    if (!money) {
        return Value(units);
    }
    const auto decimal = Decimal::parse(Money::from_cents(units).to_string());
    return decimal.has_value() ? Value(*decimal) : Value::error("amount out of range");
}

std::optional<std::int64_t> counted(const Value& value, bool money) {
    if (value.kind() != feel::Kind::number) {
        return std::nullopt;
    }
    if (!money) {
        return value.as_number().to_int64();
    }
    const auto cents = value.as_number().times(Decimal::from_int(100));
    return cents.has_value() ? cents->to_int64() : std::nullopt;
}

}  // namespace

Value fact_of_line(const LineFact& line) {
    feel::Context fact;
    fact.set("line", line.name);
    fact.set("unit", line.money ? "euro" : "pieces");
    fact.set("allotted", shown(line.balance.allotted, line.money));
    fact.set("reserved", shown(line.balance.reserved, line.money));
    fact.set("committed", shown(line.balance.committed, line.money));
    fact.set("paid", shown(line.balance.paid, line.money));
    fact.set("used", shown(line.balance.used(), line.money));
    fact.set("available", shown(line.balance.available(), line.money));
    return fact;
}

std::optional<LineFact> line_of_fact(const Value& fact) {
    const Value* name = fact.find("line");
    const Value* unit = fact.find("unit");
    if (name == nullptr || unit == nullptr) {
        return std::nullopt;
    }
    LineFact line{
        .name = feel::to_text(*name), .money = feel::to_text(*unit) == "euro", .balance = {}};
    const auto read = [&](const char* member, std::int64_t& into) {
        const Value* value = fact.find(member);
        const auto units = value != nullptr ? counted(*value, line.money) : std::nullopt;
        into = units.value_or(0);
        return units.has_value();
    };
    const bool complete =
        read("allotted", line.balance.allotted) && read("reserved", line.balance.reserved) &&
        read("committed", line.balance.committed) && read("paid", line.balance.paid);
    return complete ? std::optional(line) : std::nullopt;
}

Result<std::int64_t, std::string> ledger_amount(statechart::DataModel& data,
                                                const feel::Expression& amount, bool money) {
    const auto value = data.evaluate(amount);
    if (!value.has_value()) {
        return Failure<std::string>(value.error());
    }
    const auto units = counted(*value, money);
    if (!units.has_value() || *units < 0) {
        // The value itself is not repeated: the sentence goes open into the record.
        return Failure<std::string>("'" + amount.text() + "' gives no amount of whole " +
                                    (money ? "cents" : "pieces"));
    }
    return *units;
}

}  // namespace foerderwerk::cases
