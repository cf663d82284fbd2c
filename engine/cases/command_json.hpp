// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/cases/decide.hpp"
#include "engine/feel/value_json.hpp"
#include "engine/types/json.hpp"

namespace foerderwerk::cases {

/// The part of a record that says what came in: {event, data?, reason?, send_id?, message?}.
/// `reason` is the numbered personal value of the command's reason, or null.
[[nodiscard]] Json stimulus_json(const Command& command, const feel::Value& reason);
[[nodiscard]] Json facts_json(const Facts& facts);

/// What a replay executes again: the inputs of decide(), read back from a record.
struct RecordedInputs {
    Command command;
    feel::Value reason;  ///< numbered, or null
    Facts facts;
    Now now{};
};

/// A Failure says what the record lacks, or which sealed part cannot be opened.
[[nodiscard]] Result<RecordedInputs, std::string> inputs_of_record(const Json& record,
                                                                   const feel::OpenPart& open);

}  // namespace foerderwerk::cases
