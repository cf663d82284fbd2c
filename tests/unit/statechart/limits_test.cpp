// SPDX-License-Identifier: EUPL-1.2
// Goal: a chart that does not come to rest, or grows without bound, ends in an error value.
// Method: hostile charts, each with the way it tries to run away.
#include <gtest/gtest.h>

#include "engine/statechart/css_time.hpp"
#include "tests/unit/statechart/chart_runner.hpp"

namespace foerderwerk::statechart {
namespace {

TEST(StepLimits, RunawayChartsFail) {
    const struct {
        const char* name;
        const char* chart;
    } rows[] = {
        {"eventless circle",
         "<state id='a'><transition target='b'/></state>"
         "<state id='b'><transition target='a'/></state>"},
        {"eventless without target", "<state id='a'><transition cond='true'/></state>"},
        {"raising itself",
         "<state id='a'><onentry><raise event='e'/></onentry>"
         "<transition event='e' target='a'/></state>"},
        {"sending itself",
         "<state id='a'><onentry><send event='e'/></onentry>"
         "<transition event='e' target='a'/></state>"},
        {"an error in handling errors",
         "<state id='a'><onentry><assign location='x' expr='1'/>"
         "</onentry><transition event='error' target='a'/></state>"},
        {"a condition that fails without end",
         "<state id='a'><transition cond='x' target='a'/>"
         "</state>"},
        {"a list in a list",
         "<datamodel><data id='l' expr='[1,2,3,4,5,6,7,8,9,10]'/></datamodel>"
         "<state id='a'><onentry><foreach array='l' item='i'>"
         "<foreach array='l' item='j'><foreach array='l' item='k'>"
         "<foreach array='l' item='m'><foreach array='l' item='n'>"
         "<log label='x'/></foreach></foreach></foreach></foreach></foreach>"
         "</onentry></state>"},
        {"a flood of events",
         "<datamodel><data id='l' expr='for i in 1..20000 return i'/>"
         "</datamodel><state id='a'><onentry><foreach array='l' item='i'>"
         "<raise event='e'/></foreach></onentry></state>"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.name);
        ChartRunner runner(row.chart);
        runner.start();
        EXPECT_EQ(runner.failure, "STEP_LIMIT");
    }
}

TEST(StepLimits, ValuesCannotGrowWithoutBound) {
    // Shared lists cost nothing in memory and everything when they are written out.
    ChartRunner runner(
        "<datamodel><data id='l' expr='[1]'/><data id='failed' expr='0'/></datamodel>"
        "<state id='a'><transition event='e'><assign location='l' expr='[l, l]'/></transition>"
        "<transition event='error.execution'><assign location='failed' expr='failed + 1'/>"
        "</transition></state>");
    runner.start();
    const Surroundings around{runner, runner.environment, {}};
    Event event;
    event.name = "e";
    for (int i = 0; i < 100; ++i) {
        ASSERT_TRUE(step(runner.document, runner.session, event, around).has_value());
    }
    EXPECT_NE(runner.variable("failed"), "0");
    EXPECT_TRUE(session_to_json(runner.document, runner.session).has_value());
}

TEST(CssTime, Table) {
    const struct {
        const char* text;
        long long nanoseconds;
    } rows[] = {
        {"0s", 0},
        {"1s", 1'000'000'000},
        {"1.5s", 1'500'000'000},
        {"200ms", 200'000'000},
        {".5s", 500'000'000},
        {"+2s", 2'000'000'000},
        {"0.0000000001s", 0},
        {"", -1},
        {"s", -1},
        {"1", -1},
        {"1h", -1},
        {"-1s", -1},
        {"1.s", -1},
        {"1..5s", -1},
        {"1e3s", -1},
        {"99999999999999999999s", -1},
        {"3162240001s", -1},
    };
    for (const auto& row : rows) {
        const auto parsed = parse_css_time(row.text);
        EXPECT_EQ(parsed ? parsed->count() : -1, row.nanoseconds) << row.text;
    }
}

}  // namespace
}  // namespace foerderwerk::statechart
