// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace foerderwerk::performance {

/// SQLite with synchronous=FULL and a write-ahead log, prepared statements, one writer thread that
/// lets all waiting callers share a commit, and nothing else: no savepoints, triggers, checks.
class BareStore {
public:
    /// One row for one of the tables.
    struct Row {
        enum class Table { record, entry, state, part, document, effect, small };
        Table table = Table::record;
        std::string key;  ///< unique in part, document and effect
        std::int64_t number = 0;
        std::string bytes;
        std::string more;  ///< k of a record, leaf of an entry
    };

    explicit BareStore(const std::filesystem::path& path);
    ~BareStore();
    BareStore(const BareStore&) = delete;
    BareStore& operator=(const BareStore&) = delete;

    /// Returns when the rows are on disk. Throws OperatingError.
    void write(const std::vector<Row>& rows);

private:
    struct Job {
        const std::vector<Row>* rows;
        bool done = false;
    };

    void run();
    void insert(const Row& row);
    void execute(const char* sql);

    sqlite3* handle_ = nullptr;
    std::vector<sqlite3_stmt*> statements_;  ///< by Table
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::condition_variable committed_;
    std::deque<Job*> waiting_;
    bool stopping_ = false;
    bool failed_ = false;
    std::thread writer_;
};

/// Commits a second of one small row each, on one connection without any thread: what the disk
/// and SQLite allow.
[[nodiscard]] double raw_commits_a_second(const std::filesystem::path& path, std::size_t count,
                                          double seconds_max);

}  // namespace foerderwerk::performance
