// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>

#include "connectors/console/house.hpp"

namespace foerderwerk::console {

/// Where the command line finds the daemon, and how the caller proves who they are.
struct CommandLineSettings {
    std::string config;  ///< --config; empty when not given
    std::string socket;  ///< --socket or FOERDERWERK_SOCKET; empty: as the configuration says
    std::string token;   ///< --token or FOERDERWERK_TOKEN; empty: the user id of the process
};

/// Who runs what a command line asks for.
struct CommandLineTargets {
    /// Asks the daemon.
    std::function<CommandAnswer(const CommandLineSettings&, const CommandRequest&)> remote;
    /// Without a daemon: message *, workflow *, case replay BUNDLE, log verify --dir.
    std::function<CommandAnswer(const CommandLineSettings&, const CommandRequest&)> local;
    /// serve, setup, doctor, db migrate, db status: the daemon's own; gives the exit code.
    std::function<int(const CommandLineSettings&, const std::string& command,
                      const Json& arguments)>
        house_keeping;
};

/// Reads the command line, runs it and prints the answer: results on stdout, everything else on
/// stderr. Files that the command line names are read here and travel in the arguments, so the
/// daemon opens no path of its callers. Exit codes: see CommandAnswer.
[[nodiscard]] int run_command_line(int argc, const char* const* argv,
                                   const CommandLineTargets& targets);

}  // namespace foerderwerk::console
