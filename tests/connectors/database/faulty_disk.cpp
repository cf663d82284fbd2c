// SPDX-License-Identifier: EUPL-1.2
#include "tests/connectors/database/faulty_disk.hpp"

#include <limits>
#include <map>
#include <mutex>
#include <set>

#include <sqlite3.h>

namespace foerderwerk::database {

namespace {

constexpr int endless = std::numeric_limits<int>::max();

/// SQLite calls back into plain functions, so what they need to know stands here. The file objects
/// stay those of the real disk; only their tables of functions are replaced.
struct State {
    sqlite3_vfs* real = nullptr;
    sqlite3_vfs faulty{};
    std::mutex mutex;
    std::map<const sqlite3_io_methods*, sqlite3_io_methods> replaced;
    std::map<sqlite3_file*, const sqlite3_io_methods*> files;
    std::set<sqlite3_file*> wals;
    std::atomic<int> writes_left{endless};
    std::atomic<bool> syncs_fail{false};
    std::atomic<bool> met_fault{false};
    std::atomic<int> wal_syncs{0};
};

State& state() {
    static State state;
    return state;
}

const sqlite3_io_methods* real_methods(sqlite3_file* file) {
    const std::lock_guard lock(state().mutex);
    return state().files.at(file);
}

int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    if (state().writes_left.load() != endless && state().writes_left.fetch_sub(1) <= 0) {
        state().met_fault = true;
        return SQLITE_FULL;
    }
    return real_methods(file)->xWrite(file, bytes, count, offset);
}

int sync(sqlite3_file* file, int flags) {
    bool wal = false;
    {
        const std::lock_guard lock(state().mutex);
        wal = state().wals.contains(file);
    }
    state().wal_syncs += wal ? 1 : 0;
    if (state().syncs_fail) {
        state().met_fault = true;
        return SQLITE_IOERR_FSYNC;
    }
    return real_methods(file)->xSync(file, flags);
}

int close(sqlite3_file* file) {
    const sqlite3_io_methods* methods = real_methods(file);
    {
        const std::lock_guard lock(state().mutex);
        state().files.erase(file);
        state().wals.erase(file);
    }
    file->pMethods = methods;
    return methods->xClose(file);
}

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    const int code = state().real->xOpen(state().real, name, file, flags, out_flags);
    if (code != SQLITE_OK || file->pMethods == nullptr) {
        return code;
    }
    const std::lock_guard lock(state().mutex);
    const sqlite3_io_methods* methods = file->pMethods;
    const auto [place, added] = state().replaced.try_emplace(methods, *methods);
    if (added) {
        place->second.xWrite = write;
        place->second.xSync = sync;
        place->second.xClose = close;
    }
    state().files[file] = methods;
    if ((flags & SQLITE_OPEN_WAL) != 0) {
        state().wals.insert(file);
    }
    file->pMethods = &place->second;
    return code;
}

}  // namespace

FaultyDisk::FaultyDisk() {
    repair();
    state().wal_syncs = 0;
    state().real = sqlite3_vfs_find(nullptr);
    state().faulty = *state().real;
    state().faulty.zName = "faulty";
    state().faulty.xOpen = open;
    sqlite3_vfs_register(&state().faulty, 1);
}

FaultyDisk::~FaultyDisk() {
    sqlite3_vfs_unregister(&state().faulty);
    sqlite3_vfs_register(state().real, 1);
}

void FaultyDisk::fill_after(int writes) {
    state().met_fault = false;
    state().writes_left = writes;
}

void FaultyDisk::break_syncs() {
    state().met_fault = false;
    state().syncs_fail = true;
}

void FaultyDisk::repair() {
    state().met_fault = false;
    state().writes_left = endless;
    state().syncs_fail = false;
}

bool FaultyDisk::met_fault() const {
    return state().met_fault;
}

int FaultyDisk::wal_syncs() const {
    return state().wal_syncs;
}

}  // namespace foerderwerk::database
