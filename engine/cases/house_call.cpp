// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/house_function.hpp"
#include "engine/types/money.hpp"

namespace foerderwerk::cases {

using feel::Kind;
using feel::Value;

bool HouseCall::given(std::size_t index) const {
    return index < arguments_.size() && !arguments_[index].is_null();
}

std::optional<LocalDate> HouseCall::date(std::size_t index) const {
    const bool is_date = given(index) && arguments_[index].kind() == Kind::date;
    // FEEL knows years that the legal calendar does not.
    const bool countable = is_date && arguments_[index].as_date().year() >= std::chrono::year(1) &&
                           arguments_[index].as_date().year() <= std::chrono::year(9999);
    return countable ? std::optional(arguments_[index].as_date()) : std::nullopt;
}

std::optional<std::string> HouseCall::text(std::size_t index) const {
    const bool is_text = given(index) && arguments_[index].kind() == Kind::string;
    return is_text ? std::optional(arguments_[index].as_string()) : std::nullopt;
}

std::optional<bool> HouseCall::boolean(std::size_t index) const {
    const bool is_boolean = given(index) && arguments_[index].kind() == Kind::boolean;
    return is_boolean ? std::optional(arguments_[index].as_boolean()) : std::nullopt;
}

std::optional<std::int64_t> HouseCall::integer(std::size_t index) const {
    const bool is_number = given(index) && arguments_[index].kind() == Kind::number;
    return is_number ? arguments_[index].as_number().to_int64() : std::nullopt;
}

std::optional<std::int64_t> HouseCall::hundredths(std::size_t index) const {
    return given(index) ? hundredths_of(arguments_[index]) : std::nullopt;
}

std::optional<calendar::Period> HouseCall::period(std::size_t index) const {
    constexpr std::int64_t nanoseconds_a_day = 86'400'000'000'000;
    if (const auto words = text(index)) {
        return calendar::parse_period(*words);
    }
    if (given(index) && arguments_[index].kind() == Kind::years_months_duration) {
        return calendar::Period{.count = arguments_[index].as_years_months_duration().months,
                                .unit = calendar::PeriodUnit::months};
    }
    if (given(index) && arguments_[index].kind() == Kind::days_time_duration) {
        const std::int64_t length = arguments_[index].as_days_time_duration().length.count();
        if (length % nanoseconds_a_day == 0) {
            return calendar::Period{.count = length / nanoseconds_a_day,
                                    .unit = calendar::PeriodUnit::days};
        }
    }
    return std::nullopt;
}

std::optional<bool> HouseCall::is_second(std::size_t index, std::string_view first,
                                         std::string_view second) const {
    if (!given(index)) {
        return false;
    }
    const auto word = text(index);
    const bool is_first = word == first;
    return is_first || word == second ? std::optional(!is_first) : std::nullopt;
}

void HouseCall::tell(Value result, std::string text) const {
    if (scope_.log != nullptr) {
        scope_.log->note(
            {.function = function_, .result = std::move(result), .text = std::move(text)});
    }
}

Value HouseCall::ends(const Result<calendar::DerivedDate, Reason>& date) const {
    if (!date.has_value()) {
        return Value::error(date.error().text);
    }
    if (scope_.log != nullptr) {
        tell(date->end, calendar::derivation_text(*date));
    }
    return date->end;
}

std::optional<std::int64_t> hundredths_of(const Value& value) {
    const auto scaled = value.kind() == Kind::number
                            ? value.as_number().times(feel::Decimal::from_int(100))
                            : std::nullopt;
    return scaled.has_value() ? scaled->to_int64() : std::nullopt;
}

Value number_of_hundredths(std::int64_t hundredths) {
    return *feel::Decimal::parse(Money::from_cents(hundredths).to_string());
}

}  // namespace foerderwerk::cases
