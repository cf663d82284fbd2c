// SPDX-License-Identifier: EUPL-1.2
#include "connectors/daemon/background_work.hpp"

#include <exception>

namespace foerderwerk::daemon {

BackgroundWork::BackgroundWork(std::chrono::milliseconds pause, Work work, Report report)
    : pause_(pause), work_(std::move(work)), report_(std::move(report)) {
    thread_ = std::thread([this] { run(); });
}

BackgroundWork::~BackgroundWork() {
    stop();
}

void BackgroundWork::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) {
        thread_.join();
    }
}

bool BackgroundWork::try_work() {
    try {
        return work_();
    } catch (const std::exception& failure) {
        // Also what nobody expected: one bad item must not take the whole house down.
        report_(failure.what());
        return false;
    }
}

void BackgroundWork::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        const bool again = try_work();
        lock.lock();
        if (!again) {
            wake_.wait_for(lock, pause_, [this] { return stopping_; });
        }
    }
}

}  // namespace foerderwerk::daemon
