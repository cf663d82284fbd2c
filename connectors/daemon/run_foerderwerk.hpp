// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>

namespace foerderwerk::daemon {

/// The program `foerderwerk`: command line, daemon, set-up. `wait` returns when the process is
/// asked to end. Gives the exit code.
[[nodiscard]] int run_foerderwerk(int argc, char** argv, const std::function<void()>& wait);

}  // namespace foerderwerk::daemon
