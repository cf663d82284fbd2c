// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>

#include "connectors/daemon/sandbox_settings.hpp"

namespace foerderwerk::daemon {

/// Serves the portal sandbox with its real parts. `started` is told the address once it answers;
/// then `wait` is called, and serving ends in order when that returns. Throws OperatingError
/// (misconfigured) for a file or certificate that cannot be used.
void run_portal_sandbox(SandboxSettings settings,
                        const std::function<void(const std::string& address)>& started,
                        const std::function<void()>& wait);

}  // namespace foerderwerk::daemon
