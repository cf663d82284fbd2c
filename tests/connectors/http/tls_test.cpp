// SPDX-License-Identifier: EUPL-1.2
// Goal: both sides of a TLS connection know whom they speak with. Method: real connections with
// certificates made for the test. (Versions and algorithms: tls_limits_test.cpp.)

#include <gtest/gtest.h>

#include "connectors/http/http_client.hpp"
#include "connectors/http/http_server.hpp"
#include "engine/types/failure.hpp"
#include "tests/connectors/http/made_certificate.hpp"
#include "tests/connectors/http/raw_client.hpp"

namespace foerderwerk::http {
namespace {

using testing::MadeCertificate;
using testing::TemporaryFolder;
using Clients = TlsServerSettings::Clients;

class Tls : public ::testing::Test {
protected:
    std::unique_ptr<HttpServer> serve(Clients clients, const std::string& authority = {}) {
        ServerSettings settings;
        settings.limits.threads = 2;
        settings.tls =
            TlsServerSettings{server_.certificate_file, server_.key_file, clients, authority};
        const auto answer = [](const HttpRequest& request) {
            return text_response(200, request.client_certificate_fingerprint + " " +
                                          std::to_string(request.body.size()));
        };
        return std::make_unique<HttpServer>(settings,
                                            std::vector<Route>{{"PUT", "/who", answer, 1u << 24U}});
    }

    static ClientSettings client_of(const HttpServer& server, const MadeCertificate& trusted,
                                    const MadeCertificate* own = nullptr) {
        ClientSettings settings;
        settings.base = "https://localhost:" + std::to_string(server.port());
        settings.tls.trust_file = trusted.certificate_file;
        if (own != nullptr) {
            settings.tls.certificate_file = own->certificate_file;
            settings.tls.key_file = own->key_file;
        }
        return settings;
    }

    static Result<HttpResponse, TransportError> put(const ClientSettings& settings,
                                                    std::string body = "x") {
        return HttpClient(settings).send(
            {.method = "PUT", .path = "/who", .content_type = {}, .body = std::move(body)});
    }

    TemporaryFolder folder_;
    MadeCertificate server_{folder_, "server"};
    MadeCertificate portal_{folder_, "portal"};
    MadeCertificate other_{folder_, "other"};
};

TEST_F(Tls, HandsTheClientCertificateToTheHandler) {
    const auto server = serve(Clients::registered);
    const auto known = put(client_of(*server, server_, &portal_));
    ASSERT_TRUE(known.has_value()) << known.error().text;
    EXPECT_EQ(known->body, portal_.fingerprint + " 1");
    const auto unknown = put(client_of(*server, server_));
    ASSERT_TRUE(unknown.has_value()) << unknown.error().text;
    EXPECT_EQ(unknown->body, " 1");
}

TEST_F(Tls, CarriesLargeBodies) {
    const auto server = serve(Clients::registered);
    const std::size_t size = 5u << 20U;
    const auto answer = put(client_of(*server, server_, &portal_), std::string(size, 'b'));
    ASSERT_TRUE(answer.has_value()) << answer.error().text;
    EXPECT_EQ(answer->body, portal_.fingerprint + " " + std::to_string(size));
}

TEST_F(Tls, DemandsTheAuthorityWhereOneIsSet) {
    const auto server = serve(Clients::by_authority, portal_.certificate_file);
    EXPECT_TRUE(put(client_of(*server, server_, &portal_)).has_value());
    EXPECT_FALSE(put(client_of(*server, server_, &other_)).has_value());
    EXPECT_FALSE(put(client_of(*server, server_)).has_value());
}

TEST_F(Tls, ClientRefusesServersItDoesNotKnow) {
    const auto server = serve(Clients::anonymous);
    const auto untrusted = put(client_of(*server, other_));
    ASSERT_FALSE(untrusted.has_value());
    EXPECT_EQ(untrusted.error().kind, TransportError::Kind::untrusted) << untrusted.error().text;
    auto by_address = client_of(*server, server_);
    by_address.base = "https://127.0.0.1:" + std::to_string(server->port());
    EXPECT_TRUE(put(by_address).has_value());
}

TEST_F(Tls, ClientChecksTheHostName) {
    const MadeCertificate elsewhere(folder_, "elsewhere", "DNS:portal.example");
    ServerSettings settings;
    settings.tls =
        TlsServerSettings{elsewhere.certificate_file, elsewhere.key_file, Clients::anonymous, {}};
    const HttpServer server(
        settings,
        {{"PUT", "/who", [](const HttpRequest&) { return text_response(200, "reached"); }, 100}});
    for (const char* host : {"localhost", "127.0.0.1"}) {
        auto wrong = client_of(server, elsewhere);
        wrong.base = std::string("https://") + host + ":" + std::to_string(server.port());
        const auto answer = put(wrong);
        ASSERT_FALSE(answer.has_value()) << host;
        EXPECT_EQ(answer.error().kind, TransportError::Kind::untrusted) << answer.error().text;
    }
}

TEST_F(Tls, SurvivesClientsThatDoNotSpeakTls) {
    const auto server = serve(Clients::registered);
    for (const char* bytes : {"GET / HTTP/1.1\r\n\r\n", "\x16\x03\x01", ""}) {
        testing::RawClient(server->port()).send(bytes).end().read_all();
    }
    EXPECT_TRUE(put(client_of(*server, server_, &portal_)).has_value());
}

TEST_F(Tls, NamesTheFileThatCannotBeUsed) {
    ServerSettings settings;
    settings.tls =
        TlsServerSettings{server_.certificate_file, portal_.key_file, Clients::anonymous, {}};
    EXPECT_THROW(HttpServer(settings, {}), OperatingError) << "key of another certificate";
    ClientSettings client;
    client.base = "https://localhost:1";
    client.tls.trust_file = folder_.file("missing.pem");
    EXPECT_THROW(HttpClient{client}, OperatingError);
}

}  // namespace
}  // namespace foerderwerk::http
