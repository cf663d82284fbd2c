// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace foerderwerk::daemon {

/// Blocks SIGTERM and SIGINT in this thread and all it will start, so that one place receives them.
void block_ending_signals();
/// Returns when one of them has come.
void wait_for_the_end();

}  // namespace foerderwerk::daemon
