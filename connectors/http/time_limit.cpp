// SPDX-License-Identifier: EUPL-1.2
#include "connectors/http/time_limit.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine/types/failure.hpp"

namespace foerderwerk::http {

TimeLimit::TimeLimit(int descriptor, std::chrono::milliseconds most)
    : descriptor_(::fcntl(descriptor, F_DUPFD_CLOEXEC, 0)) {
    if (descriptor_ < 0) {
        throw OperatingError(FailureKind::transient, "no descriptor left for a connection");
    }
    const auto end = std::chrono::steady_clock::now() + most;
    thread_ = std::thread([this, end] { watch(end); });
}

TimeLimit::~TimeLimit() {
    {
        const std::lock_guard lock(mutex_);
        done_ = true;
    }
    changed_.notify_one();
    thread_.join();
    ::close(descriptor_);
}

bool TimeLimit::over() const {
    const std::lock_guard lock(mutex_);
    return over_;
}

void TimeLimit::watch(std::chrono::steady_clock::time_point end) {
    std::unique_lock lock(mutex_);
    over_ = !changed_.wait_until(lock, end, [this] { return done_; });
    if (over_) {
        ::shutdown(descriptor_, SHUT_RDWR);
    }
}

}  // namespace foerderwerk::http
