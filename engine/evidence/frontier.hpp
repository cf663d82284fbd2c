// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/evidence/tree_hash.hpp"

namespace foerderwerk::evidence {

/// The right edge of the tree: the roots of the full subtrees that make it up, from the largest
/// to the smallest, one for each bit of the size. It is all a writer needs to go on: at most 64
/// hashes, whatever the size of the log.
class Frontier {
public:
    Frontier() = default;  ///< of the empty tree

    void append(const Digest& leaf_hash, const TreeHasher& hasher);

    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] Digest root(const TreeHasher& hasher) const;
    [[nodiscard]] TreeHead head(const TreeHasher& hasher) const { return {size_, root(hasher)}; }

    /// "<size> <hex> <hex>…", one blank between, for keeping beside the log.
    [[nodiscard]] std::string to_text() const;
    /// No value when the text is not what to_text writes. Whether the hashes are those of the log
    /// only the log can tell.
    [[nodiscard]] static std::optional<Frontier> parse(std::string_view text);

    friend bool operator==(const Frontier&, const Frontier&) = default;

private:
    std::uint64_t size_ = 0;
    std::vector<Digest> subtrees_;
};

}  // namespace foerderwerk::evidence
