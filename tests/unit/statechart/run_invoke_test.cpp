// SPDX-License-Identifier: EUPL-1.2
// Goal: invocations start at the end of the macrostep, end with their state, and events from
// them are finalized; the interpreter's side of section 6.4 of the Recommendation.
// Method: a host that notes what is invoked; answers are sent by hand with the invokeid.
#include <gtest/gtest.h>

#include "tests/unit/statechart/chart_runner.hpp"

namespace foerderwerk::statechart {
namespace {

#define CHILD(attributes) "<invoke type='case' " attributes "/>"

const ChartRow rows[] = {
    {"starts with the state, ends with it",
     "<state id='a'>" CHILD("id='c'") "<transition event='e' target='b'/></state><state id='b'/>",
     "e", "b", "invoke:c uninvoke:c"},
    {"a made id begins with the state's",
     "<datamodel><data id='id'/></datamodel><state id='a'>" CHILD(
         "idlocation='id'") "<transition event='e'><log label='id' "
                            "expr='id'/></transition></state>",
     "e", "a", "invoke:a.1 id=a.1"},
    {"a state left in the same macrostep invokes nothing",
     "<state id='a'>" CHILD("id='c'") "<transition target='b'/></state><state id='b'>" CHILD(
         "id='d'") "</state>",
     "", "b", "invoke:d"},
    {"parameters",
     "<datamodel><data id='n' expr='1'/></datamodel><state id='a'>" CHILD(
         "id='c' namelist='n'") "</state>",
     "", "a", "invoke:c={n: 1}"},
    {"an argument that fails cancels the invocation",
     "<state id='a'>" CHILD("id='c' namelist='nowhere'") "<transition event='error.execution'><log "
                                                         "label='EXE'/></transition></state>",
     "", "a", "EXE"},
    {"a type nobody knows is an error",
     "<state id='a'><invoke type='unsupported' id='c'/>"
     "<transition event='error.execution'><log label='EXE'/></transition></state>",
     "", "a", "EXE"},
    {"autoforward copies external events",
     "<state id='a'>" CHILD(
         "id='c' autoforward='true'") "<transition event='e'>"
                                      "<raise event='internal'/></transition></state>",
     "e f", "a", "invoke:c forward:c:e forward:c:f"},
    {"sending to a running child",
     "<state id='a'>" CHILD("id='c'") "<transition event='e'>"
                                      "<send event='x' target='#_c'/></transition></state>",
     "e", "a", "invoke:c send:x>#_c"},
    {"the end of the session ends its children",
     "<state id='a'>" CHILD("id='c'") "<transition event='e' target='f'/></state>"
                                      "<final id='f'/>",
     "e", "f", "invoke:c uninvoke:c"},
};

TEST(RunInvoke, Table) {
    for (const ChartRow& row : rows) {
        run_row(row);
    }
}

Event answer(const char* name, const char* invokeid, int value) {
    feel::Context data;
    data.set("n", feel::Value(value));
    Event event;
    event.name = name;
    event.invokeid = invokeid;
    event.data = feel::Value(std::move(data));
    return event;
}

TEST(RunInvoke, FinalizeRunsBeforeTransitionsAreSelected) {
    ChartRunner runner(
        "<datamodel><data id='n' expr='0'/></datamodel>"
        "<state id='a'><invoke type='case' id='c'><finalize>"
        "<assign location='n' expr='_event.data.n'/></finalize></invoke>"
        "<invoke type='case' id='d'><finalize><assign location='n' expr='0'/></finalize></invoke>"
        "<transition event='answer' cond='n = 5' target='b'/></state><state id='b'/>");
    runner.start();
    runner.send(answer("answer", "c", 4));
    EXPECT_EQ(runner.active(), "a");
    EXPECT_EQ(runner.variable("n"), "4");
    runner.send(answer("answer", "c", 5));
    EXPECT_EQ(runner.active(), "b");
}

TEST(RunInvoke, EmptyFinalizeWritesParametersBack) {
    ChartRunner runner(
        "<datamodel><data id='n' expr='1'/><data id='m' expr='1'/></datamodel>"
        "<state id='a'><invoke type='case' id='c'><param name='n' location='n'/>"
        "<param name='m' expr='m'/><finalize/></invoke></state>");
    runner.start();
    runner.send(answer("answer", "c", 9));
    EXPECT_EQ(runner.variable("n"), "9");
    EXPECT_EQ(runner.variable("m"), "1");
}

TEST(RunInvoke, AnInvocationEndsWithItsDoneEvent) {
    ChartRunner runner(
        "<state id='a'><invoke type='case' id='c'/><transition event='say'>"
        "<send event='x' target='#_c'/></transition><transition event='done.invoke.c'>"
        "<log label='done' expr='_event.data.n'/></transition>"
        "<transition event='error.communication'><log label='gone'/></transition></state>");
    runner.start();
    runner.send("say");
    runner.send(answer("done.invoke.c", "c", 3));
    EXPECT_TRUE(runner.session.invocations.empty());
    runner.send("say");
    EXPECT_EQ(runner.trace(), "invoke:c send:x>#_c done=3 gone");
}

TEST(RunInvoke, AChartInsideContentIsCompiledWithItsParent) {
    ChartRunner runner(
        "<state id='a'><invoke type='scxml'><content><scxml xmlns='http://www.w3.org/2005/07/scxml'"
        " version='1.0'><final id='f'/></scxml></content></invoke></state>");
    const Invoke& invoke = runner.document.states[1].invokes.at(0);
    ASSERT_NE(invoke.document, nullptr);
    EXPECT_TRUE(invoke.document->find_state("f").has_value());
}

}  // namespace
}  // namespace foerderwerk::statechart
