// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/types/failure.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace foerderwerk::database {

class Connection;

/// How long a connection waits for a lock of another one.
inline constexpr int busy_timeout_ms = 5000;

/// A prepared statement in use: bind in order, step, read. Must go before its connection.
class Query {
public:
    /// Owns `statement`; leaves it in `*home`, reset, when it goes. Without a home, or when the
    /// home is taken by then, the statement goes too.
    Query(Connection& connection, sqlite3_stmt* statement, sqlite3_stmt** home)
        : connection_(connection), statement_(statement), home_(home) {}
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    ~Query();

    Query& bind(std::string_view text);
    Query& bind_bytes(std::string_view bytes);
    Query& bind(std::int64_t number);

    /// True while there is a row. Throws OperatingError.
    [[nodiscard]] bool next();
    /// Runs a statement that gives no rows. Throws OperatingError.
    void run();

    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;

private:
    Query& bound(int code);

    Connection& connection_;
    sqlite3_stmt* statement_;
    sqlite3_stmt** home_;
    int bound_ = 0;
};

/// One connection and its prepared statements. Not shared by threads.
class Connection {
public:
    enum class Mode { read_write, read_only };
    /// ":memory:" is a database of its own. Throws OperatingError.
    Connection(const std::string& path, Mode mode);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// `sql` must live as long as the connection: it is the key of the statement cache. The same
    /// text may be in use more than once at a time.
    [[nodiscard]] Query query(std::string_view sql);
    /// Runs one or more statements without parameters.
    void execute(const std::string& sql);
    /// The single integer or text that a statement gives.
    [[nodiscard]] std::string single(const std::string& sql);

    /// The first query that failed since `forget_failure`. Until then a connection that writes
    /// refuses every further query: what is left of a half-failed unit of work must not reach a
    /// commit, and after SQLite rolled back by itself each statement would commit on its own.
    [[nodiscard]] const std::optional<OperatingError>& failure() const { return failure_; }
    void forget_failure() { failure_.reset(); }

    /// Translates a result code of SQLite, keeps it as `failure` and throws it.
    [[noreturn]] void fail(int code, const char* doing);

    [[nodiscard]] sqlite3* handle() const { return handle_; }

private:
    Mode mode_;
    sqlite3* handle_ = nullptr;
    std::unordered_map<std::string_view, sqlite3_stmt*> statements_;  ///< those not in use
    std::optional<OperatingError> failure_;
};

/// A result code of SQLite as an OperatingError.
[[nodiscard]] OperatingError sqlite_error(sqlite3* connection, int code, const char* doing);

}  // namespace foerderwerk::database
