// SPDX-License-Identifier: EUPL-1.2
// Goal: no record holds a personal value in the open; parts are numbered in order, kept, and made
// anew for what is derived. Method: a sentinel name goes through assignments, texts, effects,
// timers, notices and reasons; every record is searched for it.
#include <gtest/gtest.h>

#include "engine/cases/seal_values.hpp"
#include "tests/unit/cases/case_bench.hpp"

namespace foerderwerk::cases {
namespace {

constexpr const char* sentinel = "Sentinella";

constexpr const char* chart = R"xml(
  <datamodel><data id="antrag"/><data id="gruss"/><data id="brief"/><data id="ort"/></datamodel>
  <state id="start"><transition event="message.antrag" target="offen">
    <assign location="antrag" expr="_event.data"/></transition></state>
  <state id="offen">
    <transition event="action.gruss" fw:by="sb" fw:reason="required">
      <assign location="gruss" expr='"Guten Tag, " + antrag.name'/>
      <send type="portal" event="nachricht" target="08336010">
        <param name="an" expr="antrag.name"/><param name="grund" expr="_x.reason"/></send>
    </transition>
    <transition event="action.brief" fw:by="sb">
      <fw:document template="notices/brief.txt" location="brief"/></transition>
    <transition event="action.ganz" fw:by="sb">
      <fw:document template="notices/ganz.txt" location="brief"/></transition>
    <transition event="action.loch" fw:by="sb">
      <fw:document template="notices/loch.txt" location="brief"/></transition>
    <transition event="action.frist" fw:by="sb">
      <send event="deadline.x" delay="5s"><param name="wer" expr="antrag.name"/></send></transition>
    <transition event="action.weigern" fw:by="sb">
      <fw:require code="WER" field="name" cond="false"
          textexpr='antrag.name + " darf nicht."'/></transition>
    <transition event="action.fehler" fw:by="sb">
      <assign location="brief" expr="date(antrag.name)"/></transition>
    <transition event="action.frage" fw:by="sb" cond="antrag.name + 1"/>
    <transition event="action.beide" fw:by="sb">
      <assign location="brief" expr="antrag.konto + antrag.name"/></transition>
    <transition event="action.summe" fw:by="sb">
      <fw:commit line="x" amountexpr="antrag.name"/></transition>
  </state>)xml";

const Files notices = {{"notices/brief.txt", "An {{antrag.name}} am {{antrag.tag}}."},
                       {"notices/ganz.txt", "Alles: {{antrag}}"},
                       {"notices/loch.txt", "Fehlt: {{ort}}"}};

class Sealing : public testing::Test {
protected:
    Sealing() : bench(chart, notices) {
        feel::Context data;
        data.set("name", feel::Value::personal(sentinel, "kontakt"));
        data.set("tag", *parse_date("2026-02-09"));
        data.set("konto", feel::Value::personal("DE00 Sentinella", "konto"));
        first = bench.message("antrag", feel::Value(std::move(data)));
    }
    void TearDown() override {
        for (const std::string& record : bench.records) {
            EXPECT_EQ(record.find(sentinel), std::string::npos) << record;
        }
        EXPECT_EQ(canonical_json(bench.folded).find(sentinel), std::string::npos);
        EXPECT_TRUE(all_identical(bench.replayed()));
    }

    CaseBench bench;
    Step first;
};

TEST_F(Sealing, parts_are_numbered_in_order_and_keep_their_number) {
    ASSERT_EQ(first.parts.size(), 2u);
    EXPECT_EQ(first.parts[0].id, "p1.0");
    EXPECT_EQ(first.parts[0].subject, "konto") << "in the order in which a record is written";
    EXPECT_EQ(first.parts[1].id, "p1.1");
    EXPECT_EQ(first.parts[1].subject, "kontakt");
    EXPECT_EQ(first.parts[1].plaintext, "\"Sentinella\"");
    const feel::Value antrag = bench.data("antrag");
    ASSERT_NE(antrag.find("name")->mark(), nullptr);
    EXPECT_EQ(antrag.find("name")->mark()->part, "p1.1") << "stored once, under one name";
    EXPECT_EQ(*antrag.find("tag"), feel::Value(*parse_date("2026-02-09")));
}

TEST_F(Sealing, a_text_made_from_a_personal_one_and_the_reason_are_sealed) {
    const Step step = bench.action("gruss", "p", {"sb"}, "Sentinella hat angerufen");
    ASSERT_FALSE(step.refused());
    ASSERT_NE(bench.data("gruss").mark(), nullptr);
    EXPECT_EQ(bench.data("gruss").mark()->subject, "kontakt");
    EXPECT_EQ(bench.data("gruss"), feel::Value("Guten Tag, Sentinella"));
    ASSERT_EQ(step.parts.size(), 2u);
    EXPECT_EQ(step.parts[0].subject, "vermerk");
    ASSERT_EQ(step.effects.size(), 1u);
    EXPECT_EQ(step.effects[0].data.find("an")->mark()->part, "p1.1");
    EXPECT_EQ(step.effects[0].data.find("grund")->mark()->part, "p2.0");
}

TEST_F(Sealing, a_notice_with_a_name_is_personal_and_dates_are_german) {
    ASSERT_FALSE(bench.action("brief", "p", {"sb"}).refused());
    EXPECT_EQ(bench.data("brief"), feel::Value("An Sentinella am 09.02.2026."));
    EXPECT_NE(bench.data("brief").mark(), nullptr);
    ASSERT_FALSE(bench.action("ganz", "p", {"sb"}).refused());
    EXPECT_NE(bench.data("brief").mark(), nullptr) << "a name inside a context is a name";
}

TEST_F(Sealing, a_notice_with_a_hole_is_refused) {
    const Step step = bench.action("loch", "p", {"sb"});
    ASSERT_TRUE(step.refused());
    EXPECT_NE(step.reasons.front().text.find("{{ort}}"), std::string::npos)
        << step.reasons.front().text;
    EXPECT_TRUE(bench.data("brief").is_null());
}

TEST_F(Sealing, a_timer_carries_its_data_sealed) {
    ASSERT_FALSE(bench.action("frist", "p", {"sb"}).refused());
    EXPECT_EQ(bench.timers().size(), 1u);
}

TEST_F(Sealing, what_is_said_in_the_open_never_repeats_a_name) {
    const Step refused = bench.action("weigern", "p", {"sb"});
    ASSERT_TRUE(refused.refused());
    EXPECT_EQ(refused.reasons.front().code, "WER") << "it is refused all the same";
    EXPECT_TRUE(bench.action("summe", "p", {"sb"}).refused());
    for (const char* action : {"fehler", "frage"}) {
        const Step failed = bench.action(action, "p", {"sb"});
        ASSERT_TRUE(failed.refused()) << action;
        EXPECT_NE(failed.reasons.back().text.find("personal data"), std::string::npos)
            << failed.reasons.back().text;
        for (const Reason& reason : failed.reasons) {
            EXPECT_EQ(reason.text.find(sentinel), std::string::npos) << reason.text;
        }
    }
}

TEST_F(Sealing, a_text_of_two_persons_belongs_to_both) {
    for (const char* action : {"beide", "ganz"}) {
        const Step step = bench.action(action, "p", {"sb"});
        ASSERT_FALSE(step.refused()) << action;
        ASSERT_EQ(step.parts.size(), 1u);
        EXPECT_EQ(step.parts[0].subject, "kontakt+konto") << action;
        ASSERT_NE(bench.data("brief").mark(), nullptr);
        EXPECT_EQ(bench.data("brief").mark()->subject, "kontakt+konto");
    }
}

TEST_F(Sealing, a_text_of_a_whole_message_does_not_depend_on_the_order_of_its_members) {
    bench.action("ganz", "p", {"sb"});
    const std::string text = bench.data("brief").as_string();
    EXPECT_LT(text.find("konto"), text.find("name")) << text;
}

TEST(seal_values, what_goes_to_another_case_leaves_its_parts_behind) {
    feel::Context inner;
    inner.set("name", feel::Value::personal("a", "kontakt", "p1.0"));
    const feel::Value value(feel::List{feel::Value(inner), feel::Value(7)});
    EXPECT_EQ(subject_of(value), "kontakt");
    const feel::Value bare = without_parts(value);
    EXPECT_EQ(bare, value);
    const feel::Personal* mark = bare.as_list()[0].find("name")->mark();
    ASSERT_NE(mark, nullptr);
    EXPECT_EQ(mark->subject, "kontakt");
    EXPECT_EQ(mark->part, "");
}

}  // namespace
}  // namespace foerderwerk::cases
