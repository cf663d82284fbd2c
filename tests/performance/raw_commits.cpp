// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/raw_commits.hpp"

#include <sqlite3.h>

#include "engine/types/failure.hpp"
#include "tests/performance/machine_load.hpp"

namespace foerderwerk::performance {

namespace {

void require(bool holds, const char* what) {
    if (!holds) {
        throw OperatingError(FailureKind::permanent, std::string("raw commits: ") + what);
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
