// SPDX-License-Identifier: EUPL-1.2
#pragma once

// The portal sandbox with real keys, a real gate and a real server, in front of an inbox that
// answers as told. A browser that keeps its cookie and fills in forms.

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "connectors/http/http_client.hpp"
#include "connectors/http/http_server.hpp"
#include "connectors/servicebw/sandbox/portal_sandbox.hpp"
#include "connectors/signature/gate.hpp"
#include "connectors/signature/sign_message.hpp"
#include "tests/connectors/http/made_certificate.hpp"
#include "tests/connectors/servicebw/known_senders.hpp"

namespace foerderwerk::servicebw::sandbox {

/// The text between two marks, or "".
inline std::string between(const std::string& text, const std::string& before,
                           const std::string& after) {
    const auto start = text.find(before);
    if (start == std::string::npos) {
        return "";
    }
    const auto from = start + before.size();
    return text.substr(from, text.find(after, from) - from);
}

struct SandboxRig {
    SandboxRig() { start(); }

    /// Begins anew on the same folder, as after a restart.
    void start() {
        server.reset();
        portal.reset();
        portal = std::make_unique<PortalSandbox>(settings(),
                                                 PortalParts{portal_signer, gate, clock, *inbox});
        http::ServerSettings portal_server;
        portal_server.limits.threads = 2;
        server = std::make_unique<http::HttpServer>(portal_server, portal->routes());
        browser = std::make_unique<http::HttpClient>(
            http::ClientSettings{.base = "http://127.0.0.1:" + std::to_string(server->port())});
    }

    [[nodiscard]] PortalSettings settings() const {
        return {.folder = folder.file("portal"),
                .submissions = {.leistung = "6007739",
                                .reader = {"foerderstelle", "Förderstelle"},
                                .author = {"portal", "Serviceportal"}},
                .forms = {.programme = "digitallotsen-basis",
                          .programme_list_version = "1",
                          .education_providers = {{"VWA-S", "VWA Stuttgart"},
                                                  {"VS-GT", "Verwaltungsschule"}}},
                .authority_tls_fingerprint = {}};
    }

    http::HttpResponse get(const std::string& path) {
        return answer_to({.method = "GET", .path = path, .headers = {{"Cookie", cookie}}});
    }
    http::HttpResponse post(const std::string& path, http::FormValues values) {
        return answer_to({.method = "POST",
                          .path = path,
                          .content_type = "application/x-www-form-urlencoded",
                          .body = http::write_form(values),
                          .headers = {{"Cookie", cookie}}});
    }
    http::HttpResponse deliver(const std::string& handle, const std::string& key,
                               const std::string& bytes) {
        return answer_to({.method = "POST",
                          .path = "/postfach/" + handle + "/nachrichten",
                          .content_type = "application/xml",
                          .body = bytes,
                          .headers = {{"Idempotency-Key", key}}});
    }
    /// Opens a form and returns its token; the cookie is kept.
    std::string open_form(const std::string& path) {
        const auto page = get(path);
        if (const auto* const set = page.header("Set-Cookie")) {
            cookie = set->substr(0, set->find(';'));
        }
        return between(page.body, "name=\"csrf\" value=\"", "\"");
    }
    http::HttpResponse answer_to(const http::ClientRequest& request) {
        return browser->send(request).value_or(http::HttpResponse{.status = 0});
    }
    std::string authority_message(const std::string& root, const std::string& content) {
        return *authority_signer.sign("<m:" + root + " xmlns:m=\"" +
                                          "urn:foerderwerk:xsd:nachrichten:1.0\">" + content +
                                          "</m:" + root + ">",
                                      clock.now().instant);
    }

    testing::TemporaryFolder folder;
    StandingClock clock;
    signature::KeyAndCertificate portal_key = made_key("Portal");
    signature::KeyAndCertificate authority_key = made_key("Behörde");
    signature::MessageSigner portal_signer{portal_key.private_key_pem, portal_key.certificate_pem};
    signature::MessageSigner authority_signer{authority_key.private_key_pem,
                                              authority_key.certificate_pem};
    KnownSenders senders = [this] {
        KnownSenders known;
        known.add("foerderstelle", authority_key.certificate_pem);
        return known;
    }();
    signature::XmlSignatureGate gate{senders};

    // The authority's inbox.
    std::vector<http::HttpRequest> arrived;
    http::HttpResponse inbox_answer{.status = 201, .headers = {{"Receipt", "E-1"}}};
    http::HttpServer inbox_server{{},
                                  {{"PUT", "/inbox/",
                                    [this](const http::HttpRequest& request) {
                                        arrived.push_back(request);
                                        return inbox_answer;
                                    },
                                    1u << 20U}}};
    std::unique_ptr<http::HttpClient> inbox =
        std::make_unique<http::HttpClient>(http::ClientSettings{
            .base = "http://127.0.0.1:" + std::to_string(inbox_server.port()) + "/inbox"});

    std::unique_ptr<PortalSandbox> portal;
    std::unique_ptr<http::HttpServer> server;
    std::unique_ptr<http::HttpClient> browser;
    std::string cookie = "none=1";
};

/// A voucher application that is right in every field.
inline http::FormValues voucher_answers() {
    return {{"kommune_ags", "08336010"},
            {"kommune_name", "Böllen"},
            {"kontakt_name", "Anna Muster"},
            {"kontakt_email", "anna@boellen.example"},
            {"kontakt_telefon", "+49 7673 1234"},
            {"bildungstraeger", "VWA-S"},
            {"kurs_beginn", "2026-02-09"},
            {"kurs_uhrzeit", "09:00"},
            {"kurs_ende", "2026-02-11"},
            {"personen", "1"},
            {"teilnehmer_1_vorname", "Bernd"},
            {"teilnehmer_1_nachname", "Beispiel"},
            {"nicht_begonnen", "ja"},
            {"keine_andere_foerderung", "ja"},
            {"zeichnungsberechtigt", "ja"},
            {"bemerkung", "Zeile 1\r\nZeile 2"}};
}

inline http::FormValues with(http::FormValues values, const std::string& name,
                             const std::string& value) {
    for (auto& entry : values) {
        if (entry.first == name) {
            entry.second = value;
            return values;
        }
    }
    values.emplace_back(name, value);
    return values;
}

}  // namespace foerderwerk::servicebw::sandbox
