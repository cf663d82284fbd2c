// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "connectors/http/http_client.hpp"
#include "connectors/http/http_server.hpp"
#include "connectors/servicebw/sandbox/portal_forms.hpp"
#include "connectors/servicebw/sandbox/submissions.hpp"
#include "engine/ports/clock.hpp"
#include "engine/ports/message_gate.hpp"
#include "engine/ports/message_signing.hpp"

namespace foerderwerk::servicebw::sandbox {

struct PortalSettings {
    std::string folder;  ///< mailboxes and sent declarations are kept here
    SubmissionSettings submissions;
    FormSettings forms;
    /// Fingerprint of the TLS client certificate that may put messages into mailboxes; empty: the
    /// signature of the message alone decides.
    std::string authority_tls_fingerprint;
};

/// What the portal works with; all of it must outlive the portal.
struct PortalParts {
    const ports::MessageSigning& signing;  ///< the portal's key
    const ports::MessageGate& gate;        ///< knows the authority's certificate
    const ports::Clock& clock;
    const http::HttpClient& inbox;  ///< base: the address before /{leistung}/{uuid}.xml
};

/// The portal's side of the connection, to try and test with: forms, review, mailbox. It knows
/// nothing of the engine and meets it over HTTPS only.
///
///     GET  /  /antrag  /nachreichung  /ruecknahme  /verwendung  /teilnahme
///     POST <form>/pruefen  <form>/aendern  <form>/absenden  (form posts with the field "csrf")
///     GET  /gesendet/{uuid}[.xml]    POST /gesendet/erneut
///     GET  /postfach[?ags=…]  /postfach/{handle}  /postfach/{handle}/{id}[.xml]
///     POST /postfach/{handle}/nachrichten  (the authority; XML, header Idempotency-Key)
class PortalSandbox {
public:
    PortalSandbox(PortalSettings settings, PortalParts parts);
    ~PortalSandbox();
    PortalSandbox(const PortalSandbox&) = delete;
    PortalSandbox& operator=(const PortalSandbox&) = delete;

    /// Valid as long as this object.
    [[nodiscard]] std::vector<http::Route> routes();

private:
    class Desk;
    std::unique_ptr<Desk> desk_;
};

}  // namespace foerderwerk::servicebw::sandbox
