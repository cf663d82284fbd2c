// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>

#include "connectors/http/http_client.hpp"
#include "connectors/http/tls_settings.hpp"
#include "connectors/servicebw/sandbox/portal_sandbox.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::daemon {

/// What `portal-sandbox.toml` says (every key is described in config/portal-sandbox.toml). Paths
/// are relative to the folder of that file.
struct SandboxSettings {
    std::string address;
    std::uint16_t port = 0;
    http::TlsServerSettings tls;
    std::string signing_key_file;
    std::string signing_certificate_file;
    std::string authority_certificate_file;      ///< what the authority signs its messages with
    std::string authority_tls_certificate_file;  ///< may be empty
    http::ClientSettings inbox;
    servicebw::sandbox::PortalSettings portal;
};

/// All faults at once: unknown keys, missing keys, wrong kinds. The place is the key.
[[nodiscard]] Result<SandboxSettings, Reasons> read_sandbox_settings(const std::string& file);

}  // namespace foerderwerk::daemon
