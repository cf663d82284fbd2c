// SPDX-License-Identifier: EUPL-1.2
// The authority's side as one program: the daemon and its command line.

#include <csignal>
#include <exception>
#include <iostream>

#include "connectors/daemon/ending_signals.hpp"
#include "connectors/daemon/run_foerderwerk.hpp"

int main(int argc, char** argv) {
    const bool serves = argc > 1 && std::string_view(argv[1]) == "serve";
    if (serves) {
        foerderwerk::daemon::block_ending_signals();
    }
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return foerderwerk::daemon::run_foerderwerk(argc, argv,
                                                    foerderwerk::daemon::wait_for_the_end);
    } catch (const std::exception& error) {
        std::cerr << "foerderwerk: " << error.what() << '\n';
        return 1;
    }
}
