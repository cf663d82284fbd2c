// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/cases/command.hpp"
#include "engine/cases/definition.hpp"
#include "engine/cases/step.hpp"

namespace foerderwerk::cases {

/// One question to the outside, put by the definition for this command.
struct FactRequest {
    std::string id;
    std::string source;
    std::string argument;
    std::string key;
};

/// What the writer read inside the transaction, and the settings that hold for the case. All of
/// it is written into the record.
struct Facts {
    feel::Context values;     ///< → _x.facts
    feel::Context programme;  ///< → _x.programme: settings from the configuration
    std::string file_number;  ///< of a new case; ignored later
    /// The meaning the step is executed with; a replay takes that of the record.
    std::int64_t semantics = semantics_version;
};

/// Which facts the definition wants for this command. `state` is empty for a new case.
/// `facts` holds what is known before asking: the programme's settings.
[[nodiscard]] std::vector<FactRequest> fact_requests(const Definition& definition,
                                                     const CaseState* state, const Command& command,
                                                     const Facts& facts, Now now);

/// The one place where a case moves. Pure: the same arguments give the same step, byte for byte.
///
/// Runs one SCXML macrostep; checks, before it, role (fw:by), four-eyes (fw:unlike) and the duty
/// to give a reason (fw:reason); collects every reason of a refusal. `state` is empty for a new
/// case, whose first step enters the chart and takes the stimulus in one.
[[nodiscard]] Step decide(const Definition& definition, const CaseState* state,
                          const Command& command, const Facts& facts, Now now,
                          const feel::Services* services);

}  // namespace foerderwerk::cases
