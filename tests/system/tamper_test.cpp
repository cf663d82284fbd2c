// SPDX-License-Identifier: EUPL-1.2
// Goal: what was altered behind the house's back is named by the commands an auditor runs, with
// exit code 5, and a database that contradicts its last checkpoint is not served. Method: bytes
// changed with a second SQLite connection while the house is stopped. (tests/replay tries every
// table and file; here it is the programs and their exit codes.)
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "connectors/daemon/read_folder.hpp"
#include "tests/system/running_house.hpp"

namespace foerderwerk::tests {
namespace {

void alter(const RunningHouse& house, const std::string& sql) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open((house.folder() / "foerderwerk.db").c_str(), &database), SQLITE_OK);
    char* message = nullptr;
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK)
        << message;
    sqlite3_close(database);
}

/// The last record's bytes with one digit of its time changed: still JSON, still readable.
const char* const altered_record =
    "DROP TRIGGER record_frozen; UPDATE record SET bytes = "
    "CAST(replace(CAST(bytes AS TEXT), '\"kind\":\"step\"', '\"kind\":\"stop\"') AS BLOB) "
    "WHERE seq = (SELECT max(seq) FROM record WHERE case_id <> '00000000000000000000000000000000')";

class Tampered : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(house_.start());
        const Portal portal(house_);
        ASSERT_EQ(portal.deliver(portal.application(7)), 201);
        ASSERT_EQ(house_.stop(), 0);  // writes a last checkpoint
    }

    RunningHouse house_;
};

TEST_F(Tampered, AnAlteredRecordIsNamedWithExitCodeFive) {
    alter(house_, altered_record);
    ASSERT_TRUE(house_.start());
    std::string output;
    EXPECT_EQ(house_.command({"db", "check"}, &output), 5) << output;
    EXPECT_NE(output.find("RECORD_COMMIT"), std::string::npos) << output;
    EXPECT_EQ(house_.command({"case", "replay", "BV-2026-00001"}, &output), 5) << output;
}

TEST_F(Tampered, AnAlteredTileIsNamedWithExitCodeFive) {
    ASSERT_TRUE(house_.start());
    std::string output;
    ASSERT_EQ(house_.command({"log", "verify"}, &output), 0) << output;
    const auto checkpoint = house_.folder() / "log/checkpoint";
    ASSERT_TRUE(std::filesystem::exists(checkpoint));
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(house_.folder() / "log/tile")) {
        if (!entry.is_regular_file()) {
            continue;
        }
        const std::string bytes = daemon::read_file(entry.path());
        std::string altered = bytes;
        altered[altered.size() / 2] = static_cast<char>(altered[altered.size() / 2] ^ 1);
        daemon::write_file(entry.path(), altered, 0644);
        const int code = house_.command({"log", "verify"}, &output);
        const std::string name = entry.path().lexically_relative(house_.folder() / "log");
        daemon::write_file(entry.path(), bytes, 0644);
        // Partial tiles of earlier checkpoints are no longer part of the published log.
        if (code == 0) {
            EXPECT_NE(name.find(".p/"), std::string::npos) << name;
            continue;
        }
        EXPECT_EQ(code, 5) << name;
        EXPECT_NE(output.find(name), std::string::npos) << output;
    }
}

TEST_F(Tampered, ADatabaseThatContradictsItsCheckpointIsNotServed) {
    alter(house_, "DROP TRIGGER entry_frozen; UPDATE entry SET leaf = zeroblob(32) WHERE seq = 1");
    EXPECT_FALSE(house_.start());
    EXPECT_NE(daemon::read_file(house_.folder() / "daemon.log").find("checkpoint"),
              std::string::npos);
}

}  // namespace
}  // namespace foerderwerk::tests
