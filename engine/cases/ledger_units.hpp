// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/feel/value.hpp"
#include "engine/ledger/posting.hpp"
#include "engine/statechart/data_model.hpp"

namespace foerderwerk::cases {

/// A ledger line as a fact: charts see euro with two decimals or pieces, the ledger counts cents
/// or pieces.
struct LineFact {
    std::string name;
    bool money = true;
    ledger::LineBalance balance;
};

/// {line, unit: "euro"|"pieces", allotted, reserved, committed, paid, available}.
[[nodiscard]] feel::Value fact_of_line(const LineFact& line);
/// Nothing when the fact is no ledger line.
[[nodiscard]] std::optional<LineFact> line_of_fact(const feel::Value& fact);

/// The amount an expression gives, in the units of the ledger; a Failure when it is no number,
/// negative, or finer than a cent or a piece.
[[nodiscard]] Result<std::int64_t, std::string> ledger_amount(statechart::DataModel& data,
                                                              const feel::Expression& amount,
                                                              bool money);

}  // namespace foerderwerk::cases
