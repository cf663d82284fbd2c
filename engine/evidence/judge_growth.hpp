// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/evidence/checkpoint.hpp"
#include "engine/evidence/tile.hpp"

namespace foerderwerk::evidence {

/// What a witness finds when it holds a log's checkpoint against the last one it has seen.
enum class Growth {
    grown,        ///< the seen entries are the beginning of this log, or there are no others
    rolled_back,  ///< fewer entries than were seen
    forked,       ///< other entries stand where seen ones stood
    torn,         ///< the published tiles do not give the root of their own checkpoint
};

/// Rests on hashes alone: whatever bytes `tiles` hands over, `grown` is proved by RFC 6962, and
/// `forked` by the leaf tiles under the new root. Reads a few tiles, all of level 0 when something
/// is wrong. Passes on what `tiles` throws.
[[nodiscard]] Growth judge_growth(const TreeHead& seen, const TreeHead& next,
                                  const TileReader& tiles, const TreeHasher& hasher);

}  // namespace foerderwerk::evidence
