// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/feel/value.hpp"

namespace foerderwerk::dmn {

/// A kind whose values stand on a line: numbers, dates, local times, durations.
[[nodiscard]] bool has_line(feel::Kind kind);

/// The place of a value on the line of its kind: the number itself, days, seconds, months.
/// nullopt for a value that is not on it, such as a time with an offset.
[[nodiscard]] std::optional<feel::Decimal> place_on_line(const feel::Value& value);

struct LineKind {
    feel::Kind kind = feel::Kind::number;
    bool whole = false;  ///< there is nothing between two neighbours
};

/// One value for each stretch of the line that the places (sorted, distinct) divide it into:
/// below the first, each place itself, between two, above the last. A stretch without a value is
/// left out. An integer is preferred.
[[nodiscard]] std::vector<feel::Value> values_around(const std::vector<feel::Decimal>& places,
                                                     LineKind line);

/// The value as an author writes it: "Gemeinde" in quotes, date("2026-01-12").
[[nodiscard]] std::string feel_literal(const feel::Value& value);

}  // namespace foerderwerk::dmn
