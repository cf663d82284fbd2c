// SPDX-License-Identifier: EUPL-1.2
// Goal: after a crash every acknowledged unit is there, and no half one.
// Method: a process with several writers is killed in the midst of its work, again and again on
// the same database; what it acknowledged before is compared with what is found after.
#include <set>
#include <thread>
#include <vector>

#include "tests/connectors/database/child_process.hpp"
#include "tests/connectors/database/temporary_database.hpp"

namespace foerderwerk::database {
namespace {

using Crash = DatabaseTest;

/// Writes until it is killed, and tells each unit after it was acknowledged.
void write_for_ever(const StoreSettings& settings, const ChildProcess::Tell& tell,
                    const std::string& round) {
    SqliteStore store(settings);
    std::vector<std::jthread> writers;
    writers.reserve(4);
    for (int writer = 0; writer < 4; ++writer) {
        writers.emplace_back([&, writer] {
            const std::string id = "r" + round + "w" + std::to_string(writer);
            for (std::int64_t number = 1;; ++number) {
                write_unit(store, id, number);
                tell(id + "/" + std::to_string(number));
            }
        });
    }
}

TEST_F(Crash, KeepsWhatWasAcknowledgedAndNothingHalf) {
    StoreSettings often = settings();
    often.checkpoint_pages = 20;  // crashes hit checkpoints too
    std::set<std::string> acknowledged;
    for (int round = 0; round < 5; ++round) {
        {
            ChildProcess child([&](const ChildProcess::Tell& tell) {
                write_for_ever(often, tell, std::to_string(round));
            });
            for (int heard = 0; heard < 100 + 30 * round; ++heard) {
                const std::string unit = child.hear();
                ASSERT_NE(unit.find('/'), std::string::npos) << "the child said: " << unit;
                acknowledged.insert(unit);
            }
            child.kill();
            for (std::string unit = child.hear(); !unit.empty(); unit = child.hear()) {
                acknowledged.insert(unit);
            }
        }
        SqliteStore store(often);
        std::set<std::string> found;
        store.read([&](ports::StoreReader& rows) {
            whole_units(rows);
            rows.for_each_record("", [&](const ports::RecordRow& row) {
                found.insert(row.case_id + "/" + std::to_string(row.number));
            });
        });
        for (const std::string& unit : acknowledged) {
            EXPECT_TRUE(found.contains(unit)) << unit << " was acknowledged and is lost";
        }
        // Four writers wait for one unit each, so at most four a round are there unacknowledged.
        EXPECT_LE(found.size(), acknowledged.size() + 4U * static_cast<std::size_t>(round + 1));
    }
    EXPECT_EQ(RawDatabase(path).ask("PRAGMA integrity_check"), "ok");
}

}  // namespace
}  // namespace foerderwerk::database
