// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/cases/case_state.hpp"
#include "engine/cases/command.hpp"
#include "engine/statechart/document.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::cases {

/// Whether `command` may take `transition`: a role of fw:by; not a person who took a step of
/// fw:unlike in this case, at any time, nor a deputy of one; a reason where fw:reason asks for
/// one. Appends every reason against it (ROLE, FOUR_EYES, REASON_MISSING).
void check_rights(const statechart::Transition& transition, const CaseState& state,
                  const Command& command, Reasons& reasons);

/// The role of fw:by in which the actor takes the transition; "" when it names none of theirs.
[[nodiscard]] std::string role_used(const statechart::Transition& transition, const Actor& actor);

/// The words of a blank-separated attribute such as fw:unlike; empty when absent.
[[nodiscard]] std::vector<std::string> words_of(const statechart::Extensions& extensions,
                                                std::string_view name);

}  // namespace foerderwerk::cases
