// SPDX-License-Identifier: EUPL-1.2
#include "tests/connectors/database/child_process.hpp"

#include <exception>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace foerderwerk::database {

ChildProcess::ChildProcess(const std::function<void(const Tell&)>& act) {
    int ends[2] = {-1, -1};
    if (::pipe(ends) != 0) {
        return;
    }
    id_ = ::fork();
    if (id_ != 0) {
        ::close(ends[1]);
        told_ = ends[0];
        return;
    }
    ::close(ends[0]);
    // Lines this short are written whole or not at all.
    const Tell tell = [&ends](const std::string& text) {
        const std::string line = text + "\n";
        if (::write(ends[1], line.data(), line.size()) < 0) {
            ::_exit(2);
        }
    };
    try {
        act(tell);
    } catch (const std::exception& exception) {
        tell(exception.what());
    }
    ::_exit(0);
}

ChildProcess::~ChildProcess() {
    kill();
    ::close(told_);
}

std::string ChildProcess::hear() {
    std::string line;
    char byte = 0;
    while (::read(told_, &byte, 1) == 1) {
        if (byte == '\n') {
            return line;
        }
        line += byte;
    }
    return "";
}

void ChildProcess::kill() {
    if (id_ > 0) {
        ::kill(id_, SIGKILL);
        ::waitpid(id_, nullptr, 0);
        id_ = -1;
    }
}

}  // namespace foerderwerk::database
