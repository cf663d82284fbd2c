// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace foerderwerk::daemon {

/// A thread that repeats one piece of work with a pause, until it is stopped. The work says
/// whether it found something to do: then it is repeated at once. An exception is reported and
/// the work tried again after the pause.
class BackgroundWork {
public:
    using Work = std::function<bool()>;
    using Report = std::function<void(const std::string& what)>;

    BackgroundWork(std::chrono::milliseconds pause, Work work, Report report);
    ~BackgroundWork();
    BackgroundWork(const BackgroundWork&) = delete;
    BackgroundWork& operator=(const BackgroundWork&) = delete;

    /// Finishes the piece of work at hand and returns.
    void stop();

private:
    void run();
    bool try_work();

    std::chrono::milliseconds pause_;
    Work work_;
    Report report_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace foerderwerk::daemon
