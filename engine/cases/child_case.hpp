// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "engine/cases/command.hpp"
#include "engine/cases/step.hpp"

namespace foerderwerk::cases {

// A case that another one started with <invoke type="case" src="PROGRAMME">. The parent's step
// puts an effect into the outbox; when it is delivered, the child begins with `invoke_event`, whose
// data are the parameters. The child's end goes back the same way as done.invoke.ID.

/// The event with which a child case begins.
inline constexpr const char* invoke_event = "admin.invoke";
/// The event that stops a child whose invocation is cancelled.
inline constexpr const char* cancel_event = "admin.invoke.cancel";

/// Target of the effects that start and cancel: "PROGRAMME#ID".
[[nodiscard]] std::string name_of_target(const std::string& target);
[[nodiscard]] std::string invokeid_of_target(const std::string& target);
/// ID of "done.invoke.ID" and "error.invoke.ID"; "" for every other event.
[[nodiscard]] std::string invokeid_of_event(const std::string& event);

/// What a child keeps as its sender: "case:PARENT#ID".
[[nodiscard]] std::string parent_text(const std::string& parent, const std::string& invokeid);

/// Effect with which a child case tells its parent how it ended; nullopt when the case has no
/// parent, or has been stopped by it. `refused`: it could not even begin (error.invoke.ID).
[[nodiscard]] std::optional<Effect> result_for_parent(const CaseState& child,
                                                      const Command& command,
                                                      const feel::Value& result, bool refused);

}  // namespace foerderwerk::cases
