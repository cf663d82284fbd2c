// SPDX-License-Identifier: EUPL-1.2
#include "connectors/http/serve_connection.hpp"

#include <algorithm>

#include "connectors/http/client_identity.hpp"
#include "connectors/http/route_request.hpp"
#include "connectors/http/text_rules.hpp"
#include "connectors/http/write_response.hpp"
#include "engine/types/digest.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::http {

namespace {

using std::chrono::steady_clock;

std::optional<BasicCredentials> basic_credentials(const Headers& headers) {
    const std::string* const field = find_header(headers, "Authorization");
    if (field == nullptr || count_headers(headers, "Authorization") != 1 ||
        !same_name(std::string_view(*field).substr(0, 6), "basic ")) {
        return std::nullopt;
    }
    const auto pair = from_base64(trim(std::string_view(*field).substr(6)));
    if (!pair.has_value()) {
        return std::nullopt;
    }
    const auto colon = pair->find(':');
    if (colon == std::string::npos) {
        return std::nullopt;
    }
    return BasicCredentials{pair->substr(0, colon), pair->substr(colon + 1)};
}

HttpResponse problem(const Refusal& refusal) {
    return problem_response(refusal.status, reason_phrase(refusal.status), {refusal.reason});
}

}  // namespace

BodyShare::~BodyShare() {
    shared_.body_bytes -= held_;
}

bool BodyShare::grow_to(std::size_t bytes) {
    const std::size_t more = bytes - held_;
    held_ = bytes;
    return shared_.body_bytes.fetch_add(more) + more <= shared_.settings.limits.bodies_bytes_max;
}

Connection::Connection(SharedState& shared, std::unique_ptr<ByteChannel> channel)
    : shared_(shared),
      channel_(std::move(channel)),
      // A new connection must begin its first head in the time a head may take.
      idle_until_(steady_clock::now() + shared.settings.limits.head_time_max),
      busy_until_(idle_until_) {}

Connection::After Connection::serve() {
    while (serve_one() == Outcome::answered) {
        if (buffer_.empty() && !channel_->has_decrypted_bytes()) {
            return After::wait;
        }
    }
    return After::close;
}

Connection::Outcome Connection::serve_one() {
    bool peer_left = false;
    auto head = read_head(peer_left);
    if (peer_left) {
        return Outcome::ended;
    }
    if (!head.has_value()) {
        refuse(head.error());
        return Outcome::ended;
    }
    if (const auto refusal = identify(head->headers)) {
        refuse(*refusal);
        return Outcome::ended;
    }
    const auto routed = find_route(shared_.routes, head->method, head->path);
    if (!routed.has_value()) {
        answer_and_end(routed.error());
        return Outcome::ended;
    }
    const auto length = body_length(*head, (*routed)->body_bytes_max);
    if (!length.has_value()) {
        refuse(length.error());
        return Outcome::ended;
    }
    const bool head_only = head->method == "HEAD";
    const bool keep_alive = head->keep_alive && !shared_.stopping &&
                            ++requests_ < shared_.settings.limits.requests_per_connection_max;
    busy_until_ = steady_clock::now() + shared_.settings.limits.body_time_max;
    if (head->expects_continue && *length > buffer_.size() &&
        !channel_->write_all("HTTP/1.1 100 Continue\r\n\r\n", busy_until_)) {
        return Outcome::ended;
    }
    const auto response = answer(**routed, std::move(*head), *length);
    const bool kept = response.has_value() && keep_alive;
    if (!write(response.has_value() ? *response : problem(response.error()), head_only, kept)) {
        return Outcome::ended;
    }
    const bool unread = !response.has_value() || !buffer_.empty();
    if (!kept && unread) {
        channel_->end_gently(steady_clock::now() + std::chrono::seconds(2));
    }
    return kept ? Outcome::answered : Outcome::ended;
}

std::optional<Refusal> Connection::identify(const Headers& headers) {
    if (!peer_.has_value()) {
        peer_ = channel_->evidence();
    }
    auto client = identify_client(headers, *peer_, shared_.settings.proxy);
    if (!client.has_value()) {
        return client.error();
    }
    client_ = std::move(*client);
    return std::nullopt;
}

Result<HttpResponse, Refusal> Connection::answer(const Route& route, RequestHead head,
                                                 std::size_t length) {
    BodyShare share(shared_);
    auto body = read_body(length, share);
    if (!body.has_value()) {
        return Failure(std::move(body.error()));
    }
    const auto request = make_request(std::move(head), std::move(*body));
    in_handler_ = true;
    return handle(route, request);
}

Result<RequestHead, Refusal> Connection::read_head(bool& peer_left) {
    const auto& limits = shared_.settings.limits;
    busy_until_ = steady_clock::now() + limits.head_time_max;
    while (true) {
        const auto end = find_head_end(buffer_, limits.head);
        if (!end.has_value()) {
            return Failure(end.error());
        }
        if (*end > 0) {
            auto head = parse_request_head(std::string_view(buffer_).substr(0, *end), limits.head);
            buffer_.erase(0, *end);
            return head;
        }
        const auto read = channel_->read_some(buffer_, busy_until_);
        if (read == ByteChannel::Read::closed ||
            (read != ByteChannel::Read::data && buffer_.empty())) {
            peer_left = true;
            return Failure(Refusal{});
        }
        if (read == ByteChannel::Read::timed_out) {
            return Failure(
                Refusal{408, {"HTTP_TIME", "header", "The header did not come in time."}});
        }
    }
}

Result<std::string, Refusal> Connection::read_body(std::size_t length, BodyShare& share) {
    const auto busy = Failure(Refusal{503, {"HTTP_BUSY", "body", "Too many uploads at once."}});
    if (!share.grow_to(std::min(buffer_.size(), length))) {
        return busy;
    }
    while (buffer_.size() < length) {
        const auto read = channel_->read_some(buffer_, busy_until_);
        if (read == ByteChannel::Read::closed) {
            return Failure(Refusal{
                400, {"HTTP_CUT_OFF", "body", "The body ended before its Content-Length."}});
        }
        if (read == ByteChannel::Read::timed_out) {
            return Failure(Refusal{408, {"HTTP_TIME", "body", "The body did not come in time."}});
        }
        if (!share.grow_to(std::min(buffer_.size(), length))) {
            return busy;
        }
    }
    if (buffer_.size() == length) {
        return std::exchange(buffer_, {});
    }
    std::string body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    return body;
}

HttpRequest Connection::make_request(RequestHead head, std::string body) {
    HttpRequest request;
    request.method = head.method == "HEAD" ? "GET" : std::move(head.method);
    request.path = std::move(head.path);
    request.query = std::move(head.query);
    request.basic = basic_credentials(head.headers);
    request.headers = std::move(head.headers);
    request.body = std::move(body);
    request.client_certificate_fingerprint = client_.certificate_fingerprint;
    request.client_certificate_der = client_.certificate_der;
    request.peer = client_.peer;
    request.peer_uid = client_.uid;
    return request;
}

HttpResponse Connection::handle(const Route& route, const HttpRequest& request) {
    const auto report = [this](const std::string& what) {
        if (shared_.settings.report) {
            shared_.settings.report("a request failed: " + what);
        }
    };
    try {
        return route.handler(request);
    } catch (const OperatingError& error) {
        report(error.what());
        if (error.kind() == FailureKind::transient) {
            return problem_response(503, "Not available at the moment");
        }
    } catch (const std::exception& error) {
        report(error.what());
    }
    return problem_response(500, "The request failed");
}

bool Connection::write(const HttpResponse& response, bool head_only, bool keep_alive) {
    const auto bytes = response_bytes(response, head_only, keep_alive);
    busy_until_ = steady_clock::now() + shared_.settings.limits.write_time_max;
    in_handler_ = false;
    return channel_->write_all(bytes, busy_until_);
}

void Connection::refuse(const Refusal& refusal) {
    answer_and_end(problem(refusal));
}

void Connection::answer_and_end(const HttpResponse& response) {
    if (write(response, false, false)) {
        channel_->end_gently(steady_clock::now() + std::chrono::seconds(2));
    }
}

}  // namespace foerderwerk::http
