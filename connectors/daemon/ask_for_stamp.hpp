// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>

#include "connectors/daemon/settings.hpp"
#include "connectors/signature/timestamp_token.hpp"

namespace foerderwerk::daemon {

/// The configured time stamp service, over HTTP (RFC 3161, section 3.4) or as a program that reads
/// the query on its standard input and writes the answer; null when there is none.
/// Throws OperatingError (misconfigured) for an address or a trust file that cannot be used.
[[nodiscard]] std::unique_ptr<signature::TimestampService> timestamp_service(
    const SealSettings& settings);

}  // namespace foerderwerk::daemon
