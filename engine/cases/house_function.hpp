// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/cases/host_functions.hpp"

namespace foerderwerk::cases {

/// One call of a function of the house: its arguments by kind, and where it tells how the result
/// came about. A missing argument and null are the same.
class HouseCall {
public:
    HouseCall(const char* function, const std::vector<feel::Value>& arguments,
              const FunctionScope& scope)
        : function_(function), arguments_(arguments), scope_(scope) {}

    [[nodiscard]] bool given(std::size_t index) const;
    [[nodiscard]] std::optional<LocalDate> date(std::size_t index) const;
    [[nodiscard]] std::optional<std::string> text(std::size_t index) const;
    [[nodiscard]] std::optional<bool> boolean(std::size_t index) const;
    [[nodiscard]] std::optional<std::int64_t> integer(std::size_t index) const;
    /// Euro as cents, percent as hundredths.
    [[nodiscard]] std::optional<std::int64_t> hundredths(std::size_t index) const;
    /// "PT…", "P1M" or a German text (calendar::parse_period).
    [[nodiscard]] std::optional<calendar::Period> period(std::size_t index) const;
    /// An optional argument is one of two words; the first one when it is not given.
    [[nodiscard]] std::optional<bool> is_second(std::size_t index, std::string_view first,
                                                std::string_view second) const;
    [[nodiscard]] const std::vector<feel::Value>& arguments() const { return arguments_; }
    [[nodiscard]] const calendar::LawData& law() const { return scope_.law; }

    /// Tells how `result` came about.
    void tell(feel::Value result, std::string text) const;
    /// Tells it, and gives the end.
    [[nodiscard]] feel::Value ends(const Result<calendar::DerivedDate, Reason>& date) const;

private:
    const char* function_;
    const std::vector<feel::Value>& arguments_;
    const FunctionScope& scope_;
};

/// A function of the house. `call` gives nothing for arguments that it does not take; then the
/// value is an error with `usage`.
struct HouseFunction {
    const char* name;
    std::vector<std::string> parameters;
    std::size_t required;
    const char* usage;
    std::optional<feel::Value> (*call)(const HouseCall& call);
    std::int64_t since = 2;  ///< semantics versions that know it
    std::int64_t until = std::numeric_limits<std::int64_t>::max();
};

[[nodiscard]] std::span<const HouseFunction> deadline_functions();
[[nodiscard]] std::span<const HouseFunction> working_day_functions();
[[nodiscard]] std::span<const HouseFunction> money_functions();
/// What fristende and bekanntgabe meant in semantics version 1.
[[nodiscard]] std::span<const HouseFunction> first_calendar_functions();

/// A number with at most two digits after the point, in hundredths; nothing for other values.
[[nodiscard]] std::optional<std::int64_t> hundredths_of(const feel::Value& value);
/// Hundredths as a number: 101.65.
[[nodiscard]] feel::Value number_of_hundredths(std::int64_t hundredths);

}  // namespace foerderwerk::cases
