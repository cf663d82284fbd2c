// SPDX-License-Identifier: EUPL-1.2
#include "connectors/database/sqlite_store.hpp"

#include <cerrno>
#include <filesystem>
#include <mutex>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include "connectors/database/group_commit.hpp"
#include "connectors/database/migrate_schema.hpp"
#include "connectors/database/sqlite_rows.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::database {

namespace {

constexpr const char* memory_path = ":memory:";

/// Held as long as the store lives; the operating system lets go of it when the process dies.
class ProcessLock {
public:
    explicit ProcessLock(const std::string& path) {
        descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (descriptor_ < 0) {
            throw OperatingError(FailureKind::misconfigured, "database: cannot create " + path);
        }
        if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
            ::close(descriptor_);
            throw OperatingError(FailureKind::misconfigured,
                                 "database: another process holds " + path);
        }
    }
    ~ProcessLock() { ::close(descriptor_); }
    ProcessLock(const ProcessLock&) = delete;
    ProcessLock& operator=(const ProcessLock&) = delete;

private:
    int descriptor_ = -1;
};

/// One database has one name, whatever link leads to it: the lock stands beside that name.
StoreSettings checked(StoreSettings settings) {
    if (settings.path.empty() || settings.batch_max == 0 || settings.checkpoint_pages == 0) {
        throw OperatingError(FailureKind::misconfigured,
                             "database: path, batch_max and checkpoint_pages must not be empty");
    }
    if (settings.path != memory_path) {
        std::error_code error;
        const auto path = std::filesystem::weakly_canonical(settings.path, error);
        if (error) {
            throw OperatingError(FailureKind::misconfigured,
                                 "database: " + settings.path + ": " + error.message());
        }
        settings.path = path.string();
    }
    return settings;
}

void require_setting(Connection& connection, const std::string& pragma,
                     const std::string& expected) {
    const std::string found = connection.single("PRAGMA " + pragma);
    if (found != expected) {
        throw OperatingError(FailureKind::misconfigured,
                             "database: " + pragma + " is " + found + " and must be " + expected);
    }
}

class Snapshot {
public:
    explicit Snapshot(Connection& connection) : connection_(connection) {
        connection_.execute("BEGIN");
    }
    ~Snapshot() { sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr); }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

private:
    Connection& connection_;
};

void read_snapshot(Connection& connection, const std::function<void(ports::StoreReader&)>& work) {
    const Snapshot snapshot(connection);
    SqliteRows rows(connection);
    work(rows);
}

}  // namespace

struct SqliteStore::Parts {
    explicit Parts(StoreSettings given)
        : settings(checked(std::move(given))),
          in_memory(settings.path == memory_path),
          lock(in_memory ? nullptr : std::make_unique<ProcessLock>(settings.path + ".lock")),
          writer(settings.path, Connection::Mode::read_write) {
        if (!in_memory) {
            require_setting(writer, "journal_mode = WAL", "wal");
        }
        // Rows of one step lie all over the trees, as cases have random ids: 32 MB of them at hand.
        writer.execute(
            "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = "
            "-32000;");
        require_setting(writer, "synchronous", "2");
        // What a unit may have to undo is kept in memory, not in a temporary file for each.
        writer.execute("PRAGMA temp_store = MEMORY");
        require_setting(writer, "temp_store", "2");
        // A destroyed key must not survive in free pages.
        require_setting(writer, "secure_delete = ON", "1");
        require_setting(writer, "wal_autocheckpoint", "0");
        bring_to_newest();
        commits =
            std::make_unique<GroupCommit>(writer, settings.batch_max, settings.checkpoint_pages);
    }

    void bring_to_newest() {
        const std::int64_t present = present_schema(writer);
        const bool older = present > 0 && present < newest_schema();
        if (older && !settings.migrate) {
            throw OperatingError(FailureKind::misconfigured,
                                 "database: its schema has version " + std::to_string(present) +
                                     ", this program needs version " +
                                     std::to_string(newest_schema()) +
                                     "; run `foerderwerk db migrate` first");
        }
        if (older && !settings.copy_before.empty()) {
            backup(settings.path, settings.copy_before);
        }
        migrate_schema(writer);
    }

    std::unique_ptr<Connection> take_reader() {
        const std::lock_guard guard(readers_mutex);
        if (readers.empty()) {
            return std::make_unique<Connection>(settings.path, Connection::Mode::read_only);
        }
        std::unique_ptr<Connection> reader = std::move(readers.back());
        readers.pop_back();
        return reader;
    }

    void give_back(std::unique_ptr<Connection> reader) {
        const std::lock_guard guard(readers_mutex);
        readers.push_back(std::move(reader));
    }

    StoreSettings settings;
    bool in_memory;
    std::unique_ptr<ProcessLock> lock;
    Connection writer;
    std::mutex readers_mutex;
    std::vector<std::unique_ptr<Connection>> readers;
    std::unique_ptr<GroupCommit> commits;  // last: its thread ends before what it uses
};

SqliteStore::SqliteStore(StoreSettings settings)
    : parts_(std::make_unique<Parts>(std::move(settings))) {}

SqliteStore::~SqliteStore() = default;

void SqliteStore::write(const std::function<void(ports::UnitOfWork&)>& work) {
    parts_->commits->write(work);
}

void SqliteStore::read(const std::function<void(ports::StoreReader&)>& work) {
    if (parts_->in_memory) {
        // A database in memory has one connection; what looks like a read waits its turn.
        parts_->commits->write([&work](ports::UnitOfWork& unit) { work(unit); });
        return;
    }
    // When `work` throws, the connection goes too: who knows what it met.
    std::unique_ptr<Connection> reader = parts_->take_reader();
    read_snapshot(*reader, work);
    parts_->give_back(std::move(reader));
}

struct SqliteReader::Parts {
    explicit Parts(const std::string& path) : connection(path, Connection::Mode::read_only) {}
    Connection connection;
};

SqliteReader::SqliteReader(const std::string& path) : parts_(std::make_unique<Parts>(path)) {
    const std::int64_t present = present_schema(parts_->connection);
    if (present != newest_schema()) {
        throw OperatingError(FailureKind::misconfigured,
                             "database: schema version " + std::to_string(present) + ", expected " +
                                 std::to_string(newest_schema()) +
                                 "; run `foerderwerk db migrate`");
    }
}

SqliteReader::~SqliteReader() = default;

void SqliteReader::read(const std::function<void(ports::StoreReader&)>& work) {
    read_snapshot(parts_->connection, work);
}

SchemaVersions schema_versions(const std::string& path) {
    Connection connection(path, Connection::Mode::read_only);
    return {.present = present_schema(connection), .newest = newest_schema()};
}

namespace {

void copy_whole(Connection& source, const std::string& to) {
    Connection target(to, Connection::Mode::read_write);
    sqlite3_backup* copying = sqlite3_backup_init(target.handle(), "main", source.handle(), "main");
    if (copying == nullptr) {
        throw sqlite_error(target.handle(), sqlite3_errcode(target.handle()), "backup");
    }
    const int code = sqlite3_backup_step(copying, -1);
    sqlite3_backup_finish(copying);
    if (code != SQLITE_DONE) {
        throw sqlite_error(nullptr, code, "backup");
    }
    // One file without a log beside it: whoever moves the copy cannot leave half of it behind.
    require_setting(target, "journal_mode = DELETE", "delete");
    const std::string verdict = target.single("PRAGMA integrity_check");
    if (verdict != "ok") {
        throw OperatingError(FailureKind::corrupt, "database: the copy is not sound: " + verdict);
    }
}

}  // namespace

void backup(const std::string& from, const std::string& to) {
    Connection source(from, Connection::Mode::read_only);
    const int reserved = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (reserved < 0) {
        const std::error_code why(errno, std::generic_category());
        throw OperatingError(errno == EEXIST ? FailureKind::permanent : FailureKind::misconfigured,
                             "database: cannot create " + to + ": " + why.message());
    }
    ::close(reserved);
    try {
        copy_whole(source, to);
    } catch (...) {
        // Half a copy must not be taken for a backup one day.
        for (const char* suffix : {"", "-journal", "-wal", "-shm"}) {
            ::unlink((to + suffix).c_str());
        }
        throw;
    }
}

}  // namespace foerderwerk::database
