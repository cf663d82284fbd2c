// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/arguments.hpp"

namespace foerderwerk::feel {

namespace {

Value number_or_error(Arguments& arguments, const std::optional<Decimal>& number) {
    return number ? Value(*number) : arguments.error("no result");
}

template <std::optional<Decimal> (Decimal::*Method)() const>
Value function_of(Arguments& arguments) {
    const Decimal* number = arguments.number(0);
    return number == nullptr ? arguments.wrong() : number_or_error(arguments, (number->*Method)());
}

template <Decimal::Rounding Mode>
Value rounded(Arguments& arguments) {
    const Decimal* number = arguments.number(0);
    if (number == nullptr) {
        return arguments.wrong();
    }
    int scale = 0;
    if (arguments.count() > 1) {
        const Decimal* wanted = arguments.number(1);
        if (wanted == nullptr) {
            return arguments.wrong();
        }
        constexpr std::int64_t scale_min = -6111;
        constexpr std::int64_t scale_max = 6176;
        const auto cut = wanted->rounded(0, Decimal::Rounding::down);
        const auto digits = cut ? cut->to_int64() : std::nullopt;
        if (!digits || *digits < scale_min || *digits > scale_max) {
            return arguments.error("the scale is out of range");
        }
        scale = static_cast<int>(*digits);
    }
    return number_or_error(arguments, number->rounded(scale, Mode));
}

Value absolute(Arguments& arguments) {
    const Value& value = arguments.at(0);
    if (value.kind() == Kind::days_time_duration) {
        const auto length = value.as_days_time_duration().length;
        return DaysTimeDuration{length.count() < 0 ? -length : length};
    }
    if (value.kind() == Kind::years_months_duration) {
        const auto months = value.as_years_months_duration().months;
        return YearsMonthsDuration{months < 0 ? -months : months};
    }
    const Decimal* number = arguments.number(0);
    return number == nullptr ? arguments.wrong() : Value(number->absolute());
}

Value modulo(Arguments& arguments) {
    const Decimal* dividend = arguments.number(0);
    const Decimal* divisor = dividend == nullptr ? nullptr : arguments.number(1);
    return divisor == nullptr ? arguments.wrong()
                              : number_or_error(arguments, dividend->modulo(*divisor));
}

template <bool Odd>
Value parity(Arguments& arguments) {
    const Decimal* number = arguments.number(0);
    if (number == nullptr) {
        return arguments.wrong();
    }
    if (!number->is_integer()) {
        return false;
    }
    const auto rest = number->modulo(Decimal::from_int(2));
    return rest ? Value((*rest == Decimal()) != Odd) : arguments.error("no result");
}

}  // namespace

std::span<const Builtin> number_builtins() {
    using Rounding = Decimal::Rounding;
    static const Builtin builtins[] = {
        {"decimal", "n,scale", rounded<Rounding::half_even>},
        {"floor", "n,scale?", rounded<Rounding::floor>},
        {"ceiling", "n,scale?", rounded<Rounding::ceiling>},
        {"round up", "n,scale?", rounded<Rounding::up>},
        {"round down", "n,scale?", rounded<Rounding::down>},
        {"round half up", "n,scale?", rounded<Rounding::half_up>},
        {"round half down", "n,scale?", rounded<Rounding::half_down>},
        {"abs", "n", absolute},
        {"modulo", "dividend,divisor", modulo},
        {"sqrt", "number", function_of<&Decimal::square_root>},
        {"log", "number", function_of<&Decimal::natural_log>},
        {"exp", "number", function_of<&Decimal::exponential>},
        {"odd", "number", parity<true>},
        {"even", "number", parity<false>},
    };
    return builtins;
}

}  // namespace foerderwerk::feel
