// SPDX-License-Identifier: EUPL-1.2
// Goal: no request reaches a handler whose framing could be read in two ways, or that is not
// complete. Method: raw bytes over a socket, one row a request, with the answer expected and
// whether the handler may have seen it; a second request smuggled behind the first must never be
// answered.

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "connectors/http/http_server.hpp"
#include "tests/connectors/http/raw_client.hpp"

namespace foerderwerk::http {
namespace {

using testing::RawClient;
using testing::status_of;

class Framing : public ::testing::Test {
protected:
    Framing() : server_(settings(), routes()) {}

    static ServerSettings settings() {
        ServerSettings settings;
        settings.limits.threads = 4;
        settings.limits.head_time_max = std::chrono::milliseconds(300);
        settings.limits.body_time_max = std::chrono::milliseconds(300);
        return settings;
    }
    std::vector<Route> routes() {
        const auto count = [this](const HttpRequest& request) {
            ++handled_;
            return text_response(200, "seen " + std::to_string(request.body.size()));
        };
        return {{"GET", "/inbox/", count, 0}, {"PUT", "/inbox/", count, 1000}};
    }

    std::atomic<int> handled_ = 0;
    HttpServer server_;
};

struct Row {
    const char* what;
    std::string bytes;
    int status;
};

std::string put(const std::string& fields, const std::string& body) {
    return "PUT /inbox/a.xml HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n" + body;
}

std::string get(const std::string& target, const std::string& fields = "Host: x\r\n") {
    return "GET " + target + " HTTP/1.1\r\n" + fields + "\r\n";
}

const std::string& smuggled() {
    static const std::string bytes = get("/inbox/smuggled");
    return bytes;
}

std::vector<Row> refused_requests() {
    const std::string chunked_body = "5\r\nhello\r\n0\r\n\r\n";
    return {
        {"length and chunked",
         put("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", chunked_body + smuggled()),
         400},
        {"chunked and length",
         put("Transfer-Encoding: chunked\r\nContent-Length: 0\r\n", smuggled()), 400},
        {"chunked", put("Transfer-Encoding: chunked\r\n", chunked_body), 411},
        {"chunked in capitals", put("TRANSFER-ENCODING: CHUNKED\r\n", chunked_body), 411},
        {"other coding", put("Transfer-Encoding: gzip, chunked\r\n", chunked_body), 501},
        {"disguised coding", put("Transfer-Encoding: xchunked\r\n", chunked_body), 501},
        {"blank before colon", put("Transfer-Encoding : chunked\r\n", chunked_body), 400},
        {"two equal lengths", put("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), 400},
        {"two lengths", put("Content-Length: 5\r\nContent-Length: 0\r\n", "hello" + smuggled()),
         400},
        {"length list", put("Content-Length: 5, 5\r\n", "hello"), 400},
        {"negative length", put("Content-Length: -5\r\n", "hello"), 400},
        {"signed length", put("Content-Length: +5\r\n", "hello"), 400},
        {"hexadecimal length", put("Content-Length: 0x5\r\n", "hello"), 400},
        {"length with fraction", put("Content-Length: 5.0\r\n", "hello"), 400},
        {"empty length", put("Content-Length: \r\n", "hello"), 400},
        {"length beyond 64 bit", put("Content-Length: 99999999999999999999\r\n", "hello"), 413},
        {"no length", put("", ""), 411},
        {"body above the limit", put("Content-Length: 1001\r\n", ""), 413},
        {"content coding", put("Content-Length: 5\r\nContent-Encoding: gzip\r\n", "hello"), 415},
        {"body of a GET", get("/inbox/a", "Host: x\r\nContent-Length: 5\r\n") + "hello", 400},
        {"cut-off upload", put("Content-Length: 100\r\n", "only this"), 400},
        {"unknown expectation", put("Content-Length: 5\r\nExpect: magic\r\n", "hello"), 417},
        {"folded field", put("Content-Length: 5\r\nX-A: 1\r\n folded\r\n", "hello"), 400},
        {"bare line feeds", "GET /inbox/a HTTP/1.1\nHost: x\n\n", 400},
        {"line feed in a field", get("/inbox/a", "Host: x\nX-B: 1\r\n"), 400},
        {"carriage return in a field", get("/inbox/a", "Host: x\r\nX-B: a\rb\r\n"), 400},
        {"NUL in a field", get("/inbox/a", std::string("Host: x\r\nX-B: a") + '\0' + "b\r\n"), 400},
        {"nameless field", get("/inbox/a", "Host: x\r\n: 1\r\n"), 400},
        {"field without colon", get("/inbox/a", "Host: x\r\nNonsense\r\n"), 400},
        {"no host", get("/inbox/a", ""), 400},
        {"two hosts", get("/inbox/a", "Host: x\r\nHost: y\r\n"), 400},
        {"huge field", get("/inbox/a", "Host: x\r\nX-B: " + std::string(20000, 'a') + "\r\n"), 431},
        {"101 fields",
         get("/inbox/a",
             [] {
                 std::string fields = "Host: x\r\n";
                 for (int index = 0; index < 100; ++index) {
                     fields += "X-" + std::to_string(index) + ": 1\r\n";
                 }
                 return fields;
             }()),
         431},
        {"long target", get("/inbox/" + std::string(5000, 'a')), 414},
        {"endless target", "GET /inbox/" + std::string(20000, 'a'), 414},
        {"absolute target", get("http://x/inbox/a"), 400},
        {"dot segments", get("/inbox/../secret"), 400},
        {"encoded dot segments", get("/inbox/%2e%2e/secret"), 400},
        {"encoded slash", get("/inbox/..%2fsecret"), 400},
        {"encoded NUL", get("/inbox/a%00.xml"), 400},
        {"backslash", get("/inbox/a%5Cb"), 400},
        {"empty segment", get("/inbox//a"), 400},
        {"broken escape", get("/inbox/%zz"), 400},
        {"not UTF-8", get("/inbox/%ff"), 400},
        {"fragment", get("/inbox/a#b"), 400},
        {"asterisk", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"HTTP/2.0", "GET /inbox/a HTTP/2.0\r\nHost: x\r\n\r\n", 505},
        {"no version", "GET /inbox/a\r\n\r\n", 400},
        {"TLS greeting", std::string("\x16\x03\x01\x02\x00\x01\x00\x01", 8), 400},
        {"empty line first", "\r\n" + get("/inbox/a"), 400},
        {"other method", "DELETE /inbox/a HTTP/1.1\r\nHost: x\r\n\r\n", 405},
        {"small letters method", "put /inbox/a HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"other path", get("/outbox"), 404},
    };
}

TEST_F(Framing, RefusesWhatCouldBeReadInTwoWays) {
    for (const auto& row : refused_requests()) {
        RawClient client(server_.port());
        const auto answer = client.send(row.bytes).end().read_all();
        EXPECT_EQ(status_of(answer), row.status) << row.what << "\n" << answer;
        EXPECT_EQ(handled_, 0) << row.what;
        EXPECT_EQ(answer.find("seen"), std::string::npos) << row.what;
        EXPECT_NE(answer.find("application/problem+json"), std::string::npos) << row.what;
        EXPECT_NE(answer.find("Connection: close"), std::string::npos) << row.what;
        handled_ = 0;
    }
}

TEST_F(Framing, NamesTheReasonAndTheAllowedMethods) {
    const auto cut_off =
        RawClient(server_.port()).send(put("Content-Length: 9\r\n", "abc")).end().read_all();
    EXPECT_NE(cut_off.find("\"code\":\"HTTP_CUT_OFF\""), std::string::npos) << cut_off;
    const auto wrong_method = RawClient(server_.port())
                                  .send("POST /inbox/a HTTP/1.1\r\nHost: x\r\n\r\n")
                                  .end()
                                  .read_all();
    EXPECT_NE(wrong_method.find("Allow: GET, PUT"), std::string::npos) << wrong_method;
}

TEST_F(Framing, GivesSlowClientsUp) {
    const auto slow_head = RawClient(server_.port()).send("GET /inbox/a HT").read_all();
    EXPECT_EQ(status_of(slow_head), 408);
    const auto slow_body =
        RawClient(server_.port()).send(put("Content-Length: 9\r\n", "abc")).read_all();
    EXPECT_EQ(status_of(slow_body), 408);
    const auto silent = RawClient(server_.port()).read_all();
    EXPECT_EQ(silent, "");
    EXPECT_EQ(handled_, 0);
}

TEST_F(Framing, GivesClientsUpThatSendOneByteAtATime) {
    const std::string long_field = "X: " + std::string(200, 'a') + "\r\n\r\n";
    struct Slow {
        std::string begun;
        std::string rest;
    };
    for (const Slow& row : {Slow{"GET /inbox/a HTTP/1.1\r\nHost: x\r\n", long_field},
                            Slow{put("Content-Length: 200\r\n", ""), std::string(200, 'b')}}) {
        RawClient client(server_.port());
        client.send(row.begun);
        for (const char byte : row.rest) {  // four seconds in all, each byte in time
            client.send(std::string(1, byte));
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        EXPECT_EQ(status_of(client.read_all()), 408) << row.begun;
    }
    EXPECT_EQ(handled_, 0);
}

TEST_F(Framing, TakesWhatIsRight) {
    const std::vector<Row> rows = {
        {"body", put("Content-Length: 5\r\nConnection: close\r\n", "hello"), 200},
        {"empty body", put("Content-Length: 0\r\nConnection: close\r\n", ""), 200},
        {"leading zeros", put("Content-Length: 0005\r\nConnection: close\r\n", "hello"), 200},
        {"escapes", get("/inbox/%C3%A4%20b?x=1&y=%26"), 200},
        {"HTTP/1.0", "GET /inbox/a HTTP/1.0\r\n\r\n", 200},
    };
    for (const auto& row : rows) {
        const auto answer = RawClient(server_.port()).send(row.bytes).end().read_all();
        EXPECT_EQ(status_of(answer), row.status) << row.what << "\n" << answer;
    }
    EXPECT_EQ(handled_, static_cast<int>(rows.size()));
}

TEST_F(Framing, AsksForTheBodyWhenTheClientWaitsForIt) {
    RawClient client(server_.port());
    client.send(put("Content-Length: 5\r\nExpect: 100-continue\r\nConnection: close\r\n", ""));
    EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_EQ(status_of(client.send("hello").read_all()), 200);
    // Too large: the answer comes instead of the invitation.
    RawClient large(server_.port());
    large.send(put("Content-Length: 5000\r\nExpect: 100-continue\r\n", ""));
    EXPECT_EQ(status_of(large.end().read_all()), 413);
}

TEST_F(Framing, AnswersPipelinedRequestsInOrder) {
    RawClient client(server_.port());
    const auto answers = client
                             .send(put("Content-Length: 3\r\n", "abc") +
                                   put("Content-Length: 2\r\nConnection: close\r\n", "de"))
                             .read_all();
    const auto first = answers.find("seen 3");
    const auto second = answers.find("seen 2");
    EXPECT_NE(first, std::string::npos);
    EXPECT_NE(second, std::string::npos);
    EXPECT_LT(first, second);
}

}  // namespace
}  // namespace foerderwerk::http
