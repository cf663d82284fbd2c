// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/bare_store.hpp"

#include <array>

#include <sqlite3.h>

#include "engine/types/failure.hpp"
#include "tests/performance/machine_load.hpp"

namespace foerderwerk::performance {

namespace {

constexpr std::size_t batch_max = 64;

constexpr const char* schema =
    "CREATE TABLE record (seq INTEGER PRIMARY KEY, case_id TEXT, number INTEGER, bytes BLOB, k "
    "BLOB);"
    "CREATE UNIQUE INDEX record_case ON record (case_id, number);"
    "CREATE TABLE entry (seq INTEGER PRIMARY KEY, bytes BLOB, leaf BLOB);"
    "CREATE TABLE state (case_id TEXT PRIMARY KEY, number INTEGER, bytes BLOB);"
    "CREATE TABLE part (id TEXT PRIMARY KEY, bytes BLOB) WITHOUT ROWID;"
    "CREATE TABLE document (digest TEXT PRIMARY KEY, bytes BLOB);"
    "CREATE TABLE effect (id TEXT PRIMARY KEY, bytes BLOB);"
    "CREATE TABLE small (case_id TEXT, number INTEGER);";

// In the order of BareStore::Row::Table. Parameters: key, number, bytes, more.
constexpr std::array inserts = {
    "INSERT INTO record (case_id, number, bytes, k) VALUES (?1, ?2, ?3, ?4)",
    "INSERT INTO entry (bytes, leaf) VALUES (?3, ?4)",
    "INSERT INTO state (case_id, number, bytes) VALUES (?1, ?2, ?3) "
    "ON CONFLICT (case_id) DO UPDATE SET number = excluded.number, bytes = excluded.bytes",
    "INSERT INTO part (id, bytes) VALUES (?1, ?3)",
    "INSERT INTO document (digest, bytes) VALUES (?1, ?3)",
    "INSERT INTO effect (id, bytes) VALUES (?1, ?3)",
    "INSERT INTO small (case_id, number) VALUES (?1, ?2)"};

void require(bool holds, const char* what) {
    if (!holds) {
        throw OperatingError(FailureKind::permanent, std::string("bare store: ") + what);
    }
}

sqlite3* open_database(const std::filesystem::path& path) {
    sqlite3* handle = nullptr;
    require(sqlite3_open(path.c_str(), &handle) == SQLITE_OK, "open");
    require(sqlite3_exec(handle,
                         "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                         "PRAGMA wal_autocheckpoint = 400;",
                         nullptr, nullptr, nullptr) == SQLITE_OK,
            "settings");
    return handle;
}

}  // namespace

BareStore::BareStore(const std::filesystem::path& path) : handle_(open_database(path)) {
    execute(schema);
    for (const char* sql : inserts) {
        sqlite3_stmt* statement = nullptr;
        require(sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                                   nullptr) == SQLITE_OK,
                "prepare");
        statements_.push_back(statement);
    }
    writer_ = std::thread([this] { run(); });
}

BareStore::~BareStore() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    arrived_.notify_all();
    writer_.join();
    for (sqlite3_stmt* statement : statements_) {
        sqlite3_finalize(statement);
    }
    sqlite3_close(handle_);
}

void BareStore::write(const std::vector<Row>& rows) {
    Job job{.rows = &rows};
    std::unique_lock lock(mutex_);
    waiting_.push_back(&job);
    arrived_.notify_one();
    committed_.wait(lock, [&] { return job.done; });
    require(!failed_, "write");
}

void BareStore::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        arrived_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty()) {
            return;
        }
        std::vector<Job*> batch;
        while (!waiting_.empty() && batch.size() < batch_max) {
            batch.push_back(waiting_.front());
            waiting_.pop_front();
        }
        lock.unlock();
        bool failed = false;
        try {
            execute("BEGIN IMMEDIATE");
            for (const Job* job : batch) {
                for (const Row& row : *job->rows) {
                    insert(row);
                }
            }
            execute("COMMIT");
        } catch (const OperatingError&) {
            failed = true;
        }
        lock.lock();
        failed_ = failed_ || failed;
        for (Job* job : batch) {
            job->done = true;
        }
        committed_.notify_all();
    }
}

void BareStore::insert(const Row& row) {
    sqlite3_stmt* statement = statements_[static_cast<std::size_t>(row.table)];
    // A parameter that the statement does not have is no error here.
    sqlite3_bind_text(statement, 1, row.key.data(), static_cast<int>(row.key.size()),
                      SQLITE_STATIC);
    sqlite3_bind_int64(statement, 2, row.number);
    sqlite3_bind_blob(statement, 3, row.bytes.data(), static_cast<int>(row.bytes.size()),
                      SQLITE_STATIC);
    sqlite3_bind_blob(statement, 4, row.more.data(), static_cast<int>(row.more.size()),
                      SQLITE_STATIC);
    const int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    require(code == SQLITE_DONE, sqlite3_errmsg(handle_));
}

void BareStore::execute(const char* sql) {
    require(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sql);
}

double raw_commits_a_second(const std::filesystem::path& path, std::size_t count,
                            double seconds_max) {
    sqlite3* handle = open_database(path);
    sqlite3_exec(handle, "CREATE TABLE row (id INTEGER PRIMARY KEY, bytes BLOB)", nullptr, nullptr,
                 nullptr);
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(handle, "INSERT INTO row (bytes) VALUES (zeroblob(100))", -1, &statement,
                       nullptr);
    const double begin = MachineLoad::now_seconds();
    double elapsed = 0;
    std::size_t done = 0;
    while (done < count && elapsed < seconds_max) {
        const int code = sqlite3_step(statement);
        sqlite3_reset(statement);
        require(code == SQLITE_DONE, "raw commit");
        ++done;
        elapsed = MachineLoad::now_seconds() - begin;
    }
    sqlite3_finalize(statement);
    sqlite3_close(handle);
    return elapsed > 0 ? static_cast<double>(done) / elapsed : 0;
}

}  // namespace foerderwerk::performance
