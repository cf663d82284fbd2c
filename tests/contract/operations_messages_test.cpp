// SPDX-License-Identifier: EUPL-1.2
// Goal: one message is one step of one case: repetition, conflict, routing, refusal; master data
// is the row of the day; roles hold from and to their days. Method: a house with one small
// programme on SQLite.
#include <cstdlib>
#include <filesystem>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "engine/operations/change_register.hpp"
#include "engine/operations/note_conflict.hpp"
#include "engine/types/failure.hpp"
#include "tests/contract/operations_house.hpp"

namespace foerderwerk::contract {
namespace {

using Kind = ports::IntakeAnswer::Kind;

TEST(messages, the_same_content_again_gives_the_same_receipt_and_nothing_else) {
    OperationsHouse house;
    const auto first = house.send("m-1", 1);
    ASSERT_EQ(first.kind, Kind::stored);
    const auto again = house.send("m-1", 1);
    EXPECT_EQ(again.kind, Kind::repeated);
    EXPECT_EQ(again.receipt, first.receipt);
    EXPECT_EQ(house.row(case_of(first)).number, 1);
    const auto other = house.send("m-1", 2);
    EXPECT_EQ(other.kind, Kind::conflict);
    EXPECT_TRUE(other.receipt.empty());
    ASSERT_EQ(other.reasons.size(), 1u);
    EXPECT_EQ(other.reasons[0].code, "ID_CONFLICT");
    EXPECT_EQ(house.row(case_of(first)).number, 1);
    EXPECT_EQ(house.findings(), "");
    EXPECT_EQ(house.send("m-1", 1).receipt, first.receipt) << "the first one stands";
}

TEST(messages, other_content_under_a_known_id_is_an_incident_in_the_register) {
    OperationsHouse house;
    const std::string id = case_of(house.send("m-1", 1));
    const auto conflicts = [&] {
        Json::Array found;
        house.store.read(
            [&](ports::StoreReader& reader) { found = operations::conflicts_of(reader, id); });
        return found;
    };
    EXPECT_TRUE(conflicts().empty());
    for (int again = 0; again < 2; ++again) {
        EXPECT_EQ(house.send("m-1", 2).kind, Kind::conflict);
    }
    ASSERT_EQ(conflicts().size(), 1u) << "the same other content again leaves nothing";
    EXPECT_EQ(conflicts()[0].text("message"), "m-1");
    EXPECT_EQ(conflicts()[0].text("sender"), "portal");
    EXPECT_EQ(conflicts()[0].text("at"), to_string(house.clock.instant));
    for (int n = 3; n < 40; ++n) {
        EXPECT_EQ(house.send("m-1", n).kind, Kind::conflict);
    }
    EXPECT_EQ(conflicts().size(), operations::conflicts_max);
    EXPECT_EQ(conflicts()[0].text("digest").size(), 64u);
    EXPECT_NE(conflicts()[0].text("digest"), conflicts()[1].text("digest"));
    EXPECT_EQ(house.findings(), "") << "db check and replay";
}

TEST(messages, twenty_at_once_make_one_case) {
    std::string folder = (std::filesystem::temp_directory_path() / "twenty-XXXXXX").string();
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    {
        OperationsHouse house(folder + "/store.db");
        std::vector<ports::IntakeAnswer> answers(20);
        std::vector<std::thread> senders;
        for (ports::IntakeAnswer& answer : answers) {
            senders.emplace_back([&house, &answer] { answer = house.send("m-1", 1); });
        }
        for (std::thread& sender : senders) {
            sender.join();
        }
        std::set<std::string> receipts;
        int stored = 0;
        for (const ports::IntakeAnswer& answer : answers) {
            receipts.insert(answer.receipt);
            stored += answer.kind == Kind::stored ? 1 : 0;
            EXPECT_TRUE(answer.kind == Kind::stored || answer.kind == Kind::repeated);
        }
        EXPECT_EQ(receipts.size(), 1u);
        EXPECT_EQ(stored, 1);
        house.store.read([](ports::StoreReader& reader) { EXPECT_EQ(reader.log_size(), 1u); });
    }
    std::filesystem::remove_all(folder);
}

TEST(messages, an_unknown_file_number_is_refused_and_leaves_nothing) {
    OperationsHouse house;
    const auto answer = house.send("m-1", 1, "P-2026-9999");
    EXPECT_EQ(answer.kind, Kind::refused);
    ASSERT_EQ(answer.reasons.size(), 1u);
    EXPECT_EQ(answer.reasons[0].place, "aktenzeichen");
    house.store.read([](ports::StoreReader& reader) {
        EXPECT_EQ(reader.log_size(), 0u);
        EXPECT_FALSE(reader.find_inbox("portal", "m-1").has_value());
    });
}

TEST(messages, a_refused_first_message_leaves_a_closed_case_with_a_refusal_to_send) {
    OperationsHouse house;
    const auto answer = house.send("m-1", 0);
    EXPECT_EQ(answer.kind, Kind::stored) << "it is on record, with its reasons";
    ASSERT_EQ(answer.reasons.size(), 1u);
    EXPECT_EQ(answer.reasons[0].code, "ZU_KLEIN");
    const ports::CaseRow row = house.row(case_of(answer));
    EXPECT_TRUE(row.closed);
    EXPECT_EQ(row.label, "Abgewiesen");
    const auto outbox = house.outbox(row.case_id);
    ASSERT_EQ(outbox.size(), 1u);
    EXPECT_EQ(outbox[0].event, "refusal");
    EXPECT_EQ(house.findings(), "");
}

TEST(messages, for_a_parked_case_come_again_later) {
    OperationsHouse house;
    const ports::CaseRow row = house.row(case_of(house.send("m-1", 1)));
    house.park(row.case_id, "Störung");
    EXPECT_THROW((void)house.send("m-2", 1, row.file_number), OperatingError);
    house.store.read([](ports::StoreReader& reader) {
        EXPECT_EQ(reader.log_size(), 2u) << "the first message and the incident";
        EXPECT_FALSE(reader.find_inbox("portal", "m-2").has_value());
    });
    EXPECT_EQ(house.act(row.case_id, "wecken").kind, operations::Handled::Kind::parked);
}

TEST(messages, a_command_to_no_case_is_not_found) {
    OperationsHouse house;
    EXPECT_EQ(house.act(std::string(32, '0'), "wecken").kind, operations::Handled::Kind::not_found);
}

TEST(master_data, is_the_row_that_is_valid_on_the_day) {
    OperationsHouse house;
    house.set_register("satz", "x", "2026-01-01", R"({"wert":"alt"})");
    house.set_register("satz", "x", "2026-02-01", R"({"wert":"neu"})");
    house.set_register("satz", "y", "2026-01-01", R"({"wert":"fremd"})");
    const std::string id = case_of(house.send("m-1", 1));
    const std::string file_number = house.row(id).file_number;
    struct {
        const char* at;
        feel::Value expected;
    } const rows[] = {
        {"2026-01-31T22:59:59Z", feel::Value("alt")},
        {"2026-01-31T23:00:00Z", feel::Value("neu")},  // the day begins in Berlin
        {"2026-05-01T00:00:00Z", feel::Value("neu")},
    };
    int message = 1;
    for (const auto& row : rows) {
        house.clock.instant = *parse_instant(row.at);
        ASSERT_EQ(house.send("m-" + std::to_string(++message), 1, file_number).kind, Kind::stored);
        EXPECT_EQ(house.data(id, "wert"), row.expected) << row.at;
    }
    EXPECT_EQ(house.findings(), "");
}

TEST(persons, have_the_roles_of_the_day_in_the_programme) {
    OperationsHouse house;
    house.set_register("person", "p", "", R"({"roles":[
        {"programme":"","role":"immer"},{"programme":"probe","role":"hier"},
        {"programme":"anders","role":"dort"},
        {"programme":"","role":"bis","to":"2026-01-12"},
        {"programme":"","role":"ab","from":"2026-01-13"}]})");
    house.set_register("person", "fort", "", R"({"active_to":"2026-01-11","roles":[]})");
    house.store.read([&](ports::StoreReader& reader) {
        const auto roles = [&](const char* instant) {
            return operations::person_as_actor(reader, "p", "probe",
                                               now_at(*parse_instant(instant)))
                .value()
                .roles;
        };
        EXPECT_EQ(roles("2026-01-12T08:00:00Z"),
                  (std::vector<std::string>{"bis", "hier", "immer"}));
        EXPECT_EQ(roles("2026-01-13T08:00:00Z"), (std::vector<std::string>{"ab", "hier", "immer"}));
        const Now now = house.clock.now();
        EXPECT_FALSE(operations::person_as_actor(reader, "fort", "probe", now).has_value());
        EXPECT_FALSE(operations::person_as_actor(reader, "niemand", "probe", now).has_value());
    });
}

TEST(register_acts, read_back_from_their_record) {
    OperationsHouse house;
    operations::RegisterAct act{.act = "budget.allot",
                                .actor = "p-1",
                                .reason = "Nachtrag",
                                .rows = {{"satz", "x", "2026-01-01", R"({"wert":"a"})"}},
                                .allotments = {},
                                .batches = {{"b-1", 7, R"({"payments":[]})", "ab"}}};
    ports::PostingRow posting;
    posting.line = "haushalt";
    posting.amount = 500;
    act.allotments.push_back(posting);
    house.write([&](ports::UnitOfWork& unit) {
        EXPECT_EQ(operations::change_register(unit, house.casework, act), 1);
    });
    house.store.read([&](ports::StoreReader& reader) {
        EXPECT_EQ(reader.line("haushalt").allotted, 500);
        reader.for_each_record("", [&](const ports::RecordRow& row) {
            const auto read = operations::act_of_record(*parse_json(row.bytes));
            EXPECT_EQ(read.act, act.act);
            EXPECT_EQ(read.actor, act.actor);
            EXPECT_EQ(read.reason, act.reason);
            EXPECT_EQ(read.rows, act.rows);
            ASSERT_EQ(read.allotments.size(), 1u);
            EXPECT_EQ(read.allotments[0].amount, 500);
            ASSERT_EQ(read.batches.size(), 1u);
            EXPECT_EQ(read.batches[0].content_json, act.batches[0].content_json);
        });
    });
    EXPECT_EQ(house.findings(), "");
}

}  // namespace
}  // namespace foerderwerk::contract
