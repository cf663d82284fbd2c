// SPDX-License-Identifier: EUPL-1.2
// Goal: one process at a time writes to a database, and a dead one blocks nobody.
// Method: real processes, one of them killed; the same file under several names.
#include <unistd.h>

#include "tests/connectors/database/child_process.hpp"
#include "tests/connectors/database/temporary_database.hpp"

namespace foerderwerk::database {
namespace {

using ProcessLock = DatabaseTest;

constexpr auto misconfigured = std::optional(FailureKind::misconfigured);

TEST_F(ProcessLock, KeepsASecondProcessOutUntilTheFirstDies) {
    ChildProcess first([this](const ChildProcess::Tell& tell) {
        auto store = open();
        write_unit(*store, "c1", 1);
        tell("open");
        while (true) {
            ::pause();
        }
    });
    ASSERT_EQ(first.hear(), "open");
    EXPECT_EQ(failure_of([&] { open(); }), misconfigured);
    {
        SqliteReader reader(path);
        reader.read([](ports::StoreReader& rows) { EXPECT_EQ(whole_units(rows), 1U); });
    }
    first.kill();
    auto store = open();
    EXPECT_EQ(whole_units(*store), 1U);
    EXPECT_EQ(write_unit(*store, "c1", 2), 1U);
}

TEST_F(ProcessLock, HoldsWithinAProcessToo) {
    auto first = open();
    EXPECT_EQ(failure_of([&] { open(); }), misconfigured);
    write_unit(*first, "c1", 1);
    EXPECT_EQ(whole_units(*first), 1U) << "the refused one left no trace";
    first.reset();
    EXPECT_EQ(failure_of([&] { open(); }), std::nullopt);
}

TEST_F(ProcessLock, KnowsTheDatabaseByAnyName) {
    auto first = open();
    const std::string link = folder.file("link.db");
    std::filesystem::create_symlink(path, link);
    std::filesystem::create_directory_symlink(folder.file(""), folder.file("again"));
    for (const std::string& name : {link, folder.file("./store.db"), folder.file("again/store.db"),
                                    folder.file("again/link.db")}) {
        StoreSettings same = settings();
        same.path = name;
        EXPECT_EQ(failure_of([&] { SqliteStore store(same); }), misconfigured) << name;
    }
}

TEST_F(ProcessLock, IsNotNeededInMemory) {
    StoreSettings memory;
    memory.path = ":memory:";
    SqliteStore one(memory);
    SqliteStore other(memory);
    write_unit(one, "c1", 1);
    EXPECT_EQ(whole_units(one), 1U);
    EXPECT_EQ(whole_units(other), 0U);
    EXPECT_FALSE(std::filesystem::exists(":memory:.lock"));
}

}  // namespace
}  // namespace foerderwerk::database
