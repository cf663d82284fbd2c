// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace foerderwerk {

/// 32 bytes: a SHA-256 value or an HMAC-SHA-256 value.
using Digest = std::array<std::uint8_t, 32>;

/// SHA-256, handed in by who links a library: the engine itself needs none.
using Sha256 = std::function<Digest(std::string_view bytes)>;

[[nodiscard]] std::string to_hex(std::string_view bytes);
[[nodiscard]] std::string to_hex(const Digest& digest);
[[nodiscard]] std::optional<std::string> from_hex(std::string_view text);
[[nodiscard]] std::optional<Digest> digest_from_hex(std::string_view text);

/// RFC 4648 section 4, with padding; decoding is strict (no blanks, no missing padding, no
/// stray bits).
[[nodiscard]] std::string to_base64(std::string_view bytes);
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

[[nodiscard]] std::string_view as_bytes(const Digest& digest);

}  // namespace foerderwerk
