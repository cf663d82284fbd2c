// SPDX-License-Identifier: EUPL-1.2
// Goal: a backup made while the store is in use is a sound store of its own, or there is none.
// Method: copies while writers run, opened and compared; targets and sources that cannot work.
#include <atomic>
#include <fstream>
#include <thread>
#include <vector>

#include "tests/connectors/database/faulty_disk.hpp"
#include "tests/connectors/database/temporary_database.hpp"

namespace foerderwerk::database {
namespace {

using Backup = DatabaseTest;

TEST_F(Backup, WhileWritersRunIsAConsistentPrefix) {
    auto store = open();
    std::atomic<bool> stop{false};
    std::atomic<std::uint64_t> acknowledged{0};
    std::vector<std::jthread> writers;
    writers.reserve(4);
    for (int writer = 0; writer < 4; ++writer) {
        writers.emplace_back([&, writer] {
            for (std::int64_t number = 1; !stop; ++number) {
                write_unit(*store, "w" + std::to_string(writer), number);
                ++acknowledged;
            }
        });
    }
    for (int copy = 0; copy < 3; ++copy) {
        const std::string to = folder.file("copy" + std::to_string(copy) + ".db");
        while (acknowledged < 50U * static_cast<unsigned>(copy + 1)) {
            std::this_thread::yield();
        }
        const std::uint64_t before = acknowledged;
        backup(path, to);
        const std::uint64_t after = acknowledged;
        EXPECT_EQ(RawDatabase(to).ask("PRAGMA journal_mode"), "delete") << "the copy is one file";
        std::uint64_t in_copy = 0;
        {
            SqliteReader reader(to);
            reader.read([&](ports::StoreReader& rows) { in_copy = whole_units(rows); });
        }
        EXPECT_GE(in_copy, before);
        EXPECT_LE(in_copy, after + 4);  // one unit a writer may not have been counted yet
        StoreSettings restored;
        restored.path = to;
        SqliteStore second_life(restored);
        EXPECT_EQ(write_unit(second_life, "restored", 1), in_copy);
    }
    stop = true;
    writers.clear();
    EXPECT_EQ(whole_units(*store), acknowledged);
}

TEST_F(Backup, OfAClosedStoreWorksToo) {
    write_unit(*open(), "c1", 1);
    backup(path, folder.file("copy.db"));
    SqliteReader reader(folder.file("copy.db"));
    reader.read([](ports::StoreReader& rows) { EXPECT_EQ(whole_units(rows), 1U); });
}

TEST_F(Backup, OverwritesNothing) {
    write_unit(*open(), "c1", 1);
    const std::string to = folder.file("precious");
    std::ofstream(to) << "last week's backup";
    std::filesystem::create_symlink(folder.file("nowhere"), folder.file("dangling"));
    std::filesystem::create_directory(folder.file("folder"));
    const auto permanent = std::optional(FailureKind::permanent);
    EXPECT_EQ(failure_of([&] { backup(path, to); }), permanent);
    EXPECT_EQ(failure_of([&] { backup(path, path); }), permanent);
    EXPECT_EQ(failure_of([&] { backup(path, folder.file("folder")); }), permanent);
    EXPECT_EQ(failure_of([&] { backup(path, folder.file("dangling")); }), permanent);
    EXPECT_EQ(std::filesystem::file_size(to), 18U);
    EXPECT_EQ(whole_units(*open()), 1U);
}

TEST_F(Backup, IsReadableByItsOwnerOnly) {
    write_unit(*open(), "c1", 1);
    backup(path, folder.file("copy.db"));
    const auto others = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
    EXPECT_EQ(std::filesystem::status(folder.file("copy.db")).permissions() & others,
              std::filesystem::perms::none);
}

TEST_F(Backup, ThatFailsLeavesNoCopy) {
    const std::string to = folder.file("copy.db");
    const auto misconfigured = std::optional(FailureKind::misconfigured);
    EXPECT_EQ(failure_of([&] { backup(path, to); }), misconfigured) << "nothing to copy";
    EXPECT_FALSE(std::filesystem::exists(to));
    write_unit(*open(), "c1", 1);
    EXPECT_EQ(failure_of([&] { backup(path, folder.file("missing/copy.db")); }), misconfigured);
    FaultyDisk disk;
    for (int writes = 0; writes < 200; ++writes) {
        disk.fill_after(writes);
        const auto failure = failure_of([&] { backup(path, to); });
        if (!failure.has_value()) {
            EXPECT_GT(writes, 10);
            SqliteReader reader(to);
            reader.read([](ports::StoreReader& rows) { EXPECT_EQ(whole_units(rows), 1U); });
            return;
        }
        EXPECT_EQ(failure, std::optional(FailureKind::transient));
        for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
            EXPECT_FALSE(std::filesystem::exists(to + suffix)) << writes << suffix;
        }
    }
    FAIL() << "no backup succeeded";
}

}  // namespace
}  // namespace foerderwerk::database
