// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "connectors/database/sqlite_store.hpp"
#include "engine/types/failure.hpp"

struct sqlite3;

namespace foerderwerk::database {

/// A folder of its own for a test, gone after it.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] std::string file(const std::string& name) const {
        return (path_ / name).string();
    }

private:
    std::filesystem::path path_;
};

/// A database file and ways to look at it from the side.
class DatabaseTest : public testing::Test {
protected:
    [[nodiscard]] StoreSettings settings() const;
    std::unique_ptr<SqliteStore> open();
    [[nodiscard]] std::uintmax_t wal_bytes() const;

    TemporaryFolder folder;
    std::string path = folder.file("store.db");
};

/// The database without our store: what any other program could do to it.
class RawDatabase {
public:
    explicit RawDatabase(const std::string& path);

    /// Runs statements; gives SQLite's message, "" when all went through.
    std::string run(const std::string& sql);
    /// The first column of the first row.
    std::string ask(const std::string& sql);
    /// SQLite's query plan, a line a step.
    std::string plan(const std::string& sql);

private:
    std::unique_ptr<sqlite3, int (*)(sqlite3*)> handle_;
};

/// The kind of OperatingError that `act` ends in, and nothing when it goes through.
std::optional<FailureKind> failure_of(const std::function<void()>& act);

/// Appends a record with its entry and counts in the note "count": one unit that is seen half if
/// any part of it is missing. Gives its sequence.
std::uint64_t append_unit(ports::UnitOfWork& unit, const std::string& case_id, std::int64_t number);
std::uint64_t write_unit(ports::CaseStore& store, const std::string& case_id, std::int64_t number);

/// Expects that the store holds whole units only, and gives how many.
std::uint64_t whole_units(ports::StoreReader& store);
std::uint64_t whole_units(SqliteStore& store);

}  // namespace foerderwerk::database
