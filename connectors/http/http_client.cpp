// SPDX-License-Identifier: EUPL-1.2
#include "connectors/http/http_client.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <istream>
#include <ostream>

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>

#include "connectors/http/time_limit.hpp"
#include "connectors/http/tls_context.hpp"
#include "engine/types/digest.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::http {

namespace {

using Kind = TransportError::Kind;

/// Where a base address leads.
struct Target {
    enum class Scheme { https, http, local } scheme = Scheme::https;
    std::string host;  ///< or the path of the socket
    std::uint16_t port = 0;
    std::string path;  ///< put before every path; without a slash at the end
};

[[noreturn]] void bad_base(const std::string& base) {
    throw OperatingError(FailureKind::misconfigured, "not a usable address: \"" + base + "\"");
}

/// "host", "host:port" or "[v6]:port".
void read_authority(std::string_view authority, const std::string& base, Target& target) {
    const auto bracket = authority.starts_with('[') ? authority.find(']') : 0;
    if (bracket == std::string_view::npos) {
        bad_base(base);
    }
    const auto colon = authority.find(':', bracket);
    target.host = authority.substr(0, colon);
    if (bracket > 0) {
        target.host = target.host.substr(1, bracket - 1);
    }
    if (colon != std::string_view::npos) {
        const auto digits = authority.substr(colon + 1);
        const auto* const end = digits.data() + digits.size();
        const auto parsed = std::from_chars(digits.data(), end, target.port);
        if (parsed.ec != std::errc{} || parsed.ptr != end) {
            bad_base(base);
        }
    }
    if (target.host.empty() || target.port == 0) {
        bad_base(base);
    }
}

Target read_base(const std::string& base) {
    Target target;
    std::string_view rest = base;
    if (rest.starts_with("unix:/")) {
        target.scheme = Target::Scheme::local;
        target.host = rest.substr(5);
        return target;
    }
    if (rest.starts_with("https://")) {
        target.port = 443;
        rest.remove_prefix(8);
    } else if (rest.starts_with("http://")) {
        target.scheme = Target::Scheme::http;
        target.port = 80;
        rest.remove_prefix(7);
    } else {
        bad_base(base);
    }
    const auto slash = std::min(rest.find('/'), rest.size());
    read_authority(rest.substr(0, slash), base, target);
    target.path = rest.substr(slash);
    while (target.path.ends_with('/')) {
        target.path.pop_back();
    }
    return target;
}

Poco::Timespan timespan(std::chrono::milliseconds duration) {
    return Poco::Timespan(duration.count() * 1000);
}

}  // namespace

class HttpClient::Core {
public:
    explicit Core(ClientSettings settings)
        : settings_(std::move(settings)), target_(read_base(settings_.base)) {
        ignore_broken_pipes();
        if (target_.scheme == Target::Scheme::https) {
            tls_ = std::make_unique<TlsContext>(settings_.tls);
        }
    }

    [[nodiscard]] Poco::Net::StreamSocket connect() const;
    /// The same connection after the TLS handshake, for https.
    [[nodiscard]] Poco::Net::StreamSocket secured(const Poco::Net::StreamSocket& plain) const;
    [[nodiscard]] Result<HttpResponse, TransportError> exchange(
        const Poco::Net::StreamSocket& socket, const ClientRequest& request) const;
    [[nodiscard]] std::chrono::milliseconds whole_time_max() const {
        return settings_.whole_time_max;
    }

private:
    void fill(Poco::Net::HTTPRequest& head, const ClientRequest& request) const;
    [[nodiscard]] Result<std::string, TransportError> read_body(std::istream& stream,
                                                                std::streamsize length) const;

    ClientSettings settings_;
    Target target_;
    std::unique_ptr<TlsContext> tls_;
};

Poco::Net::StreamSocket HttpClient::Core::connect() const {
    using Poco::Net::SocketAddress;
    Poco::Net::StreamSocket socket;
    if (target_.scheme == Target::Scheme::local) {
        try {
            socket.connect(SocketAddress(SocketAddress::UNIX_LOCAL, target_.host));
        } catch (const Poco::Exception& error) {
            // The library reports a missing socket file like any other broken connection, but
            // nothing was sent.
            throw Poco::Net::ConnectionRefusedException(error.displayText());
        }
    } else {
        socket.connect(SocketAddress(target_.host, target_.port),
                       timespan(settings_.connect_time_max));
        socket.setNoDelay(true);  // or a body would wait for the answer to its head
    }
    socket.setReceiveTimeout(timespan(settings_.answer_time_max));
    socket.setSendTimeout(timespan(settings_.answer_time_max));
    return socket;
}

Poco::Net::StreamSocket HttpClient::Core::secured(const Poco::Net::StreamSocket& plain) const {
    if (target_.scheme != Target::Scheme::https) {
        return plain;
    }
    return Poco::Net::SecureStreamSocket::attach(plain, target_.host,
                                                 Poco::Net::Context::Ptr(tls_->get(), true));
}

void HttpClient::Core::fill(Poco::Net::HTTPRequest& head, const ClientRequest& request) const {
    const bool local = target_.scheme == Target::Scheme::local;
    head.setHost(local ? "localhost" : target_.host, local ? std::uint16_t{80} : target_.port);
    head.setKeepAlive(false);
    if (!request.content_type.empty()) {
        head.setContentType(request.content_type);
    }
    head.setContentLength64(static_cast<Poco::Int64>(request.body.size()));
    for (const auto& [name, value] : request.headers) {
        head.set(name, value);
    }
    if (settings_.basic.has_value()) {
        head.set("Authorization",
                 "Basic " + to_base64(settings_.basic->user + ":" + settings_.basic->password));
    }
}

Result<std::string, TransportError> HttpClient::Core::read_body(std::istream& stream,
                                                                std::streamsize length) const {
    std::string body;
    std::array<char, 16 * 1024> chunk;  // NOLINT(*-member-init): is read into
    while (true) {
        stream.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
        body.append(chunk.data(), static_cast<std::size_t>(stream.gcount()));
        if (body.size() > settings_.response_bytes_max) {
            return Failure(TransportError{Kind::too_large, "The answer is too large."});
        }
        if (!stream) {
            break;
        }
    }
    if (length >= 0 && static_cast<std::size_t>(length) != body.size()) {
        return Failure(TransportError{Kind::broken, "The answer was cut off."});
    }
    return body;
}

Result<HttpResponse, TransportError> HttpClient::Core::exchange(
    const Poco::Net::StreamSocket& socket, const ClientRequest& request) const {
    Poco::Net::HTTPClientSession session(socket);
    session.setKeepAlive(false);
    Poco::Net::HTTPRequest head(request.method, target_.path + request.path, "HTTP/1.1");
    fill(head, request);
    std::ostream& out = session.sendRequest(head);
    out.write(request.body.data(), static_cast<std::streamsize>(request.body.size()));
    out.flush();
    Poco::Net::HTTPResponse answer;
    std::istream& in = session.receiveResponse(answer);
    HttpResponse response;
    response.status = static_cast<int>(answer.getStatus());
    response.content_type = answer.hasContentLength() || answer.has("Content-Type")
                                ? answer.get("Content-Type", "")
                                : "";
    for (const auto& [name, value] : answer) {
        response.headers.emplace_back(name, value);
    }
    const bool bodiless =
        request.method == "HEAD" || response.status == 204 || response.status == 304;
    if (bodiless) {
        return response;
    }
    auto body = read_body(in, answer.hasContentLength() ? answer.getContentLength64() : -1);
    // Reading ends quietly on a network error; the session remembers it.
    if (const auto* const error = session.networkException()) {
        error->rethrow();
    }
    if (!body.has_value()) {
        return Failure(body.error());
    }
    response.body = std::move(*body);
    return response;
}

HttpClient::HttpClient(ClientSettings settings)
    : core_(std::make_unique<Core>(std::move(settings))) {}

HttpClient::~HttpClient() = default;

Result<HttpResponse, TransportError> HttpClient::send(const ClientRequest& request) const {
    std::optional<TimeLimit> limit;
    const auto too_long = [] {
        return Failure(TransportError{Kind::timed_out, "The answer took too long."});
    };
    const auto failed = [&](Kind kind, const Poco::Exception& error) {
        if (limit.has_value() && limit->over()) {
            return too_long();
        }
        return Failure(TransportError{kind, error.displayText()});
    };
    try {
        const auto socket = core_->connect();
        limit.emplace(socket.impl()->sockfd(), core_->whole_time_max());
        auto answer = core_->exchange(core_->secured(socket), request);
        if (limit->over()) {
            return too_long();
        }
        return answer;
    } catch (const Poco::Net::SSLException& error) {
        return failed(Kind::untrusted, error);
    } catch (const Poco::TimeoutException& error) {
        return failed(limit.has_value() ? Kind::timed_out : Kind::not_connected, error);
    } catch (const Poco::Net::ConnectionRefusedException& error) {
        return failed(Kind::not_connected, error);
    } catch (const Poco::Net::DNSException& error) {
        return failed(Kind::not_connected, error);
    } catch (const Poco::Exception& error) {
        return failed(limit.has_value() ? Kind::broken : Kind::not_connected, error);
    }
}

}  // namespace foerderwerk::http
