// SPDX-License-Identifier: EUPL-1.2
// Goal: a record keeps how each date and amount came about, sealed when it came from personal
// values, and a replay gives the same bytes; what semantics version 1 recorded stays as it was.
// Method: small charts, one case each.
#include <gtest/gtest.h>

#include "tests/unit/cases/case_bench.hpp"

namespace foerderwerk::cases {
namespace {

constexpr const char* deadline_chart = R"X(
  <datamodel><data id="frist"/><data id="zins"/></datamodel>
  <state id="start"><transition event="message.antrag" target="wartet">
    <assign location="zins" expr='zinsen(1200, date("2024-01-01"), date("2024-12-31"))'/>
    <assign location="frist" expr='fristende(_event.data.tag, "1 Monat")'/></transition></state>
  <state id="wartet">
    <onentry>
      <send event="deadline.eigen" fw:due='fristende(bekanntgabe(today(), "post"), "2 Wochen")'/>
      <send event="deadline.variable" fw:due="frist"/>
      <send event="deadline.tag" fw:due='date("2026-05-01")'/>
      <send event="deadline.warte" delay="5s"/>
    </onentry>
    <transition event="action.zu.frueh" fw:by="sb" target="ende">
      <fw:require cond='today() > fristende(date("2026-01-30"), "1 Tag")' code="FRIST"
                  text="Die Frist läuft noch."/></transition>
    <transition event="action.ende" fw:by="sb" target="ende"/>
  </state><final id="ende"/>)X";

feel::Value with_day(feel::Value day) {
    feel::Context data;
    data.set("tag", std::move(day));
    return feel::Value(std::move(data));
}

const feel::Value start(*parse_date("2026-01-31"));

std::string derivation(const Timer& timer) {
    return timer.derivation.is_null() ? "" : feel::to_text(timer.derivation);
}

constexpr const char* of_own_deadline =
    "§ 41 Abs. 2 Satz 1 LVwVfG, Tag 4: Beginn Mo 12.01.2026, Ende Fr 16.01.2026. "
    "§ 187 Abs. 1, § 188 Abs. 2 BGB: Beginn Fr 16.01.2026, Dauer 2 Wochen, Ende Fr 30.01.2026.";

TEST(derivations, stand_in_the_record_and_beside_the_timer) {
    CaseBench bench(deadline_chart);
    const Step step = bench.message("antrag", with_day(start));
    ASSERT_FALSE(step.refused());
    ASSERT_EQ(step.timers_set.size(), 4u);
    EXPECT_EQ(derivation(step.timers_set[0]), of_own_deadline);
    EXPECT_EQ(derivation(step.timers_set[1]),
              "§ 187 Abs. 1, § 188 Abs. 2 und 3 BGB: Beginn Sa 31.01.2026, Dauer 1 Monat, Ende Sa "
              "28.02.2026, verschoben auf Mo 02.03.2026 (§ 193 BGB, § 31 Abs. 3 LVwVfG), weil kein "
              "Werktag: Sa 28.02.2026 (Samstag), So 01.03.2026 (Sonntag).");
    EXPECT_EQ(derivation(step.timers_set[2]), "");
    EXPECT_EQ(derivation(step.timers_set[3]), "");
    EXPECT_EQ(bench.timers(), step.timers_set);

    const auto record = parse_json(bench.records.back());
    const Json::Array& list = record->find("derivations")->as_array();
    ASSERT_EQ(list.size(), 4u);
    EXPECT_EQ(list[0].text("function"), "zinsen");
    EXPECT_EQ(list[0].find("result")->text("number"), "101.65");
    EXPECT_EQ(list[1].text("function"), "fristende");
    EXPECT_EQ(list[1].find("result")->text("date"), "2026-03-02");
    EXPECT_EQ(list[2].text("function"), "bekanntgabe");
    EXPECT_EQ(list[3].find("result")->text("date"), "2026-01-30");
    EXPECT_TRUE(all_identical(bench.replayed()));
}

TEST(derivations, of_a_refusal_are_recorded_too) {
    CaseBench bench(deadline_chart);
    bench.message("antrag", with_day(start));
    const Step refused = bench.action("zu.frueh", "p", {"sb"});
    ASSERT_EQ(codes(refused.reasons), (std::vector<std::string>{"FRIST"}));
    const auto record = parse_json(bench.records.back());
    ASSERT_NE(record->find("derivations"), nullptr);
    EXPECT_EQ(record->find("derivations")->as_array().size(), 1u);
    EXPECT_EQ(record->find("timers_set"), nullptr);
    bench.action("ende", "p", {"sb"});
    EXPECT_EQ(parse_json(bench.records.back())->find("derivations"), nullptr);
    EXPECT_TRUE(all_identical(bench.replayed()));
}

TEST(derivations, from_personal_values_are_sealed) {
    CaseBench bench(deadline_chart);
    const Step step =
        bench.message("antrag", with_day(feel::Value::personal(start, "teilnehmer.1")));
    ASSERT_FALSE(step.refused());
    EXPECT_EQ(bench.records.back().find("31.01.2026"), std::string::npos);
    EXPECT_NE(step.timers_set[1].derivation.mark(), nullptr);
    EXPECT_EQ(step.timers_set[1].derivation.mark()->subject, "teilnehmer.1");
    EXPECT_EQ(derivation(step.timers_set[0]), of_own_deadline);
    EXPECT_EQ(step.timers_set[0].derivation.mark(), nullptr);
    EXPECT_NE(derivation(bench.timers()[1]).find("Sa 31.01.2026"), std::string::npos);
    EXPECT_TRUE(all_identical(bench.replayed()));
}

TEST(derivations, of_the_first_semantics_version_are_none) {
    constexpr const char* chart = R"X(
      <state id="start"><transition event="message.antrag" target="wartet"/></state>
      <state id="wartet"><onentry><send event="deadline.x"
        fw:due='fristende(bekanntgabe(date("2024-07-01"), "post"), duration("P14D"))'/></onentry>
      </state>)X";
    CaseBench today(chart);
    CaseBench first(chart);
    first.facts.semantics = 1;
    const Step then = first.message("antrag");
    ASSERT_FALSE(then.refused());
    EXPECT_EQ(first.records.back().find("derivation"), std::string::npos);
    EXPECT_NE(first.records.back().find("\"semantics\":1"), std::string::npos);
    EXPECT_EQ(to_string(then.timers_set.at(0).due), "2024-07-19T22:00:00.000000Z");  // day 4
    EXPECT_EQ(to_string(today.message("antrag").timers_set.at(0).due),
              "2024-07-18T22:00:00.000000Z");  // day 3, as the law was then
    EXPECT_TRUE(all_identical(first.replayed()));
    EXPECT_TRUE(all_identical(today.replayed()));

    CaseBench unknown(deadline_chart);
    unknown.facts.semantics = 1;
    EXPECT_TRUE(unknown.message("antrag", with_day(start)).refused()) << "no zinsen() then";
}

TEST(derivations, of_a_loop_do_not_fill_the_record) {
    CaseBench bench(R"X(
      <datamodel><data id="alle"/></datamodel>
      <state id="start"><transition event="message.antrag" target="aus">
        <assign location="alle" expr='for i in 1..5000 return
          fristende(today() + duration("P1D") * i, "1 Tag")'/></transition></state>
      <state id="aus"/>)X");
    ASSERT_FALSE(bench.message("antrag").refused());
    const auto record = parse_json(bench.records.back());
    EXPECT_EQ(record->find("derivations")->as_array().size(), 200u);
}

TEST(derivations, a_programme_counts_with_its_own_tables) {
    CaseBench bench(R"X(
      <state id="start"><transition event="message.antrag" target="wartet"/></state>
      <state id="wartet"><onentry>
        <send event="deadline.x" fw:due='fristende(today(), "1 Tag")'/></onentry></state>)X",
                    {{"calendar/feiertage.csv", "name;tag;ab;bis\nStadtfest;01-13;2026;2026\n"}});
    const Step step = bench.message("antrag");
    EXPECT_NE(derivation(step.timers_set.at(0)).find("Di 13.01.2026 (Stadtfest)"),
              std::string::npos);
    EXPECT_THROW(define("<state id='a'/>", {{"calendar/feiertage.csv", "name\n"}}),
                 std::runtime_error);
}

}  // namespace
}  // namespace foerderwerk::cases
