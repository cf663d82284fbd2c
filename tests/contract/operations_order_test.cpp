// SPDX-License-Identifier: EUPL-1.2
// Goal: what a case sends to one recipient arrives in the order it was decided; what its recipient
// refuses for good reaches a person, and what that person did instead is evidence; a daemon that
// ends sends nothing more than the message in flight. Method: a scripted receiver.
#include <algorithm>

#include <gtest/gtest.h>

#include "engine/operations/settle_delivery.hpp"
#include "tests/contract/operations_house.hpp"

namespace foerderwerk::contract {
namespace {

class Order : public testing::Test {
protected:
    Order() : id(case_of(house.send("m-1", 1))) {}

    std::size_t dispatch(std::size_t most = 32) { return dispatcher.dispatch_due(most); }
    /// Events and recipients in the order they were sent.
    std::string sent() const {
        std::string text;
        for (const ports::OutgoingDocument& document : portal.sent) {
            text += document.event + ">" + document.recipient + " ";
        }
        return text;
    }
    std::vector<ports::OutboxRow> undelivered() {
        std::vector<ports::OutboxRow> rows;
        house.store.read([&](ports::StoreReader& reader) { rows = reader.undelivered(); });
        return rows;
    }
    std::string settle(const std::string& item, const std::string& reason) {
        std::string code;
        house.write([&](ports::UnitOfWork& unit) {
            const auto record =
                operations::settle_delivery(unit, house.casework, item, "sb-1", reason);
            code = record.has_value() ? "" : record.error().code;
        });
        return code;
    }

    OperationsHouse house;
    ScriptedProcessor portal;
    CountingComposer composer;
    operations::OutboxDispatcher dispatcher{
        house.casework, {{"portal", {.processor = &portal, .composer = &composer}}}};
    std::string id;
};

TEST_F(Order, of_a_case_and_recipient_is_kept_when_the_first_has_to_wait) {
    ASSERT_EQ(house.act(id, "schreiben").kind, operations::Handled::Kind::taken);
    portal.answer = ports::RetryLater{.cause = "503", .after = std::chrono::seconds(10)};
    EXPECT_EQ(dispatch(), 2u) << "the receipt, and what goes to somebody else";
    EXPECT_EQ(sent(), "eingang>box brief>andere ");
    portal.answer = ports::Delivered{.receipt = "Q-1"};
    house.clock.instant += std::chrono::seconds(3);
    EXPECT_EQ(dispatch(), 0u) << "the letter does not overtake";
    (void)house.send("m-2", 2);
    EXPECT_EQ(dispatch(), 1u) << "other cases go on";
    house.clock.instant += std::chrono::seconds(7);
    while (dispatch() > 0) {
    }
    EXPECT_EQ(sent(), "eingang>box brief>andere eingang>box eingang>box brief>box brief>andere ");
    EXPECT_EQ(house.findings(), "");
}

TEST_F(Order, is_kept_within_a_round_and_what_waits_stands_in_nobodys_way) {
    for (int i = 0; i < 5; ++i) {
        (void)house.act(id, "schreiben");
    }
    (void)house.send("m-2", 2);
    portal.answer = ports::RetryLater{.cause = "503", .after = std::chrono::seconds(10)};
    while (dispatch(2) > 0) {
    }
    house.store.read([&](ports::StoreReader& reader) {
        EXPECT_TRUE(reader.due_outbox(operations::to_micros(house.clock.instant), 100).empty());
    });
    portal.sent.clear();
    portal.answer = ports::Delivered{.receipt = "Q-1"};
    house.clock.instant += std::chrono::seconds(10);
    for (int round = 0; round < 20; ++round) {
        (void)dispatch(2);
    }
    std::vector<std::int64_t> numbers;
    for (const ports::OutgoingDocument& document : portal.sent) {
        if (document.recipient == "box" && document.id.text().starts_with(id)) {
            numbers.push_back(std::stoll(document.id.text().substr(id.size() + 1)));
        }
    }
    EXPECT_EQ(numbers.size(), 6u);
    EXPECT_TRUE(std::is_sorted(numbers.begin(), numbers.end()));
}

TEST_F(Order, a_daemon_that_ends_sends_no_more_than_the_message_in_flight) {
    for (int i = 0; i < 5; ++i) {
        (void)house.act(id, "schreiben");
    }
    portal.meanwhile = [this] { dispatcher.stop(); };
    EXPECT_EQ(dispatch(), 1u);
    EXPECT_EQ(portal.sent.size(), 1u);
    EXPECT_EQ(house.outbox(id).front().status, "delivered") << "and hears its answer";
    EXPECT_EQ(dispatch(), 0u);
}

TEST_F(Order, what_is_refused_for_good_waits_for_a_person) {
    portal.answer = ports::Refused{.reasons = {{"PORTAL_404", "", "Unbekannt."}}};
    dispatch();
    ASSERT_EQ(undelivered().size(), 1u);
    const std::string item = undelivered()[0].id;
    EXPECT_EQ(settle(item, ""), "REASON_MISSING");
    EXPECT_EQ(settle("x", "Brief"), "NOT_FOUND");
    EXPECT_EQ(settle(item, "Brief an Vera Verborgen"), "");
    EXPECT_EQ(settle(item, "Brief"), "NOT_REFUSED");
    EXPECT_TRUE(undelivered().empty());
    EXPECT_EQ(house.findings(), "");
    house.store.read([&](ports::StoreReader& reader) {
        const auto settled = operations::settlement_of(reader, item);
        ASSERT_TRUE(settled.has_value());
        EXPECT_EQ(settled->text("settled_by"), "sb-1");
        reader.for_each_record("", [](const ports::RecordRow& record) {
            EXPECT_EQ(record.bytes.find("Verborgen"), std::string::npos) << "names are sealed";
        });
    });
    house.write([&](ports::UnitOfWork& unit) {
        ports::OutboxRow row = *unit.find_outbox(item);
        row.status = "refused";
        unit.put_outbox(row);
    });
    EXPECT_NE(house.findings(), "") << "the register says that it was settled";
}

TEST_F(Order, a_refused_wake_up_is_no_task) {
    dispatch();
    feel::Context nobody;
    nobody.set("ziel", std::string(32, '0'));
    house.act(id, "wecken", feel::Value(std::move(nobody)));
    dispatch();
    EXPECT_EQ(house.outbox(id).back().status, "refused");
    EXPECT_TRUE(undelivered().empty());
}

}  // namespace
}  // namespace foerderwerk::contract
