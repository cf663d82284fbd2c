// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "connectors/daemon/settings.hpp"
#include "engine/types/json.hpp"

namespace foerderwerk::daemon {

/// `foerderwerk key make KIND --to FILE`: a new key in a file of mode 0600; for "signing" also a
/// self-signed certificate in FILE.crt. Nothing is overwritten. Gives the exit code.
int make_key(const Json& arguments);

/// `foerderwerk key rotate KIND --key FILE`: the house that is configured goes over to another key
/// (docs/guides/operators.md). The daemon must not run. Prints what to change in the
/// configuration. Gives the exit code.
int rotate_key(DaemonSettings settings, const Json& arguments);

}  // namespace foerderwerk::daemon
