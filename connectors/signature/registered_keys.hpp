// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "connectors/signature/certificates.hpp"
#include "connectors/signature/openssl_handles.hpp"

namespace foerderwerk::signature {

/// A registered certificate, decoded. Never changes once made, so threads share it.
struct RegisteredKey {
    Certificate certificate;
    KeyHandle public_key;
};

/// Keeps decoded certificates: OpenSSL 3 takes about as long to decode one as to verify a
/// signature with it. Whether a certificate is valid is asked anew for each message, not here.
class RegisteredKeys {
public:
    /// Null when `der` is not a certificate with a key that OpenSSL knows.
    [[nodiscard]] std::shared_ptr<const RegisteredKey> find_or_decode(const std::string& der);

private:
    static constexpr std::size_t keys_max = 256;

    std::mutex mutex_;
    std::unordered_map<std::string, std::shared_ptr<const RegisteredKey>> keys_;  ///< by DER
};

}  // namespace foerderwerk::signature
