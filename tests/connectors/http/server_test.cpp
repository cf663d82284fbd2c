// SPDX-License-Identifier: EUPL-1.2
// Goal: the server gives every client its turn, finishes what it began, and tells the handler who
// is there. Method: real sockets on this machine; handlers that block until the test lets go.

#include <atomic>
#include <fstream>
#include <future>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "connectors/http/http_client.hpp"
#include "connectors/http/http_server.hpp"
#include "engine/types/digest.hpp"
#include "engine/types/failure.hpp"
#include "tests/connectors/http/made_certificate.hpp"
#include "tests/connectors/http/raw_client.hpp"

namespace foerderwerk::http {
namespace {

using testing::RawClient;
using testing::status_of;
using testing::TemporaryFolder;

constexpr const char* request = "GET /who HTTP/1.1\r\nHost: x\r\n\r\n";
constexpr const char* last_request = "GET /who HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

Route who(Handler handler) {
    return {"GET", "/who", std::move(handler), 0};
}

Handler always(std::string text) {
    return [text = std::move(text)](const HttpRequest&) { return text_response(200, text); };
}

TEST(Server, IdleConnectionsOccupyNoThread) {
    ServerSettings settings;
    settings.limits.threads = 2;
    const HttpServer server(settings, {who(always("here"))});
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int index = 0; index < 50; ++index) {
        idle.push_back(std::make_unique<RawClient>(server.port()));
        idle.back()->send(request);
        EXPECT_EQ(status_of(idle.back()->read_until("here")), 200);
    }
    // All fifty are still open; a further client, and each of them again, is served at once.
    EXPECT_EQ(status_of(RawClient(server.port()).send(last_request).read_all()), 200);
    for (auto& client : idle) {
        EXPECT_EQ(status_of(client->send(request).read_until("here")), 200);
    }
}

TEST(Server, ClosesTheIdlestConnectionWhenThereAreTooMany) {
    ServerSettings settings;
    settings.limits.threads = 2;
    settings.limits.connections_max = 3;
    const HttpServer server(settings, {who(always("here"))});
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int index = 0; index < 10; ++index) {
        clients.push_back(std::make_unique<RawClient>(server.port()));
        EXPECT_EQ(status_of(clients.back()->send(request).read_until("here")), 200);
    }
    EXPECT_EQ(clients.front()->send(request).read_until("here"), "");
}

TEST(Server, StopsAfterTheRequestsInHand) {
    std::promise<void> entered;
    std::promise<void> go_on;
    auto gate = go_on.get_future().share();
    HttpServer server({}, {who([&entered, gate](const HttpRequest&) {
                          entered.set_value();
                          gate.wait();
                          return text_response(200, "finished");
                      })});
    RawClient client(server.port());
    client.send(request);
    entered.get_future().wait();
    auto stopped = std::async(std::launch::async, [&server] { server.stop(); });
    go_on.set_value();
    const auto answer = client.read_all();
    EXPECT_NE(answer.find("finished"), std::string::npos) << answer;
    stopped.wait();
    EXPECT_ANY_THROW(RawClient{server.port()});
}

TEST(Server, TranslatesWhatHandlersThrow) {
    const std::vector<std::pair<Handler, int>> rows = {
        {[](const HttpRequest&) -> HttpResponse {
             throw OperatingError(FailureKind::transient, "disk full");
         },
         503},
        {[](const HttpRequest&) -> HttpResponse {
             throw OperatingError(FailureKind::corrupt, "secret detail");
         },
         500},
        {[](const HttpRequest&) -> HttpResponse { throw std::runtime_error("secret detail"); },
         500},
        {[](const HttpRequest&) {
             auto response = text_response(200, "split");
             response.headers.emplace_back("Location", "/a\r\nSet-Cookie: x");
             return response;
         },
         500},
    };
    for (const auto& [handler, status] : rows) {
        std::atomic<int> reports = 0;
        ServerSettings settings;
        settings.report = [&reports](std::string_view) { ++reports; };
        const HttpServer server(settings, {who(handler)});
        const auto answer = RawClient(server.port()).send(last_request).read_all();
        EXPECT_EQ(status_of(answer), status);
        EXPECT_EQ(answer.find("secret"), std::string::npos);
        EXPECT_EQ(answer.find("Set-Cookie"), std::string::npos);
    }
}

TEST(Server, HoldsOnlySoManyBodyBytes) {
    ServerSettings settings;
    settings.limits.bodies_bytes_max = 1000;
    std::promise<void> entered;
    std::promise<void> go_on;
    auto gate = go_on.get_future().share();
    std::atomic<bool> first = true;
    const HttpServer server(settings, {{"PUT", "/in",
                                        [&, gate](const HttpRequest&) {
                                            if (first.exchange(false)) {
                                                entered.set_value();
                                                gate.wait();
                                            }
                                            return text_response(201, "");
                                        },
                                        2000}});
    const auto put = [](int length) {
        return "PUT /in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " +
               std::to_string(length) + "\r\n\r\n" +
               std::string(static_cast<std::size_t>(length), 'a');
    };
    RawClient holder(server.port());
    holder.send(put(900));
    entered.get_future().wait();
    EXPECT_EQ(status_of(RawClient(server.port()).send(put(200)).read_all()), 503);
    go_on.set_value();
    EXPECT_EQ(status_of(holder.read_all()), 201);
    EXPECT_EQ(status_of(RawClient(server.port()).send(put(200)).read_all()), 201);
}

TEST(Server, AnswersHeadWithoutBodyAndPicksTheLongestPrefix) {
    const HttpServer server({}, {{"GET", "/a/", always("outer"), 0},
                                 {"GET", "/a/b/", always("inner"), 0},
                                 {"GET", "/a/b/c", always("exact"), 0}});
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"/a/x", "outer"}, {"/a/b/x", "inner"}, {"/a/b/c", "exact"}};
    for (const auto& [path, text] : rows) {
        const auto answer =
            RawClient(server.port()).send("GET " + path + " HTTP/1.0\r\n\r\n").read_all();
        EXPECT_TRUE(answer.ends_with(text)) << answer;
    }
    const auto head = RawClient(server.port()).send("HEAD /a/x HTTP/1.0\r\n\r\n").read_all();
    EXPECT_TRUE(head.ends_with("\r\n\r\n")) << head;
    EXPECT_NE(head.find("Content-Length: 5"), std::string::npos);
}

TEST(Server, TellsWhoIsOnTheLocalSocket) {
    const TemporaryFolder folder;
    ServerSettings settings;
    settings.unix_socket = folder.file("daemon.socket");
    const auto serve = [&settings] {
        return std::make_unique<HttpServer>(
            settings, std::vector{who([](const HttpRequest& seen) {
                return text_response(200, "uid " + std::to_string(seen.peer_uid.value_or(9999)) +
                                              " on " + seen.peer);
            })});
    };
    auto server = serve();
    struct stat status {};
    ASSERT_EQ(::stat(settings.unix_socket.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0660U);
    const HttpClient client({.base = "unix:" + settings.unix_socket});
    const auto answer = client.send({.path = "/who"});
    ASSERT_TRUE(answer.has_value()) << answer.error().text;
    EXPECT_EQ(answer->body, "uid " + std::to_string(::getuid()) + " on unix");
    EXPECT_THROW(serve(), OperatingError) << "a second server on the same socket";
    server.reset();
    EXPECT_NE(::stat(settings.unix_socket.c_str(), &status), 0) << "removed at the end";
}

TEST(Server, TakesAStaleSocketButNoOtherFile) {
    const TemporaryFolder folder;
    ServerSettings settings;
    settings.unix_socket = folder.file("daemon.socket");
    const auto left_behind = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, settings.unix_socket.c_str(), sizeof(address.sun_path) - 1);
    ASSERT_EQ(::bind(left_behind, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
    ::close(left_behind);
    { const HttpServer server(settings, {who(always("here"))}); }
    std::ofstream(settings.unix_socket) << "somebody's file";
    EXPECT_THROW(HttpServer(settings, {who(always("here"))}), OperatingError);
}

TEST(Server, ReadsBasicCredentials) {
    const HttpServer server({}, {who([](const HttpRequest& seen) {
                                return text_response(
                                    200, seen.basic.has_value()
                                             ? seen.basic->user + "|" + seen.basic->password
                                             : "nobody");
                            })});
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"Authorization: Basic " + to_base64("anna:a:b") + "\r\n", "anna|a:b"},
        {"authorization: bAsIc " + to_base64("anna:") + "\r\n", "anna|"},
        {"Authorization: Basic " + to_base64("anna") + "\r\n", "nobody"},
        {"Authorization: Basic !!\r\n", "nobody"},
        {"Authorization: Bearer abc\r\n", "nobody"},
        {"Authorization: Basic YTpi\r\nAuthorization: Basic YTpi\r\n", "nobody"},
        {"", "nobody"},
    };
    for (const auto& [field, expected] : rows) {
        const auto answer =
            RawClient(server.port()).send("GET /who HTTP/1.0\r\n" + field + "\r\n").read_all();
        EXPECT_TRUE(answer.ends_with("\r\n\r\n" + expected)) << answer;
    }
}

TEST(Server, RefusesAPortInUse) {
    const HttpServer server({}, {who(always("here"))});
    ServerSettings second;
    second.port = server.port();
    EXPECT_THROW(HttpServer(second, {who(always("here"))}), OperatingError);
}

}  // namespace
}  // namespace foerderwerk::http
