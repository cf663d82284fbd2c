// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "connectors/console/offline.hpp"
#include "engine/cases/replay.hpp"

namespace foerderwerk::console {

/// One case in one JSON file (RFC 8785), complete for a replay on another machine without any key:
///
///     format       "foerderwerk-case-bundle-1"
///     case         the case's id
///     vkey         the log's public key (C2SP signed-note)
///     records      seq, record (text), k (Base64), entry (text), proof (a .tlog-proof)
///     parts        id, subject, k (Base64), value (text): personal data, **open**
///     definitions  id → path → Base64
///
/// Each byte of it is held by a commitment, by the signed checkpoint or by the id of a definition.
/// Writes a checkpoint first when the last one does not reach the case's records yet.
[[nodiscard]] Result<std::string, Reasons> write_case_bundle(House& house,
                                                             const std::string& case_id);

/// The verdict on a bundle.
struct BundleVerdict {
    std::string case_id;
    std::string vkey;
    std::string log_size;  ///< of the checkpoint that proves the entries
    std::vector<cases::ReplayedStep> steps;
    Reasons reasons;  ///< place names record, part or definition; empty when all is sound
    [[nodiscard]] bool identical() const { return reasons.empty() && cases::all_identical(steps); }
};

/// Checks form, commitments, the chain of entries, proofs against the signed checkpoint, sealed
/// parts and definitions, then executes every record again. `vkey` not empty: the bundle must
/// name exactly this key (a bundle alone proves only what its own key signed). Codes BUNDLE_*,
/// those of the log proofs, and RECORD_*.
[[nodiscard]] BundleVerdict verify_case_bundle(const OfflineTools& tools, std::string_view bundle,
                                               const std::string& vkey);

}  // namespace foerderwerk::console
