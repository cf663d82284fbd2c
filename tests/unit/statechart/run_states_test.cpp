// SPDX-License-Identifier: EUPL-1.2
// Goal: states are entered and left as Appendix D of the Recommendation says: order, defaults,
// parallel regions, histories, final states, internal and targetless transitions, conflicts.
// Method: small charts whose entry and exit actions log; each is stored and loaded before every
// step (ChartRunner).
#include <gtest/gtest.h>

#include "tests/unit/statechart/chart_runner.hpp"

namespace foerderwerk::statechart {
namespace {

// Shorthand for a state that logs its coming and going.
#define LOGS(id)                \
    "<onentry><log label='+" id \
    "'/></onentry>"             \
    "<onexit><log label='-" id "'/></onexit>"

const ChartRow rows[] = {
    {"first child is the default", "<state id='a'/><state id='b'/>", "", "a", ""},
    {"initial attribute", "<state id='a'/><state id='b'/>", "", "b", "", "initial='b'"},
    {"initial element runs its content between parent and child",
     "<state id='p'>" LOGS("p") "<initial><transition target='b'><log label='init'/></transition>"
                                "</initial><state id='a'>" LOGS("a") "</state><state id='b'>" LOGS(
                                    "b") "</state></state>",
     "", "b", "+p init +b"},
    {"initial attribute may reach deep",
     "<state id='p' initial='c'><state id='a'><state id='b'/><state id='c'/></state></state>", "",
     "c", ""},
    {"exit children first, transition content, then enter parents first",
     "<state id='p'>" LOGS("p") "<state id='a'>" LOGS(
         "a") "<transition event='e' target='y'><log label='t'/></transition></state></state>"
              "<state id='x'>" LOGS("x") "<state id='y'>" LOGS("y") "</state></state>",
     "e", "y", "+p +a -a -p t +x +y"},
    {"external transition to a descendant leaves and enters its source",
     "<state id='p'>" LOGS("p") "<transition event='e' target='b'/>"
                                "<state id='a'>" LOGS("a") "</state><state id='b'>" LOGS(
                                    "b") "</state></state>",
     "e", "b", "+p +a -a -p +p +b"},
    {"internal transition to a descendant does not",
     "<state id='p'>" LOGS("p") "<transition type='internal' event='e' target='b'/>"
                                "<state id='a'>" LOGS("a") "</state><state id='b'>" LOGS(
                                    "b") "</state></state>",
     "e", "b", "+p +a -a +b"},
    {"internal transition out of its source is external",
     "<state id='p'>" LOGS("p") "<transition type='internal' event='e' target='q'/></state>"
                                "<state id='q'/>",
     "e", "q", "+p -p"},
    {"internal transition of a parallel is external",
     "<parallel id='p'>" LOGS(
         "p") "<transition type='internal' event='e' target='b'/>"
              "<state id='r'><state id='a'/><state id='b'/></state></parallel>",
     "e", "b", "+p -p +p"},
    {"targetless transition runs its content only",
     "<state id='a'>" LOGS("a") "<transition event='e'><log label='t'/></transition></state>",
     "e e", "a", "+a t t"},
    {"self transition leaves and enters",
     "<state id='a'>" LOGS("a") "<transition event='e' target='a'/></state>", "e", "a", "+a -a +a"},
    {"children come before parents, document order within a state",
     "<state id='p'><transition event='e' target='z'/><state id='a'>"
     "<transition event='e' cond='false' target='z'/><transition event='e' target='b'/>"
     "<transition event='e' target='z'/></state><state id='b'/></state><state id='z'/>",
     "e", "b", ""},
    {"a parent acts when no child does",
     "<state id='p'><transition event='e' target='z'/><state id='a'>"
     "<transition event='other' target='b'/></state><state id='b'/></state><state id='z'/>",
     "e", "z", ""},
    {"an event nobody waits for is dropped", "<state id='a'/>", "x y", "a", ""},
    {"eventless transitions run until none is left",
     "<state id='a'><transition target='b'/></state><state id='b'><transition target='c'/></state>"
     "<state id='c'/>",
     "", "c", ""},
    {"all regions of a parallel are entered in document order",
     "<parallel id='p'>" LOGS("p") "<state id='r1'>" LOGS("r1") "<state id='a'>" LOGS(
         "a") "</state></state><state id='r2'>" LOGS("r2") "</state></parallel>",
     "", "a r2", "+p +r1 +a +r2"},
    {"a target in one region enters the others by default",
     "<state id='s'><transition event='e' target='b'/></state>"
     "<parallel id='p'><state id='r1'><state id='a'/><state id='b'/></state>"
     "<state id='r2'><state id='c'/><state id='d'/></state></parallel>",
     "e", "b c", ""},
    {"targets in two regions",
     "<state id='s'><transition event='e' target='d b'/></state>"
     "<parallel id='p'><state id='r1'><state id='a'/><state id='b'/></state>"
     "<state id='r2'><state id='c'/><state id='d'/></state></parallel>",
     "e", "b d", ""},
    {"regions move together on one event",
     "<parallel id='p'><state id='r1'><state id='a'><transition event='e' target='b'/></state>"
     "<state id='b'/></state><state id='r2'><state id='c'><transition event='e' target='d'/>"
     "</state><state id='d'/></state></parallel>",
     "e", "b d", ""},
    {"of conflicting transitions in two regions the first in document order wins",
     "<parallel id='p'><state id='r1'><state id='a'><transition event='e' target='x'/></state>"
     "</state><state id='r2'><state id='c'><transition event='e' target='y'/></state></state>"
     "</parallel><state id='x'/><state id='y'/>",
     "e", "x", ""},
    {"a transition in a child preempts one of its ancestor",
     "<parallel id='p'><transition event='e' target='x'/><state id='r1'/>"
     "<state id='r2'><state id='c'><transition event='e' target='d'/></state><state id='d'/>"
     "</state></parallel><state id='x'/>",
     "e", "r1 d", ""},
    {"targetless transitions never conflict",
     "<parallel id='p'><state id='r1'><state id='a'><transition event='e'><log label='t1'/>"
     "</transition></state></state><state id='r2'><state id='c'>"
     "<transition event='e' target='x'><log label='t2'/></transition></state></state>"
     "</parallel><state id='x'/>",
     "e", "x", "t1 t2"},
    {"exit order is the reverse of document order across regions",
     "<parallel id='p'>" LOGS("p") "<transition event='e' target='z'/>"
                                   "<state id='r1'>" LOGS("r1") "</state><state id='r2'>" LOGS(
                                       "r2") "</state></parallel>"
                                             "<state id='z'/>",
     "e", "z", "+p +r1 +r2 -r2 -r1 -p"},
    {"done.state of a compound state",
     "<state id='p'><transition event='done.state.p' target='z'/><state id='a'>"
     "<transition event='e' target='f'/></state><final id='f'/></state><state id='z'/>",
     "e", "z", ""},
    {"done.state of a parallel comes when all regions are done",
     "<parallel id='p'><transition event='done.state.p' target='z'/>"
     "<transition event='done.state.r1'><log label='r1'/></transition>"
     "<state id='r1'><state id='a'><transition event='e' target='f1'/></state><final id='f1'/>"
     "</state><state id='r2'><state id='b'><transition event='g' target='f2'/></state>"
     "<final id='f2'/></state></parallel><state id='z'/>",
     "e g", "z", "r1"},
    {"donedata is in the event",
     "<state id='p'><transition event='done.state.p' target='z'>"
     "<log label='d' expr='_event.data.sum'/></transition><state id='a'>"
     "<transition event='e' target='f'/></state><final id='f'><donedata>"
     "<param name='sum' expr='1+2'/></donedata></final></state><state id='z'/>",
     "e", "z", "d=3"},
    {"donedata content",
     "<state id='p'><transition event='done.state.p' target='z'>"
     "<log label='d' expr='_event.data'/></transition><state id='a'>"
     "<transition event='e' target='f'/></state><final id='f'><donedata><content>21</content>"
     "</donedata></final></state><state id='z'/>",
     "e", "z", "d=21"},
    {"done data that cannot be had is nothing, after the error",
     "<state id='p'><transition event='error.execution'><log label='EXE'/></transition>"
     "<transition event='done.state.p' target='z'><log expr='_event.data = null'/></transition>"
     "<state id='a'><transition event='e' target='f'/></state><final id='f'><donedata>"
     "<param name='sum' expr='nowhere'/></donedata></final></state><state id='z'/>",
     "e", "z", "EXE true"},
    {"shallow history enters the child it left, by its default inside",
     "<state id='p'><history id='h'><transition target='a'/></history><state id='a'/>"
     "<state id='b'><state id='c'/><state id='d'/></state><transition event='out' target='z'/>"
     "<transition event='to.d' target='d'/></state>"
     "<state id='z'><transition event='back' target='h'/></state>",
     "to.d out back", "c", ""},
    {"deep history enters the leaves it left",
     "<state id='p'><history id='h' type='deep'><transition target='a'/></history><state id='a'/>"
     "<state id='b'><state id='c'/><state id='d'/></state><transition event='out' target='z'/>"
     "<transition event='to.d' target='d'/></state>"
     "<state id='z'><transition event='back' target='h'/></state>",
     "to.d out back", "d", ""},
    {"deep history of a parallel",
     "<parallel id='p'><history id='h' type='deep'><transition target='b d'/></history>"
     "<transition event='out' target='z'/>"
     "<state id='r1'><state id='a'><transition event='e' target='b'/></state><state id='b'/>"
     "</state><state id='r2'><state id='c'/><state id='d'/></state></parallel>"
     "<state id='z'><transition event='back' target='h'/></state>",
     "e out back", "b c", ""},
    {"a history without value takes its default and runs its content",
     "<state id='z'><transition event='back' target='h'><log label='t'/></transition></state>"
     "<state id='p'>" LOGS("p") "<history id='h'><transition target='b'><log label='default'/>"
                                "</transition></history><state id='a'/><state id='b'>" LOGS(
                                    "b") "</state></state>",
     "back", "b", "t +p default +b"},
    {"a history as initial state",
     "<state id='p' initial='h'><history id='h'><transition target='b'/></history>"
     "<state id='a'/><state id='b'><transition event='e' target='a'/></state>"
     "<transition event='out' target='z'/></state>"
     "<state id='z'><transition event='back' target='p'/></state>",
     "e out back", "a", ""},
    {"a transition to the history of a state that stays active takes what it left last time",
     "<state id='p'>" LOGS(
         "p") "<history id='h'><transition target='b'/></history><state id='a'/><state id='b'>"
              "<transition event='again' target='h'/></state>"
              "<transition event='to.b' target='b'/></state>",
     "to.b again", "a", "+p -p +p"},
    {"a deep history reached from inside does not enter again what was not left",
     "<state id='p'><history id='h' type='deep'><transition target='a'/></history>"
     "<state id='q'>" LOGS("q") "<state id='a'><transition event='g' target='b'/></state>"
                                "<state id='b'><transition event='e' target='h'/></state></state>"
                                "<transition event='out' target='z'/></state>"
                                "<state id='z'><transition event='back' target='h'/></state>",
     "g out back e", "b", "+q -q +q"},
    {"a transition to a history comes in where it went out",
     "<parallel id='p'>" LOGS(
         "p") "<history id='h' type='deep'><transition target='r'/></history>"
              "<state id='r'><transition event='e' type='internal' target='h'/><state id='a'>"
              "<transition event='g' target='b'/></state><state id='b'/></state></parallel>",
     "g e", "b", "+p -p +p"},
    {"reaching a top final state ends the session and runs its exits",
     "<state id='a'><transition event='e' target='f'/></state><final id='f'>" LOGS("f") "</final>",
     "e", "f", "+f -f"},
    {"event descriptors match whole tokens",
     "<state id='a'><transition event='foo.bar' target='z'/><transition event='fo' target='z'/>"
     "<transition event='x foo.*' target='b'/></state><state id='b'>"
     "<transition event='foo' target='c'/></state><state id='c'>"
     "<transition event='*' target='d'/></state><state id='d'>"
     "<transition event='q.' target='e'/></state><state id='e'><transition event='.*' target='g'/>"
     "</state><state id='g'/><state id='z'/>",
     "foo.ba foo.bar.baz whatever q.r any", "g", ""},
    {"In() sees the configuration while it changes",
     "<parallel id='p'><state id='r1'><state id='a'><transition event='e' target='b'/></state>"
     "<state id='b'/></state><state id='r2'><state id='c'>"
     "<transition cond='In(\"b\")' target='d'/></state><state id='d'/></state></parallel>",
     "e", "b d", ""},
};

TEST(RunStates, Table) {
    for (const ChartRow& row : rows) {
        run_row(row);
    }
}

TEST(RunStates, MacrostepTellsWhatHappenedInOrder) {
    ChartRunner runner(
        "<state id='a'><transition event='e' target='b'/></state>"
        "<state id='b'><transition target='c'/></state><state id='c'/>"
        "<datamodel><data id='n' expr='0'/></datamodel>");
    runner.start();
    EXPECT_EQ(runner.taken(), "+a");
    EXPECT_EQ(runner.last.changed_variables, std::vector<std::string>{"n"});
    runner.send("e");
    EXPECT_EQ(runner.taken(), "-a -b +b +c");
    EXPECT_EQ(runner.last.microsteps, 2u);
    ASSERT_EQ(runner.last.transitions.size(), 2u);
    EXPECT_EQ(runner.document.transitions[runner.last.transitions[0]].source, 1u);
    EXPECT_TRUE(runner.last.changed_variables.empty());
}

TEST(RunStates, FinishedSessionKeepsWhereAndWithWhatItEnded) {
    ChartRunner runner(
        "<state id='a'><transition event='e' target='f'/></state>"
        "<final id='f'><donedata><param name='n' expr='7'/></donedata></final>");
    runner.start();
    runner.send("e");
    EXPECT_EQ(runner.session.phase, Phase::finished);
    EXPECT_EQ(runner.active(), "f");
    EXPECT_EQ(feel::to_text(*runner.session.done_data.find("n")), "7");
    runner.send("e");
    EXPECT_EQ(runner.failure, "NOT_RUNNING");
}

TEST(RunStates, StopRunsTheExitsAndEndsWithoutADoneEvent) {
    ChartRunner runner("<state id='a'>" LOGS("a") "</state>");
    runner.start();
    const Surroundings around{runner, runner.environment, {}};
    ASSERT_TRUE(stop(runner.document, runner.session, around).has_value());
    EXPECT_EQ(runner.session.phase, Phase::finished);
    EXPECT_EQ(runner.trace(), "+a -a");
    EXPECT_FALSE(stop(runner.document, runner.session, around).has_value());
}

}  // namespace
}  // namespace foerderwerk::statechart
