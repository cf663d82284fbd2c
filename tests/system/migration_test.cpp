// SPDX-License-Identifier: EUPL-1.2
// Goal: a new version changes the schema of a database only when it is told to, and keeps a copy of
// what it was. Method: a house whose database is put back to its first schema.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "connectors/daemon/read_folder.hpp"
#include "tests/system/running_house.hpp"

namespace foerderwerk::tests {
namespace {

void make_older(const RunningHouse& house) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open((house.folder() / "foerderwerk.db").c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database,
                           "DROP INDEX case_parked; DROP INDEX outbox_refused; "
                           "PRAGMA user_version = 1",
                           nullptr, nullptr, nullptr),
              SQLITE_OK);
    sqlite3_close(database);
}

TEST(Migration, IsAskedForAndKeepsACopy) {
    RunningHouse house;
    make_older(house);
    EXPECT_FALSE(house.start());
    EXPECT_NE(daemon::read_file(house.folder() / "daemon.log").find("foerderwerk db migrate"),
              std::string::npos);
    std::string output;
    EXPECT_EQ(house.command({"db", "migrate"}, &output), 0) << output;
    EXPECT_NE(output.find("from schema 1 to"), std::string::npos) << output;
    EXPECT_TRUE(std::filesystem::exists(house.folder() / "foerderwerk.db.schema-1"));
    EXPECT_EQ(house.command({"db", "migrate"}, &output), 0) << "again changes nothing: " << output;
    EXPECT_TRUE(house.start());
    EXPECT_EQ(house.command({"db", "check"}, &output), 0) << output;
    EXPECT_EQ(house.command({"case", "list", "--parked"}, &output), 0) << output;
    EXPECT_EQ(house.stop(), 0);
}

}  // namespace
}  // namespace foerderwerk::tests
