// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/http/http_message.hpp"
#include "connectors/http/request_head.hpp"
#include "connectors/http/tls_settings.hpp"

namespace foerderwerk::http {

/// Sends requests of one method below one path to a handler. HEAD is answered from GET.
struct Route {
    std::string method;
    std::string prefix;  ///< ends in "/": everything below it; else exactly this path
    Handler handler;
    std::size_t body_bytes_max = 64 * 1024;  ///< checked before a byte of the body is read
};

struct ServerLimits {
    HeadLimits head;
    std::chrono::milliseconds head_time_max{10'000};  ///< for a whole head, TLS handshake included
    std::chrono::milliseconds body_time_max{60'000};
    std::chrono::milliseconds write_time_max{30'000};
    std::chrono::milliseconds idle_time_max{15'000};   ///< between two requests; costs no thread
    std::chrono::milliseconds drain_time_max{10'000};  ///< stop() waits this long for answers
    std::size_t threads = 64;            ///< requests that are read or handled at the same time
    std::size_t connections_max = 1024;  ///< above it the idlest one is closed
    std::size_t requests_per_connection_max = 1000;
    std::size_t bodies_bytes_max = 128u * 1024 * 1024;  ///< in memory at once; above it 503
};

/// For a local socket that a reverse proxy of ours connects to. It speaks TLS with the clients and
/// hands on who they are (client_identity.hpp).
struct ProxySettings {
    unsigned uid = 0;  ///< the proxy's user; every other peer is refused
};

struct ServerSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;   ///< 0: any free one, see HttpServer::port
    std::string unix_socket;  ///< when set, this path instead of address and port; mode 0660
    std::optional<ProxySettings> proxy;  ///< only with unix_socket
    std::optional<TlsServerSettings> tls;
    ServerLimits limits;
    /// Told about an exception that left a handler (answered with 500 or 503), and about accept
    /// failures. One sentence without personal data; called from any thread.
    std::function<void(std::string_view)> report;
};

/// Serves HTTP/1.1 with one body rule: Content-Length, no transfer or content coding. A handler
/// is called only with a complete request (see request_head.hpp for what is refused), from many
/// threads at once. An OperatingError that leaves a handler becomes 503 (transient) or 500.
class HttpServer {
public:
    /// Binds and starts. Throws OperatingError (misconfigured) when it cannot.
    HttpServer(ServerSettings settings, std::vector<Route> routes);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    /// Takes no new connections, finishes the requests that have begun, then returns. May be
    /// called once; the destructor does it otherwise.
    void stop();

private:
    class Core;
    std::unique_ptr<Core> core_;
};

}  // namespace foerderwerk::http
