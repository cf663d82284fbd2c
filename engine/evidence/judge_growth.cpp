// SPDX-License-Identifier: EUPL-1.2
#include "engine/evidence/judge_growth.hpp"

#include <algorithm>

#include "engine/evidence/frontier.hpp"

namespace foerderwerk::evidence {
namespace {

/// The roots of the first `seen_size` and of all leaves, from the tiles of level 0 alone.
struct Rebuilt {
    Digest seen{};
    Digest next{};
};

Rebuilt rebuild(std::uint64_t seen_size, std::uint64_t next_size, const TileReader& tiles,
                const TreeHasher& hasher) {
    const HashReader leaves = hash_reader_over_tiles(next_size, tiles, hasher);
    Frontier frontier;
    Rebuilt roots{frontier.root(hasher), {}};
    for (std::uint64_t index = 0; index < next_size; ++index) {
        frontier.append(leaves(0, index), hasher);
        if (frontier.size() == seen_size) {
            roots.seen = frontier.root(hasher);
        }
    }
    roots.next = frontier.root(hasher);
    return roots;
}

}  // namespace

Growth judge_growth(const TreeHead& seen, const TreeHead& next, const TileReader& tiles,
                    const TreeHasher& hasher) {
    if (next.size < seen.size) {
        return Growth::rolled_back;
    }
    if (next.size == seen.size) {
        return next.root == seen.root ? Growth::grown : Growth::forked;
    }
    // Each tile is asked for many times in a row.
    TileId kept{0, 0, 0};
    std::string content;
    const TileReader once = [&](const TileId& tile) {
        if (tile != kept) {
            content = tiles(tile);
            kept = tile;
        }
        return content;
    };
    const HashReader hashes = hash_reader_over_tiles(next.size, once, hasher);
    const Proof proof = prove_consistency(seen.size, next.size, hashes, hasher);
    // Nothing needs a proof to follow the empty log; then the tiles have to give the root.
    const bool tiles_fit = seen.size > 0 || tree_root(next.size, hashes, hasher) == next.root;
    if (tiles_fit && verify_consistency(seen, next, proof, hasher)) {
        return Growth::grown;
    }
    const Rebuilt roots = rebuild(seen.size, next.size, once, hasher);
    if (roots.next != next.root) {
        return Growth::torn;
    }
    // Either the entries are others, or a tile above the leaves is damaged.
    return roots.seen == seen.root ? Growth::torn : Growth::forked;
}

}  // namespace foerderwerk::evidence
