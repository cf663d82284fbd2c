// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/evidence/tree_hash.hpp"

namespace foerderwerk::evidence {

/// The root of the full subtree over the leaves [index·2^level, (index+1)·2^level). Only asked
/// for subtrees inside the tree. May throw OperatingError, which passes through.
using HashReader = std::function<Digest(unsigned level, std::uint64_t index)>;

/// A reader over leaf hashes alone. Reading level n costs 2^n leaves; hash_reader_over_tiles is
/// the one for large logs.
using LeafReader = std::function<Digest(std::uint64_t index)>;
[[nodiscard]] HashReader hash_reader_over_leaves(LeafReader leaves, TreeHasher hasher);

/// Sibling hashes in the order of RFC 6962: from the leaf up.
using Proof = std::vector<Digest>;

/// The root over the first `size` leaves.
[[nodiscard]] Digest tree_root(std::uint64_t size, const HashReader& hashes,
                               const TreeHasher& hasher);

/// RFC 6962 section 2.1.1. Requires index < size.
[[nodiscard]] Proof prove_inclusion(std::uint64_t index, std::uint64_t size,
                                    const HashReader& hashes, const TreeHasher& hasher);

/// RFC 6962 section 2.1.2: the first `old_size` leaves are the beginning of the `new_size` ones.
/// Requires old_size <= new_size. Empty for equal sizes and for the empty tree.
[[nodiscard]] Proof prove_consistency(std::uint64_t old_size, std::uint64_t new_size,
                                      const HashReader& hashes, const TreeHasher& hasher);

/// RFC 9162 section 2.1.3.2. False for anything wrong, an index outside the tree included.
[[nodiscard]] bool verify_inclusion(const Digest& leaf_hash, std::uint64_t index,
                                    const TreeHead& head, const Proof& proof,
                                    const TreeHasher& hasher);

/// RFC 9162 section 2.1.4.2.
[[nodiscard]] bool verify_consistency(const TreeHead& old_head, const TreeHead& new_head,
                                      const Proof& proof, const TreeHasher& hasher);

}  // namespace foerderwerk::evidence
