// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/types/digest.hpp"

namespace foerderwerk::evidence {

/// The hashes of RFC 6962 section 2.1. Leaves and nodes carry different prefixes, so that no entry
/// can pose as an inner node.
class TreeHasher {
public:
    explicit TreeHasher(Sha256 sha256) : sha256_(std::move(sha256)) {}
    [[nodiscard]] Digest leaf(std::string_view entry) const;  ///< SHA-256(0x00 ‖ entry)
    [[nodiscard]] Digest node(const Digest& left, const Digest& right) const;
    [[nodiscard]] Digest empty_tree() const;  ///< SHA-256 of nothing

private:
    Sha256 sha256_;
};

/// What a checkpoint says about the tree.
struct TreeHead {
    std::uint64_t size = 0;  ///< number of leaves
    Digest root{};
    friend bool operator==(const TreeHead&, const TreeHead&) = default;
};

}  // namespace foerderwerk::evidence
