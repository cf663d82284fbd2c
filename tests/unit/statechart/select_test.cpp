// SPDX-License-Identifier: EUPL-1.2
// Goal: a caller learns before a step which transitions an event would take and which ones only
// their condition keeps from it, without anything happening.
// Method: one chart, several events; transitions are named by fw:step.
#include <gtest/gtest.h>

#include "tests/unit/statechart/chart_runner.hpp"

namespace foerderwerk::statechart {
namespace {

constexpr const char* chart =
    "<datamodel><data id='n' expr='1'/></datamodel>"
    "<parallel id='p'><transition event='e' fw:step='outer' target='z'/>"
    "<state id='r1'><state id='a'>"
    "<transition event='e' fw:step='high' cond='n &gt; _event.data' target='b'/>"
    "<transition event='e' fw:step='low' cond='n = _event.data' target='b'/>"
    "<transition event='broken' fw:step='broken' cond='nowhere' target='b'/></state>"
    "<state id='b'/></state>"
    "<state id='r2'><transition event='e' fw:step='second' cond='_event.data = 0'/></state>"
    "</parallel><state id='z'/>";

std::string steps(const Document& document, const std::vector<TransitionIndex>& transitions) {
    std::string text;
    for (const TransitionIndex index : transitions) {
        text += (text.empty() ? "" : " ") +
                *find_extension(document.transitions[index].extensions, "step");
    }
    return text;
}

TEST(Select, TellsEnabledAndGuardedOff) {
    ChartRunner runner(chart);
    Event event;
    event.name = "e";
    event.data = feel::Value(0);
    EXPECT_TRUE(select(runner.document, runner.session, event, runner.environment).enabled.empty());
    runner.start();
    const struct {
        const char* name;
        int data;
        const char* enabled;
        const char* guarded_off;
        std::size_t problems;
    } rows[] = {
        {"e", 0, "high second", "", 0},
        {"e", 1, "low", "high second", 0},
        {"e", 2, "outer", "high low second", 0},
        {"broken", 0, "", "broken", 1},
        {"other", 0, "", "", 0},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(std::string(row.name) + " " + std::to_string(row.data));
        event.name = row.name;
        event.data = feel::Value(row.data);
        const Selection selection =
            select(runner.document, runner.session, event, runner.environment);
        EXPECT_EQ(steps(runner.document, selection.enabled), row.enabled);
        EXPECT_EQ(steps(runner.document, selection.guarded_off), row.guarded_off);
        EXPECT_EQ(selection.problems.size(), row.problems);
    }
    EXPECT_EQ(runner.active(), "a r2");
    EXPECT_TRUE(runner.session.internal_events.empty());
}

}  // namespace
}  // namespace foerderwerk::statechart
