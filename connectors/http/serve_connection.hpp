// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "connectors/http/byte_channel.hpp"
#include "connectors/http/http_server.hpp"

namespace foerderwerk::http {

/// What all connections of a server share.
struct SharedState {
    ServerSettings settings;
    std::vector<Route> routes;
    std::atomic<bool> stopping = false;
    std::atomic<std::size_t> body_bytes = 0;  ///< of requests being read or handled
};

/// Counts the bytes of one body against the server's memory for as long as it lives.
class BodyShare {
public:
    explicit BodyShare(SharedState& shared) : shared_(shared) {}
    ~BodyShare();
    BodyShare(const BodyShare&) = delete;
    BodyShare& operator=(const BodyShare&) = delete;
    /// False when the server holds too much already.
    [[nodiscard]] bool grow_to(std::size_t bytes);

private:
    SharedState& shared_;
    std::size_t held_ = 0;
};

/// One connection and its place in the conversation.
class Connection {
public:
    Connection(SharedState& shared, std::unique_ptr<ByteChannel> channel);

    enum class After { wait, close };
    /// Reads and answers one request after the other while bytes are there. `wait`: the peer may
    /// send another request later; give the thread back and poll the channel.
    [[nodiscard]] After serve();

    [[nodiscard]] ByteChannel& channel() { return *channel_; }
    /// When this connection must be closed if nothing has come.
    [[nodiscard]] Deadline idle_until() const { return idle_until_; }
    void wait_from(Deadline now) { idle_until_ = now + shared_.settings.limits.idle_time_max; }
    /// The latest moment at which one call of serve() may still be busy reading or writing.
    [[nodiscard]] Deadline busy_until() const { return busy_until_; }
    /// Between the last byte of a request and its answer no deadline of the transport runs.
    [[nodiscard]] bool in_handler() const { return in_handler_; }

private:
    enum class Outcome { answered, ended };

    [[nodiscard]] Outcome serve_one();
    /// Reads the body and lets the route's handler answer.
    [[nodiscard]] Result<HttpResponse, Refusal> answer(const Route& route, RequestHead head,
                                                       std::size_t length);
    /// Fills client_, or says why not.
    [[nodiscard]] std::optional<Refusal> identify(const Headers& headers);
    [[nodiscard]] Result<RequestHead, Refusal> read_head(bool& peer_left);
    [[nodiscard]] Result<std::string, Refusal> read_body(std::size_t length, BodyShare& share);
    [[nodiscard]] HttpRequest make_request(RequestHead head, std::string body);
    [[nodiscard]] HttpResponse handle(const Route& route, const HttpRequest& request);
    [[nodiscard]] bool write(const HttpResponse& response, bool head_only, bool keep_alive);
    void refuse(const Refusal& refusal);
    void answer_and_end(const HttpResponse& response);

    SharedState& shared_;
    std::unique_ptr<ByteChannel> channel_;
    std::string buffer_;
    std::size_t requests_ = 0;
    std::optional<PeerEvidence> peer_;
    PeerEvidence client_;  ///< of the request at hand
    Deadline idle_until_;
    std::atomic<Deadline> busy_until_;
    std::atomic<bool> in_handler_ = false;
};

}  // namespace foerderwerk::http
