// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace foerderwerk::signature {

/// An Ed25519 key pair (RFC 8032) for the evidence log's checkpoints. Safe to use from several
/// threads at once. Library failures are OperatingError (transient).
class Ed25519Key {
public:
    [[nodiscard]] static Ed25519Key generate();
    /// Throws OperatingError (misconfigured) when the text holds no Ed25519 private key.
    [[nodiscard]] static Ed25519Key from_pem(std::string_view private_key_pem);

    [[nodiscard]] std::string private_key_pem() const;               ///< PKCS #8, not encrypted
    [[nodiscard]] std::string public_key() const;                    ///< 32 bytes
    [[nodiscard]] std::string sign(std::string_view message) const;  ///< 64 bytes

private:
    explicit Ed25519Key(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {}

    std::shared_ptr<evp_pkey_st> key_;
};

/// False also for a key or signature of the wrong length.
[[nodiscard]] bool verify_ed25519(std::string_view public_key32, std::string_view message,
                                  std::string_view signature);

}  // namespace foerderwerk::signature
