// SPDX-License-Identifier: EUPL-1.2
#include "connectors/database/sqlite_connection.hpp"

#include <utility>

#include <sqlite3.h>

namespace foerderwerk::database {

namespace {

FailureKind kind_of(int code) {
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_NOMEM:
        case SQLITE_INTERRUPT:
            return FailureKind::transient;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return FailureKind::corrupt;
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return FailureKind::misconfigured;
        default:
            return FailureKind::permanent;
    }
}

/// Counting what is allocated takes a lock of the whole process at every allocation, and nobody
/// asks for the count. Works only before the library is first used.
void switch_off_statistics() {
    static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(done);
}

}  // namespace

OperatingError sqlite_error(sqlite3* connection, int code, const char* doing) {
    std::string what = std::string("database: ") + doing + ": ";
    what += connection != nullptr ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
    return {kind_of(code), what};
}

Query::~Query() {
    if (home_ == nullptr || *home_ != nullptr) {
        sqlite3_finalize(statement_);
        return;
    }
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    *home_ = statement_;
}

Query& Query::bound(int code) {
    if (code != SQLITE_OK) {
        connection_.fail(code, "bind");
    }
    return *this;
}

Query& Query::bind(std::string_view text) {
    return bound(sqlite3_bind_text64(statement_, ++bound_, text.data(), text.size(),
                                     SQLITE_TRANSIENT, SQLITE_UTF8));
}

Query& Query::bind_bytes(std::string_view bytes) {
    return bound(
        sqlite3_bind_blob64(statement_, ++bound_, bytes.data(), bytes.size(), SQLITE_TRANSIENT));
}

Query& Query::bind(std::int64_t number) {
    return bound(sqlite3_bind_int64(statement_, ++bound_, number));
}

bool Query::next() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code != SQLITE_DONE) {
        connection_.fail(code, "step");
    }
    return false;
}

void Query::run() {
    if (next()) {
        throw OperatingError(FailureKind::permanent, "database: unexpected row");
    }
}

std::string Query::text(int column) const {
    const void* bytes = sqlite3_column_blob(statement_, column);
    const int length = sqlite3_column_bytes(statement_, column);
    return bytes == nullptr
               ? std::string()
               : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

std::int64_t Query::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

Connection::Connection(const std::string& path, Mode mode) : mode_(mode) {
    switch_off_statistics();
    const int flags = SQLITE_OPEN_NOMUTEX |
                      (mode == Mode::read_only ? SQLITE_OPEN_READONLY
                                               : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    const int code = sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr);
    if (code != SQLITE_OK) {
        const std::string why = handle_ != nullptr ? sqlite3_errmsg(handle_) : "out of memory";
        sqlite3_close_v2(handle_);
        throw OperatingError(kind_of(code), "database: cannot open " + path + ": " + why);
    }
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_busy_timeout(handle_, busy_timeout_ms);
    try {
        execute("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;");
    } catch (...) {
        sqlite3_close_v2(handle_);
        throw;
    }
}

Connection::~Connection() {
    for (const auto& [sql, statement] : statements_) {
        sqlite3_finalize(statement);
    }
    sqlite3_close_v2(handle_);
}

Query Connection::query(std::string_view sql) {
    if (failure_.has_value() && mode_ == Mode::read_write) {
        throw OperatingError(*failure_);
    }
    sqlite3_stmt*& home = statements_[sql];
    sqlite3_stmt* statement = std::exchange(home, nullptr);
    if (statement == nullptr) {
        const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                            SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
        if (code != SQLITE_OK) {
            fail(code, "prepare");
        }
    }
    return {*this, statement, &home};
}

void Connection::fail(int code, const char* doing) {
    OperatingError error = sqlite_error(handle_, code, doing);
    if (!failure_.has_value()) {
        failure_ = error;
    }
    throw OperatingError(error);
}

void Connection::execute(const std::string& sql) {
    const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        throw sqlite_error(handle_, code, "execute");
    }
}

std::string Connection::single(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr);
    if (code != SQLITE_OK) {
        throw sqlite_error(handle_, code, "prepare");
    }
    Query query(*this, statement, nullptr);
    return query.next() ? query.text(0) : std::string();
}

}  // namespace foerderwerk::database
