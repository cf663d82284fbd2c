// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

#include "connectors/database/sqlite_connection.hpp"
#include "engine/ports/case_store.hpp"

namespace foerderwerk::database {

/// The one writer: a thread that runs units of work in order of arrival and lets all that are
/// waiting share a commit. While one commit is being synced, the next callers gather. The
/// destructor runs what is waiting and then ends the thread.
class GroupCommit {
public:
    /// `batch_max` and `checkpoint_pages` are at least 1.
    GroupCommit(Connection& connection, std::size_t batch_max, std::size_t checkpoint_pages);
    ~GroupCommit();
    GroupCommit(const GroupCommit&) = delete;
    GroupCommit& operator=(const GroupCommit&) = delete;

    void write(const std::function<void(ports::UnitOfWork&)>& work);

    /// Units of work that have not begun.
    [[nodiscard]] std::size_t waiting();

private:
    struct Job {
        const std::function<void(ports::UnitOfWork&)>* work = nullptr;
        std::exception_ptr failure;
        // One for each: a signal that all of them wait for would wake everybody for every commit.
        std::promise<void> done;
        // Whoever is woken wakes two more, so that the writer need not stop to wake them all.
        std::array<Job*, 2> next{};
    };

    void run();
    static void wake(Job& job);
    static void answer(const std::vector<Job*>& batch);
    void run_batch(const std::vector<Job*>& batch);
    void run_in_savepoint(Job& job);
    void checkpoint_if_due();

    Connection& connection_;
    std::size_t batch_max_;
    std::size_t checkpoint_pages_;
    std::size_t wal_pages_ = 0;         ///< length of the write-ahead log after the last commit
    std::size_t wal_checkpointed_ = 0;  ///< its length at the last checkpoint
    std::mutex mutex_;
    std::condition_variable work_arrived_;
    std::deque<Job*> waiting_;
    bool stopping_ = false;
    std::thread writer_;
};

}  // namespace foerderwerk::database
