// SPDX-License-Identifier: EUPL-1.2
// Goal: the inbox answers as formats.md fixes it, and hands the intake exactly what came in, from
// whom. Method: a scripted intake behind the real server over TLS and plain HTTP; one row a case.

#include "connectors/servicebw/receiving_endpoint.hpp"

#include <gtest/gtest.h>

#include "connectors/http/http_client.hpp"
#include "engine/types/failure.hpp"
#include "tests/connectors/http/made_certificate.hpp"

namespace foerderwerk::servicebw {
namespace {

using http::ClientRequest;
using http::ClientSettings;
using http::HttpClient;
using http::HttpResponse;
using ports::Delivery;
using ports::IntakeAnswer;
using testing::MadeCertificate;
using testing::TemporaryFolder;
using Kind = IntakeAnswer::Kind;

constexpr const char* uuid = "0f8fad5b-d9cb-469f-a165-70867728950e";

class ScriptedIntake : public ports::MessageIntake {
public:
    IntakeAnswer receive(const Delivery& delivery) override {
        deliveries.push_back(delivery);
        if (fails) {
            throw OperatingError(FailureKind::transient, "disk full");
        }
        return answer;
    }
    IntakeAnswer answer;
    bool fails = false;
    std::vector<Delivery> deliveries;
};

class StandingClock : public ports::Clock {
public:
    [[nodiscard]] Now now() const override {
        return now_at(*parse_instant("2026-01-12T08:00:00Z"));
    }
};

class Endpoint : public ::testing::Test {
protected:
    void serve(EndpointSettings settings, bool tls = false) {
        settings.leistungen = {"6007739"};
        settings.message_bytes_max = 1000;
        endpoint_ = std::make_unique<ReceivingEndpoint>(std::move(settings), intake_, clock_);
        http::ServerSettings server;
        server.limits.threads = 2;
        if (tls) {
            server.tls = http::TlsServerSettings{server_.certificate_file,
                                                 server_.key_file,
                                                 http::TlsServerSettings::Clients::registered,
                                                 {}};
        }
        http_ = std::make_unique<http::HttpServer>(server, endpoint_->routes());
        client_.base =
            std::string(tls ? "https" : "http") + "://localhost:" + std::to_string(http_->port());
        client_.tls.trust_file = server_.certificate_file;
    }

    HttpResponse put(const std::string& path, const std::string& type = "application/xml",
                     const std::string& method = "PUT") {
        const auto answer = HttpClient(client_).send(
            {.method = method, .path = path, .content_type = type, .body = "<antrag/>"});
        EXPECT_TRUE(answer.has_value()) << answer.error().text;
        return answer.value_or(HttpResponse{});
    }

    TemporaryFolder folder_;
    MadeCertificate server_{folder_, "server"};
    MadeCertificate portal_{folder_, "portal"};
    ScriptedIntake intake_;
    StandingClock clock_;
    std::unique_ptr<ReceivingEndpoint> endpoint_;
    std::unique_ptr<http::HttpServer> http_;
    ClientSettings client_;
};

EndpointSettings one_user() {
    static const http::PasswordHash portal = http::hash_password("portal", "geheim");
    return {.leistungen = {}, .client_fingerprints = {}, .users = {portal}};
}

TEST_F(Endpoint, WarningsStandInTheBody) {
    serve(one_user());
    client_.basic = http::BasicCredentials{"portal", "geheim"};
    intake_.answer = {Kind::stored, "E-1", {}, {{"VERSION", "/antrag/@version", "Neuer."}}};
    const auto response = put(std::string("/inbox/6007739/") + uuid + ".xml");
    EXPECT_EQ(response.status, 201);
    EXPECT_EQ(response.body,
              "{\"receipt\":\"E-1\",\"warnings\":[{\"code\":\"VERSION\",\"place\":"
              "\"/antrag/@version\",\"text\":\"Neuer.\"}]}\n");
}

TEST_F(Endpoint, AnswersWhatTheIntakeDecides) {
    serve(one_user());
    client_.basic = http::BasicCredentials{"portal", "geheim"};
    const Reasons two = {{"SIG_DIGEST", "/antrag", "Der Prüfwert stimmt nicht."},
                         {"SCHEMA", "/antrag/personen", "Die Angabe fehlt."}};
    struct Row {
        IntakeAnswer answer;
        int status;
    };
    const std::vector<Row> rows = {
        {{Kind::stored, "E-1", {}, {}}, 201},    {{Kind::repeated, "E-1", {}, {}}, 204},
        {{Kind::conflict, "", two, {}}, 409},    {{Kind::refused, "", two, {}}, 422},
        {{Kind::unavailable, "", two, {}}, 503},
    };
    for (const auto& row : rows) {
        intake_.answer = row.answer;
        const auto response = put(std::string("/inbox/6007739/") + uuid + ".xml");
        EXPECT_EQ(response.status, row.status);
        const bool taken = row.status < 300;
        const auto* const receipt = response.header("Receipt");
        EXPECT_EQ(receipt == nullptr ? "" : *receipt, row.answer.receipt);
        EXPECT_EQ(http::reasons_of_problem(response.body), taken ? Reasons{} : two);
        EXPECT_EQ(response.header("Retry-After") != nullptr, row.status == 503);
        if (row.status == 201) {
            EXPECT_EQ(*response.header("Location"), std::string("/inbox/6007739/") + uuid + ".xml");
        }
    }
    intake_.fails = true;
    EXPECT_EQ(put(std::string("/inbox/6007739/") + uuid + ".xml").status, 503);
}

TEST_F(Endpoint, HandsOverTheDelivery) {
    serve(one_user());
    client_.basic = http::BasicCredentials{"portal", "geheim"};
    put("/inbox/6007739/0F8FAD5B-D9CB-469F-A165-70867728950E.xml", "text/xml; charset=utf-8",
        "POST");
    ASSERT_EQ(intake_.deliveries.size(), 1U);
    const auto& delivery = intake_.deliveries.front();
    EXPECT_EQ(delivery.leistung, "6007739");
    EXPECT_EQ(delivery.message_id, uuid) << "always in lower case";
    EXPECT_EQ(delivery.bytes, "<antrag/>");
    EXPECT_EQ(delivery.transport.basic_user, "portal");
    EXPECT_EQ(delivery.transport.client_certificate_fingerprint, "");
    EXPECT_EQ(delivery.received, clock_.now().instant);
}

TEST_F(Endpoint, RefusesBeforeTheIntake) {
    serve(one_user());
    client_.basic = http::BasicCredentials{"portal", "geheim"};
    struct Row {
        const char* path;
        const char* type;
        const char* method;
        int status;
    };
    const std::vector<Row> rows = {
        {"/inbox/6007739/0f8fad5b-d9cb-469f-a165-70867728950e.xml", "text/plain", "PUT", 415},
        {"/inbox/6007739/0f8fad5b-d9cb-469f-a165-70867728950e.xml", "", "PUT", 415},
        {"/inbox/6007739/0f8fad5b-d9cb-469f-a165-70867728950e", "text/xml", "PUT", 400},
        {"/inbox/6007739/0f8fad5b-d9cb-469f-a165-70867728950g.xml", "text/xml", "PUT", 400},
        {"/inbox/6007739/0f8fad5bd9cb469fa16570867728950e0000.xml", "text/xml", "PUT", 400},
        {"/inbox/6007739/a/0f8fad5b-d9cb-469f-a165-70867728950e.xml", "text/xml", "PUT", 400},
        {"/inbox/6007739/", "text/xml", "PUT", 400},
        {"/inbox/6007738/0f8fad5b-d9cb-469f-a165-70867728950e.xml", "text/xml", "PUT", 404},
        {"/inbox/", "text/xml", "PUT", 404},
        {"/outbox/x.xml", "text/xml", "PUT", 404},
        {"/inbox/6007739/0f8fad5b-d9cb-469f-a165-70867728950e.xml", "text/xml", "PATCH", 405},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(put(row.path, row.type, row.method).status, row.status) << row.path;
    }
    const auto large =
        HttpClient(client_).send({.method = "PUT",
                                  .path = std::string("/inbox/6007739/") + uuid + ".xml",
                                  .content_type = "text/xml",
                                  .body = std::string(1001, 'a')});
    ASSERT_TRUE(large.has_value()) << large.error().text;
    EXPECT_EQ(large->status, 413);
    EXPECT_TRUE(intake_.deliveries.empty());
}

TEST_F(Endpoint, ChecksUserAndPassword) {
    serve(one_user());
    struct Row {
        std::optional<http::BasicCredentials> basic;
        int status;
    };
    intake_.answer = {Kind::stored, "E-1", {}};
    const std::vector<Row> rows = {
        {http::BasicCredentials{"portal", "geheim"}, 201},
        {http::BasicCredentials{"portal", "geheiM"}, 401},
        {http::BasicCredentials{"portal", "geheimgeheim"}, 401},
        {http::BasicCredentials{"portal", ""}, 401},
        {http::BasicCredentials{"Portal", "geheim"}, 401},
        {http::BasicCredentials{"", ""}, 401},
        {std::nullopt, 401},
    };
    for (const auto& row : rows) {
        client_.basic = row.basic;
        const auto response = put(std::string("/inbox/6007739/") + uuid + ".xml");
        EXPECT_EQ(response.status, row.status);
        EXPECT_EQ(response.header("WWW-Authenticate") != nullptr, row.status == 401);
    }
    EXPECT_EQ(intake_.deliveries.size(), 1U);
}

TEST_F(Endpoint, GuessingPasswordsEnds) {
    serve(one_user());
    client_.basic = http::BasicCredentials{"portal", "falsch"};
    const std::string path = std::string("/inbox/6007739/") + uuid + ".xml";
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(put(path).status, 401);
    }
    client_.basic = http::BasicCredentials{"portal", "geheim"};
    const auto refused = put(path);
    EXPECT_EQ(refused.status, 429);
    EXPECT_NE(refused.header("Retry-After"), nullptr);
    EXPECT_TRUE(intake_.deliveries.empty());
}

TEST_F(Endpoint, ChecksTheClientCertificate) {
    serve({.leistungen = {}, .client_fingerprints = {portal_.fingerprint}, .users = {}}, true);
    intake_.answer = {Kind::stored, "E-1", {}};
    const std::string path = std::string("/inbox/6007739/") + uuid + ".xml";
    EXPECT_EQ(put(path).status, 403) << "none";
    client_.tls.certificate_file = server_.certificate_file;
    client_.tls.key_file = server_.key_file;
    EXPECT_EQ(put(path).status, 403) << "another one";
    client_.tls.certificate_file = portal_.certificate_file;
    client_.tls.key_file = portal_.key_file;
    EXPECT_EQ(put(path).status, 201);
    ASSERT_EQ(intake_.deliveries.size(), 1U);
    EXPECT_EQ(intake_.deliveries.front().transport.client_certificate_fingerprint,
              portal_.fingerprint);
}

}  // namespace
}  // namespace foerderwerk::servicebw
