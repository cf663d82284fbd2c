// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "connectors/signature/master_key.hpp"
#include "engine/ports/sealing.hpp"

namespace foerderwerk::signature {

/// Sealing with OpenSSL 3. Contexts are kept per thread and algorithms are fetched once: a small
/// HMAC costs about as much as its compressions.
class OpenSslSealing : public ports::Sealing {
public:
    /// Wraps under `current`; unwraps what `current` or one of `former` wrapped.
    explicit OpenSslSealing(MasterKey current, std::vector<MasterKey> former = {});

    [[nodiscard]] std::string random_bytes(std::size_t count) const override;
    [[nodiscard]] Digest sha256(std::string_view bytes) const override;
    [[nodiscard]] Digest hmac_sha256(std::string_view key, std::string_view bytes) const override;
    [[nodiscard]] std::string seal(std::string_view key32, std::string_view plaintext,
                                   std::string_view associated_data) const override;
    [[nodiscard]] std::optional<std::string> open(std::string_view key32, std::string_view sealed,
                                                  std::string_view associated_data) const override;
    [[nodiscard]] std::string wrap_key(std::string_view key32) const override;
    [[nodiscard]] std::optional<std::string> unwrap_key(std::string_view wrapped) const override;
    [[nodiscard]] std::string master_key_id() const override;

private:
    [[nodiscard]] const MasterKey* find_master_key(std::string_view id) const;

    std::vector<MasterKey> keys_;  ///< the current one first
};

/// SHA-256 without an object, for the engine's `Sha256` parameter.
[[nodiscard]] Digest sha256_of(std::string_view bytes);

}  // namespace foerderwerk::signature
