// SPDX-License-Identifier: EUPL-1.2
#include "connectors/daemon/ending_signals.hpp"

#include <csignal>

namespace foerderwerk::daemon {

namespace {

sigset_t ending_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    return signals;
}

}  // namespace

void block_ending_signals() {
    const sigset_t signals = ending_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void wait_for_the_end() {
    const sigset_t signals = ending_signals();
    int received = 0;
    sigwait(&signals, &received);
}

}  // namespace foerderwerk::daemon
