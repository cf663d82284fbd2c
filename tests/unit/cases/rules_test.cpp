// SPDX-License-Identifier: EUPL-1.2
// Goal: a case asks the version of a table that its legal date names, and its record says which
// rows decided and why, without anybody's personal values. Method: small charts with two tables
// of one rule ("alsbald" of VV Nr. 8.2.2 zu § 44 LHO: two months before 2026, three since).
#include <gtest/gtest.h>

#include "engine/cases/explain_decision.hpp"
#include "tests/unit/cases/case_bench.hpp"

namespace foerderwerk::cases {
namespace {

std::string table_of(const std::string& months, const std::string& basis) {
    return R"(<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="t"
        namespace="urn:t"><inputData id="art" name="art"><variable name="art"/></inputData>
      <decision id="frist" name="alsbald"><variable name="alsbald"/>
      <informationRequirement><requiredInput href="#art"/></informationRequirement>
      <decisionTable hitPolicy="UNIQUE">
        <input label="Art"><inputExpression typeRef="string"><text>art</text></inputExpression>
        </input>
        <output name="monate"/><annotation name="Rechtsgrundlage"/><annotation name="Begründung"/>
        <rule id="r1"><inputEntry><text>"Zuwendung"</text></inputEntry>
          <outputEntry><text>)" +
           months + R"(</text></outputEntry>
          <annotationEntry><text>)" +
           basis + R"(</text></annotationEntry>
          <annotationEntry><text>Der Betrag ist in dieser Zeit zu verwenden.</text>
          </annotationEntry></rule></decisionTable></decision></definitions>)";
}

const Files two_versions{{"vv-2002.dmn", table_of("2", "VV Nr. 8.2.2 zu § 44 LHO (2002)")},
                         {"vv-2026.dmn", table_of("3", "VV Nr. 8.2.2 zu § 44 LHO (2026)")}};

constexpr const char* versions = R"(
  <fw:rules name="vv-lho" file="vv-2026.dmn" from="2026-01-01"/>
  <fw:rules name="vv-lho" file="vv-2002.dmn" from="2002-01-01"/>)";

std::string chart(const std::string& declarations, const std::string& asked) {
    return declarations + R"(
      <datamodel><data id="monate"/></datamodel>
      <state id="start"><transition event="message.antrag" target="da">
        <fw:decide decision="alsbald" inputexpr="{art: _event.data.art}" location="monate" )" +
           asked + R"(/></transition>
        <transition event="error.execution" target="fehler"/></state>
      <state id="da"><transition event="error.execution" target="fehler"/></state>
      <state id="fehler"/>)";
}

feel::Value application(const char* decided_on, feel::Value art = feel::Value("Zuwendung")) {
    feel::Context data;
    data.set("art", std::move(art));
    data.set("bescheid", *parse_date(decided_on));
    return feel::Value(std::move(data));
}

TEST(rule_versions, the_legal_date_chooses_not_the_day_it_runs) {
    struct {
        const char* date;
        const char* months;
        const char* file;
    } const rows[] = {
        {"2002-01-01", "2", "vv-2002.dmn"},
        {"2025-12-31", "2", "vv-2002.dmn"},
        {"2026-01-01", "3", "vv-2026.dmn"},
        {"2031-07-01", "3", "vv-2026.dmn"},
    };
    for (const auto& row : rows) {
        CaseBench bench(chart(versions, R"(rules="vv-lho" dateexpr="_event.data.bescheid")"),
                        two_versions);
        const Step step = bench.message("antrag", application(row.date));
        EXPECT_EQ(feel::to_text(bench.data("monate")), row.months) << row.date;
        ASSERT_EQ(step.rules.size(), 1u);
        EXPECT_EQ(step.rules[0].table, row.file);
        EXPECT_EQ(step.rules[0].day, row.date);
        EXPECT_TRUE(all_identical(bench.replayed()));
    }
}

TEST(rule_versions, a_day_before_the_first_version_is_an_error) {
    CaseBench bench(chart(versions, R"(rules="vv-lho" dateexpr="_event.data.bescheid")"),
                    two_versions);
    const Step step = bench.message("antrag", application("2001-12-31"));
    EXPECT_TRUE(step.rules.empty());
    EXPECT_EQ(bench.state(), "fehler");
    EXPECT_NE(bench.records.back().find("the rules 'vv-lho' have no version for 2001-12-31"),
              std::string::npos);
}

TEST(rule_versions, what_is_no_date_is_an_error) {
    CaseBench bench(chart(versions, R"(rules="vv-lho" dateexpr="_event.data.art")"), two_versions);
    bench.message("antrag", application("2026-01-01"));
    EXPECT_EQ(bench.state(), "fehler");
}

TEST(rule_versions, a_table_may_be_named_without_versions) {
    CaseBench bench(chart("", R"(table="vv-2002.dmn")"), two_versions);
    const Step step = bench.message("antrag", application("2026-01-01"));
    EXPECT_EQ(feel::to_text(bench.data("monate")), "2");
    EXPECT_EQ(step.rules[0].table, "vv-2002.dmn");
    EXPECT_EQ(step.rules[0].day, "");
}

TEST(rule_versions, a_definition_that_says_it_wrong_is_refused) {
    const std::string other = R"(<fw:rules name="vv-lho" file="andere.dmn" from="2030-01-01"/>)";
    Files files = two_versions;
    files["andere.dmn"] = R"(<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
        name="t" namespace="urn:t"/>)";
    const std::string good = R"(rules="vv-lho" dateexpr="_event.data.bescheid")";
    struct {
        std::string declarations;
        std::string asked;
        const char* expected;
    } const rows[] = {
        {versions, good, ""},
        {versions, R"(rules="vv-lho")", "rules and dateexpr together"},
        {versions, R"(dateexpr="_event.data.bescheid")", "rules and dateexpr together"},
        {versions, R"x(rules="andere" dateexpr="today()")x",
         "there is no fw:rules of the name 'andere'"},
        {versions, good + R"( table="vv-2002.dmn")", "rules and table exclude each other"},
        {versions + other, good, "andere.dmn has no decision 'alsbald'"},
        {"", R"(table="fehlt.dmn")", "there is no file fehlt.dmn"},
        {"", "", "there is no file rules.dmn"},
        {R"(<fw:rules name="x" file="fehlt.dmn" from="2026-01-01"/>)", R"(table="vv-2002.dmn")",
         "there is no file 'fehlt.dmn'"},
        {R"(<fw:rules name="x" file="vv-2002.dmn" from="bald"/>)", R"(table="vv-2002.dmn")",
         "fw:rules needs name, file and from"},
        {std::string(versions) +
             R"(<fw:rules name="vv-lho" file="vv-2002.dmn" from="2026-01-01"/>)",
         good, "two versions of 'vv-lho' begin on 2026-01-01"},
    };
    for (const auto& row : rows) {
        std::string refused;
        try {
            define(chart(row.declarations, row.asked), files);
        } catch (const std::runtime_error& error) {
            refused = error.what();
        }
        EXPECT_EQ(refused.empty(), std::string(row.expected).empty()) << refused;
        EXPECT_NE(refused.find(row.expected), std::string::npos) << refused;
    }
}

TEST(rule_reasons, stand_in_the_record_as_sentences) {
    CaseBench bench(chart("", R"(table="vv-2026.dmn")"), two_versions);
    const Step step = bench.message("antrag", application("2026-01-01"));
    ASSERT_EQ(step.rules.size(), 1u);
    EXPECT_EQ(step.rules[0].sentences,
              (std::vector<std::string>{
                  "Entscheidung „alsbald“: Zeile 1 trifft zu (Art = Zuwendung). Rechtsgrundlage: "
                  "VV Nr. 8.2.2 zu § 44 LHO (2026). Der Betrag ist in dieser Zeit zu verwenden.",
                  "Ergebnis der Entscheidung „alsbald“: 3."}));
    EXPECT_NE(bench.records.back().find("Ergebnis der Entscheidung „alsbald“: 3."),
              std::string::npos);
    EXPECT_TRUE(all_identical(bench.replayed()));
}

TEST(rule_reasons, tell_nothing_personal) {
    Files files = two_versions;
    files["vv-2002.dmn"] = table_of("\"für \" + art", "§ 1");
    CaseBench bench(chart("", R"(table="vv-2002.dmn")"), files);
    const Step step = bench.message(
        "antrag", application("2026-01-01", feel::Value::personal("Zuwendung", "kontakt")));
    ASSERT_EQ(step.rules.size(), 1u);
    EXPECT_EQ(step.rules[0].sentences,
              (std::vector<std::string>{
                  "Entscheidung „alsbald“: Zeile 1 trifft zu (Art). Rechtsgrundlage: § 1. Der "
                  "Betrag ist in dieser Zeit zu verwenden.",
                  "Ergebnis der Entscheidung „alsbald“: siehe Vorgang, es beruht auf "
                  "personenbezogenen Angaben."}));
    EXPECT_EQ(bench.records.back().find("Zuwendung"), std::string::npos);
    ASSERT_NE(bench.data("monate").mark(), nullptr);
    EXPECT_EQ(bench.data("monate").mark()->subject, "kontakt");
}

TEST(rule_reasons, say_when_no_row_matched) {
    dmn::Decided decided;
    decided.unmatched = {{"satz", false}, {"tage", true}};
    decided.value = feel::Value(true);
    EXPECT_EQ(explain_decision("satz", decided),
              (std::vector<std::string>{
                  "Entscheidung „satz“: Keine Zeile trifft zu; die Tabelle gibt kein Ergebnis.",
                  "Entscheidung „tage“: Keine Zeile trifft zu; es gilt der Vorgabewert.",
                  "Ergebnis der Entscheidung „satz“: ja."}));
}

}  // namespace
}  // namespace foerderwerk::cases
