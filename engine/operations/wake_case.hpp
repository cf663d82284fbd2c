// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/operations/handle_command.hpp"

namespace foerderwerk::operations {

/// Carries out an outbox item of processor "case" as a command to another case, in the unit that
/// closes the item:
///
///   an event to a case           that case hears it
///   admin.invoke                 opens a case of the programme the item names; its id follows from
///                                the item's, so a repetition finds the case that is there
///   admin.invoke.cancel          the case that this invocation opened is stopped
///   done.invoke.ID, error.…      the parent hears it, unless it has started another one since
///
/// The item itself is the caller's to close.
[[nodiscard]] Handled wake_case_in(ports::UnitOfWork& unit, Casework& casework,
                                   const ports::OutboxRow& item);

}  // namespace foerderwerk::operations
