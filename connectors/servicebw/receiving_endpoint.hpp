// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "connectors/http/http_message.hpp"
#include "connectors/http/http_server.hpp"
#include "connectors/http/password_check.hpp"
#include "engine/ports/clock.hpp"
#include "engine/ports/message_intake.hpp"

namespace foerderwerk::servicebw {

struct EndpointSettings {
    /// Numbers of the service catalogue that are taken; another one is answered with 404.
    std::vector<std::string> leistungen;
    /// Who may deliver: the SHA-256 fingerprints (lower-case hex) of TLS client certificates, or
    /// users with the hashes of their passwords. Who is in neither list gets 401 or 403.
    std::vector<std::string> client_fingerprints;
    std::vector<http::PasswordHash> users;
    std::size_t message_bytes_max = 20u * 1024 * 1024;
};

/// The drop endpoint of the portal, `PUT|POST /inbox/{leistung}/{uuid}.xml` (servicebw.md, 1.2):
///
///     201  stored; Location, Receipt, warnings in the body
///     204  the same content again; Receipt
///     400  the name is no <uuid>.xml         401/403  not known       404  another Leistung
///     409  other content under this id       415  not application/xml or text/xml
///     422  refused at the gate, every reason 429  too many wrong passwords; Retry-After
///     503  cannot be stored now; Retry-After
///
/// and what the HTTP layer answers by itself (411, 413, …, see http/request_head.hpp). Bodies of
/// refusals are RFC 7807 documents. `Receipt` names the stored message.
class ReceivingEndpoint {
public:
    /// What is handed in must outlive this.
    ReceivingEndpoint(EndpointSettings settings, ports::MessageIntake& intake,
                      const ports::Clock& clock);

    /// Valid as long as this object.
    [[nodiscard]] std::vector<http::Route> routes();

private:
    [[nodiscard]] http::HttpResponse receive(const http::HttpRequest& request);

    EndpointSettings settings_;
    http::PasswordCheck passwords_;
    ports::MessageIntake& intake_;
    const ports::Clock& clock_;
};

}  // namespace foerderwerk::servicebw
