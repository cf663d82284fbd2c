// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/evidence/checkpoint.hpp"
#include "engine/evidence/merkle_proof.hpp"

namespace foerderwerk::evidence {

/// A `.tlog-proof` file (C2SP tlog-proof v1): with the entry's bytes and the log's public key it
/// shows offline that the entry stands in the log.
struct LogProof {
    std::optional<std::string> extra;  ///< opaque bytes; we write none
    std::uint64_t index = 0;
    Proof siblings;
    std::string checkpoint;  ///< the signed checkpoint, verbatim
    friend bool operator==(const LogProof&, const LogProof&) = default;
};

[[nodiscard]] std::string write_log_proof(const LogProof& proof);
/// Code PROOF_FORM. At most 63 sibling hashes and 128 KiB.
[[nodiscard]] Result<LogProof, Reason> parse_log_proof(std::string_view bytes);

/// The checkpoint under which the entry is proved (codes of open_checkpoint, PROOF_INCLUSION).
[[nodiscard]] Result<Checkpoint, Reason> verify_log_proof(const LogProof& proof,
                                                          std::string_view entry,
                                                          const NoteVerifier& verifier);

}  // namespace foerderwerk::evidence
