// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/types/digest.hpp"

namespace foerderwerk::ports {

/// Cryptography the engine needs and does not contain. Safe to call from several threads at once.
/// Keys are exactly 32 bytes; another length is a programming error and aborts. Every member
/// throws OperatingError (transient) when the library fails.
class Sealing {
public:
    virtual ~Sealing() = default;

    /// From the cryptographic generator of the operating system. The answer must be recorded by
    /// who asks: a replay never draws again.
    [[nodiscard]] virtual std::string random_bytes(std::size_t count) const = 0;

    [[nodiscard]] virtual Digest sha256(std::string_view bytes) const = 0;
    /// RFC 2104 with SHA-256; `key` may have any length.
    [[nodiscard]] virtual Digest hmac_sha256(std::string_view key,
                                             std::string_view bytes) const = 0;

    /// AES-256-GCM: 12 random bytes of nonce, the ciphertext, 16 bytes of tag. The associated
    /// data (say, the part's id) is authenticated and not contained: a sealed part that is moved
    /// to another place does not open there.
    [[nodiscard]] virtual std::string seal(std::string_view key32, std::string_view plaintext,
                                           std::string_view associated_data) const = 0;
    /// Nothing when a byte of `sealed`, the key or the associated data is another one.
    [[nodiscard]] virtual std::optional<std::string> open(
        std::string_view key32, std::string_view sealed,
        std::string_view associated_data) const = 0;

    /// Seals a key under the current master key. The answer begins with the 8-byte id of that
    /// master key, so that keys wrapped before a rotation are recognised and can be wrapped anew.
    [[nodiscard]] virtual std::string wrap_key(std::string_view key32) const = 0;
    /// Nothing when the master key named in `wrapped` is not known or `wrapped` was altered.
    [[nodiscard]] virtual std::optional<std::string> unwrap_key(std::string_view wrapped) const = 0;
    /// The 8-byte id with which `wrap_key` begins its answers now.
    [[nodiscard]] virtual std::string master_key_id() const = 0;
};

}  // namespace foerderwerk::ports
