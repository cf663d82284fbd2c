// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/operations/published_log.hpp"
#include "engine/ports/case_store.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::operations {

/// Writes the missing tiles and then, when the log grew, a new signed checkpoint; gives its size.
/// Tiles are durable before the checkpoint that speaks of them. What is published is not read
/// again: full tiles stand for it, and their hashes have to lead to the last checkpoint and to the
/// frontier. Costs what is new and at most one tile of entries, however long the log is. Throws
/// OperatingError (corrupt) when entries, tiles, frontier and last checkpoint do not agree.
std::uint64_t publish_log(ports::CaseStore& store, ports::LogFiles& files, const LogKey& key);

/// What is wrong between entries, tiles and checkpoint; empty when all agree. Recomputes the tree
/// from the entries: each leaf hash, the frontier, the checkpoint's root over its first leaves,
/// every byte of every tile. Codes LOG_ENTRY, LOG_FRONTIER, LOG_CHECKPOINT, LOG_TILE.
[[nodiscard]] Reasons verify_log(ports::StoreReader& store, ports::LogFiles& files,
                                 const LogKey& key);

/// The quick form of it for the start, at the cost of one tile of entries: the entries behind the
/// last full tile, the published tiles before them, the frontier and the checkpoint agree. A
/// database that was put back to an earlier copy, or whose end was altered, is named here; an
/// older entry that was altered in the database alone is found by verify_log.
[[nodiscard]] Reasons verify_checkpoint(ports::StoreReader& store, ports::LogFiles& files,
                                        const LogKey& key);

/// A `.tlog-proof` for the entry at `index` under the published checkpoint, made from its tiles
/// and verified before it is handed out. Throws OperatingError (corrupt) when a tile is missing.
[[nodiscard]] Result<std::string, Reason> prove_entry(ports::StoreReader& store,
                                                      ports::LogFiles& files, const LogKey& key,
                                                      std::uint64_t index);

}  // namespace foerderwerk::operations
