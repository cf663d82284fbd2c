// SPDX-License-Identifier: EUPL-1.2
// The portal's side of the connection as a program of its own: `portal-sandbox CONFIG.toml`.

#include <csignal>
#include <exception>
#include <iostream>
#include <string>

#include "connectors/daemon/run_portal_sandbox.hpp"
#include "connectors/daemon/sandbox_settings.hpp"

namespace {

constexpr int usage_error = 2;

/// Blocked in every thread, so that one place receives them: wait_for_the_end.
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

int run(const std::string& file) {
    const auto settings = foerderwerk::daemon::read_sandbox_settings(file);
    if (!settings.has_value()) {
        for (const auto& reason : settings.error()) {
            std::cerr << "portal-sandbox: " << reason.place << ": " << reason.text << '\n';
        }
        return usage_error;
    }
    const auto started = [](const std::string& address) {
        std::cout << "portal-sandbox listens on " << address << std::endl;
    };
    foerderwerk::daemon::run_portal_sandbox(*settings, started, wait_for_the_end);
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    const std::string option = count >= 2 ? arguments[1] : "";
    const bool named = count == 3 && option == "--config";
    const std::string first = named ? arguments[2] : option;
    if (first.empty() || (count != 2 && !named) || first.starts_with('-')) {
        std::cerr << "usage: portal-sandbox [--config] CONFIG.toml\n"
                     "Serves the portal's side for trying and testing; see "
                     "config/portal-sandbox.toml.\n";
        return first == "--help" ? 0 : usage_error;
    }
    const sigset_t signals = ending_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    try {
        return run(first);
    } catch (const std::exception& error) {
        std::cerr << "portal-sandbox: " << error.what() << '\n';
        return 1;
    }
}
