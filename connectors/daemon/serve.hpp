// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>

#include "connectors/daemon/assembly.hpp"

namespace foerderwerk::daemon {

/// Serves until `wait` returns: the receiving endpoint over TLS, the command line's Unix socket,
/// /healthz and /metrics on both, timers, outbox, checkpoints. Then drains: no new requests, the
/// running ones are finished, a last checkpoint is written. One JSON line an event on stdout,
/// without personal data.
void serve(Assembly& assembly, const std::function<void()>& wait);

}  // namespace foerderwerk::daemon
