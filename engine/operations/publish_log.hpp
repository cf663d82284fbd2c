// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>

#include "engine/evidence/signed_note.hpp"
#include "engine/ports/case_store.hpp"
#include "engine/ports/log_files.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::operations {

/// The log's name and key. `sign` may be empty where only verifying is asked for.
struct LogKey {
    evidence::VerifierKey verifier;
    evidence::Ed25519Sign sign;
    evidence::Ed25519Verify verify;
    Sha256 sha256;
};

/// Writes the missing tiles and then, when the log grew, a new signed checkpoint; gives its size.
/// Tiles are durable before the checkpoint that speaks of them.
std::uint64_t publish_log(ports::CaseStore& store, ports::LogFiles& files, const LogKey& key);

/// What is wrong between entries, tiles and checkpoint; empty when all agree. Recomputes the tree
/// from the entries: each leaf hash, the frontier, the checkpoint's root over its first leaves,
/// every byte of every tile. Codes LOG_ENTRY, LOG_FRONTIER, LOG_CHECKPOINT, LOG_TILE.
[[nodiscard]] Reasons verify_log(ports::StoreReader& store, ports::LogFiles& files,
                                 const LogKey& key);

/// The quick form of it for the start: only the checkpoint's root against the entries. A database
/// that was put back to an earlier copy is named here.
[[nodiscard]] Reasons verify_checkpoint(ports::StoreReader& store, ports::LogFiles& files,
                                        const LogKey& key);

/// A `.tlog-proof` for the entry at `index` under the published checkpoint.
[[nodiscard]] Result<std::string, Reason> prove_entry(ports::StoreReader& store,
                                                      ports::LogFiles& files, const LogKey& key,
                                                      std::uint64_t index);

}  // namespace foerderwerk::operations
