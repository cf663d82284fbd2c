// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/types/digest.hpp"

namespace foerderwerk::evidence {

/// Verifiers in other languages count in signed 64-bit integers.
inline constexpr std::uint64_t largest_tree = (std::uint64_t{1} << 63) - 1;

/// A tree size or leaf index as all C2SP formats write it: decimal digits, no leading zero.
[[nodiscard]] std::optional<std::uint64_t> parse_tree_size(std::string_view text);

/// 32 bytes in Base64.
[[nodiscard]] std::optional<Digest> digest_from_base64(std::string_view text);

/// Takes a line off the front of `text`, without its line feed. No value when none ends there.
[[nodiscard]] std::optional<std::string_view> take_line(std::string_view& text);

}  // namespace foerderwerk::evidence
