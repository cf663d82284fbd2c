// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>

#include "engine/ports/case_store.hpp"

namespace foerderwerk::database {

struct StoreSettings {
    std::string path;                    ///< file, or ":memory:" (then `read` waits for the writer)
    std::size_t batch_max = 64;          ///< units of work that share one commit
    std::size_t checkpoint_pages = 400;  ///< of the write-ahead log; small bites, often
    bool migrate = true;                 ///< false: an older schema is refused, an empty file taken
    std::string copy_before{};           ///< an older database is copied to this new file first
};

/// The store on SQLite.
///
/// One connection in one process writes and checkpoints; all others are read-only and never
/// checkpoint (the WAL-reset bug of SQLite 3.7.0 to 3.51.2 loses commits otherwise). A lock file
/// beside the database keeps a second process out. `synchronous` is FULL: an answered commit is
/// on disk.
///
/// The constructor migrates an older schema when it may, and throws OperatingError: misconfigured
/// when another process holds the database, the schema is newer than this program or older and not
/// to be migrated, the file is another program's, or a setting did not take; permanent when the
/// copy exists already; corrupt when the file is no sound database.
///
/// A failed call spoils its unit of work: even when `work` swallows the OperatingError, nothing of
/// the unit is kept and its caller gets that error.
class SqliteStore : public ports::CaseStore {
public:
    explicit SqliteStore(StoreSettings settings);
    ~SqliteStore() override;
    SqliteStore(const SqliteStore&) = delete;
    SqliteStore& operator=(const SqliteStore&) = delete;

    void write(const std::function<void(ports::UnitOfWork&)>& work) override;
    void read(const std::function<void(ports::StoreReader&)>& work) override;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// A store that is only read: for checks beside a running daemon, and offline. Not shared by
/// threads. Throws like SqliteStore, and misconfigured when the schema is not the newest.
class SqliteReader {
public:
    explicit SqliteReader(const std::string& path);
    ~SqliteReader();
    void read(const std::function<void(ports::StoreReader&)>& work);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// Version of the schema in the file, and the newest this program knows.
struct SchemaVersions {
    std::int64_t present = 0;
    std::int64_t newest = 0;
};
[[nodiscard]] SchemaVersions schema_versions(const std::string& path);

/// Copies the database while it is in use, with SQLite's backup interface; `to` must not exist
/// (OperatingError permanent). The copy is one file, checked (`PRAGMA integrity_check`) before the
/// call returns; when anything fails there is no copy.
void backup(const std::string& from, const std::string& to);

}  // namespace foerderwerk::database
