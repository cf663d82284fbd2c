// SPDX-License-Identifier: EUPL-1.2
// Goal: a step that was decided before its turn is stored only if it would come out the same then.
// Method: something happens between deciding and writing: another step, another fact, another
// definition, other callers; a house on SQLite.
#include "engine/operations/decide_ahead.hpp"

#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "engine/operations/publish_definition.hpp"
#include "engine/operations/take_message.hpp"
#include "tests/contract/operations_house.hpp"

namespace foerderwerk::contract {
namespace {

using operations::Decided;

cases::Command wake(const std::string& case_id) {
    cases::Command command;
    command.case_id = CaseId(case_id);
    command.event = "action.wecken";
    command.actor = {
        .kind = cases::Actor::Kind::person, .id = "p-1", .roles = {"sb"}, .on_behalf_of = {}};
    return command;
}

operations::Handled store(OperationsHouse& house, const cases::Command& command, Decided& decided) {
    operations::Handled handled;
    house.write([&](ports::UnitOfWork& unit) {
        handled = operations::handle_in(unit, house.casework, command, nullptr, &decided);
    });
    return handled;
}

std::string last_record(OperationsHouse& house, const std::string& case_id) {
    std::string bytes;
    house.store.read([&](ports::StoreReader& reader) {
        reader.for_each_record(case_id, [&](const ports::RecordRow& row) { bytes = row.bytes; });
    });
    return bytes;
}

operations::TrustedMessage first_message(const std::string& id) {
    feel::Context data;
    data.set("n", 1);
    data.set("name", feel::Value::personal("Vera Verborgen", "kontakt"));
    operations::TrustedMessage message;
    message.leistung = "100";
    message.sender = "portal";
    message.message.name = "antrag";
    message.message.id = id;
    message.message.data = feel::Value(std::move(data));
    message.canonical = message.received = "<antrag id='" + id + "'/>";
    message.report = "{}";
    return message;
}

operations::PreparedMessage prepare(OperationsHouse& house,
                                    const operations::TrustedMessage& message) {
    std::optional<operations::PreparedMessage> prepared;
    house.store.read([&](ports::StoreReader& reader) {
        prepared = *operations::prepare_message(reader, house.casework, message);
    });
    return std::move(*prepared);
}

/// As the receiver does it.
ports::IntakeAnswer receive(OperationsHouse& house, const std::string& id) {
    const operations::TrustedMessage message = first_message(id);
    operations::PreparedMessage prepared = prepare(house, message);
    prepared.decided =
        operations::decide_ahead(house.casework, prepared.command, prepared.programme);
    EXPECT_TRUE(prepared.decided.made);
    ports::IntakeAnswer answer;
    house.write([&](ports::UnitOfWork& unit) {
        answer = operations::take_message(unit, house.casework, message, prepared);
    });
    return answer;
}

TEST(decide_ahead, what_nothing_disturbed_is_stored_as_it_was_decided) {
    OperationsHouse house;
    const std::string case_id = case_of(house.send("m-1", 1));
    Decided decided = operations::decide_ahead(house.casework, wake(case_id));
    ASSERT_TRUE(decided.made);
    const std::string record = decided.sealed.record;
    house.clock.instant += std::chrono::seconds(5);
    EXPECT_EQ(store(house, wake(case_id), decided).number, 2);
    EXPECT_EQ(last_record(house, case_id), record) << "with the time it was decided at";
    EXPECT_EQ(house.findings(), "");
}

TEST(decide_ahead, a_step_in_between_is_built_upon) {
    OperationsHouse house;
    const std::string case_id = case_of(house.send("m-1", 1));
    Decided decided = operations::decide_ahead(house.casework, wake(case_id));
    ASSERT_TRUE(decided.made);
    EXPECT_EQ(house.act(case_id, "wecken").number, 2);
    EXPECT_EQ(store(house, wake(case_id), decided).number, 3);
    EXPECT_EQ(house.findings(), "");
}

TEST(decide_ahead, a_fact_that_changed_in_between_is_read_again) {
    OperationsHouse house;
    const std::string case_id = case_of(house.send("m-1", 1));
    Decided decided = operations::decide_ahead(house.casework, wake(case_id));
    ASSERT_TRUE(decided.made);
    house.set_register("satz", "x", "2026-01-01", R"({"wert":774411})");
    EXPECT_EQ(store(house, wake(case_id), decided).number, 2);
    EXPECT_NE(last_record(house, case_id).find("774411"), std::string::npos)
        << last_record(house, case_id);
    EXPECT_EQ(house.findings(), "");
}

TEST(decide_ahead, a_case_parked_in_between_stays_where_it_is) {
    OperationsHouse house;
    const std::string case_id = case_of(house.send("m-1", 1));
    Decided decided = operations::decide_ahead(house.casework, wake(case_id));
    house.park(case_id, "Probe");
    EXPECT_EQ(store(house, wake(case_id), decided).kind, operations::Handled::Kind::parked);
    EXPECT_EQ(house.row(case_id).number, 1);
}

TEST(decide_ahead, what_is_unusual_is_left_to_the_writer) {
    OperationsHouse house;
    const std::string case_id = case_of(house.send("m-1", 1));
    EXPECT_FALSE(operations::decide_ahead(house.casework, wake(std::string(32, '0'))).made);

    house.services.broken = true;  // the decision itself fails
    cases::Command reckon = wake(case_id);
    reckon.event = "action.rechnen";
    Decided failed = operations::decide_ahead(house.casework, reckon);
    EXPECT_FALSE(failed.made);
    EXPECT_EQ(store(house, reckon, failed).kind, operations::Handled::Kind::parked);
    house.warm.forget(case_id);
    EXPECT_FALSE(operations::decide_ahead(house.casework, wake(case_id)).made) << "parked";

    house.casework.numbers = nullptr;
    const operations::TrustedMessage message = first_message("m-2");
    const operations::PreparedMessage prepared = prepare(house, message);
    EXPECT_FALSE(
        operations::decide_ahead(house.casework, prepared.command, prepared.programme).made)
        << "nobody draws file numbers";
}

TEST(decide_ahead, new_cases_at_the_same_time_get_different_file_numbers) {
    constexpr int callers = 8;
    constexpr int each = 6;
    OperationsHouse house;
    std::vector<std::thread> threads;
    for (int caller = 0; caller < callers; ++caller) {
        threads.emplace_back([&house, caller] {
            for (int i = 0; i < each; ++i) {
                const auto answer =
                    receive(house, "m-" + std::to_string(caller) + "-" + std::to_string(i));
                EXPECT_EQ(answer.kind, ports::IntakeAnswer::Kind::stored);
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    std::set<std::string> numbers;
    house.store.read([&](ports::StoreReader& reader) {
        for (const ports::CaseRow& row : reader.list_cases({.most = 100})) {
            numbers.insert(row.file_number);
        }
    });
    EXPECT_EQ(numbers.size(), callers * each);
    EXPECT_EQ(house.findings(), "");
    // The writer goes on behind the highest.
    const std::string next = house.row(case_of(house.send("m-last", 1))).file_number;
    EXPECT_EQ(numbers.count(next), 0U);
}

TEST(decide_ahead, a_new_case_is_pinned_to_what_is_in_force_when_it_is_written) {
    OperationsHouse house;
    const operations::TrustedMessage message = first_message("m-1");
    operations::PreparedMessage prepared = prepare(house, message);
    prepared.decided =
        operations::decide_ahead(house.casework, prepared.command, prepared.programme);
    ASSERT_TRUE(prepared.decided.made);
    cases::Files files = house.definition->files;
    files["workflow.scxml"] += "<!-- the next version -->";
    const auto next = house.loader.load(files);
    ASSERT_TRUE(next.has_value());
    house.definitions.add(*next);
    house.write([&](ports::UnitOfWork& unit) {
        operations::publish_definition(unit, house.casework,
                                       {.definition = **next, .actor = "setup", .reason = "Probe"});
    });
    ports::IntakeAnswer answer;
    house.write([&](ports::UnitOfWork& unit) {
        answer = operations::take_message(unit, house.casework, message, prepared);
    });
    EXPECT_EQ(house.row(case_of(answer)).definition, (*next)->id.text());
    EXPECT_EQ(house.findings(), "");
}

}  // namespace
}  // namespace foerderwerk::contract
