// SPDX-License-Identifier: EUPL-1.2
// Goal: two persons approve one and the same thing: both signatures carry one digest over what both
// saw, and a change in between voids the first. A payment without both never leaves a case.
// Method: a small chart with a vote, a signature, a payment, and ways to change the content
// between.
#include <gtest/gtest.h>

#include "tests/unit/cases/case_bench.hpp"

namespace foerderwerk::cases {
namespace {

constexpr const char* chart = R"(
  <datamodel><data id="betrag" expr="100"/></datamodel>
  <state id="start"><transition event="message.antrag" target="pruefung"/></state>
  <state id="pruefung" fw:label="Prüfung">
    <transition event="action.votum" target="zeichnung" fw:by="sb" fw:step="votum">
      <assign location="betrag" expr="_event.data.betrag"/></transition>
    <transition event="action.allein" fw:by="sb" fw:step="votum">
      <send type="payout" event="zahlung"/></transition>
  </state>
  <state id="zeichnung" fw:label="Zeichnung">
    <transition event="action.zeichnen" target="fertig" fw:by="sb" fw:step="zeichnung"
                fw:unlike="votum" fw:confirms="votum">
      <send type="payout" event="zahlung"><param name="betrag" expr="betrag"/></send></transition>
    <transition event="action.aendern" fw:by="sb">
      <assign location="betrag" expr="_event.data.betrag"/></transition>
    <transition event="message.hinweis"/>
    <transition event="action.zurueck" target="pruefung" fw:by="sb"/>
  </state>
  <final id="fertig"/>)";

Command with_amount(const char* action, const char* person, int amount) {
    Command command = person_command(action, person, {"sb"});
    feel::Context data;
    data.set("betrag", amount);
    command.data = feel::Value(std::move(data));
    return command;
}

class Approvals : public testing::Test {
protected:
    Approvals() : bench(chart) { bench.message("antrag"); }
    ~Approvals() override { EXPECT_TRUE(all_identical(bench.replayed())); }

    Step vote() { return bench.give(with_amount("votum", "a", 300)); }
    Step sign() { return bench.action("zeichnen", "b", {"sb"}); }

    CaseBench bench;
};

TEST_F(Approvals, both_signatures_carry_one_digest) {
    const std::string first = vote().approved_digest;
    EXPECT_EQ(first.size(), 64u);
    bench.message("hinweis");  // it changes nothing that is approved
    const Step second = sign();
    ASSERT_FALSE(second.refused());
    EXPECT_EQ(second.approved_digest, first);
    EXPECT_EQ(second.record.text("approves"), first) << "the record says what was approved";
    EXPECT_EQ(second.effects.size(), 1u);
}

TEST_F(Approvals, a_change_in_between_voids_the_first) {
    const std::string first = vote().approved_digest;
    ASSERT_FALSE(bench.give(with_amount("aendern", "c", 301)).refused());
    const Step second = sign();
    EXPECT_EQ(codes(second.reasons), std::vector<std::string>{"APPROVAL_VOID"});
    EXPECT_TRUE(second.effects.empty());
    ASSERT_FALSE(bench.action("zurueck", "b", {"sb"}).refused());
    EXPECT_NE(bench.give(with_amount("votum", "a", 301)).approved_digest, first);
    EXPECT_FALSE(sign().refused());
}

TEST_F(Approvals, a_change_taken_back_approves_the_same_again) {
    (void)vote();
    (void)bench.give(with_amount("aendern", "c", 301));
    (void)bench.give(with_amount("aendern", "c", 300));
    EXPECT_FALSE(sign().refused());
}

TEST_F(Approvals, the_same_person_is_refused_before_the_content_is_looked_at) {
    (void)vote();
    EXPECT_EQ(codes(bench.action("zeichnen", "a", {"sb"}).reasons),
              std::vector<std::string>{"FOUR_EYES"});
}

TEST_F(Approvals, one_person_alone_pays_nothing_out) {
    const Step step = bench.action("allein", "a", {"sb"});
    EXPECT_EQ(codes(step.reasons), std::vector<std::string>{"PAYOUT_FOUR_EYES"});
    EXPECT_TRUE(step.effects.empty());
}

TEST(approvals, a_definition_cannot_let_one_person_confirm_themself) {
    const auto with = [](const std::string& attributes) {
        return "<state id='start'><transition event='action.x' fw:by='sb' " + attributes +
               "/></state>";
    };
    EXPECT_THROW((void)define(with("fw:step='b' fw:confirms='a'"), {}), std::runtime_error);
    EXPECT_THROW((void)define(with("fw:unlike='a' fw:confirms='a'"), {}), std::runtime_error);
    EXPECT_NO_THROW((void)define(with("fw:step='b' fw:unlike='a' fw:confirms='a'"), {}));
}

TEST(approvals, a_queue_has_its_place_by_the_completed_application) {
    CaseBench bench(R"xml(
      <datamodel><data id="seit"/></datamodel>
      <state id="start"><transition event="message.antrag" target="warten">
        <assign location="seit" expr="now()"/></transition></state>
      <state id="warten"><onentry><fw:wait lineexpr='"geld/2026"' sinceexpr="seit"/></onentry>
        <onexit><fw:leave/></onexit>
        <transition event="action.weiter" target="dran" fw:by="sb"/></state>
      <state id="dran"><transition event="action.nocheinmal" target="warten" fw:by="sb"/>
        <transition event="action.falsch" fw:by="sb">
          <fw:wait lineexpr='"geld/2026"' sinceexpr='"gestern"'/></transition></state>)xml");
    const Instant begun = bench.clock;
    EXPECT_EQ(bench.message("antrag").after.waiting,
              (Waiting{.line = "geld/2026", .since = begun}));
    EXPECT_EQ(bench.action("weiter", "a", {"sb"}).after.waiting, Waiting{});
    EXPECT_TRUE(bench.action("falsch", "a", {"sb"}).refused()) << "no instant, no place";
    EXPECT_EQ(bench.action("nocheinmal", "a", {"sb"}).after.waiting.since, begun)
        << "the place is kept";
    EXPECT_TRUE(all_identical(bench.replayed()));
}

}  // namespace
}  // namespace foerderwerk::cases
