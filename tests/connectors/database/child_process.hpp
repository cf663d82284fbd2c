// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>

#include <sys/types.h>

namespace foerderwerk::database {

/// Another process that runs `act` and tells its parent what it wants through a pipe. Made while
/// this process has one thread only; killed when it goes.
class ChildProcess {
public:
    using Tell = std::function<void(const std::string&)>;

    explicit ChildProcess(const std::function<void(const Tell&)>& act);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// The next line that the child told; "" when it ended.
    std::string hear();
    /// Without a last word, as a crash is.
    void kill();

private:
    pid_t id_ = -1;
    int told_ = -1;
};

}  // namespace foerderwerk::database
