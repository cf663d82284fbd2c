// SPDX-License-Identifier: EUPL-1.2
// Goal: callers that wait together share a commit, and each gets its own answer.
// Method: a unit that holds the writer while others gather; commits are counted by SQLite's hook.
#include "connectors/database/group_commit.hpp"

#include <atomic>
#include <latch>
#include <stdexcept>
#include <thread>
#include <vector>

#include <sqlite3.h>

#include "connectors/database/migrate_schema.hpp"
#include "connectors/database/sqlite_rows.hpp"
#include "tests/connectors/database/temporary_database.hpp"

namespace foerderwerk::database {
namespace {

int count_commit(void* counter) {
    ++*static_cast<std::atomic<int>*>(counter);
    return 0;
}

void append_next(ports::UnitOfWork& unit) {
    append_unit(unit, "c", static_cast<std::int64_t>(unit.log_size()) + 1);
}

class Gathered : public testing::Test {
protected:
    void SetUp() override {
        migrate_schema(connection);
        sqlite3_commit_hook(connection.handle(), count_commit, &commits);
    }
    /// Runs all of `works` while the writer is held, so that they wait together and in order.
    /// Gives what each of them ended in: "" when kept.
    std::vector<std::string> write_together(
        GroupCommit& group, const std::vector<std::function<void(ports::UnitOfWork&)>>& works) {
        std::vector<std::string> ends(works.size());
        std::latch held(1);
        std::latch gathered(1);
        std::vector<std::jthread> threads;
        threads.emplace_back([&] {
            group.write([&](ports::UnitOfWork&) {
                held.count_down();
                gathered.wait();
            });
        });
        held.wait();
        for (std::size_t i = 0; i < works.size(); ++i) {
            threads.emplace_back([&, i] {
                try {
                    group.write(works[i]);
                } catch (const std::exception& exception) {
                    ends[i] = exception.what();
                }
            });
            while (group.waiting() < i + 1) {
                std::this_thread::yield();
            }
        }
        commits = 0;
        gathered.count_down();
        threads.clear();
        return ends;
    }
    std::string note(const std::string& name) {
        return SqliteRows(connection).note(name).value_or("none");
    }

    std::atomic<int> commits{0};
    Connection connection{":memory:", Connection::Mode::read_write};
};

TEST_F(Gathered, ShareOneCommit) {
    GroupCommit group(connection, 64, 400);
    const std::vector<std::function<void(ports::UnitOfWork&)>> works(40, append_next);
    EXPECT_EQ(write_together(group, works), std::vector<std::string>(40));
    EXPECT_EQ(commits, 2) << "the one that held the writer, and all others";
    EXPECT_EQ(note("count"), "40");
}

TEST_F(Gathered, AreCutIntoBatches) {
    GroupCommit group(connection, 10, 400);
    std::vector<std::function<void(ports::UnitOfWork&)>> works;
    for (int i = 0; i < 40; ++i) {
        works.emplace_back([i](ports::UnitOfWork& unit) {
            unit.put_note("order", unit.note("order").value_or("") + "," + std::to_string(i));
        });
    }
    EXPECT_EQ(write_together(group, works), std::vector<std::string>(40));
    EXPECT_EQ(commits, 5);
    std::string expected;
    for (int i = 0; i < 40; ++i) {
        expected += "," + std::to_string(i);
    }
    EXPECT_EQ(note("order"), expected) << "in order of arrival";
}

TEST_F(Gathered, EachGetsItsOwnException) {
    GroupCommit group(connection, 64, 400);
    const auto ends =
        write_together(group, {[](ports::UnitOfWork& unit) { unit.put_note("a", "x"); },
                               [](ports::UnitOfWork& unit) {
                                   unit.put_note("b", "x");
                                   throw std::runtime_error("mine");
                               },
                               [](ports::UnitOfWork& unit) {
                                   unit.put_line({"l", -1, 0, 0, 0});
                               },
                               [](ports::UnitOfWork& unit) {
                                   EXPECT_EQ(unit.note("a"), "x");
                                   EXPECT_EQ(unit.note("b"), std::nullopt);
                                   unit.put_note("c", "x");
                               }});
    EXPECT_EQ(ends.at(0), "");
    EXPECT_EQ(ends.at(1), "mine");
    EXPECT_NE(ends.at(2).find("CHECK"), std::string::npos);
    EXPECT_EQ(ends.at(3), "");
    EXPECT_EQ(commits, 2);
    EXPECT_EQ(note("a") + note("b") + note("c"), "xnonex");
}

TEST_F(Gathered, AllAreToldWhenTheTransactionIsLost) {
    GroupCommit group(connection, 64, 400);
    bool last_ran = false;
    const auto ends =
        write_together(group, {[](ports::UnitOfWork& unit) { unit.put_note("a", "x"); },
                               [this](ports::UnitOfWork& unit) {
                                   unit.put_note("b", "x");
                                   connection.execute("ROLLBACK");  // as SQLite does by itself
                               },
                               [&](ports::UnitOfWork&) { last_ran = true; }});
    for (const std::string& end : ends) {
        EXPECT_NE(end.find("transaction was lost"), std::string::npos) << end;
    }
    EXPECT_FALSE(last_ran) << "outside of a transaction nothing may run";
    EXPECT_EQ(note("a") + note("b"), "nonenone");
    group.write([](ports::UnitOfWork& unit) { unit.put_note("after", "x"); });
    EXPECT_EQ(note("after"), "x");
}

TEST_F(Gathered, WhatWaitsIsDoneBeforeTheEnd) {
    auto group = std::make_unique<GroupCommit>(connection, 64, 400);
    const std::vector<std::function<void(ports::UnitOfWork&)>> works(5, append_next);
    write_together(*group, works);
    group.reset();
    EXPECT_EQ(note("count"), "5");
}

using GroupCommitDeathTest = Gathered;

TEST_F(GroupCommitDeathTest, AUnitInsideAUnitIsABug) {
    EXPECT_DEATH(
        {
            GroupCommit group(connection, 64, 400);
            group.write([&](ports::UnitOfWork&) { group.write([](ports::UnitOfWork&) {}); });
        },
        "must not wait for another one");
}

}  // namespace
}  // namespace foerderwerk::database
