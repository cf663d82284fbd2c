// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace foerderwerk::http {

/// Cuts a connection when an exchange as a whole takes too long. A socket's own timeouts begin anew
/// with every byte, so that a peer which sends one byte at a time could hold us for ever.
class TimeLimit {
public:
    /// Works on a duplicate of the descriptor: the original may be closed meanwhile.
    TimeLimit(int descriptor, std::chrono::milliseconds most);
    ~TimeLimit();
    TimeLimit(const TimeLimit&) = delete;
    TimeLimit& operator=(const TimeLimit&) = delete;

    /// Whether the connection was cut.
    [[nodiscard]] bool over() const;

private:
    void watch(std::chrono::steady_clock::time_point end);

    int descriptor_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    bool done_ = false;
    bool over_ = false;
    std::thread thread_;
};

}  // namespace foerderwerk::http
