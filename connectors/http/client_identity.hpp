// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "connectors/http/byte_channel.hpp"
#include "connectors/http/http_server.hpp"
#include "connectors/http/request_head.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::http {

/// Fields in which a proxy of ours says who its client is: the certificate as PEM, with percent
/// escapes; the IP address.
inline constexpr const char* certificate_field = "X-Client-Certificate";
inline constexpr const char* address_field = "X-Client-Address";

/// SHA-256 of a certificate's DER form, lower-case hex.
[[nodiscard]] std::string certificate_fingerprint(std::string_view der);

/// Who sent a request. Without a proxy that is the peer itself, and a request that claims something
/// else in one of the fields is refused (400 HTTP_CLIENT_FIELD). Behind one it is what the fields
/// say; a peer that is not the proxy is refused (403 HTTP_PROXY).
[[nodiscard]] Result<PeerEvidence, Refusal> identify_client(
    const Headers& headers, const PeerEvidence& peer, const std::optional<ProxySettings>& proxy);

}  // namespace foerderwerk::http
