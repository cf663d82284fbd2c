// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/console/scenario.hpp"
#include "engine/operations/casework.hpp"
#include "engine/operations/publish_log.hpp"
#include "engine/operations/require_evidence.hpp"
#include "engine/operations/run_payout.hpp"
#include "engine/ports/document_verifier.hpp"
#include "engine/ports/message_codec.hpp"
#include "engine/ports/message_gate.hpp"
#include "engine/ports/message_signing.hpp"
#include "engine/types/json.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::console {

/// What a certificate says, for `sender add`; a Failure when the text is no certificate or its
/// key is too weak.
using ReadCertificate =
    std::function<Result<ports::SenderCertificate, Reasons>(const std::string& pem)>;

/// Everything that commands work with, wired by the daemon. Offline commands get a House whose
/// store is read-only.
struct House {
    operations::Casework& casework;
    ports::LogFiles& log_files;
    operations::LogKey log_key;
    const ports::MessageGate& gate;
    const ports::MessageCodec& codec;
    const ports::MessageSigning& signing;
    const operations::PaymentFiles& payment_files;
    operations::PayoutSettings payout;
    ReadCertificate read_certificate;
    MakeWorld make_world;
    /// Copies database and log while they are in use; `to` is a new folder.
    std::function<void(const std::string& to)> backup;
    /// Holds the bytes of a chart against the schema; places are "line N".
    std::function<Reasons(std::string_view chart)> check_chart{};
    /// Names of the messages that the schemas define; empty: charts are not judged by them.
    std::vector<std::string> messages{};
    const ports::DocumentVerifier* documents = nullptr;  ///< for packages
    /// Certificates, revocation lists and OCSP answers as they are now; may be more than a package
    /// needs.
    std::function<ports::SealEvidence()> seal_evidence{};
    operations::EvidenceRule evidence{};  ///< without which no payment file leaves
};

/// One command, as the command line sends it to the daemon.
struct CommandRequest {
    std::string name;    ///< "case act"
    Json arguments;      ///< an object
    std::string person;  ///< who acts: proved by peer user id or access token; may be empty
};

/// Exit codes: 0 ok, 1 failed, 2 usage, 3 not found, 4 conflict, 5 verification failed,
/// 69 unavailable.
struct CommandAnswer {
    int exit = 0;
    Json result;      ///< an object, or an array of objects with the same members
    Reasons reasons;  ///< told on stderr
};

/// Runs one command. Never throws: failures of the world become exit 1 or 69.
[[nodiscard]] CommandAnswer execute(House& house, const CommandRequest& request);

}  // namespace foerderwerk::console
