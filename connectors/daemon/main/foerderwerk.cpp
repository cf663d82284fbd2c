// SPDX-License-Identifier: EUPL-1.2
// The authority's side as one program: the daemon and its command line.

#include <csignal>
#include <exception>
#include <iostream>

#include "connectors/daemon/run_foerderwerk.hpp"

namespace {

/// Blocked in every thread, so that one place receives them.
sigset_t ending_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    return signals;
}

void wait_for_the_end() {
    const sigset_t signals = ending_signals();
    int received = 0;
    sigwait(&signals, &received);
}

}  // namespace

int main(int argc, char** argv) {
    const bool serves = argc > 1 && std::string_view(argv[1]) == "serve";
    if (serves) {
        const sigset_t signals = ending_signals();
        pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    }
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return foerderwerk::daemon::run_foerderwerk(argc, argv, wait_for_the_end);
    } catch (const std::exception& error) {
        std::cerr << "foerderwerk: " << error.what() << '\n';
        return 1;
    }
}
