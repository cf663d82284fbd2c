// SPDX-License-Identifier: EUPL-1.2
// Goal: a client certificate in a header counts only where the proxy of ours alone can write it: on
// its local socket. Everywhere else, and from anybody else, the header is refused.
// Method: a server on a local socket, on TCP and behind a made-up user; a table of headers.
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <unistd.h>

#include "connectors/http/http_client.hpp"
#include "connectors/http/http_server.hpp"
#include "engine/types/failure.hpp"
#include "tests/connectors/http/made_certificate.hpp"

namespace foerderwerk::http {
namespace {

using testing::MadeCertificate;
using testing::TemporaryFolder;

class ClientIdentity : public ::testing::Test {
protected:
    static std::vector<Route> routes() {
        return {{"GET", "/who",
                 [](const HttpRequest& request) {
                     return text_response(
                         200, request.peer + " " + request.client_certificate_fingerprint);
                 },
                 0}};
    }

    static std::string ask(const std::string& base, const Headers& headers) {
        ClientSettings settings;
        settings.base = base;
        const auto answer = HttpClient(settings).send({.path = "/who", .headers = headers});
        if (!answer.has_value()) {
            return answer.error().text;
        }
        return answer->status == 200 ? answer->body
                                     : std::to_string(answer->status) + " " +
                                           reasons_of_problem(answer->body).front().code;
    }

    [[nodiscard]] std::string escaped() const {
        std::ifstream file(portal_.certificate_file);
        const std::string pem(std::istreambuf_iterator<char>(file), {});
        std::string text;
        for (const char c : pem) {
            text += c == '\n' ? "%0A" : c == ' ' ? "%20" : std::string(1, c);
        }
        return text;
    }

    TemporaryFolder folder_;
    MadeCertificate portal_{folder_, "portal"};
};

TEST_F(ClientIdentity, IsWhatTheProxySaysOnItsSocket) {
    ServerSettings settings;
    settings.unix_socket = folder_.file("proxy.sock");
    settings.proxy = ProxySettings{::geteuid()};
    const HttpServer server(settings, routes());
    const std::string base = "unix:" + settings.unix_socket;
    const std::string cert = escaped();
    const std::pair<std::string, std::string> address{"X-Client-Address", "192.0.2.7"};
    const std::string refused = "400 HTTP_CLIENT_FIELD";
    struct Row {
        const char* name;
        Headers headers;
        std::string expected;
    };
    for (const Row& row :
         {Row{"certificate",
              {address, {"x-client-certificate", cert}},
              "192.0.2.7 " + portal_.fingerprint},
          Row{"none", {address}, "192.0.2.7 "},
          Row{"IPv6", {{"X-Client-Address", "2001:db8::1"}}, "2001:db8::1 "},
          Row{"no address", {{"X-Client-Certificate", cert}}, refused},
          Row{"no IP address", {{"X-Client-Address", "portal"}}, refused},
          Row{"no certificate", {address, {"X-Client-Certificate", "x"}}, refused},
          Row{"empty", {address, {"X-Client-Certificate", ""}}, refused},
          Row{"two in one", {address, {"X-Client-Certificate", cert + cert}}, refused},
          Row{"bad escape", {address, {"X-Client-Certificate", cert + "%zz"}}, refused}}) {
        EXPECT_EQ(ask(base, row.headers), row.expected) << row.name;
    }
}

TEST_F(ClientIdentity, IsNobodysToClaimElsewhere) {
    const Headers claim{{"X-Client-Certificate", escaped()}};
    const Headers address{{"X-Client-Address", "192.0.2.7"}};
    ServerSettings local;
    local.unix_socket = folder_.file("console.sock");
    const HttpServer console(local, routes());
    const HttpServer open({}, routes());
    for (const std::string& base :
         {"unix:" + local.unix_socket, "http://127.0.0.1:" + std::to_string(open.port())}) {
        EXPECT_EQ(ask(base, claim), "400 HTTP_CLIENT_FIELD") << base;
        EXPECT_EQ(ask(base, address), "400 HTTP_CLIENT_FIELD") << base;
    }
    ServerSettings other;
    other.unix_socket = folder_.file("other.sock");
    other.proxy = ProxySettings{::geteuid() + 1};
    const HttpServer foreign(other, routes());
    EXPECT_EQ(ask("unix:" + other.unix_socket, claim), "403 HTTP_PROXY");
    ServerSettings tcp;
    tcp.proxy = ProxySettings{::geteuid()};
    EXPECT_THROW(HttpServer(tcp, routes()), OperatingError);
}

}  // namespace
}  // namespace foerderwerk::http
