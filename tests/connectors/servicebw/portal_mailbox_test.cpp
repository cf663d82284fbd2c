// SPDX-License-Identifier: EUPL-1.2
// Goal: every answer of the portal is one of three, and nothing is taken for delivered that is
// not. Method: a portal that answers as scripted; one row a status.

#include "connectors/servicebw/portal_mailbox.hpp"

#include <gtest/gtest.h>

#include "connectors/http/http_server.hpp"

namespace foerderwerk::servicebw {
namespace {

using ports::Delivered;
using ports::DeliveryAnswer;
using ports::OutgoingDocument;
using ports::Refused;
using ports::RetryLater;
using std::chrono::seconds;

class Portal : public ::testing::Test {
protected:
    Portal()
        : server_({}, {{"POST", "/postfach/",
                        [this](const http::HttpRequest& request) {
                            request_ = request;
                            return answer_;
                        },
                        1000}}) {}

    DeliveryAnswer send(http::HttpResponse answer) {
        answer_ = std::move(answer);
        return mailbox().send(document());
    }
    PortalMailbox mailbox() {
        http::ClientSettings settings;
        settings.base = "http://127.0.0.1:" + std::to_string(server_.port());
        settings.answer_time_max = std::chrono::milliseconds(300);
        return PortalMailbox(settings);
    }
    static OutgoingDocument document() {
        return {.id = OutboxId("0123456789abcdef0123456789abcdef-2-0"),
                .processor = "portal",
                .recipient = "bk-08336010",
                .event = "antrag.eingangsbestaetigung",
                .document = "<signed/>"};
    }

    http::HttpResponse answer_;
    http::HttpRequest request_;
    http::HttpServer server_;
};

TEST_F(Portal, GetsTheDocumentWithItsKey) {
    send({.status = 201});
    EXPECT_EQ(request_.path, "/postfach/bk-08336010/nachrichten");
    EXPECT_EQ(request_.body, "<signed/>");
    ASSERT_NE(request_.header("Idempotency-Key"), nullptr);
    EXPECT_EQ(*request_.header("Idempotency-Key"), document().id.text());
    EXPECT_EQ(*request_.header("Content-Type"), "application/xml");
}

TEST_F(Portal, DeliversWithTheReceipt) {
    EXPECT_EQ(send({.status = 201, .headers = {{"Receipt", "PF-7"}}}),
              DeliveryAnswer(Delivered{"PF-7"}));
    EXPECT_EQ(send({.status = 200, .headers = {{"Receipt", "PF-7"}}}),
              DeliveryAnswer(Delivered{"PF-7"}));
    EXPECT_EQ(send({.status = 204}), DeliveryAnswer(Delivered{document().id.text()}));
}

TEST_F(Portal, ComesAgainWhenItMayPassLater) {
    struct Row {
        int status;
        const char* retry_after;
        seconds after;
    };
    const std::vector<Row> rows = {
        {429, "7", seconds(7)},
        {503, "120", seconds(120)},
        {503, "", seconds(0)},
        {500, "-5", seconds(0)},
        {502, "99999999", seconds(86400)},
        {504, "Wed, 21 Oct 2026 07:28:00 GMT", seconds(0)},
        {408, "", seconds(0)},
        {425, "", seconds(0)},
    };
    for (const auto& row : rows) {
        const auto answer =
            send({.status = row.status, .headers = {{"Retry-After", row.retry_after}}});
        const auto* const later = std::get_if<RetryLater>(&answer);
        ASSERT_NE(later, nullptr) << row.status;
        EXPECT_EQ(later->after, row.after) << row.retry_after;
    }
}

TEST_F(Portal, GivesUpWhatWillNeverPass) {
    for (const int status : {400, 401, 403, 404, 409, 413, 415, 422, 303}) {
        const auto answer = send({.status = status});
        const auto* const refused = std::get_if<Refused>(&answer);
        ASSERT_NE(refused, nullptr) << status;
        EXPECT_EQ(refused->reasons.front().code, "PORTAL_" + std::to_string(status));
    }
    const Reasons reasons = {{"SIG_DIGEST", "/a", "Der Prüfwert stimmt nicht."}};
    const auto answer = send(http::problem_response(422, "nein", reasons));
    ASSERT_TRUE(std::holds_alternative<Refused>(answer));
    EXPECT_EQ(std::get<Refused>(answer).reasons.back(), reasons.front());
}

TEST_F(Portal, ComesAgainWhenThereIsNoAnswer) {
    auto mailbox_now = mailbox();
    server_.stop();
    EXPECT_TRUE(std::holds_alternative<RetryLater>(mailbox_now.send(document())));
}

TEST_F(Portal, SendsNothingWithoutMailbox) {
    auto nobody = document();
    nobody.recipient.clear();
    const auto answer = mailbox().send(nobody);
    ASSERT_TRUE(std::holds_alternative<Refused>(answer));
    EXPECT_TRUE(request_.path.empty());
}

}  // namespace
}  // namespace foerderwerk::servicebw
