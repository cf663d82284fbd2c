// SPDX-License-Identifier: EUPL-1.2
// Goal: the case commands do what they say, with the exit codes that scripts rely on, and show
// personal data to persons only. Method: commands against a house on a database in memory.
#include <gtest/gtest.h>

#include "connectors/console/print_answer.hpp"
#include "tests/connectors/console/house_on_sqlite.hpp"

namespace foerderwerk::tests {
namespace {

using console::CommandAnswer;

Json act_arguments(const std::string& of, const std::string& event) {
    return Json::Object{{"case", of}, {"event", event}, {"reason", "Kontingent frei"}};
}

TEST(CaseCommands, exitCodesSayWhatHappened) {
    HouseOnSqlite rig;
    const std::string id = rig.new_case();
    struct Row {
        const char* what;
        std::string name;
        Json arguments;
        std::string person;
        int exit;
        std::string code;  ///< of the first reason
    };
    const std::vector<Row> rows = {
        {"list", "case list", Json::Object{}, "sb-1", 0, ""},
        {"show by file number", "case show", Json::Object{{"case", "BV-2026-00001"}}, "sb-1", 0,
         ""},
        {"unknown case", "case show", Json::Object{{"case", "BV-2026-00002"}}, "sb-1", 3,
         "NOT_FOUND"},
        {"unknown person", "case show", Json::Object{{"case", id}}, "nobody", 1, "PERSON"},
        {"betrieb sees no case", "case show", Json::Object{{"case", id}}, "ad-1", 1, "RIGHTS"},
        {"nobody acts", "case act", act_arguments(id, "votum.positiv"), "", 1, "PERSON"},
        {"unknown person acts", "case act", act_arguments(id, "votum.positiv"), "x", 1, "PERSON"},
        {"act on nothing", "case act", act_arguments("nix", "votum.positiv"), "sb-1", 3,
         "NOT_FOUND"},
        {"data without name", "case act",
         Json::Object{{"case", id}, {"event", "votum.positiv"}, {"data", Json::Array{"=3"}}},
         "sb-1", 2, "USAGE"},
        {"first signature", "case act", act_arguments(id, "votum.positiv"), "sb-1", 0, ""},
        {"same person again", "case act", act_arguments(id, "action.zeichnen"), "sb-1", 4,
         "FOUR_EYES"},
        {"another person", "case act", act_arguments(id, "zeichnen"), "zz-1", 0, ""},
        {"history", "case history", Json::Object{{"case", id}}, "zz-1", 0, ""},
        {"replay", "case replay", Json::Object{{"case", id}}, "", 0, ""},
        {"replay all", "case replay", Json::Object{{"case", "all"}}, "", 0, ""},
        {"export by nobody", "case export", Json::Object{{"case", id}}, "", 1, "PERSON"},
        {"export", "case export", Json::Object{{"case", id}}, "sb-1", 0, ""},
        {"no such command", "case dance", Json::Object{}, "sb-1", 2, "USAGE"},
    };
    for (const Row& row : rows) {
        const CommandAnswer answer = rig.run(row.name, row.arguments, row.person);
        EXPECT_EQ(answer.exit, row.exit) << row.what << ": " << codes(answer.reasons);
        const std::string codes_found = codes(answer.reasons);
        EXPECT_TRUE(row.code.empty() ? answer.reasons.empty()
                                     : codes_found.find(row.code + "@") != std::string::npos)
            << row.what << ": " << codes_found;
    }
}

TEST(CaseCommands, listNamesStateAndTasksAndPagesOn) {
    HouseOnSqlite rig;
    const std::string first = rig.new_case();
    rig.run("case list");
    const std::string second = rig.new_case();
    const CommandAnswer all = rig.run("case list", Json::Object{{"open", true}}, "sb-1");
    ASSERT_EQ(all.result.as_array().size(), 2u);
    const Json& newest = all.result.as_array().front();
    EXPECT_EQ(newest.text("case"), second);
    EXPECT_EQ(newest.text("file_number"), "BV-2026-00002");
    EXPECT_FALSE(newest.text("label").empty());
    EXPECT_EQ(newest.find("tasks")->as_array().size(), 1u);
    const CommandAnswer rest =
        rig.run("case list", Json::Object{{"after", "BV-2026-00002"}}, "sb-1");
    ASSERT_EQ(rest.result.as_array().size(), 1u);
    EXPECT_EQ(rest.result.as_array().front().text("case"), first);
    EXPECT_TRUE(
        rig.run("case list", Json::Object{{"role", "jury"}}, "sb-1").result.as_array().empty());
    EXPECT_TRUE(rig.run("case list", Json::Object{}, "ad-1").result.as_array().empty());
}

TEST(CaseCommands, personalDataIsOpenForPersonsOnly) {
    HouseOnSqlite rig;
    const std::string id = rig.new_case();
    const auto shown = [&](const std::string& person) {
        const CommandAnswer answer = rig.run("case show", Json::Object{{"case", id}}, person);
        EXPECT_EQ(answer.exit, 0) << codes(answer.reasons);
        return print_result(answer.result, console::OutputForm::json);
    };
    EXPECT_NE(shown("sb-1").find("Erika Beispiel"), std::string::npos);
    EXPECT_EQ(shown("").find("Erika Beispiel"), std::string::npos);
    EXPECT_NE(shown("").find("sealed"), std::string::npos);
    EXPECT_NE(shown("").find("holdings"), std::string::npos);
}

TEST(CaseCommands, showNamesTheActionsOfTheActiveStates) {
    HouseOnSqlite rig;
    const std::string id = rig.new_case();
    const auto actions = [&] {
        std::string names;
        const Json shown = rig.run("case show", Json::Object{{"case", id}}, "sb-1").result;
        for (const Json& row : shown.find("actions")->as_array()) {
            names += row.text("action") + "/" + row.text("role") + " ";
        }
        return names;
    };
    EXPECT_EQ(actions(),
              "pruefung.beginnen/sachbearbeitung votum.positiv/sachbearbeitung "
              "votum.negativ/sachbearbeitung nachfordern/sachbearbeitung ");
    rig.run("case act", act_arguments(id, "votum.positiv"), "sb-1");
    EXPECT_EQ(actions(), "zeichnen/zweitzeichnung zurueckgeben/zweitzeichnung ");
}

TEST(CaseCommands, historyHasOneRowARecordWithRefusalsAndRules) {
    HouseOnSqlite rig;
    const std::string id = rig.new_case();
    rig.run("case act", act_arguments(id, "votum.positiv"), "sb-1");
    rig.run("case act", act_arguments(id, "zeichnen"), "sb-1");
    const CommandAnswer history = rig.run("case history", Json::Object{{"case", id}}, "sb-1");
    const Json::Array& rows = history.result.as_array();
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows[0].text("event"), "message.antrag.einreichen");
    EXPECT_FALSE(rows[0].find("rules")->as_array().empty());
    EXPECT_EQ(canonical_json(*rows[0].find("decided")), "[\"kontingent-1\"]");
    const std::string table = print_result(history.result, console::OutputForm::table);
    EXPECT_NE(table.find("kontingent-1"), std::string::npos);
    EXPECT_EQ(table.find("Rechtsgrundlage"), std::string::npos);
    EXPECT_EQ(rows[1].text("actor"), "sb-1");
    EXPECT_FALSE(rows[1].find("transitions")->as_array().empty());
    EXPECT_TRUE(rows[2].find("transitions")->as_array().empty());
    EXPECT_FALSE(rows[2].find("refused")->as_array().empty());
}

TEST(CaseCommands, databaseAndLogCommandsVerify) {
    HouseOnSqlite rig;
    const std::string id = rig.new_case();
    EXPECT_EQ(rig.run("db check").exit, 0);
    EXPECT_EQ(rig.run("log checkpoint").exit, 0);
    EXPECT_EQ(rig.run("log verify").result.text("log"), "verified");
    EXPECT_EQ(rig.run("log prove", Json::Object{{"entry", "0"}}).exit, 0);
    EXPECT_EQ(rig.run("log prove", Json::Object{{"entry", "9999"}}).exit, 3);
    EXPECT_EQ(rig.run("log prove", Json::Object{{"entry", "-1"}}).exit, 2);
    EXPECT_EQ(rig.run("db backup", Json::Object{{"to", "relative"}}).exit, 2);
    EXPECT_EQ(rig.run("payout batch").exit, 0);
    EXPECT_EQ(rig.run("payout import-status", content("x")).reasons.front().code, "CAMT");

    rig.log.files["checkpoint"][40] ^= 1;
    EXPECT_EQ(rig.run("log verify").exit, 5);
    rig.store.write([&](ports::UnitOfWork& unit) {
        ports::CaseRow row = *unit.find_case(id);
        row.label = "Anders";
        unit.put_case(row);
    });
    const CommandAnswer check = rig.run("db check");
    EXPECT_EQ(check.exit, 5);
    EXPECT_FALSE(check.reasons.empty());
}

}  // namespace
}  // namespace foerderwerk::tests
