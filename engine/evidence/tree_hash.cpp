// SPDX-License-Identifier: EUPL-1.2
#include "engine/evidence/tree_hash.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace foerderwerk::evidence {

Digest TreeHasher::leaf(std::string_view entry) const {
    std::string bytes;
    bytes.reserve(entry.size() + 1);
    bytes += '\x00';
    bytes += entry;
    return sha256_(bytes);
}

Digest TreeHasher::node(const Digest& left, const Digest& right) const {
    std::array<char, 65> bytes{};
    bytes[0] = '\x01';
    const auto behind = std::copy(left.begin(), left.end(), bytes.begin() + 1);
    std::copy(right.begin(), right.end(), behind);
    return sha256_({bytes.data(), bytes.size()});
}

Digest TreeHasher::empty_tree() const {
    return sha256_({});
}

}  // namespace foerderwerk::evidence
