// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/http/http_message.hpp"
#include "connectors/http/tls_settings.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::http {

struct ClientSettings {
    /// "https://host[:port]", "http://host[:port]" (for tests and behind a proxy of one's own), or
    /// "unix:/path/of/socket". What follows the port is put before every path.
    std::string base{};
    TlsClientSettings tls{};  ///< for https; the trust file is needed
    std::optional<BasicCredentials> basic{};
    std::chrono::milliseconds connect_time_max{5'000};
    std::chrono::milliseconds answer_time_max{30'000};  ///< without a byte coming in
    std::chrono::milliseconds whole_time_max{60'000};   ///< from the connection to the last byte
    std::size_t response_bytes_max = 20u * 1024 * 1024;
};

struct ClientRequest {
    std::string method = "GET";
    std::string path{};          ///< encoded, begins with "/"; may hold a query
    std::string content_type{};  ///< empty: none is sent
    std::string body{};
    Headers headers{};
};

/// No answer came. Whether the request arrived is not known, except for `not_connected` and
/// `untrusted`, where nothing was sent.
struct TransportError {
    enum class Kind { not_connected, untrusted, broken, timed_out, too_large };
    Kind kind = Kind::broken;
    std::string text;  ///< one sentence for the operator
};

/// Sends single requests, each on a connection of its own. For https the server's certificate and
/// host name are checked; redirects are answers like any other. Safe for use by many threads.
class HttpClient {
public:
    /// Throws OperatingError (misconfigured) for a base, certificate or key that cannot be used.
    explicit HttpClient(ClientSettings settings);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    [[nodiscard]] Result<HttpResponse, TransportError> send(const ClientRequest& request) const;

private:
    class Core;
    std::unique_ptr<Core> core_;
};

}  // namespace foerderwerk::http
