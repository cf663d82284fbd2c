// SPDX-License-Identifier: EUPL-1.2
#include "engine/evidence/log_text.hpp"

#include <algorithm>

namespace foerderwerk::evidence {

std::optional<std::uint64_t> parse_tree_size(std::string_view text) {
    constexpr std::size_t most_digits = 19;
    if (text.empty() || text.size() > most_digits || (text.front() == '0' && text.size() > 1)) {
        return std::nullopt;
    }
    std::uint64_t size = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        size = size * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return size <= largest_tree ? std::optional(size) : std::nullopt;
}

std::optional<Digest> digest_from_base64(std::string_view text) {
    const auto bytes = from_base64(text);
    Digest digest{};
    if (!bytes || bytes->size() != digest.size()) {
        return std::nullopt;
    }
    std::transform(bytes->begin(), bytes->end(), digest.begin(),
                   [](char c) { return static_cast<std::uint8_t>(c); });
    return digest;
}

std::optional<std::string_view> take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

}  // namespace foerderwerk::evidence
