// SPDX-License-Identifier: EUPL-1.2
#include "engine/evidence/merkle_proof.hpp"

#include <algorithm>
#include <bit>

#include "engine/types/failure.hpp"

namespace foerderwerk::evidence {
namespace {

/// The largest power of two below `count`, where RFC 6962 splits a tree. Requires count > 1.
std::uint64_t split_of(std::uint64_t count) {
    return std::bit_floor(count - 1);
}

/// The root over the leaves [low, high). `low` is a multiple of the largest power of two in the
/// range, as in every range that splitting yields.
Digest range_root(std::uint64_t low, std::uint64_t high, const HashReader& hashes,
                  const TreeHasher& hasher) {
    const std::uint64_t count = high - low;
    if (std::has_single_bit(count)) {
        const auto level = static_cast<unsigned>(std::countr_zero(count));
        return hashes(level, low >> level);
    }
    const std::uint64_t middle = low + split_of(count);
    return hasher.node(range_root(low, middle, hashes, hasher),
                       range_root(middle, high, hashes, hasher));
}

Digest subtree_over_leaves(unsigned level, std::uint64_t index, const LeafReader& leaves,
                           const TreeHasher& hasher) {
    if (level == 0) {
        return leaves(index);
    }
    return hasher.node(subtree_over_leaves(level - 1, index * 2, leaves, hasher),
                       subtree_over_leaves(level - 1, index * 2 + 1, leaves, hasher));
}

}  // namespace

HashReader hash_reader_over_leaves(LeafReader leaves, TreeHasher hasher) {
    return [leaves = std::move(leaves), hasher = std::move(hasher)](unsigned level,
                                                                    std::uint64_t index) {
        return subtree_over_leaves(level, index, leaves, hasher);
    };
}

Digest tree_root(std::uint64_t size, const HashReader& hashes, const TreeHasher& hasher) {
    return size == 0 ? hasher.empty_tree() : range_root(0, size, hashes, hasher);
}

Proof prove_inclusion(std::uint64_t index, std::uint64_t size, const HashReader& hashes,
                      const TreeHasher& hasher) {
    FOERDERWERK_REQUIRE(index < size, "only leaves of the tree have an inclusion proof");
    Proof proof;
    std::uint64_t low = 0;
    std::uint64_t high = size;
    while (high - low > 1) {
        const std::uint64_t middle = low + split_of(high - low);
        if (index < middle) {
            proof.push_back(range_root(middle, high, hashes, hasher));
            high = middle;
        } else {
            proof.push_back(range_root(low, middle, hashes, hasher));
            low = middle;
        }
    }
    std::reverse(proof.begin(), proof.end());
    return proof;
}

Proof prove_consistency(std::uint64_t old_size, std::uint64_t new_size, const HashReader& hashes,
                        const TreeHasher& hasher) {
    FOERDERWERK_REQUIRE(old_size <= new_size, "a log only grows");
    Proof proof;
    if (old_size == 0) {
        return proof;
    }
    std::uint64_t low = 0;
    std::uint64_t high = new_size;
    while (old_size != high) {
        const std::uint64_t middle = low + split_of(high - low);
        if (old_size <= middle) {
            proof.push_back(range_root(middle, high, hashes, hasher));
            high = middle;
        } else {
            proof.push_back(range_root(low, middle, hashes, hasher));
            low = middle;
        }
    }
    // The verifier knows the old root; any other subtree that ends at old_size must be told.
    if (low != 0) {
        proof.push_back(range_root(low, high, hashes, hasher));
    }
    std::reverse(proof.begin(), proof.end());
    return proof;
}

bool verify_inclusion(const Digest& leaf_hash, std::uint64_t index, const TreeHead& head,
                      const Proof& proof, const TreeHasher& hasher) {
    if (index >= head.size) {
        return false;
    }
    std::uint64_t node = index;
    std::uint64_t last = head.size - 1;
    Digest root = leaf_hash;
    for (const Digest& sibling : proof) {
        if (last == 0) {
            return false;
        }
        if ((node & 1) != 0 || node == last) {
            root = hasher.node(sibling, root);
            while ((node & 1) == 0 && node != 0) {
                node >>= 1;
                last >>= 1;
            }
        } else {
            root = hasher.node(root, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    return last == 0 && root == head.root;
}

bool verify_consistency(const TreeHead& old_head, const TreeHead& new_head, const Proof& proof,
                        const TreeHasher& hasher) {
    if (old_head.size > new_head.size) {
        return false;
    }
    if (old_head.size == new_head.size) {
        return proof.empty() && old_head.root == new_head.root;
    }
    if (old_head.size == 0) {
        return proof.empty() && old_head.root == hasher.empty_tree();
    }
    auto next = proof.begin();
    const auto take = [&]() -> const Digest* { return next == proof.end() ? nullptr : &*next++; };
    const Digest* first = std::has_single_bit(old_head.size) ? &old_head.root : take();
    if (first == nullptr) {
        return false;
    }
    const int shift = std::countr_one(old_head.size - 1);
    std::uint64_t node = (old_head.size - 1) >> shift;
    std::uint64_t last = (new_head.size - 1) >> shift;
    Digest old_root = *first;
    Digest new_root = *first;
    while (const Digest* sibling = take()) {
        if (last == 0) {
            return false;
        }
        if ((node & 1) != 0 || node == last) {
            old_root = hasher.node(*sibling, old_root);
            new_root = hasher.node(*sibling, new_root);
            while ((node & 1) == 0 && node != 0) {
                node >>= 1;
                last >>= 1;
            }
        } else {
            new_root = hasher.node(new_root, *sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    return last == 0 && old_root == old_head.root && new_root == new_head.root;
}

}  // namespace foerderwerk::evidence
