// SPDX-License-Identifier: EUPL-1.2
// Goal: a case whose step fails by our own fault halts, and nothing of it is lost: neither the
// cause, nor the message that met it, nor the answers that came meanwhile; what happened to it is
// evidence. Method: a service of the expression language that breaks when it is told to.
#include <gtest/gtest.h>

#include "engine/operations/fire_deadlines.hpp"
#include "engine/operations/park_case.hpp"
#include "tests/contract/operations_house.hpp"

namespace foerderwerk::contract {
namespace {

using Kind = operations::Handled::Kind;

class Incidents : public testing::Test {
protected:
    Incidents() : id(case_of(house.send("m-1", 1))) {}

    std::size_t dispatch() {
        operations::OutboxDispatcher dispatcher(
            house.casework, {{"portal", {.processor = &portal, .composer = &composer}}});
        return dispatcher.dispatch_due();
    }
    Json::Array incidents() {
        Json::Array found;
        house.store.read(
            [&](ports::StoreReader& reader) { found = operations::incidents_of(reader, id); });
        return found;
    }

    OperationsHouse house;
    ScriptedProcessor portal;
    CountingComposer composer;
    std::string id;
};

TEST_F(Incidents, are_records_of_the_register_and_the_row_is_their_fold) {
    house.services.broken = true;
    const operations::Handled handled = house.act(id, "rechnen");
    EXPECT_EQ(handled.kind, Kind::parked);
    ASSERT_EQ(handled.reasons.size(), 1u);
    EXPECT_EQ(handled.reasons[0].code, "INCIDENT");
    EXPECT_EQ(house.row(id).parked, "Rechenfehler");
    ASSERT_EQ(incidents().size(), 1u);
    EXPECT_EQ(incidents()[0].text("event"), "action.rechnen");
    EXPECT_EQ(house.findings(), "");

    house.write([&](ports::UnitOfWork& unit) {
        ports::CaseRow row = *unit.find_case(id);
        row.parked.clear();
        unit.put_case(row);
    });
    EXPECT_NE(house.findings(), "") << "nobody lets a case go on behind the register's back";
}

TEST_F(Incidents, keep_their_first_cause) {
    house.park(id, "erste");
    house.park(id, "zweite");
    EXPECT_EQ(house.row(id).parked, "erste");
    EXPECT_EQ(incidents().size(), 1u);
    EXPECT_EQ(house.findings(), "");
}

TEST_F(Incidents, end_with_a_person_and_a_reason) {
    EXPECT_EQ(house.resume(id), "NOT_PARKED");
    EXPECT_EQ(house.resume(std::string(32, '0')), "NOT_FOUND");
    house.services.broken = true;
    (void)house.act(id, "rechnen");
    EXPECT_EQ(house.resume(id, ""), "REASON_MISSING");
    EXPECT_EQ(house.act(id, "rechnen").kind, Kind::parked);
    house.services.broken = false;
    EXPECT_EQ(house.resume(id, "Fehler behoben"), "");
    EXPECT_EQ(house.row(id).parked, "");
    ASSERT_EQ(incidents().size(), 1u);
    EXPECT_EQ(incidents()[0].text("resumed_by"), "be-1");
    EXPECT_EQ(incidents()[0].text("reason"), "Fehler behoben");
    EXPECT_EQ(house.act(id, "rechnen").kind, Kind::taken);
    house.park(id, "noch einmal");
    EXPECT_EQ(incidents().size(), 2u);
    EXPECT_EQ(house.findings(), "");
}

TEST_F(Incidents, met_by_a_message_keep_nothing_of_it_but_the_cause) {
    house.services.broken = true;
    const std::string file_number = house.row(id).file_number;
    EXPECT_THROW((void)house.send("m-2", 1, file_number), operations::CaseParked);
    EXPECT_EQ(house.row(id).parked, "") << "the unit of work was undone";
    try {
        (void)house.send("m-2", 1, file_number);
    } catch (const operations::CaseParked& parked) {
        EXPECT_EQ(parked.incident().cause, "Rechenfehler");
        EXPECT_EQ(parked.incident().event, "message.nachtrag");
        house.park(id, parked.incident().cause);
    }
    EXPECT_EQ(house.findings(), "");
    house.services.broken = false;
    EXPECT_EQ(house.resume(id), "");
    EXPECT_EQ(house.send("m-2", 1, file_number).kind, ports::IntakeAnswer::Kind::stored);
    EXPECT_EQ(house.findings(), "");
}

TEST_F(Incidents, let_nothing_of_the_case_go_out_until_it_goes_on) {
    house.park(id, "Störung");
    EXPECT_EQ(dispatch(), 0u);
    EXPECT_TRUE(portal.sent.empty());
    EXPECT_EQ(dispatch(), 0u);
    EXPECT_EQ(house.resume(id), "");
    EXPECT_EQ(dispatch(), 1u) << "due at once";
    EXPECT_EQ(house.outbox(id).front().status, "delivered");
    EXPECT_EQ(house.findings(), "");
}

TEST_F(Incidents, during_a_delivery_lose_no_answer) {
    portal.meanwhile = [this] { house.park(id, "Störung"); };
    EXPECT_EQ(dispatch(), 1u);
    EXPECT_EQ(house.outbox(id).front().status, "open") << "the case has not heard of it";
    portal.meanwhile = nullptr;
    EXPECT_EQ(house.resume(id), "");
    EXPECT_EQ(dispatch(), 1u);
    EXPECT_EQ(house.outbox(id).front().status, "delivered");
    EXPECT_EQ(house.data(id, "antwort"), feel::Value("answer.portal.delivered"));
    ASSERT_EQ(portal.sent.size(), 2u);
    EXPECT_EQ(portal.sent[0].id.text(), portal.sent[1].id.text()) << "the receiver knows it again";
}

TEST_F(Incidents, leave_deadlines_to_fire_when_the_case_goes_on) {
    house.park(id, "Störung");
    house.clock.instant += std::chrono::hours(1);
    EXPECT_EQ(operations::fire_deadlines(house.casework), 0u);
    EXPECT_EQ(house.resume(id), "");
    EXPECT_EQ(operations::fire_deadlines(house.casework), 1u);
    EXPECT_EQ(house.row(id).states, "abgelaufen");
}

}  // namespace
}  // namespace foerderwerk::contract
