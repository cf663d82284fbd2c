// SPDX-License-Identifier: EUPL-1.2
// Goal: corners of the Recommendation that the suite at hand leaves out mean what its text says.
// Method: the charts of tests/data/scxml, one a corner, with what must come worked out by hand from
// the section that each names; each ends in the state "pass" and no other. Kept as text and by
// processes that are killed after each commit.
#include <gtest/gtest.h>

#include "tests/conformance/scxml/run_suite.hpp"

namespace foerderwerk::scxml_suite {
namespace {

class Corners : public testing::TestWithParam<Keeping> {};

TEST_P(Corners, OfTheRecommendation) {
    const auto outcomes = run_suite(FOERDERWERK_SOURCE_DIR "/tests/data/scxml", GetParam());
    EXPECT_GE(outcomes.size(), 60U);
    for (const Outcome& outcome : outcomes) {
        EXPECT_EQ(outcome.verdict, Verdict::passed) << outcome.document << ": " << outcome.why;
    }
}

INSTANTIATE_TEST_SUITE_P(Kept, Corners, testing::Values(Keeping::text, Keeping::crash),
                         [](const auto& row) {
                             return row.param == Keeping::text ? "AsText" : "InSqliteAndKilled";
                         });

}  // namespace
}  // namespace foerderwerk::scxml_suite
