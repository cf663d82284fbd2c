// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/run_script.hpp"

#include <array>
#include <cstdio>
#include <sstream>

namespace foerderwerk::performance {

std::map<std::string, std::string> run_script(const std::string& script,
                                              const std::vector<std::string>& arguments) {
    std::string command = "node '" FOERDERWERK_SOURCE_DIR "/tests/performance/" + script + "'";
    for (const std::string& argument : arguments) {
        command += " '" + argument + "'";
    }
    std::map<std::string, std::string> lines;
    FILE* pipe = ::popen(command.c_str(), "r");
    std::array<char, 256> line{};
    while (pipe != nullptr && std::fgets(line.data(), line.size(), pipe) != nullptr) {
        std::istringstream words(line.data());
        std::string name;
        words >> name >> lines[name];
    }
    const bool ended_well = pipe != nullptr && ::pclose(pipe) == 0;
    return ended_well ? lines : std::map<std::string, std::string>{};
}

}  // namespace foerderwerk::performance
