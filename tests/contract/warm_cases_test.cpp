// SPDX-License-Identifier: EUPL-1.2
// Goal: a state that is kept warm never outlives what is stored. Method: steps that are undone,
// steps of another process on the same store, more cases than are kept; a house on SQLite.
#include <stdexcept>

#include <gtest/gtest.h>

#include "engine/operations/handle_command.hpp"
#include "tests/contract/operations_house.hpp"

namespace foerderwerk::contract {
namespace {

cases::Command wake(const std::string& case_id) {
    cases::Command command;
    command.case_id = CaseId(case_id);
    command.event = "action.wecken";
    command.actor = {
        .kind = cases::Actor::Kind::person, .id = "p-1", .roles = {"sb"}, .on_behalf_of = {}};
    return command;
}

TEST(warm_cases, a_step_that_was_undone_is_not_built_upon) {
    OperationsHouse house;
    const std::string case_id = case_of(house.send("m-1", 1));
    EXPECT_THROW(house.write([&](ports::UnitOfWork& unit) {
        EXPECT_EQ(operations::handle_in(unit, house.casework, wake(case_id)).number, 2);
        throw std::runtime_error("undone");
    }),
                 std::runtime_error);
    EXPECT_EQ(house.row(case_id).number, 1);
    EXPECT_EQ(house.act(case_id, "wecken").number, 2);
    EXPECT_EQ(house.findings(), "");
}

TEST(warm_cases, the_step_of_another_process_is_seen) {
    OperationsHouse house;
    const std::string case_id = case_of(house.send("m-1", 1));
    operations::Casework other = house.casework;
    other.warm = nullptr;
    EXPECT_EQ(operations::handle_command(other, wake(case_id)).number, 2);
    EXPECT_EQ(house.act(case_id, "wecken").number, 3);
    EXPECT_EQ(house.findings(), "");
}

TEST(warm_cases, the_ones_asked_for_longest_ago_are_forgotten) {
    OperationsHouse house;
    std::vector<std::string> ids;
    for (const char* message : {"m-1", "m-2", "m-3"}) {
        ids.push_back(case_of(house.send(message, 1)));
    }
    const auto is_warm = [&](std::size_t i) {
        return house.warm.find(ids[i], house.row(ids[i]).last_leaf) != nullptr;
    };
    EXPECT_FALSE(is_warm(0)) << "the house keeps two";
    EXPECT_TRUE(is_warm(1));
    EXPECT_TRUE(is_warm(2));
    EXPECT_EQ(house.warm.find(ids[1], "another leaf"), nullptr);
    house.warm.forget(ids[1]);
    EXPECT_FALSE(is_warm(1));
    for (const std::string& id : ids) {
        EXPECT_EQ(house.act(id, "wecken").number, 2);
    }
    EXPECT_EQ(house.findings(), "");
}

}  // namespace
}  // namespace foerderwerk::contract
