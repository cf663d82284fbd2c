// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/evidence/checkpoint.hpp"
#include "engine/evidence/merkle_proof.hpp"
#include "engine/ports/log_files.hpp"

namespace foerderwerk::operations {

/// A key that signed the log before: its checkpoints count up to this size.
struct FormerLogKey {
    evidence::VerifierKey verifier;
    std::uint64_t last_size = 0;
};

/// The log's name and key. `sign` may be empty where only verifying is asked for.
struct LogKey {
    evidence::VerifierKey verifier;
    evidence::Ed25519Sign sign;
    evidence::Ed25519Verify verify;
    Sha256 sha256;
    std::vector<FormerLogKey> former{};
};

/// The checkpoint on disk, or why it cannot be trusted; no value when there is none yet.
[[nodiscard]] std::optional<Result<evidence::Checkpoint, Reason>> last_checkpoint(
    ports::LogFiles& files, const LogKey& key);

/// The tiles that were published with a checkpoint of `size` leaves, each file read once. Reading
/// throws OperatingError (corrupt) when one is missing or of a wrong length.
[[nodiscard]] evidence::HashReader published_hashes(ports::LogFiles& files, std::uint64_t size,
                                                    const evidence::TreeHasher& hasher);

}  // namespace foerderwerk::operations
