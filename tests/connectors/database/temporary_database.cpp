// SPDX-License-Identifier: EUPL-1.2
#include "tests/connectors/database/temporary_database.hpp"

#include <cstdlib>

#include <sqlite3.h>

namespace foerderwerk::database {

TemporaryFolder::TemporaryFolder() {
    std::string folder = (std::filesystem::temp_directory_path() / "database-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) {
        throw OperatingError(FailureKind::misconfigured, "no temporary folder");
    }
    path_ = folder;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

StoreSettings DatabaseTest::settings() const {
    StoreSettings settings;
    settings.path = path;
    return settings;
}

std::unique_ptr<SqliteStore> DatabaseTest::open() {
    return std::make_unique<SqliteStore>(settings());
}

std::uintmax_t DatabaseTest::wal_bytes() const {
    const std::string wal = path + "-wal";
    return std::filesystem::exists(wal) ? std::filesystem::file_size(wal) : 0;
}

RawDatabase::RawDatabase(const std::string& path) : handle_(nullptr, &sqlite3_close) {
    sqlite3* handle = nullptr;
    sqlite3_open(path.c_str(), &handle);
    handle_.reset(handle);
}

std::string RawDatabase::run(const std::string& sql) {
    char* message = nullptr;
    sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, &message);
    std::string text = message != nullptr ? message : "";
    sqlite3_free(message);
    return text;
}

std::string RawDatabase::ask(const std::string& sql) {
    std::string answer;
    const auto keep = [](void* target, int columns, char** values, char**) {
        if (columns > 0 && values[0] != nullptr) {
            *static_cast<std::string*>(target) = values[0];
        }
        return 1;
    };
    sqlite3_exec(handle_.get(), sql.c_str(), keep, &answer, nullptr);
    return answer;
}

std::string RawDatabase::plan(const std::string& sql) {
    std::string steps;
    const auto add = [](void* target, int columns, char** values, char**) {
        *static_cast<std::string*>(target) += std::string(values[columns - 1]) + "\n";
        return 0;
    };
    sqlite3_exec(handle_.get(), ("EXPLAIN QUERY PLAN " + sql).c_str(), add, &steps, nullptr);
    return steps;
}

std::optional<FailureKind> failure_of(const std::function<void()>& act) {
    try {
        act();
    } catch (const OperatingError& error) {
        return error.kind();
    }
    return std::nullopt;
}

std::uint64_t append_unit(ports::UnitOfWork& unit, const std::string& case_id,
                          std::int64_t number) {
    const std::uint64_t seq = unit.log_size();
    const auto byte = static_cast<char>(seq);
    unit.append_record({seq, case_id, number, "record", std::string(32, byte)},
                       {seq, "entry", std::string(32, byte)}, std::to_string(seq + 1));
    unit.put_note("count", std::to_string(std::stoull(unit.note("count").value_or("0")) + 1));
    return seq;
}

std::uint64_t write_unit(ports::CaseStore& store, const std::string& case_id, std::int64_t number) {
    std::uint64_t seq = 0;
    store.write([&](ports::UnitOfWork& unit) { seq = append_unit(unit, case_id, number); });
    return seq;
}

std::uint64_t whole_units(ports::StoreReader& store) {
    const std::uint64_t size = store.log_size();
    std::uint64_t records = 0;
    store.for_each_record("", [&](const ports::RecordRow& row) { EXPECT_EQ(row.seq, records++); });
    std::uint64_t entries = 0;
    store.for_each_entry(0, UINT32_MAX,
                         [&](const ports::EntryRow& row) { EXPECT_EQ(row.seq, entries++); });
    EXPECT_EQ(records, size);
    EXPECT_EQ(entries, size);
    EXPECT_EQ(store.note("count").value_or("0"), std::to_string(size));
    EXPECT_EQ(store.log_frontier(), size == 0 ? "" : std::to_string(size));
    return size;
}

std::uint64_t whole_units(SqliteStore& store) {
    std::uint64_t size = 0;
    store.read([&](ports::StoreReader& reader) { size = whole_units(reader); });
    return size;
}

}  // namespace foerderwerk::database
