// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/measure_start.hpp"

#include <chrono>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "connectors/http/http_client.hpp"
#include "engine/types/failure.hpp"
#include "tests/performance/machine_load.hpp"

namespace foerderwerk::performance {

namespace {

constexpr std::size_t starts = 3;
constexpr double seconds_max = 60;

pid_t spawn(std::vector<std::string> words) {
    const pid_t child = ::fork();
    if (child != 0) {
        return child;
    }
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, 1);
    ::dup2(nowhere, 2);
    std::vector<char*> arguments;
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    ::execv(arguments.front(), arguments.data());
    ::_exit(127);
}

double millis_until_answer(const std::string& program, const std::filesystem::path& house) {
    http::ClientSettings settings;
    settings.base = "unix:" + (house / "foerderwerk.sock").string();
    const http::HttpClient client(settings);
    const double begin = MachineLoad::now_seconds();
    const pid_t daemon =
        spawn({program, "serve", "--config", (house / "foerderwerk.toml").string()});
    bool answered = false;
    while (!answered && MachineLoad::now_seconds() - begin < seconds_max &&
           ::waitpid(daemon, nullptr, WNOHANG) == 0) {
        const auto answer = client.send({.method = "GET", .path = "/healthz"});
        answered = answer.has_value() && answer->status == 200;
        if (!answered) {
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }
    const double millis = (MachineLoad::now_seconds() - begin) * 1000;
    ::kill(daemon, SIGTERM);
    ::waitpid(daemon, nullptr, 0);
    if (!answered) {
        throw OperatingError(FailureKind::permanent, "the daemon gave no answer");
    }
    return millis;
}

double millis_of_help(const std::string& program) {
    const double begin = MachineLoad::now_seconds();
    ::waitpid(spawn({program, "--help"}), nullptr, 0);
    return (MachineLoad::now_seconds() - begin) * 1000;
}

}  // namespace

std::optional<Figure> measure_start(const std::filesystem::path& house) {
    const std::string program = std::string(FOERDERWERK_BIN_DIR) + "/foerderwerk";
    if (!std::filesystem::exists(program)) {
        return std::nullopt;
    }
    std::vector<double> serve;
    std::vector<double> help;
    for (std::size_t i = 0; i < starts; ++i) {
        help.push_back(millis_of_help(program));
        serve.push_back(millis_until_answer(program, house));
    }
    return Figure{.name = "from serve to the first answer",
                  .unit = "ms",
                  .ours = median(serve),
                  .reference = median(help),
                  .reference_name = "foerderwerk --help",
                  .less_is_better = true,
                  .target = {}};
}

}  // namespace foerderwerk::performance
