// SPDX-License-Identifier: EUPL-1.2
#include "connectors/daemon/run_portal_sandbox.hpp"

#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>

#include "connectors/http/http_server.hpp"
#include "connectors/signature/certificates.hpp"
#include "connectors/signature/sign_message.hpp"
#include "connectors/signature/verify_document.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::daemon {

namespace {

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    if (!file) {
        throw OperatingError(FailureKind::misconfigured, "cannot read " + path);
    }
    return bytes.str();
}

signature::Certificate read_certificate_file(const std::string& path) {
    auto certificate = signature::read_certificate(read_file(path));
    if (!certificate.has_value()) {
        throw OperatingError(FailureKind::misconfigured,
                             path + ": " + certificate.error().front().text);
    }
    return std::move(*certificate);
}

class PortalClock : public ports::Clock {
public:
    [[nodiscard]] Now now() const override {
        return now_at(
            std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()));
    }
};

/// The portal trusts one signer: the authority.
class AuthorityOnly : public ports::SenderRegister {
public:
    explicit AuthorityOnly(ports::SenderCertificate authority) : authority_(std::move(authority)) {}
    [[nodiscard]] std::optional<ports::SenderCertificate> find_by_fingerprint(
        const std::string& hex) const override {
        return hex == authority_.fingerprint_sha256_hex ? std::optional(authority_) : std::nullopt;
    }

private:
    ports::SenderCertificate authority_;
};

}  // namespace

void run_portal_sandbox(SandboxSettings settings,
                        const std::function<void(const std::string& address)>& started,
                        const std::function<void()>& wait) {
    const PortalClock clock;
    const signature::MessageSigner signing(read_file(settings.signing_key_file),
                                           read_file(settings.signing_certificate_file));
    const AuthorityOnly authority(
        signature::sender_certificate(settings.portal.submissions.reader.name,
                                      read_certificate_file(settings.authority_certificate_file)));
    const signature::DocumentGate gate(authority);
    if (!settings.authority_tls_certificate_file.empty()) {
        settings.portal.authority_tls_fingerprint =
            read_certificate_file(settings.authority_tls_certificate_file).fingerprint_sha256_hex;
    }
    const http::HttpClient inbox(settings.inbox);
    servicebw::sandbox::PortalSandbox portal(settings.portal, {signing, gate, clock, inbox});

    http::ServerSettings server;
    server.address = settings.address;
    server.port = settings.port;
    server.tls = settings.tls;
    server.limits.threads = 16;
    server.report = [](std::string_view what) { std::cerr << what << '\n'; };
    std::vector<http::Route> routes = portal.routes();
    routes.push_back({.method = "GET", .prefix = "/healthz", .handler = [](const auto&) {
                          return http::text_response(200, "ok\n");
                      }});
    http::HttpServer http(server, std::move(routes));
    started("https://" + settings.address + ":" + std::to_string(http.port()));
    wait();
    http.stop();
}

}  // namespace foerderwerk::daemon
