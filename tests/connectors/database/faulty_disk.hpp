// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>

namespace foerderwerk::database {

/// SQLite's view of the disk, between it and the real one, for databases that are opened while
/// this lives: counts, and fails on demand. One at a time; all databases are closed before it goes.
class FaultyDisk {
public:
    FaultyDisk();
    ~FaultyDisk();
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;

    /// From now on `writes` more writes go through; every later one finds the disk full.
    void fill_after(int writes);
    /// From now on every sync fails, as a broken device does.
    void break_syncs();
    void repair();

    [[nodiscard]] bool met_fault() const;
    /// Syncs of write-ahead logs so far.
    [[nodiscard]] int wal_syncs() const;
};

}  // namespace foerderwerk::database
