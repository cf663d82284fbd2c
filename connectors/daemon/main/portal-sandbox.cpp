// SPDX-License-Identifier: EUPL-1.2
// The portal's side of the connection as a program of its own: `portal-sandbox CONFIG.toml`.

#include <exception>
#include <iostream>
#include <string>

#include "connectors/daemon/ending_signals.hpp"
#include "connectors/daemon/run_portal_sandbox.hpp"
#include "connectors/daemon/sandbox_settings.hpp"

namespace {

constexpr int usage_error = 2;

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
    foerderwerk::daemon::run_portal_sandbox(*settings, started,
                                            foerderwerk::daemon::wait_for_the_end);
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
    foerderwerk::daemon::block_ending_signals();
    try {
        return run(first);
    } catch (const std::exception& error) {
        std::cerr << "portal-sandbox: " << error.what() << '\n';
        return 1;
    }
}
