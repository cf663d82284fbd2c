// SPDX-License-Identifier: EUPL-1.2
// Goal: the guides for authors of rules and of programmes are true: each command in them gives what
// they say. Method: the blocks of a guide in their order; one with a file name is written into an
// empty folder, and the commands of a console block run there, with output and exit code compared.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/wait.h>

namespace foerderwerk::system_tests {
namespace {

namespace fs = std::filesystem;

struct Block {
    std::string kind;  ///< "xml", "json", "console"
    std::string file;  ///< empty: only shown
    std::string text;
};

std::vector<Block> blocks_of(const fs::path& guide) {
    std::ifstream file(guide);
    std::vector<Block> blocks;
    bool inside = false;
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("```")) {
            if (inside)
                blocks.back().text += line + "\n";
            continue;
        }
        inside = !inside;
        if (!inside)
            continue;
        const std::size_t blank = line.find(' ');
        blocks.push_back({line.substr(3, blank == std::string::npos ? blank : blank - 3),
                          blank == std::string::npos ? "" : line.substr(blank + 1), ""});
    }
    return blocks;
}

struct Step {
    std::string command;
    std::string expected;  ///< output, and "[exit code N]" when it is not 0
};

std::vector<Step> steps_of(const std::string& console) {
    std::vector<Step> steps;
    std::size_t start = 0;
    while (start < console.size()) {
        const std::size_t end = console.find('\n', start);
        const std::string line = console.substr(start, end - start);
        if (line.starts_with("$ ")) {
            steps.push_back({line.substr(2), ""});
        } else {
            steps.at(steps.size() - 1).expected += line + "\n";
        }
        start = end + 1;
    }
    return steps;
}

std::string run(const fs::path& folder, const std::string& command) {
    const fs::path programs =
        fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "bin";
    const std::string line = "cd '" + folder.string() + "' && PATH='" + programs.string() +
                             "':$PATH && export PATH && " + command + " 2>&1";
    std::string output;
    FILE* pipe = ::popen(line.c_str(), "r");
    char part[4096];
    for (std::size_t count = 0; (count = std::fread(part, 1, sizeof part, pipe)) > 0;)
        output.append(part, count);
    const int status = ::pclose(pipe);
    if (WEXITSTATUS(status) != 0)
        output += "[exit code " + std::to_string(WEXITSTATUS(status)) + "]\n";
    return output;
}

/// Runs a guide in a new folder; gives the number of its commands.
std::size_t run_guide(const std::string& guide) {
    std::string name = (fs::temp_directory_path() / "guide-XXXXXX").string();
    const fs::path folder = ::mkdtemp(name.data());
    std::size_t commands = 0;
    for (const Block& block : blocks_of(fs::path(FOERDERWERK_SOURCE_DIR "/docs/guides") / guide)) {
        if (!block.file.empty()) {
            fs::create_directories((folder / block.file).parent_path());
            std::ofstream(folder / block.file) << block.text;
        }
        if (block.kind != "console")
            continue;
        for (const Step& step : steps_of(block.text)) {
            ++commands;
            EXPECT_EQ(run(folder, step.command), step.expected) << step.command;
        }
    }
    fs::remove_all(folder);
    return commands;
}

TEST(AuthorsGuides, EveryCommandOfTheRulesGuideGivesWhatItSays) {
    EXPECT_GE(run_guide("rules.md"), 8U);
}

TEST(AuthorsGuides, EveryCommandOfTheWorkflowGuideGivesWhatItSays) {
    // NOLINTNEXTLINE(cert-env33-c,concurrency-mt-unsafe): a fixed command, and one thread
    if (std::system("dot -V >/dev/null 2>&1") != 0)
        GTEST_SKIP() << "the program dot (package graphviz) is missing";
    EXPECT_GE(run_guide("workflows.md"), 11U);
}

}  // namespace
}  // namespace foerderwerk::system_tests
