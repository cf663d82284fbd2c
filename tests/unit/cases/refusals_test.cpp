// SPDX-License-Identifier: EUPL-1.2
// Goal: a refusal names every reason and changes nothing but the number; errors that the chart
// does not handle never leave half of a step. Method: one small chart, one command a test.
#include <gtest/gtest.h>

#include "tests/unit/cases/case_bench.hpp"

namespace foerderwerk::cases {
namespace {

using Codes = std::vector<std::string>;

constexpr const char* chart = R"(
  <datamodel><data id="n" expr="0"/></datamodel>
  <state id="start" fw:label="Anfang"><transition event="message.antrag" target="offen">
    <fw:require code="A" field="a" cond="_event.data.a = true" text="A fehlt."/>
    <fw:require code="B" field="b" cond="_event.data.b = true"
        textexpr='"B ist " + string(_event.data.b)'/>
    <assign location="n" expr="1"/>
  </transition></state>
  <state id="offen" fw:label="Offen">
    <transition event="action.wenn" fw:by="sb" cond="n = 7" target="ende"/>
    <transition event="action.bruch" fw:by="sb" target="weiter">
      <assign location="n" expr="2"/>
      <send type="portal" event="nachricht" target="08336010"/>
      <assign location="n" expr="1 / 0"/>
    </transition>
    <transition event="action.auffangen" fw:by="sb" target="fehler">
      <assign location="n" expr="3"/>
      <assign location="n" expr="1 / 0"/>
    </transition>
    <transition event="action.weigern" fw:by="sb" target="weiter">
      <assign location="n" expr="4"/>
      <fw:refuse code="NEIN" field="x" text="Es geht nicht."/>
    </transition>
    <transition event="action.folge" fw:by="sb" target="weiter">
      <fw:require code="NULL" field="x" cond="false" text="Durch null geht nicht."/>
      <assign location="n" expr="1 / 0"/>
    </transition>
    <transition event="action.ende" fw:by="sb" target="ende"/>
  </state>
  <state id="weiter"/>
  <state id="fehler" fw:label="Fehler">
    <transition event="error.execution" target="geklaert"/>
  </state>
  <state id="geklaert"/>
  <final id="ende" fw:label="Ende"/>)";

feel::Value answers(bool a, bool b) {
    feel::Context data;
    data.set("a", a);
    data.set("b", b);
    return feel::Value(std::move(data));
}

class Refusals : public testing::Test {
protected:
    Refusals() : bench(chart) { bench.message("antrag", answers(true, true)); }

    /// Gives the action; expects the codes and that only number and time changed.
    void expect_refused(const std::string& action, const Codes& expected) {
        const Json before = bench.folded;
        const Step step = bench.action(action, "p", {"sb"});
        EXPECT_EQ(codes(step.reasons), expected);
        Json after = bench.folded;
        EXPECT_EQ(after.find("number")->as_integer(), before.find("number")->as_integer() + 1);
        after.set("number", *before.find("number"));
        after.set("last_step", *before.find("last_step"));
        EXPECT_EQ(canonical_json(after), canonical_json(before));
        EXPECT_TRUE(step.effects.empty());
        EXPECT_TRUE(step.postings.empty());
        EXPECT_EQ(step.record.text("kind"), "refused");
    }

    CaseBench bench;
};

TEST_F(Refusals, change_nothing_but_the_number) {
    expect_refused("unbekannt", {"WRONG_STATE"});
    expect_refused("wenn", {"GUARD"});
    expect_refused("weigern", {"NEIN"});
    expect_refused("folge", {"NULL"});  // and not what followed from it
    EXPECT_EQ(bench.state(), "offen");
    EXPECT_TRUE(all_identical(bench.replayed()));
}

TEST_F(Refusals, an_error_nobody_handles_leaves_no_half_step) {
    const Json before = *bench.folded.find("data");
    const Step step = bench.action("bruch", "p", {"sb"});
    ASSERT_TRUE(step.refused());
    EXPECT_FALSE(step.reasons.front().text.empty());
    EXPECT_TRUE(step.effects.empty());
    EXPECT_EQ(bench.state(), "offen");
    EXPECT_EQ(canonical_json(*bench.folded.find("data")), canonical_json(before));
}

TEST_F(Refusals, an_error_the_chart_handles_goes_on_and_is_recorded) {
    const Step step = bench.action("auffangen", "p", {"sb"});
    EXPECT_FALSE(step.refused());
    EXPECT_EQ(bench.state(), "geklaert");
    EXPECT_EQ(bench.data("n"), feel::Value(3));
    ASSERT_NE(step.record.find("problems"), nullptr);
    EXPECT_TRUE(all_identical(bench.replayed()));
}

TEST(refusals, collect_every_reason_of_a_first_message_and_close_the_case) {
    CaseBench bench(chart);
    const Step step = bench.message("antrag", answers(false, false));
    EXPECT_EQ(codes(step.reasons), (Codes{"A", "B"}));
    EXPECT_EQ(step.reasons[0].place, "a");
    EXPECT_EQ(step.reasons[1].text, "B ist false");
    EXPECT_TRUE(step.after.closed);
    ASSERT_EQ(step.effects.size(), 1u);
    EXPECT_EQ(step.effects[0].event, "refusal");
    EXPECT_EQ(step.effects[0].target, "08336010");
    EXPECT_EQ(step.effects[0].id, step.after.id.text() + "-1-0");
    const feel::Value* reasons = step.effects[0].data.find("reasons");
    ASSERT_NE(reasons, nullptr);
    EXPECT_EQ(reasons->as_list().size(), 2u);

    EXPECT_EQ(codes(bench.message("antrag", answers(true, true)).reasons), (Codes{"WRONG_STATE"}));
    Command answer;
    answer.event = "answer.portal.delivered";
    answer.actor = {
        .kind = Actor::Kind::connector, .id = "portal", .roles = {}, .on_behalf_of = {}};
    EXPECT_FALSE(bench.give(answer).refused()) << "answers are recorded whatever the state is";
    EXPECT_EQ(bench.folded.text("label"), "Abgewiesen");
    EXPECT_TRUE(bench.folded.find("closed")->as_bool()) << "the answer does not open the case";
    EXPECT_TRUE(all_identical(bench.replayed()));
}

TEST(refusals, a_message_that_cannot_begin_a_case_is_refused) {
    CaseBench bench(chart);
    EXPECT_EQ(codes(bench.message("anders").reasons), (Codes{"WRONG_STATE"}));
}

TEST_F(Refusals, answers_nobody_listens_to_are_recorded_also_after_the_end) {
    Command answer;
    answer.event = "answer.portal.delivered";
    answer.actor = {
        .kind = Actor::Kind::connector, .id = "portal", .roles = {}, .on_behalf_of = {}};
    EXPECT_FALSE(bench.give(answer).refused());
    bench.action("ende", "p", {"sb"});
    EXPECT_TRUE(bench.folded.find("closed")->as_bool());
    EXPECT_FALSE(bench.give(answer).refused());
    EXPECT_TRUE(bench.folded.find("closed")->as_bool());
    EXPECT_EQ(bench.state(), "ende");
    EXPECT_EQ(codes(bench.action("ende", "p", {"sb"}).reasons), (Codes{"WRONG_STATE"}));
    EXPECT_TRUE(all_identical(bench.replayed()));
}

}  // namespace
}  // namespace foerderwerk::cases
