// SPDX-License-Identifier: EUPL-1.2
// Goal: who may take a step: role, four eyes over persons and deputies and after a return, the
// duty to give a reason. Method: one small chart; each row of the table is a history of actions
// and the reasons against the last one.
#include <gtest/gtest.h>

#include "tests/unit/cases/case_bench.hpp"

namespace foerderwerk::cases {
namespace {

constexpr const char* chart = R"(
  <state id="start"><transition event="message.antrag" target="pruefung"/></state>
  <state id="pruefung" fw:label="Prüfung">
    <transition event="action.votum" target="zeichnung" fw:by="sb chef" fw:step="votum"
                fw:reason="required"/>
  </state>
  <state id="zeichnung" fw:label="Zeichnung">
    <transition event="action.zeichnen" target="fertig" fw:by="sb chef" fw:step="zeichnung"
                fw:unlike="votum"/>
    <transition event="action.zurueck" target="pruefung" fw:by="chef"/>
    <transition event="*" target="fertig"/>
  </state>
  <final id="fertig"/>)";

struct Move {
    const char* action;
    const char* person;
    const char* role;
    const char* reason = "";
    const char* on_behalf_of = "";
};

struct Row {
    const char* name;
    std::vector<Move> moves;
    std::vector<std::string> codes;  ///< of the last move
};

void PrintTo(const Row& row, std::ostream* out) {
    *out << row.name;
}

class Rights : public testing::TestWithParam<Row> {};

TEST_P(Rights, the_last_move_is_judged) {
    CaseBench bench(chart);
    bench.message("antrag");
    Step last;
    for (const Move& move : GetParam().moves) {
        Command command = person_command(move.action, move.person, {move.role});
        command.reason = move.reason;
        command.actor.on_behalf_of = move.on_behalf_of;
        last = bench.give(command);
    }
    EXPECT_EQ(codes(last.reasons), GetParam().codes);
    EXPECT_TRUE(all_identical(bench.replayed()));
}

const Row rows[] = {
    {"RoleAndReason", {{"votum", "a", "sb", "geprüft"}}, {}},
    {"SecondRoleOfTheList", {{"votum", "a", "chef", "geprüft"}}, {}},
    {"RoleMissing", {{"votum", "a", "bote", "geprüft"}}, {"ROLE"}},
    {"ReasonMissing", {{"votum", "a", "sb"}}, {"REASON_MISSING"}},
    {"EveryReasonIsTold", {{"votum", "a", "bote"}}, {"ROLE", "REASON_MISSING"}},
    {"OtherPersonSigns", {{"votum", "a", "sb", "ja"}, {"zeichnen", "b", "sb"}}, {}},
    {"SamePerson", {{"votum", "a", "sb", "ja"}, {"zeichnen", "a", "sb"}}, {"FOUR_EYES"}},
    {"SamePersonInOtherRole",
     {{"votum", "a", "sb", "ja"}, {"zeichnen", "a", "chef"}},
     {"FOUR_EYES"}},
    {"DeputyOfTheFirst",
     {{"votum", "a", "sb", "ja"}, {"zeichnen", "b", "sb", "", "a"}},
     {"FOUR_EYES"}},
    {"WhoWasRepresented",
     {{"votum", "b", "sb", "ja", "a"}, {"zeichnen", "a", "sb"}},
     {"FOUR_EYES"}},
    {"StillAfterAReturn",
     {{"votum", "a", "sb", "ja"},
      {"zurueck", "c", "chef"},
      {"votum", "b", "sb", "ja"},
      {"zeichnen", "a", "sb"}},
     {"FOUR_EYES"}},
    {"ThirdPersonAfterAReturn",
     {{"votum", "a", "sb", "ja"},
      {"zurueck", "c", "chef"},
      {"votum", "b", "sb", "ja"},
      {"zeichnen", "c", "chef"}},
     {}},
    {"NoRoleAtAll", {{"votum", "a", "sb", "ja"}, {"zeichnen", "b", ""}}, {"ROLE"}},
    {"WildcardIsNobodysAction", {{"votum", "a", "sb", "ja"}, {"anders", "b", "sb"}}, {"ROLE"}},
};

INSTANTIATE_TEST_SUITE_P(Table, Rights, testing::ValuesIn(rows),
                         [](const auto& row) { return row.param.name; });

TEST(rights, a_sender_may_not_take_a_persons_step) {
    CaseBench bench(chart);
    bench.message("antrag");
    Command command = person_command("votum", "portal", {"sb"});
    command.actor.kind = Actor::Kind::sender;
    command.reason = "ja";
    EXPECT_EQ(codes(bench.give(command).reasons), (std::vector<std::string>{"ROLE"}));
}

TEST(rights, a_step_is_named_once_with_what_it_must_be_unlike) {
    CaseBench bench(chart);
    bench.message("antrag");
    bench.action("votum", "a", {"sb"}, "ja");
    const Step signed_step = bench.action("zeichnen", "b", {"sb"});
    EXPECT_EQ(signed_step.taken_steps, (std::vector<std::string>{"zeichnung"}));
    EXPECT_EQ(signed_step.unlike, (std::vector<std::string>{"votum"}));
    EXPECT_EQ(signed_step.after.persons_of_step.at("votum"), (std::vector<std::string>{"a"}));
}

}  // namespace
}  // namespace foerderwerk::cases
