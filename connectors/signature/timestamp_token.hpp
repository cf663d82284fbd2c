// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/signature/reason_list.hpp"
#include "engine/types/instant.hpp"

namespace foerderwerk::signature {

/// Hands a query (RFC 3161, DER) to the time stamp service; gives its answer (DER).
/// Throws OperatingError (transient) when none came.
using AskForStamp = std::function<std::string(const std::string& query)>;

/// Time stamps of one service. Safe to use from several threads at once.
class TimestampService {
public:
    /// `trusted_pem`: certificates at which the service's chain has to end.
    TimestampService(AskForStamp ask, std::string trusted_pem)
        : ask_(std::move(ask)), trusted_pem_(std::move(trusted_pem)) {}

    /// A token (DER) over the SHA-256 of the bytes, checked: imprint, nonce, signature, chain.
    /// Throws OperatingError (transient) when the answer is no such token.
    [[nodiscard]] std::string stamp(std::string_view bytes) const;

private:
    AskForStamp ask_;
    std::string trusted_pem_;
};

/// The time of a token whose imprint is that of the bytes. Otherwise SEAL_TIME.
[[nodiscard]] std::optional<Instant> stamped_time(const std::string& token_der,
                                                  std::string_view bytes, ReasonList& reasons);

/// SEAL_TIME unless the token's signature is right and its chain, built with `certificates`, ends
/// at a trusted certificate. Judged at the token's own time: the service's certificate may have
/// expired since.
void check_token_chain(const std::string& token_der, std::string_view bytes,
                       const std::string& trusted_pem,
                       const std::vector<std::string>& certificates_pem, ReasonList& reasons);

/// The certificates that a token carries, PEM.
[[nodiscard]] std::vector<std::string> certificates_in_token(const std::string& token_der);

}  // namespace foerderwerk::signature
