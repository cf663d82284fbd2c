// SPDX-License-Identifier: EUPL-1.2
// Goal: when the disk is full or broken nothing is acknowledged and nothing is half kept, and the
// store goes on when there is room.
// Method: a disk that fails at each write in turn; a real limit on the size of files.
#include <atomic>
#include <csignal>
#include <latch>
#include <thread>
#include <vector>

#include <sys/resource.h>

#include "tests/connectors/database/faulty_disk.hpp"
#include "tests/connectors/database/temporary_database.hpp"

namespace foerderwerk::database {
namespace {

using DiskFull = DatabaseTest;

constexpr auto transient = std::optional(FailureKind::transient);

TEST_F(DiskFull, AtAnyWriteLosesThatUnitOnly) {
    FaultyDisk disk;
    StoreSettings often = settings();
    often.checkpoint_pages = 5;  // checkpoints meet the full disk too
    auto store = std::make_unique<SqliteStore>(often);
    std::int64_t number = 0;
    std::uint64_t kept = 0;
    int refused = 0;
    for (int writes = 0; writes < 40; ++writes) {
        disk.fill_after(writes);
        for (int i = 0; i < 3; ++i) {
            const auto failure = failure_of([&] { write_unit(*store, "c1", ++number); });
            ASSERT_TRUE(failure == std::nullopt || failure == transient);
            kept += failure.has_value() ? 0U : 1U;
            refused += failure.has_value() ? 1 : 0;
        }
        EXPECT_EQ(whole_units(*store), kept) << "after " << writes << " writes";
        disk.repair();
        EXPECT_EQ(write_unit(*store, "c1", ++number), kept++) << "there is room again";
    }
    EXPECT_GT(refused, 20);
    EXPECT_GT(kept, 40U);
    store.reset();
    EXPECT_EQ(whole_units(*open()), kept);
}

TEST_F(DiskFull, IsToldToEveryCallerOfTheCommit) {
    FaultyDisk disk;
    auto store = open();
    write_unit(*store, "c0", 1);
    constexpr int callers = 16;
    std::atomic<int> answered{0};
    std::atomic<int> told{0};
    std::latch writer_is_busy(1);
    std::latch disk_is_full(1);
    std::vector<std::jthread> threads;
    threads.emplace_back([&] {  // all others gather behind this one
        store->write([&](ports::UnitOfWork&) {
            writer_is_busy.count_down();
            disk_is_full.wait();
        });
    });
    writer_is_busy.wait();
    for (int caller = 1; caller <= callers; ++caller) {
        threads.emplace_back([&, caller] {
            const auto failure =
                failure_of([&] { write_unit(*store, "c" + std::to_string(caller), 1); });
            ++answered;
            told += failure == transient ? 1 : 0;
        });
    }
    disk.fill_after(0);
    disk_is_full.count_down();
    threads.clear();
    EXPECT_EQ(answered, callers);
    EXPECT_EQ(told, callers);
    EXPECT_EQ(whole_units(*store), 1U);
    disk.repair();
    EXPECT_EQ(write_unit(*store, "c1", 1), 1U);
    store.reset();
}

TEST_F(DiskFull, InAUnitTooLargeForTheCacheIsFoundInside) {
    FaultyDisk disk;
    auto store = open();
    write_unit(*store, "c0", 1);
    disk.fill_after(100);
    const auto large = [](ports::UnitOfWork& unit) {
        append_unit(unit, "c1", 1);
        for (int i = 0; i < 400; ++i) {  // spills pages before the commit
            unit.put_part({"c1", std::to_string(i), "k", std::string(100'000, 'x')});
        }
    };
    EXPECT_EQ(failure_of([&] { store->write(large); }), transient);
    EXPECT_TRUE(disk.met_fault());
    EXPECT_EQ(whole_units(*store), 1U);
    int swallowed = 0;
    const auto careless = [&](ports::UnitOfWork& unit) {
        try {
            large(unit);
        } catch (const OperatingError&) {
            ++swallowed;  // goes on as if nothing had happened; SQLite may have rolled back by now
        }
        try {
            unit.put_note("careless", "x");
        } catch (const OperatingError&) {
            ++swallowed;
        }
    };
    disk.fill_after(100);
    EXPECT_EQ(failure_of([&] { store->write(careless); }), transient);
    EXPECT_EQ(swallowed, 2) << "after a failure every call fails";
    disk.repair();
    EXPECT_EQ(whole_units(*store), 1U);
    store->read([](ports::StoreReader& rows) {
        EXPECT_EQ(rows.note("careless"), std::nullopt);
        EXPECT_TRUE(rows.parts("c1").empty());
    });
    store->write(large);
    EXPECT_EQ(whole_units(*store), 2U);
    store.reset();
}

TEST_F(DiskFull, WhileItIsFullReadersGoOn) {
    FaultyDisk disk;
    auto store = open();
    write_unit(*store, "c1", 1);
    disk.fill_after(0);
    EXPECT_EQ(failure_of([&] { write_unit(*store, "c1", 2); }), transient);
    EXPECT_EQ(whole_units(*store), 1U);
    disk.repair();
    store.reset();
}

TEST_F(DiskFull, ADeviceThatDoesNotSyncAcknowledgesNothing) {
    FaultyDisk disk;
    auto store = open();
    write_unit(*store, "c1", 1);
    disk.break_syncs();
    EXPECT_EQ(failure_of([&] { write_unit(*store, "c1", 2); }), transient);
    EXPECT_TRUE(disk.met_fault());
    EXPECT_EQ(whole_units(*store), 1U);
    disk.repair();
    EXPECT_EQ(write_unit(*store, "c1", 3), 1U);
    EXPECT_EQ(whole_units(*store), 2U);
    store.reset();
    EXPECT_EQ(whole_units(*open()), 2U);
}

/// The operating system's own limit on the size of a file, for this process.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        rlimit limit = before_;
        limit.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &limit);
        handler_ = std::signal(SIGXFSZ, SIG_IGN);
    }
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit before_{};
    void (*handler_)(int) = nullptr;
};

TEST_F(DiskFull, OfARealFileSystemIsTransientToo) {
    auto store = open();
    write_unit(*store, "c1", 1);
    std::optional<FailureKind> failure;
    {
        const FileSizeLimit limit(wal_bytes() + 5000);
        failure = failure_of([&] {
            store->write([](ports::UnitOfWork& unit) {
                append_unit(unit, "c1", 2);
                unit.put_part({"c1", "p", "k", std::string(1 << 20, 'x')});
            });
        });
    }
    EXPECT_EQ(failure, transient);
    EXPECT_EQ(whole_units(*store), 1U);
    EXPECT_EQ(write_unit(*store, "c1", 2), 1U);
    store.reset();
    EXPECT_EQ(whole_units(*open()), 2U);
}

}  // namespace
}  // namespace foerderwerk::database
