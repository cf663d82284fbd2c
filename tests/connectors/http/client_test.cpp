// SPDX-License-Identifier: EUPL-1.2
// Goal: the client hands on complete answers only, bounded, and follows nobody. Method: a server
// that plays back scripted bytes.

#include <thread>

#include <gtest/gtest.h>

#include "connectors/http/http_client.hpp"
#include "connectors/http/http_server.hpp"
#include "engine/types/failure.hpp"
#include "tests/connectors/http/raw_client.hpp"

namespace foerderwerk::http {
namespace {

using Kind = TransportError::Kind;

/// Accepts one connection, reads a request head, writes `answer` and closes.
class ScriptedServer {
public:
    enum class Manner { close, hang, drip };

    explicit ScriptedServer(std::string answer, Manner manner = Manner::close)
        : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
        ::listen(listener_, 1);
        socklen_t length = sizeof(address);
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this, answer = std::move(answer), manner] { play(answer, manner); });
    }
    ~ScriptedServer() {
        thread_.join();
        ::close(listener_);
    }
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;
    [[nodiscard]] std::string base() const { return "http://127.0.0.1:" + std::to_string(port_); }
    [[nodiscard]] const std::string& request() const { return request_; }

private:
    void play(const std::string& answer, Manner manner) {
        const int peer = ::accept(listener_, nullptr, nullptr);
        std::array<char, 4096> chunk{};
        while (request_.find("\r\n\r\n") == std::string::npos) {
            const auto count = ::recv(peer, chunk.data(), chunk.size(), 0);
            if (count <= 0) {
                break;
            }
            request_.append(chunk.data(), static_cast<std::size_t>(count));
        }
        const std::size_t slice = manner == Manner::drip ? 1 : answer.size() + 1;
        for (std::size_t at = 0; at < answer.size(); at += slice) {
            if (::send(peer, answer.data() + at, std::min(slice, answer.size() - at),
                       MSG_NOSIGNAL) <= 0) {
                break;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(slice == 1 ? 20 : 0));
        }
        if (manner == Manner::hang) {
            while (::recv(peer, chunk.data(), chunk.size(), 0) > 0) {
            }
        }
        ::close(peer);
    }

    int listener_;
    std::uint16_t port_ = 0;
    std::string request_;
    std::thread thread_;
};

ClientSettings settings_for(const std::string& base) {
    ClientSettings settings;
    settings.base = base;
    settings.response_bytes_max = 1000;
    settings.answer_time_max = std::chrono::milliseconds(300);
    settings.whole_time_max = std::chrono::milliseconds(1000);
    return settings;
}

TEST(Client, ReadsCompleteAnswers) {
    struct Row {
        const char* bytes;
        int status;
        const char* body;
    };
    const std::vector<Row> rows = {
        {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello"},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 200,
         "hello"},
        {"HTTP/1.1 200 OK\r\n\r\nuntil the end", 200, "until the end"},
        {"HTTP/1.1 204 No Content\r\n\r\n", 204, ""},
        {"HTTP/1.1 302 Found\r\nLocation: http://elsewhere/\r\nContent-Length: 0\r\n\r\n", 302, ""},
        {"HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n", 503, ""},
    };
    for (const auto& row : rows) {
        const ScriptedServer server(row.bytes);
        const auto answer = HttpClient(settings_for(server.base())).send({.path = "/a"});
        ASSERT_TRUE(answer.has_value()) << row.bytes << answer.error().text;
        EXPECT_EQ(answer->status, row.status);
        EXPECT_EQ(answer->body, row.body);
    }
}

TEST(Client, TellsWhyThereIsNoAnswer) {
    struct Row {
        std::string bytes;
        ScriptedServer::Manner manner;
        Kind kind;
    };
    using enum ScriptedServer::Manner;
    const std::vector<Row> rows = {
        {"", close, Kind::broken},
        {"nonsense\r\n\r\n", close, Kind::broken},
        {"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello", close, Kind::broken},
        {"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello", hang, Kind::timed_out},
        {"", hang, Kind::timed_out},
        // Every byte comes in time, the whole does not: in the head and in the body.
        {"HTTP/1.1 200 OK\r\nX: " + std::string(900, 'a') + "\r\n\r\n", drip, Kind::timed_out},
        {"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + std::string(900, 'a'), drip,
         Kind::timed_out},
        {"HTTP/1.1 200 OK\r\n\r\n" + std::string(900, 'a'), drip, Kind::timed_out},
        {"HTTP/1.1 200 OK\r\n\r\n" + std::string(5000, 'a'), close, Kind::too_large},
    };
    for (const auto& row : rows) {
        const ScriptedServer server(row.bytes, row.manner);
        const auto answer = HttpClient(settings_for(server.base())).send({.path = "/a"});
        ASSERT_FALSE(answer.has_value()) << row.bytes;
        EXPECT_EQ(answer.error().kind, row.kind) << row.bytes << ": " << answer.error().text;
    }
    const auto nobody = HttpClient(settings_for("http://127.0.0.1:1")).send({.path = "/a"});
    ASSERT_FALSE(nobody.has_value());
    EXPECT_EQ(nobody.error().kind, Kind::not_connected) << nobody.error().text;
    const auto no_socket = HttpClient(settings_for("unix:/nowhere/x.socket")).send({.path = "/a"});
    ASSERT_FALSE(no_socket.has_value());
    EXPECT_EQ(no_socket.error().kind, Kind::not_connected) << no_socket.error().text;
}

TEST(Client, SendsWhatItIsTold) {
    ScriptedServer server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    auto settings = settings_for(server.base() + "/base/");
    settings.basic = BasicCredentials{"anna", "geheim"};
    const auto answer = HttpClient(settings).send({.method = "POST",
                                                   .path = "/a?b=c",
                                                   .content_type = "application/xml",
                                                   .body = "<a/>",
                                                   .headers = {{"Idempotency-Key", "k-1"}}});
    ASSERT_TRUE(answer.has_value()) << answer.error().text;
    const auto& request = server.request();
    EXPECT_TRUE(request.starts_with("POST /base/a?b=c HTTP/1.1\r\n")) << request;
    for (const char* field :
         {"Content-Length: 4\r\n", "Content-Type: application/xml\r\n", "Idempotency-Key: k-1\r\n",
          "Connection: Close\r\n", "Authorization: Basic YW5uYTpnZWhlaW0=\r\n"}) {
        EXPECT_NE(request.find(field), std::string::npos) << field << " in " << request;
    }
}

TEST(Client, RefusesAddressesItCannotUse) {
    for (const char* base : {"", "localhost", "ftp://a", "http://", "http://a:x", "http://a:0",
                             "http://a:70000", "http://[::1", "unix:relative"}) {
        EXPECT_THROW(HttpClient(settings_for(base)), OperatingError) << base;
    }
}

}  // namespace
}  // namespace foerderwerk::http
