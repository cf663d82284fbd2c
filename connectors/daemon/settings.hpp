// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "connectors/http/http_client.hpp"
#include "connectors/http/http_server.hpp"
#include "connectors/http/tls_settings.hpp"
#include "connectors/servicebw/compose_message.hpp"
#include "connectors/signature/gate_limits.hpp"
#include "engine/operations/run_payout.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::daemon {

/// [[programme]]: a folder and what this installation sets for it.
struct ProgrammeEntry {
    std::string folder;
    std::string leistung;
    std::string period;
    std::string period_end;
    std::string budget_line;
    std::string file_number_pattern;
    std::string voucher_pattern;
};

/// [seal]: which messages leave as sealed documents (XAdES), and by whom they are stamped.
struct SealSettings {
    std::string certificate_file;
    std::string key_file;
    std::string timestamp_url;                   ///< RFC 3161 over HTTP; empty: none
    std::string timestamp_server_trust;          ///< PEM, for an https address
    std::vector<std::string> timestamp_command;  ///< program and arguments; empty: none
    std::string timestamp_trust;                 ///< PEM: the service's chain ends there
    std::vector<std::string> evidence_files;     ///< certificates, CRLs, OCSP answers
};

/// What `foerderwerk.toml` says (every key is described in config/foerderwerk.toml). Paths are
/// relative to the folder of that file.
struct DaemonSettings {
    std::string address;  ///< empty: nothing but the proxy's socket is served outwards
    std::uint16_t port = 0;
    std::string proxy_socket;  ///< empty: no proxy
    http::ProxySettings proxy;
    std::string unix_socket;
    std::size_t message_bytes_max = 0;  ///< of one message in the inbox
    std::string inbox_users_file;       ///< users and password hashes; empty: certificates alone
    http::TlsServerSettings tls;
    std::string database;
    std::string schemas;
    std::string code_lists;           ///< folder; empty: `codelists` below the schemas
    bool references_refused = false;  ///< an IDREF that points nowhere refuses a message
    std::string master_key_file;
    std::string former_master_key_file;  ///< set only while the master key is changed
    std::string signing_key_file;
    std::string signing_certificate_file;
    std::string log_origin;
    std::string log_key_file;
    std::string log_folder;
    std::int64_t checkpoint_seconds = 60;
    std::int64_t without_checkpoint_seconds_max = 0;
    std::int64_t without_cosignature_seconds_max = 0;
    std::vector<std::string> witnesses;  ///< public keys; empty: none is asked for
    http::ClientSettings mailbox;
    std::vector<std::string> client_certificates;  ///< PEM files of who may deliver
    signature::GateLimits gate;                    ///< what a signature may look like
    servicebw::ComposerSettings composer;
    SealSettings seal;
    operations::PayoutSettings payout;
    std::vector<ProgrammeEntry> programmes;
};

/// All faults at once: unknown keys, missing keys, wrong kinds. The place is the key.
[[nodiscard]] Result<DaemonSettings, Reasons> read_daemon_settings(const std::string& file);

}  // namespace foerderwerk::daemon
