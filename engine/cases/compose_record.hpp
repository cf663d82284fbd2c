// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/cases/decide.hpp"

namespace foerderwerk::cases {

/// The inputs of one decision, as they go into its record.
struct DecisionInputs {
    const Definition& definition;
    const CaseState* before = nullptr;
    const Command& command;
    const feel::Value& reason;
    const Facts& facts;
    Now now;
};

/// Writes step.record from the inputs and everything else in the step.
void compose_record(const DecisionInputs& inputs,
                    const std::vector<statechart::TransitionIndex>& transitions,
                    const Reasons& problems, Step& step);

/// An effect as records and the outbox hold it.
[[nodiscard]] Json to_json(const Effect& effect);

}  // namespace foerderwerk::cases
