// SPDX-License-Identifier: EUPL-1.2
// Goal: what a step left for the outside goes out once, with the same bytes after every crash,
// and one bad item or case never stops the others; deadlines alike. Method: a scripted receiver.
#include <gtest/gtest.h>

#include "engine/operations/fire_deadlines.hpp"
#include "engine/operations/subject_keys.hpp"
#include "tests/contract/operations_house.hpp"

namespace foerderwerk::contract {
namespace {

class Outbox : public testing::Test {
protected:
    Outbox() : id(case_of(house.send("m-1", 1))) {}

    std::size_t dispatch(std::size_t most = 32) {
        operations::OutboxDispatcher dispatcher(
            house.casework, {{"portal", {.processor = &portal, .composer = &composer}}});
        return dispatcher.dispatch_due(most);
    }
    ports::OutboxRow item() { return house.outbox(id).at(0); }

    OperationsHouse house;
    ScriptedProcessor portal;
    CountingComposer composer;
    std::string id;
};

TEST_F(Outbox, delivered_once_and_the_case_hears_of_it) {
    EXPECT_EQ(dispatch(), 1u);
    EXPECT_EQ(item().status, "delivered");
    EXPECT_EQ(house.data(id, "antwort"), feel::Value("answer.portal.delivered"));
    EXPECT_EQ(dispatch(), 0u);
    ASSERT_EQ(portal.sent.size(), 1u);
    EXPECT_EQ(portal.sent[0].recipient, "box");
    EXPECT_EQ(portal.sent[0].id.text(), item().id);
    EXPECT_EQ(house.findings(), "");
}

TEST_F(Outbox, the_message_bears_the_time_of_its_own_step) {
    const Instant decided = house.clock.instant;
    house.set_register("satz", "x", "2026-01-01", R"({"wert":"neu"})");
    house.clock.instant += std::chrono::seconds(30);
    ASSERT_EQ(house.send("m-2", 1, house.row(id).file_number).kind,
              ports::IntakeAnswer::Kind::stored);
    dispatch();
    EXPECT_EQ(composer.last.decided, decided);
}

TEST_F(Outbox, what_cannot_go_now_waits_twice_as_long_each_time) {
    portal.answer = ports::RetryLater{.cause = "503", .after = std::chrono::seconds(0)};
    std::int64_t waited = 0;
    for (const std::int64_t expected : {2, 4, 8, 16}) {
        ASSERT_EQ(dispatch(), 1u);
        const std::int64_t now = operations::to_micros(house.clock.instant);
        EXPECT_EQ(item().next_attempt - now, expected * 1'000'000);
        EXPECT_EQ(item().last_cause, "503");
        EXPECT_EQ(dispatch(), 0u) << "not before its time";
        house.clock.instant += std::chrono::seconds(expected);
        ++waited;
        EXPECT_EQ(item().attempts, waited);
    }
    for (int i = 0; i < 20; ++i) {
        house.clock.instant += std::chrono::hours(2);
        ASSERT_EQ(dispatch(), 1u);
    }
    EXPECT_EQ(item().next_attempt - operations::to_micros(house.clock.instant), 3'600'000'000)
        << "never longer than an hour";
    portal.answer = ports::RetryLater{.cause = "429", .after = std::chrono::hours(3)};
    house.clock.instant += std::chrono::hours(2);
    dispatch();
    EXPECT_EQ(item().next_attempt - operations::to_micros(house.clock.instant), 10'800'000'000)
        << "unless the receiver asks for it";
    for (const ports::OutgoingDocument& sent : portal.sent) {
        EXPECT_EQ(sent.document, portal.sent[0].document);
    }
    EXPECT_EQ(composer.count, 1);
}

TEST_F(Outbox, what_cannot_be_sealed_now_waits_and_the_others_go) {
    const std::string other = case_of(house.send("m-2", 2));
    composer.waits = true;
    EXPECT_EQ(dispatch(), 2u) << "the first one does not end the round";
    EXPECT_EQ(item().status, "open");
    EXPECT_EQ(item().last_cause, "no time stamp");
    EXPECT_EQ(house.outbox(other).at(0).last_cause, "no time stamp");
    EXPECT_TRUE(portal.sent.empty());
    composer.waits = false;
    house.clock.instant += std::chrono::seconds(2);
    EXPECT_EQ(dispatch(), 2u);
    EXPECT_EQ(item().status, "delivered");
    EXPECT_EQ(house.findings(), "");
}

TEST_F(Outbox, what_the_receiver_or_the_schema_refuses_goes_to_the_case) {
    portal.answer = ports::Refused{.reasons = {{"KEIN_POSTFACH", "", "Unbekannt."}}};
    dispatch();
    EXPECT_EQ(item().status, "refused");
    EXPECT_EQ(house.data(id, "antwort"), feel::Value("answer.portal.refused"));

    composer.refuse = true;
    const std::string other = case_of(house.send("m-2", 2));
    dispatch();
    EXPECT_EQ(house.outbox(other).at(0).status, "refused");
    EXPECT_EQ(portal.sent.size(), 1u) << "what cannot be composed is not sent";
    EXPECT_EQ(house.data(other, "antwort"), feel::Value("answer.portal.refused"));
    EXPECT_EQ(house.outbox(other).at(0).last_cause, "SCHEMA /a") << "code and place";
    house.clock.instant += std::chrono::hours(24);
    EXPECT_EQ(dispatch(), 0u) << "and it is not tried for ever";
}

TEST_F(Outbox, a_crash_between_storing_and_sending_repeats_the_same_bytes) {
    portal.dies = true;
    EXPECT_THROW(dispatch(), std::runtime_error);
    EXPECT_EQ(item().status, "open");
    const std::string digest = item().document;
    ASSERT_FALSE(digest.empty()) << "the bytes are kept before they leave";
    house.store.read([&](ports::StoreReader& reader) {
        const auto document = reader.find_document(digest);
        EXPECT_EQ(operations::open_document(house.sealing, reader, *document).value(),
                  portal.sent.at(0).document);
    });
    portal.dies = false;
    EXPECT_EQ(dispatch(), 1u);
    ASSERT_EQ(portal.sent.size(), 2u);
    EXPECT_EQ(portal.sent[1].document, portal.sent[0].document);
    EXPECT_EQ(portal.sent[1].id.text(), portal.sent[0].id.text());
}

TEST_F(Outbox, an_item_that_cannot_be_opened_waits_and_the_next_one_goes) {
    const std::string other = case_of(house.send("m-2", 2));
    house.spoil_key(id, "kontakt");
    EXPECT_EQ(dispatch(), 2u);
    EXPECT_EQ(item().status, "open");
    EXPECT_FALSE(item().last_cause.empty());
    EXPECT_EQ(house.outbox(other).at(0).status, "delivered");
}

TEST_F(Outbox, many_payments_that_wait_for_their_batch_do_not_keep_messages_waiting) {
    const ports::OutboxRow message = item();
    house.write([&](ports::UnitOfWork& unit) {
        unit.put_approval({id, message.number - 1, "anordnung", "anna", {}, "d"});
        unit.put_approval({id, message.number, "freigabe", "bert", {"anordnung"}, "d"});
        for (int i = 0; i < 40; ++i) {
            ports::OutboxRow payment = message;
            payment.id = id + "-0-" + std::to_string(i);
            payment.processor = "payout";
            payment.next_attempt = 1;
            unit.put_outbox(payment);
        }
    });
    EXPECT_EQ(dispatch(4), 1u);
    for (const ports::OutboxRow& row : house.outbox(id)) {
        EXPECT_EQ(row.status, row.id == message.id ? "delivered" : "open");
    }
}

feel::Value target(const std::string& case_id) {
    feel::Context data;
    data.set("ziel", case_id);
    return feel::Value(std::move(data));
}

TEST_F(Outbox, waking_another_case_is_a_step_of_that_case_with_parts_of_its_own) {
    const std::string other = case_of(house.send("m-2", 2, "", "Otto Andersdorf"));
    dispatch();
    house.act(id, "wecken", target(other));
    EXPECT_EQ(dispatch(), 1u);
    EXPECT_EQ(house.row(other).states, "geweckt");
    EXPECT_EQ(house.data(other, "wer"), feel::Value("Vera Verborgen"));
    EXPECT_EQ(house.findings(), "");
}

TEST_F(Outbox, a_parked_case_is_woken_when_it_goes_on) {
    const std::string other = case_of(house.send("m-2", 2));
    dispatch();
    house.park(other, "Störung");
    house.act(id, "wecken", target(other));
    dispatch();
    EXPECT_EQ(house.outbox(id).back().status, "open") << "the wake-up is not lost";
    EXPECT_EQ(house.resume(other), "");
    house.clock.instant += std::chrono::hours(1);
    dispatch();
    EXPECT_EQ(house.row(other).states, "geweckt");
}

TEST_F(Outbox, waking_nobody_is_refused) {
    dispatch();
    house.act(id, "wecken", target(std::string(32, '0')));
    dispatch();
    EXPECT_EQ(house.outbox(id).back().status, "refused");
}

TEST(deadlines, fire_once_when_they_are_due) {
    OperationsHouse house;
    const std::string id = case_of(house.send("m-1", 1));
    house.clock.instant += std::chrono::seconds(59);
    EXPECT_EQ(operations::fire_deadlines(house.casework), 0u);
    house.clock.instant += std::chrono::seconds(1);
    EXPECT_EQ(operations::fire_deadlines(house.casework), 1u);
    EXPECT_EQ(house.row(id).states, "abgelaufen");
    EXPECT_EQ(operations::fire_deadlines(house.casework), 0u);
    EXPECT_EQ(house.findings(), "");
}

TEST(deadlines, that_the_chart_refuses_park_the_case_and_keep_the_timer) {
    OperationsHouse house;
    const std::string stubborn = case_of(house.send("m-1", 13));
    const std::string other = case_of(house.send("m-2", 2));
    house.clock.instant += std::chrono::minutes(2);
    EXPECT_EQ(operations::fire_deadlines(house.casework), 2u);
    EXPECT_EQ(house.row(stubborn).parked, "Der Ablauf lehnt die Frist deadline.x ab: NEIN")
        << "code and field, never the sentence: it may speak of a person";
    EXPECT_EQ(house.row(other).states, "abgelaufen");
    EXPECT_EQ(operations::fire_deadlines(house.casework), 0u) << "it does not fire again";
    house.store.read(
        [&](ports::StoreReader& reader) { EXPECT_EQ(reader.timers_of_case(stubborn).size(), 1u); });
    EXPECT_EQ(house.findings(), "");
}

TEST(deadlines, of_a_case_that_cannot_be_read_do_not_stop_the_others) {
    OperationsHouse house;
    const std::string damaged = case_of(house.send("m-1", 1));
    const std::string other = case_of(house.send("m-2", 2));
    house.spoil_key(damaged, "kontakt");
    house.clock.instant += std::chrono::minutes(2);
    EXPECT_EQ(operations::fire_deadlines(house.casework), 2u);
    EXPECT_FALSE(house.row(damaged).parked.empty());
    EXPECT_EQ(house.row(other).states, "abgelaufen");
}

}  // namespace
}  // namespace foerderwerk::contract
