// SPDX-License-Identifier: EUPL-1.2
#include "connectors/database/group_commit.hpp"

#include <sqlite3.h>

#include "connectors/database/sqlite_rows.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::database {

namespace {

int remember_wal_pages(void* pages, sqlite3*, const char*, int count) {
    *static_cast<std::size_t*>(pages) = static_cast<std::size_t>(count);
    return SQLITE_OK;
}

// Beyond so many times the usual length the log is overgrown, and readers are waited for.
constexpr std::size_t overgrown_factor = 8;
constexpr int wait_for_readers_ms = 100;

FailureKind kind_of(const std::exception& exception) {
    const auto* operating = dynamic_cast<const OperatingError*>(&exception);
    return operating != nullptr ? operating->kind() : FailureKind::transient;
}

}  // namespace

GroupCommit::GroupCommit(Connection& connection, std::size_t batch_max,
                         std::size_t checkpoint_pages)
    : connection_(connection), batch_max_(batch_max), checkpoint_pages_(checkpoint_pages) {
    sqlite3_wal_hook(connection_.handle(), remember_wal_pages, &wal_pages_);
    writer_ = std::thread([this] { run(); });
}

GroupCommit::~GroupCommit() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    work_arrived_.notify_all();
    writer_.join();
}

void GroupCommit::write(const std::function<void(ports::UnitOfWork&)>& work) {
    FOERDERWERK_REQUIRE(std::this_thread::get_id() != writer_.get_id(),
                        "a unit of work must not wait for another one");
    Job job;
    job.work = &work;
    std::future<void> done = job.done.get_future();
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) {
            throw OperatingError(FailureKind::transient, "database: the writer is stopping");
        }
        waiting_.push_back(&job);
    }
    work_arrived_.notify_one();
    done.get();
    for (Job* next : job.next) {
        if (next != nullptr) {
            wake(*next);
        }
    }
    if (job.failure) {
        std::rethrow_exception(job.failure);
    }
}

std::size_t GroupCommit::waiting() {
    const std::lock_guard lock(mutex_);
    return waiting_.size();
}

void GroupCommit::run() {
    std::vector<Job*> batch;
    batch.reserve(batch_max_);
    std::unique_lock lock(mutex_);
    while (true) {
        work_arrived_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty()) {
            return;
        }
        batch.clear();
        while (!waiting_.empty() && batch.size() < batch_max_) {
            batch.push_back(waiting_.front());
            waiting_.pop_front();
        }
        lock.unlock();
        run_batch(batch);
        answer(batch);
        // After the answers: a checkpoint must not delay those who are already on disk.
        checkpoint_if_due();
        lock.lock();
    }
}

void GroupCommit::wake(Job& job) {
    // A caller that has its answer takes its job along.
    std::promise<void> done = std::move(job.done);
    done.set_value();
}

void GroupCommit::answer(const std::vector<Job*>& batch) {
    for (std::size_t i = 0; i < batch.size(); ++i) {
        for (std::size_t k = 0; k < batch[i]->next.size(); ++k) {
            const std::size_t next = 2 * i + 1 + k;
            batch[i]->next[k] = next < batch.size() ? batch[next] : nullptr;
        }
    }
    wake(*batch.front());
}

void GroupCommit::run_batch(const std::vector<Job*>& batch) {
    try {
        connection_.execute("BEGIN IMMEDIATE");
        for (Job* job : batch) {
            run_in_savepoint(*job);
        }
        connection_.execute("COMMIT");
    } catch (const std::exception& exception) {
        // The commit itself failed (disk full, for instance): nothing of the batch is kept, so
        // nobody in it may believe otherwise. Each gets an exception that no other thread sees.
        if (sqlite3_get_autocommit(connection_.handle()) == 0) {
            sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
        }
        for (Job* job : batch) {
            job->failure = std::make_exception_ptr(
                OperatingError(kind_of(exception), std::string(exception.what())));
        }
    }
}

void GroupCommit::run_in_savepoint(Job& job) {
    connection_.forget_failure();
    connection_.query("SAVEPOINT unit").run();
    try {
        SqliteRows rows(connection_);
        (*job.work)(rows);
        // Fails when the work swallowed a failure: what it wrote around that is half a unit.
        connection_.query("RELEASE unit").run();
    } catch (...) {
        job.failure = std::current_exception();
        const std::optional<OperatingError> cause = connection_.failure();
        connection_.forget_failure();
        if (sqlite3_get_autocommit(connection_.handle()) != 0) {
            // SQLite rolled the whole transaction back by itself (SQLITE_FULL, SQLITE_IOERR). What
            // is no fault of the data is no fault of the other units: they may come again.
            const bool corrupt = cause && cause->kind() == FailureKind::corrupt;
            throw OperatingError(corrupt ? FailureKind::corrupt : FailureKind::transient,
                                 std::string("database: the transaction was lost: ") +
                                     (cause ? cause->what() : "for an unknown cause"));
        }
        connection_.query("ROLLBACK TO unit").run();
        connection_.query("RELEASE unit").run();
    }
}

void GroupCommit::checkpoint_if_due() {
    if (wal_pages_ < wal_checkpointed_) {
        wal_checkpointed_ = 0;  // the log began anew
    }
    if (wal_pages_ - wal_checkpointed_ < checkpoint_pages_) {
        return;
    }
    // PASSIVE never waits for readers. But readers that overlap one another for ever would keep
    // the log from beginning anew, and it would fill the disk: an overgrown one is worth a wait.
    const bool overgrown = wal_pages_ >= overgrown_factor * checkpoint_pages_;
    sqlite3_busy_timeout(connection_.handle(), wait_for_readers_ms);
    // A failure (disk full) is no loss: the log keeps everything, and the checkpoint after the
    // next pages tries again.
    sqlite3_wal_checkpoint_v2(connection_.handle(), nullptr,
                              overgrown ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE,
                              nullptr, nullptr);
    sqlite3_busy_timeout(connection_.handle(), busy_timeout_ms);
    wal_checkpointed_ = wal_pages_;
}

}  // namespace foerderwerk::database
