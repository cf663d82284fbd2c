// SPDX-License-Identifier: EUPL-1.2
// Goal: executable content and the data model do what chapters 4 to 6 of the Recommendation and
// formats.md ("FEEL in SCXML") say, errors included.
// Method: small charts; each is stored and loaded before every step (ChartRunner).
#include <gtest/gtest.h>

#include "tests/unit/statechart/chart_runner.hpp"

namespace foerderwerk::statechart {
namespace {

#define DATA(content) "<datamodel>" content "</datamodel>"
// An atomic state with the given entry actions that shows which errors come.
#define ENTRY(content)                                                                         \
    "<state id='a'><onentry>" content                                                          \
    "</onentry>"                                                                               \
    "<transition event='error.execution'><log label='EXE' expr='_event.sendid'/></transition>" \
    "<transition event='error.communication'><log label='COM'/></transition>"                  \
    "<transition event='*'><log label='got' expr='_event.name'/></transition></state>"

const ChartRow content_rows[] = {
    {"raise is internal and in order", ENTRY("<raise event='x'/><raise event='y'/>"), "", "a",
     "got=x got=y"},
    {"internal events come before those sent to oneself, in the same step",
     ENTRY("<send event='ext'/><raise event='int'/>"), "", "a", "got=int got=ext"},
    {"#_internal", ENTRY("<send event='one'/><send event='two' target='#_internal'/>"), "", "a",
     "got=two got=one"},
    {"own session as target", ENTRY("<send event='x' targetexpr='\"#_scxml_\" + _sessionid'/>"), "",
     "a", "got=x"},
    {"location of the event processor",
     ENTRY("<send event='x' targetexpr='_ioprocessors.scxml.location'/>"), "", "a", "got=x"},
    {"if, elseif, else",
     DATA("<data id='n' expr='2'/>")
         ENTRY("<if cond='n = 1'><log label='one'/><elseif cond='n = 2'/><log label='two'/>"
               "<log label='too'/><else/><log label='other'/></if>"),
     "", "a", "two too"},
    {"else",
     DATA("<data id='n' expr='3'/>")
         ENTRY("<if cond='n = 1'><log label='one'/><else/><log label='other'/></if>"),
     "", "a", "other"},
    {"a condition in if that fails counts as false, the block goes on",
     ENTRY("<if cond='nowhere'><log label='one'/><else/><log label='other'/></if>"
           "<log label='rest'/>"),
     "", "a", "other rest EXE"},
    {"a condition that is no boolean is an error and false",
     "<state id='a'><transition event='e' cond='1 + 1' target='b'/>"
     "<transition event='error.execution'><log label='EXE'/></transition></state><state id='b'/>",
     "e", "a", "EXE"},
    {"a name that nobody declared is an error inside a comparison too",
     "<state id='a'><transition event='e' cond='nowhere = null' target='b'/>"
     "<transition event='error.execution'><log label='EXE'/></transition></state><state id='b'/>",
     "e", "a", "EXE"},
    {"a member that some items of a filter lack is none",
     DATA("<data id='l' expr='[{x: 1}, {y: 2}]'/>") "<state id='a'><transition event='e' "
                                                    "cond='count(l[x = 1]) = 1' target='b'/>"
                                                    "</state><state id='b'/>",
     "e", "b", ""},
    {"a condition that is a legitimate null is one too",
     DATA("<data id='n' expr='null'/>") "<state id='a'><transition event='e' cond='n' target='b'/>"
                                        "<transition event='error.execution'><log "
                                        "label='EXE'/></transition></state><state id='b'/>",
     "e", "a", "EXE"},
    {"foreach over a list with index from 1",
     DATA("<data id='list'>[10, 20, 30]</data>")
         ENTRY("<foreach array='list' item='i' index='k'><log label='' expr='i + k'/></foreach>"),
     "", "a", "11 22 33"},
    {"foreach declares its variables, over an empty list too",
     DATA("<data id='list' expr='[]'/>")
         ENTRY("<foreach array='list' item='i'/><log label='null' expr='i = null'/>"),
     "", "a", "null=true"},
    {"foreach does not see its list change",
     DATA("<data id='list' expr='[1, 2]'/><data id='n' expr='0'/>")
         ENTRY("<foreach array='list' item='i'><assign location='list' expr='[]'/>"
               "<assign location='n' expr='n + i'/></foreach><log label='n' expr='n'/>"),
     "", "a", "n=3"},
    {"foreach over something else is an error",
     ENTRY("<foreach array='5' item='i'><log label='in'/></foreach><log label='rest'/>"), "", "a",
     "EXE"},
    {"foreach with an impossible name is an error",
     ENTRY("<foreach array='[1]' item='a-b'><log label='in'/></foreach>"), "", "a", "EXE"},
    {"foreach cannot write a system variable",
     ENTRY("<foreach array='[1]' item='_event'><log label='in'/></foreach>"), "", "a", "EXE"},
    {"an error in foreach ends it and its block",
     ENTRY("<foreach array='[1, 2]' item='i'><log label='in'/><assign location='nowhere' "
           "expr='1'/></foreach><log label='rest'/>"),
     "", "a", "in EXE"},
    {"an error ends its block only",
     "<state id='a'><onentry><assign location='nowhere' expr='1'/><log label='skipped'/></onentry>"
     "<onentry><log label='second'/></onentry><transition event='error.execution'>"
     "<log label='EXE' expr='_event.type'/></transition></state>",
     "", "a", "second EXE=platform"},
    {"script assigns, in order, with strings, comments and brackets",
     DATA("<data id='n' expr='1'/><data id='t'/>")
         ENTRY("<script>n = n + 1; // a; comment = here\n t = \"a;b=c\" /* ; */ ;"
               "n = [n, n + 1][2]; </script><log label='n' expr='n'/><log label='t' expr='t'/>"),
     "", "a", "n=3 t=a;b=c"},
    {"root script runs before the first state",
     DATA("<data id='n' expr='1'/>") "<script>n = 5</script>" ENTRY("<log label='n' expr='n'/>"),
     "", "a", "n=5"},
    {"assign to members and elements",
     DATA("<data id='c' expr='{a: 1, l: [1, 2]}'/>")
         ENTRY("<assign location='c.b' expr='2'/><assign location='c.l[2]' expr='9'/>"
               "<log label='' expr='c.a + c.b + c.l[2]'/>"),
     "", "a", "12"},
    {"assign inline content",
     DATA("<data id='c'/>")
         ENTRY("<assign location='c'>[1, 2]</assign><log label='c' expr='count(c)'/>"
               "<assign location='c'>a   text\n here</assign><log label='c' expr='c'/>"),
     "", "a", "c=2 c=a text here"},
    {"assign to a system variable is an error", ENTRY("<assign location='_sessionid' expr='1'/>"),
     "", "a", "EXE"},
    {"assigning what is an error leaves the variable",
     DATA("<data id='n' expr='1'/>")
         ENTRY("<assign location='n' expr='nowhere'/>") "<state id='b'/>",
     "", "a", "EXE"},
    {"a legitimate null is a value",
     DATA("<data id='n' expr='1'/>")
         ENTRY("<assign location='n' expr='null'/><log label='n' expr='n = null'/>"),
     "", "a", "n=true"},
    {"a function cannot be kept",
     DATA("<data id='n' expr='1'/>") ENTRY("<assign location='n' expr='function(x) x'/>"), "", "a",
     "EXE"},
    {"data that cannot be had is empty and raises an error",
     DATA("<data id='n' expr='nowhere'/>")
         ENTRY("<assign location='n' expr='1'/><log label='n' expr='n'/>"),
     "", "a", "n=1 EXE"},
    {"early binding binds the data of states that were never active",
     ENTRY("<log label='n' expr='n'/>") "<state id='b'>" DATA("<data id='n' expr='2'/>") "</state>",
     "", "a", "n=2"},
    {"late binding binds on first entry, before the entry actions, and once",
     "<state id='a'><onentry><log label='null' expr='n = null'/></onentry>"
     "<transition event='e' target='b'/></state><state id='b'>" DATA(
         "<data id='n' expr='2'/>") "<onentry><log label='n' expr='n'/><assign location='n' "
                                    "expr='3'/></onentry>"
                                    "<transition event='e' target='a'/></state>",
     "e e e", "b", "null=true n=2 null=false n=3", "binding='late'"},
    {"log with an expression that fails is an error", ENTRY("<log label='l' expr='nowhere'/>"), "",
     "a", "EXE"},
    {"extension elements reach the host, which may write",
     DATA("<data id='n'/>")
         ENTRY("<fw:decide table='r.dmn' decision='d' inputexpr='40 + 2' location='n'/>"
               "<log label='n' expr='n'/><fw:refuse code='NO'/><log label='rest'/>"),
     "", "a", "custom:decide n=42 EXE"},
};

const ChartRow send_rows[] = {
    {"to another target", ENTRY("<send event='x' target='#_scxml_other'/>"), "", "a",
     "send:x>#_scxml_other"},
    {"of another type, with content",
     ENTRY("<send event='x' type='portal' target='there'><content expr='1 + 1'/></send>"), "", "a",
     "send:x>there=2"},
    {"parameters and namelist",
     DATA("<data id='n' expr='1'/>")
         ENTRY("<send event='x' type='portal' namelist='n'><param name='p' expr='n + 1'/></send>"),
     "", "a", "send:x={n: 1, p: 2}"},
    {"unsupported type is error.execution with the sendid",
     ENTRY("<send id='s7' event='x' type='unsupported'/><log label='rest'/>"), "", "a", "EXE=s7"},
    {"illegal target is error.execution", ENTRY("<send event='x' target='!no'/>"), "", "a",
     "EXE=send.1"},
    {"unreachable target is error.communication",
     ENTRY("<send event='x' target='#_scxml_nowhere'/>"), "", "a", "COM"},
    {"an invocation that does not run is unreachable", ENTRY("<send event='x' target='#_child'/>"),
     "", "a", "COM"},
    {"a session without a parent cannot reach it", ENTRY("<send event='x' target='#_parent'/>"), "",
     "a", "COM"},
    {"an argument that fails discards the send",
     ENTRY("<send event='x' id='s' namelist='nowhere'/>"), "", "a", "EXE=s"},
    {"delayed sends wait in the session and are evaluated when sent",
     DATA("<data id='n' expr='1'/>")
         ENTRY("<send event='late' delay='1.5s'><param name='n' expr='n'/></send>"
               "<send event='soon' delayexpr='\"200ms\"'/><assign location='n' expr='2'/>"),
     "@next @next @next", "a", "delay:late={n: 1} delay:soon got=soon got=late nothing-delayed"},
    {"a delay as duration", ENTRY("<send event='x' delayexpr='duration(\"PT1H\")'/>"), "@next", "a",
     "delay:x got=x"},
    {"a delay that is none", ENTRY("<send id='s' event='x' delayexpr='\"soon\"'/>"), "", "a",
     "EXE=s"},
    {"a legal date in place of a delay",
     ENTRY("<send event='deadline.x' fw:due='date(\"2026-02-28\")'/>"), "@next", "a",
     "delay:deadline.x got=deadline.x"},
    {"a due date that is none", ENTRY("<send id='s' event='x' fw:due='1'/>"), "", "a", "EXE=s"},
    {"a delayed send to the outside goes out when it is due",
     ENTRY("<send event='x' type='portal' delay='1s'/>"), "@next", "a", "delay:x send:x"},
    {"cancel by id takes all sends of that id",
     ENTRY("<send id='s' event='x' delay='1s'/><send id='s' event='y' delay='2s'/>"
           "<send event='z' delay='3s'/><cancel sendid='s'/><cancel sendid='unknown'/>"),
     "@next", "a", "delay:x delay:y delay:z cancel:x cancel:y got=z"},
    {"cancel by expression and idlocation",
     DATA("<data id='id'/>")
         ENTRY("<send idlocation='id' event='x' delay='1s'/><log label='id' expr='id'/>"
               "<cancel sendidexpr='id'/>"),
     "", "a", "delay:x id=send.1 cancel:x"},
    {"the end discards what is delayed",
     "<state id='a'><onentry><send event='x' delay='1s'/></onentry>"
     "<transition event='e' target='f'/></state><final id='f'/>",
     "e", "f", "delay:x cancel:x"},
};

const ChartRow event_rows[] = {
    {"fields of a sent event",
     "<state id='a'><onentry><send id='s1' event='x'/></onentry><transition event='x'>"
     "<log label='' expr='_event.name + \" \" + _event.type + \" \" + _event.sendid'/>"
     "<log label='' expr='_event.origin'/><log label='' expr='_event.invokeid = null'/>"
     "</transition></state>",
     "", "a", "x external s1 #_scxml_s1 true"},
    {"a sendid nobody gave is null",
     "<state id='a'><onentry><send event='x'/></onentry><transition event='x'>"
     "<log label='' expr='_event.sendid = null'/></transition></state>",
     "", "a", "true"},
    {"fields of a raised event",
     "<state id='a'><onentry><raise event='x'/></onentry><transition event='x'>"
     "<log label='' expr='_event.type'/><log label='' expr='_event.origin = null'/>"
     "<log label='' expr='_event.data = null'/></transition></state>",
     "", "a", "internal true true"},
    {"an error event says where",
     "<state id='a'><onentry><assign location='nowhere' expr='1'/></onentry>"
     "<transition event='error'><log label='' expr='_event.data.place'/></transition></state>",
     "", "a", "line 1"},
    {"_name and _sessionid",
     "<state id='a'><onentry><log label='' expr='_name'/>"
     "<log label='' expr='_sessionid'/></onentry></state>",
     "", "a", "chart s1", "name='chart'"},
    {"_event is not there before the first event",
     "<state id='a'><onentry><log label='' expr='_event.name'/></onentry>"
     "<transition event='error.execution'><log label='EXE'/></transition></state>",
     "", "a", "EXE"},
};

TEST(RunContent, Actions) {
    for (const ChartRow& row : content_rows) {
        run_row(row);
    }
}

TEST(RunContent, Sends) {
    for (const ChartRow& row : send_rows) {
        run_row(row);
    }
}

TEST(RunContent, Events) {
    for (const ChartRow& row : event_rows) {
        run_row(row);
    }
}

TEST(RunContent, StartArgumentsReplaceDataOfTheRootOnly) {
    ChartRunner runner(DATA("<data id='n' expr='1'/>") "<state id='a'>" DATA(
        "<data id='m' expr='2'/>") "</state>");
    feel::Context arguments;
    arguments.set("n", feel::Value(10));
    arguments.set("m", feel::Value(20));
    arguments.set("unknown", feel::Value(30));
    runner.start(arguments);
    EXPECT_EQ(runner.variable("n"), "10");
    EXPECT_EQ(runner.variable("m"), "2");
    EXPECT_EQ(runner.variable("unknown"), "undeclared");
}

TEST(RunContent, ChangedVariablesAreNamedOnce) {
    ChartRunner runner(DATA("<data id='n' expr='1'/><data id='m' expr='2'/>")
                       "<state id='a'><transition event='e'><assign location='n' expr='n + 1'/>"
                       "<assign location='n' expr='n + 1'/></transition></state>");
    runner.start();
    runner.send("e");
    EXPECT_EQ(runner.last.changed_variables, std::vector<std::string>{"n"});
    EXPECT_EQ(runner.variable("n"), "3");
}

TEST(RunContent, PlatformVariablesOfTheCallerStandUnderX) {
    ChartRunner runner(
        "<state id='a'><onentry><log label='' expr='_x.n'/>"
        "<assign location='_x' expr='1'/></onentry>"
        "<transition event='error.execution'><log label='EXE'/></transition></state>");
    feel::Context platform;
    platform.set("n", feel::Value(4));
    feel::Context variables;
    variables.set("_x", feel::Value(std::move(platform)));
    variables.set("other", feel::Value(5));
    const feel::ContextVariables outer(variables);
    runner.environment.variables = &outer;
    runner.start();
    EXPECT_EQ(runner.trace(), "4 EXE");
}

TEST(RunContent, ProblemsAreToldWithTheirPlace) {
    ChartRunner runner("<state id='a'><transition event='e' cond='nowhere'/></state>");
    runner.start();
    runner.send("e");
    ASSERT_EQ(runner.last.problems.size(), 1u);
    EXPECT_EQ(runner.last.problems[0].code, "error.execution");
    EXPECT_EQ(runner.last.problems[0].place, "line 1");
    EXPECT_NE(runner.last.problems[0].text, "");
}

TEST(RunContent, TextsDerivedFromPersonalValuesAreMarked) {
    ChartRunner runner(DATA("<data id='p'/><data id='t'/><data id='n'/>")
                       "<state id='a'><transition event='e'>"
                       "<assign location='p' expr='_event.data'/>"
                       "<assign location='t' expr='{greeting: \"Hallo \" + p, other: 1}'/>"
                       "<assign location='n' expr='string length(p)'/></transition></state>");
    runner.start();
    runner.send("e", feel::Value::personal(feel::Value("Erika"), "kontakt"));
    const feel::Value* text = runner.session.data.find("t")->find("greeting");
    ASSERT_NE(text, nullptr);
    EXPECT_EQ(text->as_string(), "Hallo Erika");
    ASSERT_NE(text->mark(), nullptr);
    EXPECT_EQ(text->mark()->subject, "kontakt");
    EXPECT_EQ(runner.session.data.find("t")->find("other")->mark(), nullptr);
    EXPECT_EQ(runner.session.data.find("n")->mark(), nullptr);
}

}  // namespace
}  // namespace foerderwerk::statechart
