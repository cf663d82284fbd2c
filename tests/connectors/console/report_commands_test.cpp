// SPDX-License-Identifier: EUPL-1.2
// Goal: the deadlines of open cases as a list, with how each came about, as table, CSV and JSON,
// for those alone who may see the cases. Method: commands against a house on a database in memory.
#include <gtest/gtest.h>

#include "connectors/console/print_answer.hpp"
#include "tests/connectors/console/house_on_sqlite.hpp"

namespace foerderwerk::tests {
namespace {

using console::CommandAnswer;
using console::OutputForm;

std::string asked_for_more(HouseOnSqlite& rig) {
    const std::string id = rig.new_case();
    const CommandAnswer acted = rig.run(
        "case act",
        Json::Object{{"case", id}, {"event", "nachfordern"}, {"reason", "Nachweis fehlt"}}, "sb-1");
    EXPECT_EQ(acted.exit, 0) << codes(acted.reasons);
    return id;
}

TEST(ReportDeadlines, NamesEachDeadlineOfAnOpenCase) {
    HouseOnSqlite rig;
    const std::string id = asked_for_more(rig);
    const CommandAnswer answer =
        rig.run("report deadlines", Json::Object{{"derivation", true}}, "sb-1");
    ASSERT_EQ(answer.exit, 0) << codes(answer.reasons);
    ASSERT_EQ(answer.result.as_array().size(), 1u);
    const Json& row = answer.result.as_array().front();
    EXPECT_EQ(row.text("case"), id);
    EXPECT_EQ(row.text("deadline"), "nachforderung");
    EXPECT_EQ(row.text("last_day").size(), 10u);
    EXPECT_TRUE(row.text("due").ends_with("00:00:00")) << row.text("due");
    EXPECT_LT(row.text("last_day"), row.text("due").substr(0, 10));
    EXPECT_GE(row.find("days_left")->as_integer(), 14);
    EXPECT_TRUE(row.text("derivation").starts_with("§ 9 OZG, Tag 3: Beginn "));
    EXPECT_NE(row.text("derivation").find("Dauer 14 Tage"), std::string::npos);

    const CommandAnswer shown = rig.run("case show", Json::Object{{"case", id}}, "sb-1");
    EXPECT_EQ(shown.result.find("timers")->as_array().front().text("derivation"),
              row.text("derivation"));
    const CommandAnswer history = rig.run("case history", Json::Object{{"case", id}}, "sb-1");
    const Json& last = history.result.as_array().back();
    EXPECT_EQ(last.find("derivations")->as_array().size(), 2u);
    EXPECT_EQ(last.find("computed")->as_array().back().as_string(),
              "fristende " + row.text("last_day"));
}

TEST(ReportDeadlines, IsCutByDayAndProgrammeAndSeenByReadersOnly) {
    HouseOnSqlite rig;
    asked_for_more(rig);
    const std::string last_day = rig.run("report deadlines", Json::Object{}, "sb-1")
                                     .result.as_array()
                                     .front()
                                     .text("last_day");
    const auto rows = [&rig](const Json& arguments, const std::string& person) {
        return rig.run("report deadlines", arguments, person).result.as_array().size();
    };
    EXPECT_EQ(rows(Json::Object{{"until", last_day}}, "sb-1"), 1u);
    EXPECT_EQ(rows(Json::Object{{"until", "2020-01-01"}}, "sb-1"), 0u);
    EXPECT_EQ(rows(Json::Object{{"programme", "anderes"}}, "sb-1"), 0u);
    EXPECT_EQ(rows(Json::Object{}, "ad-1"), 0u);
    const CommandAnswer wrong =
        rig.run("report deadlines", Json::Object{{"until", "morgen"}}, "sb-1");
    EXPECT_EQ(wrong.exit, 2);
    EXPECT_EQ(codes(wrong.reasons), "USAGE@--until");
}

TEST(ReportCsv, QuotesEveryCellAndDefusesFormulas) {
    const Json rows(Json::Array{
        Json::Object{{"name", "=SUMME(A1)"}, {"zahl", std::int64_t{-5}}, {"liste", Json::Array{}}},
        Json::Object{{"name", "Müller; \"Söhne\""}, {"mehr", "a"}},
        Json::Object{{"name", Json::Object{{"number", "-5.5"}}},
                     {"zahl", "-1+1"},
                     {"liste", Json::Array{"@A1", "b"}},
                     {"mehr", "\t=A1"}}});
    EXPECT_EQ(print_result(rows, OutputForm::csv),
              "name;zahl;liste;mehr\r\n"
              "\"'=SUMME(A1)\";\"-5\";\"\";\"\"\r\n"
              "\"Müller; \"\"Söhne\"\"\";\"\";\"\";\"a\"\r\n"
              "\"-5.5\";\"'-1+1\";\"'@A1; b\";\"' =A1\"\r\n");
    EXPECT_EQ(print_result(Json(Json::Array{}), OutputForm::csv), "");
}

}  // namespace
}  // namespace foerderwerk::tests
