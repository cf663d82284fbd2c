// SPDX-License-Identifier: EUPL-1.2
// Goal: the engine gives what the DMN Technology Compatibility Kit expects at compliance level 2.
// Method: every test file of the shared copy of the kit is run; each failing case is named.
#include <cstdlib>

#include <gtest/gtest.h>

#include "tests/conformance/dmn/tck_cases.hpp"

namespace foerderwerk::conformance {
namespace {

TEST(DmnTck, LevelTwo) {
    const char* shared = std::getenv("FOERDERWERK_SHARED");
    const std::filesystem::path root =
        shared != nullptr ? shared : FOERDERWERK_SOURCE_DIR "/../shared";
    const std::filesystem::path folder = root / "conformance/dmn-tck/compliance-level-2";
    if (!std::filesystem::exists(folder))
        GTEST_SKIP() << "no test kit at " << folder;
    const std::vector<TckOutcome> outcomes = run_tck(folder);
    EXPECT_FALSE(outcomes.empty());
    for (const TckOutcome& outcome : outcomes) {
        EXPECT_TRUE(outcome.passed)
            << outcome.name << ": expected " << outcome.expected << ", got " << outcome.actual;
    }
}

}  // namespace
}  // namespace foerderwerk::conformance
