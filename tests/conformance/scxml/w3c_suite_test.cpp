// SPDX-License-Identifier: EUPL-1.2
// Goal: the automatic tests of the W3C SCXML suite pass, each session stored, dropped and loaded
// after every macrostep, child sessions and delayed events included.
// Method: the documents of ../shared/conformance/scxml-irp, their conf: vocabulary mapped to FEEL,
// run on a virtual clock until the state "pass" is reached: kept as JSON, and kept in the database
// by processes that are killed after each commit.
#include <cstdlib>

#include <gtest/gtest.h>

#include "tests/conformance/scxml/run_suite.hpp"

namespace foerderwerk::scxml_suite {
namespace {

namespace fs = std::filesystem;

fs::path suite_folder() {
    const char* shared = std::getenv("FOERDERWERK_SHARED");
    const fs::path root(FOERDERWERK_SOURCE_DIR);
    return (shared != nullptr ? fs::path(shared) : root / "../shared") / "conformance/scxml-irp";
}

class W3cSuite : public testing::TestWithParam<Keeping> {};

TEST_P(W3cSuite, AutomaticTestsPassWithAReloadAfterEveryMacrostep) {
    if (!fs::exists(suite_folder())) {
        GTEST_SKIP() << "the suite is not at " << suite_folder();
    }
    std::size_t passed = 0;
    for (const Outcome& outcome : run_suite(suite_folder(), GetParam())) {
        passed += outcome.verdict == Verdict::passed ? 1 : 0;
        EXPECT_EQ(outcome.verdict, Verdict::passed) << outcome.document << ": " << outcome.why;
    }
    EXPECT_GE(passed, 125U);
}

INSTANTIATE_TEST_SUITE_P(Kept, W3cSuite, testing::Values(Keeping::text, Keeping::crash),
                         [](const auto& row) {
                             return row.param == Keeping::text ? "AsText" : "InSqliteAndKilled";
                         });

}  // namespace
}  // namespace foerderwerk::scxml_suite
