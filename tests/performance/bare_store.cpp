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
    "CREATE TABLE small (case_id TEXT, number INTEGER);"
    "CREATE TABLE fact (id INTEGER PRIMARY KEY, bytes BLOB);"
    "CREATE TABLE note (name TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID;"
    "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 15)"
    "INSERT INTO fact SELECT i, zeroblob(200) FROM n;";

constexpr const char* begin_unit = "SAVEPOINT unit";
constexpr const char* end_unit = "RELEASE unit";
constexpr const char* read_state = "SELECT bytes FROM state WHERE case_id = ?1";
constexpr const char* read_fact = "SELECT bytes FROM fact WHERE id = ?1";
constexpr const char* read_frontier = "SELECT text FROM note WHERE name = 'log.frontier'";
constexpr const char* write_frontier =
    "INSERT INTO note (name, text) VALUES ('log.frontier', ?1) "
    "ON CONFLICT (name) DO UPDATE SET text = excluded.text";

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
                         "PRAGMA wal_autocheckpoint = 1000;",
                         nullptr, nullptr, nullptr) == SQLITE_OK,
            "settings");
    return handle;
}

}  // namespace

BareStatements::BareStatements(const std::filesystem::path& path) : handle_(open_database(path)) {}

BareStatements::~BareStatements() {
    for (const auto& [sql, statement] : statements_) {
        sqlite3_finalize(statement);
    }
    sqlite3_close(handle_);
}

sqlite3_stmt* BareStatements::statement(const char* sql) {
    sqlite3_stmt*& statement = statements_[sql];
    if (statement == nullptr) {
        require(sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                                   nullptr) == SQLITE_OK,
                sql);
    }
    return statement;
}

std::size_t BareStatements::run(sqlite3_stmt* statement) {
    std::size_t bytes = 0;
    int code = sqlite3_step(statement);
    while (code == SQLITE_ROW) {
        const void* content = sqlite3_column_blob(statement, 0);
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, 0));
        const std::string read(static_cast<const char*>(content), content != nullptr ? size : 0);
        bytes += read.size();
        code = sqlite3_step(statement);
    }
    sqlite3_reset(statement);
    require(code == SQLITE_DONE, sqlite3_errmsg(handle_));
    return bytes;
}

BareStore::BareStore(const std::filesystem::path& path) : path_(path), statements_(path) {
    execute(schema);
    writer_ = std::thread([this] { run(); });
}

BareStore::~BareStore() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    arrived_.notify_all();
    writer_.join();
}

void BareStore::write(const Step& step) {
    Job job{.step = &step, .done = {}};
    std::future<void> done = job.done.get_future();
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(&job);
    }
    arrived_.notify_one();
    done.get();
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
        commit(batch);
        lock.lock();
    }
}

void BareStore::commit(const std::vector<Job*>& batch) {
    std::exception_ptr failure;
    try {
        execute("BEGIN IMMEDIATE");
        for (const Job* job : batch) {
            take(*job->step);
        }
        execute("COMMIT");
    } catch (const OperatingError&) {
        failure = std::current_exception();
    }
    for (Job* job : batch) {
        std::promise<void> done = std::move(job->done);
        if (failure) {
            done.set_exception(failure);
        } else {
            done.set_value();
        }
    }
}

void BareStore::take(const Step& step) {
    statements_.run(statements_.statement(begin_unit));
    sqlite3_stmt* state = statements_.statement(read_state);
    sqlite3_bind_text(state, 1, step.case_id.data(), static_cast<int>(step.case_id.size()),
                      SQLITE_STATIC);
    statements_.run(state);
    for (std::size_t i = 0; i < step.facts; ++i) {
        sqlite3_stmt* fact = statements_.statement(read_fact);
        sqlite3_bind_int64(fact, 1, static_cast<std::int64_t>(i));
        statements_.run(fact);
    }
    statements_.run(statements_.statement(read_frontier));
    for (const Row& row : step.rows) {
        insert(row);
    }
    sqlite3_stmt* frontier = statements_.statement(write_frontier);
    const std::string text(step.frontier, 'f');
    sqlite3_bind_text(frontier, 1, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
    statements_.run(frontier);
    statements_.run(statements_.statement(end_unit));
}

void BareStore::insert(const Row& row) {
    sqlite3_stmt* statement = statements_.statement(inserts[static_cast<std::size_t>(row.table)]);
    // A parameter that the statement does not have is no error here.
    sqlite3_bind_text(statement, 1, row.key.data(), static_cast<int>(row.key.size()),
                      SQLITE_STATIC);
    sqlite3_bind_int64(statement, 2, row.number);
    sqlite3_bind_blob(statement, 3, row.bytes.data(), static_cast<int>(row.bytes.size()),
                      SQLITE_STATIC);
    sqlite3_bind_blob(statement, 4, row.more.data(), static_cast<int>(row.more.size()),
                      SQLITE_STATIC);
    statements_.run(statement);
}

void BareStore::execute(const char* sql) {
    require(sqlite3_exec(statements_.handle(), sql, nullptr, nullptr, nullptr) == SQLITE_OK, sql);
}

BareReader::BareReader(const BareStore& store) : statements_(store.path()) {}

void BareReader::read_fact() {
    statements_.run(statements_.statement("BEGIN"));
    sqlite3_stmt* fact = statements_.statement(performance::read_fact);
    sqlite3_bind_int64(fact, 1, 0);
    statements_.run(fact);
    statements_.run(statements_.statement("ROLLBACK"));
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
