// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "engine/operations/published_log.hpp"
#include "engine/ports/case_store.hpp"
#include "engine/types/instant.hpp"

namespace foerderwerk::operations {

/// How long what happened may stand without evidence until no payment file leaves any more.
struct EvidenceRule {
    std::chrono::seconds without_checkpoint_max = std::chrono::hours(1);
    /// One of them has to have cosigned; empty: no witness is asked for.
    std::vector<evidence::VerifierKey> witnesses{};
    std::chrono::seconds without_cosignature_max = std::chrono::hours(72);
};

/// The newest checkpoint that a witness handed back, with its lines; beside "checkpoint".
inline constexpr const char* cosigned_file = "checkpoint.cosigned";

/// Why no payment file may leave now; empty when one may. EVIDENCE_CHECKPOINT: an entry has stood
/// for too long under no checkpoint. EVIDENCE_COSIGNATURE: under no cosigned one.
/// EVIDENCE_CONFLICT: what a witness cosigned is not the beginning of the log we publish.
[[nodiscard]] Reasons check_evidence(ports::StoreReader& store, ports::LogFiles& files,
                                     const LogKey& key, const EvidenceRule& rule, Instant now);

/// Keeps a cosigned checkpoint that a witness of the rule made of ours, and gives its time. It has
/// to be signed by our log (codes of open_checkpoint) and by a witness (of open_cosignature), not
/// lie in the future (COSIGNATURE_TIME), fit the published log (EVIDENCE_CONFLICT), and not be
/// older than the one that is kept (COSIGNATURE_OLD). Lines of other witnesses under the same
/// checkpoint are kept.
[[nodiscard]] Result<Instant, Reason> take_cosignature(ports::LogFiles& files, const LogKey& key,
                                                       const EvidenceRule& rule,
                                                       const std::string& note, Instant now);

}  // namespace foerderwerk::operations
