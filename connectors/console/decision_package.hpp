// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "connectors/console/offline.hpp"
#include "engine/types/digest.hpp"
#include "engine/types/json.hpp"

namespace foerderwerk::console {

/// One sealed decision with everything that proves it, in one ZIP file that needs neither our
/// server nor our program (docs/guides/auditors.md, section 7):
///
///     document.xml             what was sent: XAdES baseline B or T
///     content.xml              the octets that its signature is over
///     stamped.xml              level T: the octets that the time stamp is over
///     timestamp.der            level T: the token (RFC 3161)
///     certificates/signer.pem  the seal's certificate
///     certificates/N.pem       its chain, and the one of the time stamp service
///     revocation/N.pem, status/N.der   CRLs and OCSP answers
///     versions.json            case, record and message; definition and semantics in force
///     definition.manifest      its SHA-256 is the id of the definition; one line a file
///     approvals/N/record.json  each record that approved the content, and the one that decided
///     approvals/N/record.key   hex: commit of the entry = HMAC-SHA-256(key, record)
///     approvals/N/entry.json   its entry in the evidence log
///     approvals/N/entry.tlog-proof     C2SP: the entry stands in the log
///     log/vkey, log/checkpoint the log's public key and the checkpoint of all proofs
///     LIESMICH.txt             what this is
///     SHA256SUMS               of all other parts, as sha256sum reads it: what went missing or was
///                              damaged is named, also where no signature is over it
///
/// It holds personal data: the document is in the clear.
struct DecisionPackage {
    std::string bytes;
    std::string effect;  ///< outbox id of the message
};

/// `effect` empty: the newest sealed message of the case. Publishes a checkpoint first. Codes
/// NO_DECISION, those of the seal and of the log proofs.
[[nodiscard]] Result<DecisionPackage, Reasons> write_decision_package(House& house,
                                                                      const std::string& case_id,
                                                                      const std::string& effect);

/// What the reader knows on another way; what is left empty is only checked to fit.
struct PackageTrust {
    std::string vkey;
    std::string signer_pem;
    std::string stamp_pem;
};

struct PackageVerdict {
    Json facts;       ///< what is proved when there are no reasons
    Reasons reasons;  ///< the place begins with the name of the part
};

/// Every part is held against the others; a part that nothing proves is a reason. Codes PACKAGE_*,
/// of the seal, and of the log proofs.
[[nodiscard]] PackageVerdict verify_decision_package(const OfflineTools& tools,
                                                     std::string_view package,
                                                     const PackageTrust& trust);

/// The constant part LIESMICH.txt.
[[nodiscard]] const std::string& package_read_me();
/// The part SHA256SUMS over all others, by name.
[[nodiscard]] std::map<std::string, std::string> package_sums(
    const std::map<std::string, std::string>& parts, const Sha256& sha256);
[[nodiscard]] std::string sums_text(const std::map<std::string, std::string>& sums);

}  // namespace foerderwerk::console
