// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "connectors/http/http_client.hpp"
#include "engine/ports/event_processor.hpp"

namespace foerderwerk::servicebw {

/// Puts signed documents into the applicant's mailbox at the portal: `POST
/// {base}/postfach/{handle}/nachrichten` with the outbox id as Idempotency-Key.
///
///     200, 201, 204                  Delivered; receipt from the header `Receipt`
///     408, 425, 429, 5xx, no answer  RetryLater; Retry-After (seconds) is passed on, at most a day
///     everything else                Refused, with the reasons of an RFC 7807 body
class PortalMailbox : public ports::EventProcessor {
public:
    /// Throws OperatingError (misconfigured) like HttpClient.
    explicit PortalMailbox(http::ClientSettings settings);

    [[nodiscard]] ports::DeliveryAnswer send(const ports::OutgoingDocument& document) override;

private:
    http::HttpClient client_;
};

}  // namespace foerderwerk::servicebw
