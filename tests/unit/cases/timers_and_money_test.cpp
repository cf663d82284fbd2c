// SPDX-License-Identifier: EUPL-1.2
// Goal: deadlines (set, moved, dropped, fired, unknown; a legal date is over at its end, in
// Berlin), and postings that stay within the balance. Method: small charts, one case each.
#include <gtest/gtest.h>

#include "engine/cases/ledger_units.hpp"
#include "tests/unit/cases/case_bench.hpp"

namespace foerderwerk::cases {
namespace {

constexpr const char* timer_chart = R"(
  <datamodel><data id="due"/></datamodel>
  <state id="start"><transition event="message.antrag" target="wartet">
    <assign location="due" expr="_event.data.due"/></transition></state>
  <state id="wartet">
    <onentry><send event="deadline.frist" id="frist" fw:due="due"/></onentry>
    <onexit><cancel sendid="frist"/></onexit>
    <transition event="action.neu" fw:by="sb" target="wartet"/>
    <transition event="action.weg" fw:by="sb" target="ruht"/>
    <transition event="action.ende" fw:by="sb" target="ende"/>
    <transition event="deadline.frist" target="abgelaufen"/>
  </state>
  <state id="ruht"/><state id="abgelaufen"/><final id="ende"/>)";

feel::Value due(feel::Value value) {
    feel::Context data;
    data.set("due", std::move(value));
    return feel::Value(std::move(data));
}

std::string instant_of(feel::Value value) {
    CaseBench bench(timer_chart);
    const Step step = bench.message("antrag", due(std::move(value)));
    return step.timers_set.empty() ? codes(step.reasons).at(0)
                                   : to_string(step.timers_set.at(0).due);
}

TEST(timers, a_date_is_over_when_the_next_day_begins_in_berlin) {
    struct {
        const char* date;
        const char* expected;
    } const rows[] = {
        {"2026-01-31", "2026-01-31T23:00:00.000000Z"},  // winter: UTC+1
        {"2026-07-31", "2026-07-31T22:00:00.000000Z"},  // summer: UTC+2
        {"2026-03-28", "2026-03-28T23:00:00.000000Z"},  // the day before the clocks go forward
        {"2026-03-29", "2026-03-29T22:00:00.000000Z"},  // the day itself
        {"2026-10-25", "2026-10-25T23:00:00.000000Z"},  // the day they go back
        {"2028-02-28", "2028-02-28T23:00:00.000000Z"},
    };
    for (const auto& row : rows) {
        const auto expected = parse_instant(row.expected);
        ASSERT_TRUE(expected.has_value());
        EXPECT_EQ(instant_of(*parse_date(row.date)), to_string(*expected)) << row.date;
    }
}

TEST(timers, what_is_no_date_within_reach_is_an_error) {
    CaseBench bench(timer_chart);
    EXPECT_TRUE(bench.message("antrag", due("bald")).refused());
    EXPECT_TRUE(CaseBench(timer_chart).message("antrag", due(*parse_date("9999-12-31"))).refused());
}

TEST(timers, are_replaced_dropped_and_fired) {
    CaseBench bench(timer_chart);
    const Step first = bench.message("antrag", due(*parse_date("2026-01-31")));
    ASSERT_EQ(first.timers_set.size(), 1u);
    const std::string id = first.timers_set[0].id;
    const Step again = bench.action("neu", "p", {"sb"});
    EXPECT_EQ(again.timers_dropped, (std::vector<std::string>{id}));
    ASSERT_EQ(bench.timers().size(), 1u);
    const Timer running = bench.timers()[0];
    EXPECT_NE(running.id, id);

    EXPECT_EQ(codes(bench.fire(id).reasons), (std::vector<std::string>{"TIMER_UNKNOWN"}));
    EXPECT_EQ(bench.state(), "wartet");
    EXPECT_EQ(bench.timers().size(), 1u);
    EXPECT_FALSE(bench.fire(running.id).refused());
    EXPECT_EQ(bench.state(), "abgelaufen");
    EXPECT_TRUE(bench.timers().empty());
    EXPECT_EQ(codes(bench.fire(running.id).reasons), (std::vector<std::string>{"TIMER_UNKNOWN"}));
    EXPECT_TRUE(all_identical(bench.replayed()));
}

TEST(timers, go_with_the_state_that_cancels_them_and_with_the_end) {
    for (const char* action : {"weg", "ende"}) {
        CaseBench bench(timer_chart);
        bench.message("antrag", due(*parse_date("2026-01-31")));
        const Step step = bench.action(action, "p", {"sb"});
        EXPECT_EQ(step.timers_dropped.size(), 1u) << action;
        EXPECT_TRUE(bench.timers().empty()) << action;
    }
}

TEST(timers, time_never_runs_backwards_within_a_case) {
    CaseBench bench(timer_chart);
    bench.message("antrag", due(*parse_date("2026-01-31")));
    const std::string before = bench.folded.text("last_step");
    bench.clock -= std::chrono::hours(48);
    bench.action("neu", "p", {"sb"});
    EXPECT_EQ(bench.folded.text("last_step"), before);
    EXPECT_TRUE(all_identical(bench.replayed()));
}

constexpr const char* money_chart = R"(
  <datamodel>
    <fw:fact id="geld" source="line" unit="euro" keyexpr='"haushalt"'/>
    <fw:fact id="platz" source="line" unit="pieces" keyexpr='"plaetze"'/>
  </datamodel>
  <state id="start"><transition event="message.antrag" target="offen"/></state>
  <state id="offen">
    <transition event="action.binden" fw:by="sb"><fw:commit line="haushalt"
        amountexpr="300.00"/></transition>
    <transition event="action.zahlen" fw:by="sb"><fw:pay line="haushalt"
        amountexpr="200.50"/></transition>
    <transition event="action.rest" fw:by="sb">
      <fw:release from="committed" line="haushalt" amountexpr="99.50"/></transition>
    <transition event="action.plaetze" fw:by="sb">
      <fw:reserve line="plaetze" amountexpr="3" limitexpr="5"/></transition>
    <transition event="action.halb" fw:by="sb"><fw:reserve line="plaetze" amountexpr="1.5"
        limitexpr="5"/></transition>
    <transition event="action.fein" fw:by="sb"><fw:commit line="haushalt"
        amountexpr="0.001"/></transition>
    <transition event="action.minus" fw:by="sb"><fw:commit line="haushalt"
        amountexpr="-1"/></transition>
    <transition event="action.null" fw:by="sb"><fw:commit line="haushalt"
        amountexpr="0"/></transition>
    <transition event="action.fremd" fw:by="sb"><fw:commit line="anderswo"
        amountexpr="1"/></transition>
  </state>)";

class Money : public testing::Test {
protected:
    Money() : bench(money_chart) {
        bench.message("antrag");
        show();
    }
    void show() {
        bench.facts.values.set("geld", fact_of_line({"haushalt", true, geld}));
        bench.facts.values.set("platz", fact_of_line({"plaetze", false, plaetze}));
    }
    /// Gives the action; books what it posted; gives the codes against it.
    std::vector<std::string> give(const std::string& action) {
        const Step step = bench.action(action, "p", {"sb"});
        for (const auto& [line, balance] : step.lines_after) {
            (line == "haushalt" ? geld : plaetze) = balance;
        }
        show();
        return codes(step.reasons);
    }

    CaseBench bench;
    ledger::LineBalance geld{.allotted = 40000, .reserved = 0, .committed = 0, .paid = 0};
    ledger::LineBalance plaetze{};
};

TEST_F(Money, is_committed_paid_and_released_within_the_balance) {
    EXPECT_TRUE(give("binden").empty());
    EXPECT_EQ(geld.committed, 30000);
    EXPECT_FALSE(give("binden").empty()) << "only 100.00 are left";
    EXPECT_EQ(geld.committed, 30000);
    EXPECT_TRUE(give("zahlen").empty());
    EXPECT_EQ(geld.paid, 20050);
    EXPECT_FALSE(give("zahlen").empty()) << "the case holds no commitment for it";
    EXPECT_TRUE(give("rest").empty());
    EXPECT_EQ(geld.committed, 0);
    EXPECT_EQ(bench.folded.find("holdings")->find("haushalt")->find("paid")->as_integer(), 20050);
    EXPECT_TRUE(all_identical(bench.replayed()));
}

TEST_F(Money, a_limit_bounds_pieces) {
    EXPECT_TRUE(give("plaetze").empty());
    EXPECT_EQ(plaetze.reserved, 3);
    EXPECT_FALSE(give("plaetze").empty());
    EXPECT_EQ(plaetze.reserved, 3);
}

TEST_F(Money, amounts_are_whole_cents_or_pieces_of_a_known_line) {
    for (const char* action : {"halb", "fein", "minus", "fremd"}) {
        EXPECT_FALSE(give(action).empty()) << action;
    }
    EXPECT_TRUE(give("null").empty()) << "nothing to post is nothing wrong";
    EXPECT_EQ(geld.committed, 0);
}

TEST(ledger_units, a_fact_of_a_line_reads_back) {
    const ledger::LineBalance balance{.allotted = 100050, .reserved = 1, .committed = 2, .paid = 3};
    for (const bool money : {true, false}) {
        const auto line = line_of_fact(fact_of_line({"l", money, balance}));
        ASSERT_TRUE(line.has_value());
        EXPECT_EQ(line->name, "l");
        EXPECT_EQ(line->money, money);
        EXPECT_EQ(line->balance.allotted, 100050);
        EXPECT_EQ(line->balance.paid, 3);
    }
    EXPECT_EQ(feel::to_text(*fact_of_line({"l", true, balance}).find("allotted")), "1000.50");
    EXPECT_FALSE(line_of_fact(feel::Value("kein")).has_value());
    feel::Context row;
    row.set("line", "x");
    row.set("unit", "euro");
    EXPECT_FALSE(line_of_fact(feel::Value(row)).has_value()) << "a balance is missing";
}

}  // namespace
}  // namespace foerderwerk::cases
