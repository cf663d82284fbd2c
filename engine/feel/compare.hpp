// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <optional>

#include "engine/feel/expression.hpp"
#include "engine/feel/value.hpp"

namespace foerderwerk::feel {

/// FEEL's order (DMN 1.5, section 10.3.4.2, table 54): numbers, strings by code point, dates,
/// times and dates with time as instants to the second, durations. nullopt for two values that
/// cannot be compared: other or different kinds, one with and one without a zone.
[[nodiscard]] std::optional<std::strong_ordering> order(const Value& a, const Value& b,
                                                        const Services* services);

/// FEEL's `=` (table 53): nullopt is null. null equals null and nothing else; values of different
/// kinds give null.
[[nodiscard]] std::optional<bool> equals(const Value& a, const Value& b, const Services* services);

/// Whether the range contains the value; nullopt when they cannot be compared.
[[nodiscard]] std::optional<bool> contains(const Range& range, const Value& value,
                                           const Services* services);

/// The range as a value, or an error when its ends have no order.
[[nodiscard]] Value make_range(Range range, const Services* services);

}  // namespace foerderwerk::feel
