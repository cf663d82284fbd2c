// SPDX-License-Identifier: EUPL-1.2
// Goal: records are canonical, the same inputs give the same bytes, the fold of the records is
// the state, and a replay names what was altered. Method: a random walk over a chart with guards,
// timers, personal values and refusals (seed printed; FOERDERWERK_SEED repeats it).
#include <cstdlib>
#include <random>

#include <gtest/gtest.h>

#include "tests/unit/cases/case_bench.hpp"

namespace foerderwerk::cases {
namespace {

using Verdict = ReplayedStep::Verdict;

constexpr const char* chart = R"(
  <datamodel><data id="n" expr="0"/><data id="namen" expr="[]"/><data id="letzter"/></datamodel>
  <state id="start"><transition event="message.antrag" target="haupt"/></state>
  <parallel id="haupt">
    <state id="links" initial="l1" fw:label="Links">
      <state id="l1" fw:label="Eins">
        <onentry><send event="deadline.l" id="l" delay="60s"/></onentry>
        <onexit><cancel sendid="l"/></onexit>
        <fw:task role="sb" label="Weiter"/>
        <transition event="action.a" fw:by="sb" fw:step="a" target="l2"/>
        <transition event="deadline.l" target="l2"><assign location="n" expr="n + 10"/></transition>
      </state>
      <state id="l2" fw:label="Zwei">
        <transition event="action.b" fw:by="sb" fw:step="b" fw:unlike="a" target="l1"/>
        <transition event="message.name">
          <assign location="letzter" expr="_event.data.name"/>
          <assign location="namen" expr='append(namen, "Hallo " + letzter)'/>
          <send type="portal" event="echo" target="x"><param name="wer" expr="letzter"/></send>
        </transition>
      </state>
    </state>
    <state id="rechts" initial="r1">
      <state id="r1"><transition event="action.a" fw:by="sb" cond="n &lt; 30" target="r2">
        <assign location="n" expr="n + 1"/></transition></state>
      <state id="r2">
        <onentry><if cond="n = 5"><assign location="n" expr="n / 0"/></if></onentry>
        <transition event="action.b" fw:by="sb" target="r1"/>
        <transition event="action.c" fw:by="sb" target="r1"><assign location="n"
            expr="0"/></transition>
      </state>
    </state>
  </parallel>)";

unsigned seed_of_run() {
    const char* given = std::getenv("FOERDERWERK_SEED");
    return given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10))
                            : std::random_device{}();
}

void walk(CaseBench& bench, unsigned seed, int steps) {
    std::mt19937 draw(seed);
    const char* actions[] = {"a", "b", "c", "d"};
    const char* persons[] = {"p1", "p2", "p3"};
    bench.message("antrag");
    for (int i = 0; i < steps; ++i) {
        const auto kind = draw() % 6;
        if (kind < 4) {
            bench.action(actions[draw() % 4], persons[draw() % 3],
                         {draw() % 8 == 0 ? "gast" : "sb"}, draw() % 2 == 0 ? "darum" : "");
        } else if (kind == 4) {
            feel::Context data;
            data.set("name", feel::Value::personal("Name" + std::to_string(i), "kontakt"));
            bench.message("name", feel::Value(std::move(data)));
        } else {
            const std::vector<Timer> timers = bench.timers();
            bench.fire(timers.empty() ? "99" : timers.front().id);
        }
    }
}

TEST(random_walk, folds_to_the_state_and_replays_identically) {
    const unsigned seed = seed_of_run();
    SCOPED_TRACE("FOERDERWERK_SEED=" + std::to_string(seed));
    CaseBench bench(chart);
    walk(bench, seed, 200);
    for (const ReplayedStep& step : bench.replayed()) {
        EXPECT_EQ(step.verdict, Verdict::identical) << step.number << ": " << step.detail;
    }
    for (const std::string& record : bench.records) {
        EXPECT_EQ(canonical_json(*parse_json(record)), record);
        EXPECT_EQ(record.find("Name"), std::string::npos);
    }
    CaseBench again(chart);
    walk(again, seed, 200);
    EXPECT_EQ(again.records, bench.records) << "same inputs, same bytes";
}

class Altered : public testing::Test {
protected:
    Altered() : bench(chart) { walk(bench, 7, 30); }

    std::string& record(std::size_t number) { return bench.records.at(number - 1); }

    void replace(std::string& text, const std::string& from, const std::string& to) {
        const auto at = text.find(from);
        ASSERT_NE(at, std::string::npos) << text;
        text.replace(at, from.size(), to);
    }
    void expect(std::size_t number, Verdict verdict, const std::string& detail) {
        const auto steps = bench.replayed();
        EXPECT_EQ(steps.at(number - 1).verdict, verdict);
        EXPECT_NE(steps.at(number - 1).detail.find(detail), std::string::npos)
            << steps.at(number - 1).detail;
        EXPECT_FALSE(all_identical(steps));
        for (std::size_t i = 1; i < number; ++i) {
            EXPECT_EQ(steps.at(i - 1).verdict, Verdict::identical) << i;
        }
    }

    CaseBench bench;
};

TEST_F(Altered, an_altered_outcome_is_named_with_its_first_difference) {
    replace(record(1), "\"label\":\"", "\"label\":\"X");
    expect(1, Verdict::different, "byte ");
    expect(1, Verdict::different, "\"label\":\"X");
}

TEST_F(Altered, an_unknown_meaning_is_not_executable) {
    replace(record(3), "\"semantics\":2", "\"semantics\":3");
    expect(3, Verdict::not_executable, "semantics");
}

TEST_F(Altered, a_missing_definition_is_not_executable) {
    replace(record(2), bench.definition->id.text(), std::string(64, '0'));
    expect(2, Verdict::not_executable, "definition");
}

TEST_F(Altered, a_dropped_record_and_broken_json_are_damage) {
    bench.records.erase(bench.records.begin() + 4);
    expect(5, Verdict::damaged, "number");
    record(4) = "{";
    expect(4, Verdict::damaged, "JSON");
}

TEST_F(Altered, changes_of_another_shape_do_no_harm) {
    const auto parsed = parse_json(record(1));
    Json bent = *parsed;
    Json changes = *bent.find("changes");
    for (const char* member : {"data", "parts", "holdings", "session", "states"}) {
        changes.set(member, 5);
    }
    bent.set("changes", std::move(changes));
    record(1) = canonical_json(bent);
    expect(1, Verdict::different, "byte ");
}

TEST(replay, an_erased_part_makes_its_records_not_executable) {
    CaseBench bench(chart);
    bench.message("antrag");
    bench.action("a", "p1", {"sb"}, "weil");
    bench.parts.clear();
    EXPECT_EQ(bench.replayed().at(0).verdict, Verdict::identical);
    EXPECT_EQ(bench.replayed().at(1).verdict, Verdict::not_executable);
}

TEST(replay, no_record_is_no_proof) {
    EXPECT_FALSE(all_identical({}));
}

}  // namespace
}  // namespace foerderwerk::cases
