// SPDX-License-Identifier: EUPL-1.2
// Goal: the main job works through the real interfaces, on both of its paths. Method: runs the
// demonstration script, which fails at the first step that does not, and reads its last line.
#include <array>
#include <cstdio>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

namespace foerderwerk::tests {
namespace {

namespace fs = std::filesystem;

struct DemoRun {
    int code = 0;
    std::string last_line;
};

DemoRun demo(const std::string& options) {
    const fs::path bin = fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "bin";
    const std::string command =
        "FOERDERWERK_BIN=" + bin.string() + " tests/system/demo.sh --json " + options;
    FILE* pipe = ::popen(command.c_str(), "r");
    DemoRun run;
    std::array<char, 4096> line{};
    while (std::fgets(line.data(), line.size(), pipe) != nullptr) {
        run.last_line = line.data();
    }
    run.code = ::pclose(pipe);
    return run;
}

TEST(Demo, AnApplicationIsDecidedPaidAndReplayed) {
    const DemoRun run = demo("");
    ASSERT_EQ(run.code, 0);
    EXPECT_NE(run.last_line.find("\"state\":\"abgeschlossen\",\"paid_cents\":30000,"
                                 "\"replay\":\"identical\",\"log\":\"verified\"}"),
              std::string::npos)
        << run.last_line;
}

TEST(Demo, AnApplicationIsRefused) {
    const DemoRun run = demo("--reject");
    ASSERT_EQ(run.code, 0);
    EXPECT_NE(run.last_line.find("\"state\":\"abgelehnt\",\"paid_cents\":0,"), std::string::npos)
        << run.last_line;
}

}  // namespace
}  // namespace foerderwerk::tests
