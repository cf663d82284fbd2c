// SPDX-License-Identifier: EUPL-1.2
// Goal: the engine gives what the DMN Technology Compatibility Kit expects, and
// docs/conformance.md says exactly where it does not.
// Method: every test file of the shared copy of the kit is run; the cases that fail and the
// figures are compared with the tables of the document.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "tests/conformance/dmn/tck_cases.hpp"

namespace foerderwerk::conformance {
namespace {

std::filesystem::path kit() {
    const char* shared = std::getenv("FOERDERWERK_SHARED");
    const std::filesystem::path root =
        shared != nullptr ? shared : FOERDERWERK_SOURCE_DIR "/../shared";
    return root / "conformance/dmn-tck";
}

std::string document() {
    std::ifstream file(FOERDERWERK_SOURCE_DIR "/docs/conformance.md");
    return {std::istreambuf_iterator<char>(file), {}};
}

// Rows of the form "| `file-test-01.xml` | `id` `id` | reason |".
std::set<std::string> documented_failures() {
    std::set<std::string> failures;
    const std::string text = document();
    const std::regex row("\\| `([^`|]+-test-[^`|]+\\.xml)` \\|([^|]+)\\| [^|]+ \\|\n");
    const std::regex id("`([^`]+)`");
    for (std::sregex_iterator found(text.begin(), text.end(), row), end; found != end; ++found) {
        const std::string ids = (*found)[2];
        for (std::sregex_iterator one(ids.begin(), ids.end(), id); one != end; ++one)
            failures.insert((*found)[1].str() + " " + (*one)[1].str());
    }
    return failures;
}

class DmnTck : public testing::TestWithParam<int> {};

TEST_P(DmnTck, FailsOnlyWhereTheDocumentSaysSo) {
    const std::string level = std::to_string(GetParam());
    const std::filesystem::path folder = kit() / ("compliance-level-" + level);
    if (!std::filesystem::exists(folder))
        GTEST_SKIP() << "no test kit at " << folder;
    const std::set<std::string> documented = documented_failures();
    std::size_t failed = 0;
    const std::vector<TckOutcome> outcomes = run_tck(folder);
    for (const TckOutcome& outcome : outcomes) {
        const bool is_documented = documented.contains(outcome.file + " " + outcome.id);
        failed += outcome.passed ? 0 : 1;
        EXPECT_TRUE(outcome.passed || is_documented) << described(outcome);
        EXPECT_FALSE(outcome.passed && is_documented)
            << outcome.file << " " << outcome.id << " passes, the document says it fails";
    }
    const std::string figures = "| " + level + " | " + std::to_string(outcomes.size()) + " | " +
                                std::to_string(outcomes.size() - failed) + " | " +
                                std::to_string(failed) + " |";
    EXPECT_NE(document().find(figures), std::string::npos)
        << "docs/conformance.md lacks the row " << figures;
    EXPECT_TRUE(GetParam() == 3 || failed == 0) << "level 2 is complete";
}

INSTANTIATE_TEST_SUITE_P(levels, DmnTck, testing::Values(2, 3));

}  // namespace
}  // namespace foerderwerk::conformance
