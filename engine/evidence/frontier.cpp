// SPDX-License-Identifier: EUPL-1.2
#include "engine/evidence/frontier.hpp"

#include <bit>

#include "engine/evidence/log_text.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::evidence {

void Frontier::append(const Digest& leaf_hash, const TreeHasher& hasher) {
    FOERDERWERK_REQUIRE(size_ < largest_tree, "a log has fewer than 2^63 entries");
    Digest subtree = leaf_hash;
    // Each trailing one of the size is a full subtree that the new one completes to a larger.
    for (std::uint64_t bits = size_; (bits & 1) != 0; bits >>= 1) {
        subtree = hasher.node(subtrees_.back(), subtree);
        subtrees_.pop_back();
    }
    subtrees_.push_back(subtree);
    ++size_;
}

Digest Frontier::root(const TreeHasher& hasher) const {
    if (subtrees_.empty()) {
        return hasher.empty_tree();
    }
    Digest root = subtrees_.back();
    for (std::size_t i = subtrees_.size() - 1; i > 0; --i) {
        root = hasher.node(subtrees_[i - 1], root);
    }
    return root;
}

std::string Frontier::to_text() const {
    std::string text = std::to_string(size_);
    for (const Digest& subtree : subtrees_) {
        text += ' ' + to_hex(subtree);
    }
    return text;
}

std::optional<Frontier> Frontier::parse(std::string_view text) {
    constexpr std::size_t hex_length = 64;
    const std::size_t blank = text.find(' ');
    const auto size = parse_tree_size(text.substr(0, blank));
    if (!size) {
        return std::nullopt;
    }
    Frontier frontier;
    frontier.size_ = *size;
    text.remove_prefix(std::min(blank, text.size()));
    while (!text.empty()) {
        const auto subtree = digest_from_hex(text.substr(1, hex_length));
        if (text.front() != ' ' || !subtree) {
            return std::nullopt;
        }
        frontier.subtrees_.push_back(*subtree);
        text.remove_prefix(1 + hex_length);
    }
    const auto expected = static_cast<std::size_t>(std::popcount(*size));
    const bool canonical = frontier.subtrees_.size() == expected;
    return canonical ? std::optional(std::move(frontier)) : std::nullopt;
}

}  // namespace foerderwerk::evidence
