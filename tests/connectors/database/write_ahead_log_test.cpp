// SPDX-License-Identifier: EUPL-1.2
// Goal: an answered unit is on disk, the write-ahead log is checkpointed by the store alone, and
// it stays small.
// Method: the file sizes, and a disk that counts syncs.
#include <atomic>
#include <thread>
#include <vector>

#include "tests/connectors/database/faulty_disk.hpp"
#include "tests/connectors/database/temporary_database.hpp"

namespace foerderwerk::database {
namespace {

using WriteAheadLog = DatabaseTest;

constexpr std::uintmax_t frame_bytes = 4096 + 24;

/// A unit of 20 pages and some more.
void write_pages(SqliteStore& store, int number) {
    store.write([number](ports::UnitOfWork& unit) {
        for (int i = 0; i < 20; ++i) {
            unit.put_part({"c", std::to_string(number) + "/" + std::to_string(i), "k",
                           std::string(3000, 'x')});
        }
    });
}

TEST_F(WriteAheadLog, IsInUse) {
    auto store = open();
    write_unit(*store, "c1", 1);
    EXPECT_EQ(RawDatabase(path).ask("PRAGMA journal_mode"), "wal");
    EXPECT_GT(wal_bytes(), 0U);
}

TEST_F(WriteAheadLog, IsSyncedBeforeEveryAnswer) {
    FaultyDisk disk;
    auto store = open();
    for (int i = 1; i <= 10; ++i) {
        const int before = disk.wal_syncs();
        write_unit(*store, "c1", i);
        EXPECT_GE(disk.wal_syncs(), before + 1) << "synchronous = FULL";
    }
    store.reset();
}

TEST_F(WriteAheadLog, IsCheckpointedByNobodyElse) {
    StoreSettings never = settings();
    never.checkpoint_pages = 1'000'000;
    SqliteStore store(never);
    const auto before = std::filesystem::file_size(path);
    for (int i = 0; i < 60; ++i) {  // beyond SQLite's own threshold of 1000 pages
        write_pages(store, i);
    }
    EXPECT_GT(wal_bytes(), 1200 * frame_bytes);
    EXPECT_EQ(std::filesystem::file_size(path), before);
    {
        SqliteReader reader(path);
        reader.read([](ports::StoreReader& rows) { EXPECT_EQ(rows.parts("c").size(), 1200U); });
    }
    EXPECT_EQ(std::filesystem::file_size(path), before) << "a reader does not checkpoint";
}

TEST_F(WriteAheadLog, StaysBoundedUnderManyCommits) {
    StoreSettings often = settings();
    often.checkpoint_pages = 50;
    SqliteStore store(often);
    for (int i = 0; i < 100; ++i) {
        write_pages(store, i);
    }
    EXPECT_LT(wal_bytes(), 200 * frame_bytes);
    EXPECT_GT(std::filesystem::file_size(path), 1900U * 4096U);
}

TEST_F(WriteAheadLog, StaysBoundedWhileReadersOverlap) {
    StoreSettings often = settings();
    often.checkpoint_pages = 20;
    SqliteStore store(often);
    write_pages(store, -1);
    std::atomic<bool> stop{false};
    {
        std::vector<std::jthread> readers;
        for (int reader = 0; reader < 3; ++reader) {
            readers.emplace_back([&] {
                while (!stop) {
                    store.read([](ports::StoreReader& rows) {
                        for (int i = 0; i < 5; ++i) {
                            EXPECT_EQ(rows.note("unknown"), std::nullopt);
                            std::this_thread::yield();
                        }
                    });
                }
            });
        }
        for (int i = 0; i < 300; ++i) {
            write_pages(store, i);
        }
        stop = true;
    }
    // Some 9000 frames were written. Without waiting for readers the log holds most of them.
    EXPECT_LT(wal_bytes(), 1000 * frame_bytes);
}

TEST_F(WriteAheadLog, GoesIntoTheDatabaseWhenTheStoreCloses) {
    {
        auto store = open();
        write_unit(*store, "c1", 1);
    }
    EXPECT_EQ(wal_bytes(), 0U);
    EXPECT_EQ(RawDatabase(path).ask("SELECT count(*) FROM record"), "1");
}

TEST_F(WriteAheadLog, LeavesNothingOfADestroyedKey) {
    // Long enough that what takes its place does not cover it.
    const std::string trace = "a wrapped key that nobody may ever see again";
    const std::string key = trace + std::string(300, '.');
    const auto found_in_file = [&] {
        std::string bytes(std::filesystem::file_size(path), '\0');
        std::FILE* file = std::fopen(path.c_str(), "rb");
        const std::size_t count = std::fread(bytes.data(), 1, bytes.size(), file);
        std::fclose(file);
        return count == bytes.size() && bytes.find(trace) != std::string::npos;
    };
    {
        auto store = open();
        store->write([&](ports::UnitOfWork& unit) { unit.put_subject_key("person-1", key); });
    }
    ASSERT_TRUE(found_in_file());
    {
        auto store = open();
        store->write([&](ports::UnitOfWork& unit) { unit.put_subject_key("person-1", ""); });
    }
    EXPECT_FALSE(found_in_file());
}

}  // namespace
}  // namespace foerderwerk::database
