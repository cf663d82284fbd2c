// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "connectors/console/house.hpp"

namespace foerderwerk::daemon {

/// `foerderwerk witness`: reads a published log (`log`: a folder or an http(s) URL), holds its
/// checkpoint against the last one in the folder `state`, and only then keeps and cosigns it. The
/// cosigned checkpoint is the answer's file. Exit 5 with WITNESS_ROLLED_BACK, WITNESS_FORKED,
/// WITNESS_TILES or a code of open_checkpoint when the log is not what was seen before; what it
/// showed is then kept below `refused` as evidence. At the first time `vkey` (the log's key) and
/// `name` (of the witness) are needed. `next-vkey` is the key that took over from the last one:
/// from the first checkpoint on that it signed and that holds everything seen before, it alone
/// counts.
///
/// The state folder: log.vkey (one line for each key the log had), witness.key, witness.vkey, lock,
/// and seen/<size>, each checkpoint as it was first seen, cosigned with that time.
[[nodiscard]] console::CommandAnswer witness(const Json& arguments, Instant now);

}  // namespace foerderwerk::daemon
