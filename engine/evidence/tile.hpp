// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/evidence/merkle_proof.hpp"

namespace foerderwerk::evidence {

/// Hashes of one tile when full (C2SP tlog-tiles).
inline constexpr std::uint64_t tile_width = 256;

/// A run of up to 256 hashes of the tree level 8·level. A full tile never changes.
struct TileId {
    unsigned level = 0;
    std::uint64_t index = 0;
    std::uint64_t width = tile_width;  ///< 1 to 256; below 256 the tile is partial
    friend bool operator==(const TileId&, const TileId&) = default;
};

/// "tile/0/x001/x234/067", partial ones with ".p/<width>".
[[nodiscard]] std::string tile_path(const TileId& tile);
/// "tile/entries/x001/x234/067", the entries under a tile of level 0.
[[nodiscard]] std::string entries_path(const TileId& tile);

/// The tiles, from the leaves up, that a log grown from `old_size` to `new_size` has to write.
[[nodiscard]] std::vector<TileId> tiles_to_write(std::uint64_t old_size, std::uint64_t new_size);

/// The file's bytes: the hashes one after the other.
[[nodiscard]] std::string tile_content(const TileId& tile, const HashReader& hashes);

/// Each entry behind its length as two bytes, big end first. Requires entries of at most 65,535
/// bytes.
[[nodiscard]] std::string entries_content(std::span<const std::string> entries);
/// The entries of such a file; no value when it is cut off.
[[nodiscard]] std::optional<std::vector<std::string>> parse_entries(std::string_view content);

/// Hands over the bytes of one tile. May throw OperatingError.
using TileReader = std::function<std::string(const TileId& tile)>;

/// A reader for proofs over the tiles of a tree of `size` leaves: each hash costs one tile.
/// A tile of another length than its width throws OperatingError(corrupt) with its path.
[[nodiscard]] HashReader hash_reader_over_tiles(std::uint64_t size, TileReader tiles,
                                                TreeHasher hasher);

}  // namespace foerderwerk::evidence
