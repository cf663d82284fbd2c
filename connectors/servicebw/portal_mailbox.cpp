// SPDX-License-Identifier: EUPL-1.2
#include "connectors/servicebw/portal_mailbox.hpp"

#include <algorithm>
#include <charconv>

#include "connectors/http/text_rules.hpp"

namespace foerderwerk::servicebw {

namespace {

using ports::Delivered;
using ports::DeliveryAnswer;
using ports::Refused;
using ports::RetryLater;

/// 0 when the portal named no number of seconds; the date form of the field is not used by it.
std::chrono::seconds retry_after(const http::HttpResponse& response) {
    constexpr long day = 24L * 3600;
    const std::string* const field = response.header("Retry-After");
    long seconds = 0;
    if (field != nullptr) {
        std::from_chars(field->data(), field->data() + field->size(), seconds);
    }
    return std::chrono::seconds(std::clamp(seconds, 0L, day));
}

bool may_pass_later(int status) {
    return status == 408 || status == 425 || status == 429 || status >= 500;
}

DeliveryAnswer answer_to(const http::HttpResponse& response, const std::string& id) {
    const auto status = std::to_string(response.status);
    if (response.status == 200 || response.status == 201 || response.status == 204) {
        const std::string* const receipt = response.header("Receipt");
        return Delivered{receipt == nullptr ? id : *receipt};
    }
    if (may_pass_later(response.status)) {
        return RetryLater{"Das Portal antwortete mit " + status + ".", retry_after(response)};
    }
    auto reasons = http::reasons_of_problem(response.body);
    reasons.insert(reasons.begin(), {"PORTAL_" + status, "",
                                     "Das Portal nahm die Nachricht nicht an (" + status + ")."});
    return Refused{std::move(reasons)};
}

}  // namespace

PortalMailbox::PortalMailbox(http::ClientSettings settings) : client_(std::move(settings)) {}

DeliveryAnswer PortalMailbox::send(const ports::OutgoingDocument& document) {
    if (document.recipient.empty()) {
        return Refused{{{"KEIN_POSTFACH", "", "Zu dem Vorgang ist kein Postfach bekannt."}}};
    }
    const auto response = client_.send(
        {.method = "POST",
         .path = "/postfach/" + http::percent_encode(document.recipient) + "/nachrichten",
         .content_type = "application/xml",
         .body = document.document,
         .headers = {{"Idempotency-Key", document.id.text()}}});
    if (!response.has_value()) {
        return RetryLater{"Keine Antwort vom Portal: " + response.error().text,
                          std::chrono::seconds(0)};
    }
    return answer_to(*response, document.id.text());
}

}  // namespace foerderwerk::servicebw
