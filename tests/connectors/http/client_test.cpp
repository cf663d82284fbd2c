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
    explicit ScriptedServer(std::string answer, bool hang = false)
        : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
        ::listen(listener_, 1);
        socklen_t length = sizeof(address);
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this, answer = std::move(answer), hang] { play(answer, hang); });
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
    void play(const std::string& answer, bool hang) {
        const int peer = ::accept(listener_, nullptr, nullptr);
        std::array<char, 4096> chunk{};
        while (request_.find("\r\n\r\n") == std::string::npos) {
            const auto count = ::recv(peer, chunk.data(), chunk.size(), 0);
            if (count <= 0) {
                break;
            }
            request_.append(chunk.data(), static_cast<std::size_t>(count));
        }
        ::send(peer, answer.data(), answer.size(), MSG_NOSIGNAL);
        if (hang) {
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
        bool hang;
        Kind kind;
    };
    const std::vector<Row> rows = {
        {"", false, Kind::broken},
        {"nonsense\r\n\r\n", false, Kind::broken},
        {"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello", false, Kind::broken},
        {"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello", true, Kind::timed_out},
        {"", true, Kind::timed_out},
        {"HTTP/1.1 200 OK\r\n\r\n" + std::string(5000, 'a'), false, Kind::too_large},
    };
    for (const auto& row : rows) {
        const ScriptedServer server(row.bytes, row.hang);
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
