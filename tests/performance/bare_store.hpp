// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <future>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace foerderwerk::performance {

/// A connection with prepared statements.
class BareStatements {
public:
    explicit BareStatements(const std::filesystem::path& path);
    ~BareStatements();
    BareStatements(const BareStatements&) = delete;
    BareStatements& operator=(const BareStatements&) = delete;

    /// Prepared at its first use; reset.
    [[nodiscard]] sqlite3_stmt* statement(const char* sql);
    /// Runs a bound statement to its end and gives the bytes of its first column, if any.
    std::size_t run(sqlite3_stmt* statement);
    [[nodiscard]] sqlite3* handle() const { return handle_; }

private:
    sqlite3* handle_ = nullptr;
    std::map<const char*, sqlite3_stmt*> statements_;
};

/// SQLite with synchronous=FULL and a write-ahead log, prepared statements, one writer thread that
/// lets all waiting callers share a commit, a savepoint for each, and nothing else: no triggers,
/// no checks.
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
    /// What one step reads and writes.
    struct Step {
        std::string case_id;       ///< whose state is read
        std::size_t facts = 0;     ///< rows of registers and lines that are read
        std::size_t frontier = 0;  ///< bytes of the log's frontier, which is read and written
        std::vector<Row> rows;
    };

    explicit BareStore(const std::filesystem::path& path);
    ~BareStore();
    BareStore(const BareStore&) = delete;
    BareStore& operator=(const BareStore&) = delete;

    /// Returns when the rows are on disk. Throws OperatingError.
    void write(const Step& step);
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    struct Job {
        const Step* step;
        std::promise<void> done;
    };

    void run();
    void commit(const std::vector<Job*>& batch);
    void take(const Step& step);
    void insert(const Row& row);
    void execute(const char* sql);

    std::filesystem::path path_;
    BareStatements statements_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Job*> waiting_;
    bool stopping_ = false;
    std::thread writer_;
};

/// A connection of its own that reads one row of a register in a snapshot, as is done for who
/// acts.
class BareReader {
public:
    explicit BareReader(const BareStore& store);
    void read_fact();

private:
    BareStatements statements_;
};

/// Commits a second of one small row each, on one connection without any thread: what the disk
/// and SQLite allow.
[[nodiscard]] double raw_commits_a_second(const std::filesystem::path& path, std::size_t count,
                                          double seconds_max);

}  // namespace foerderwerk::performance
