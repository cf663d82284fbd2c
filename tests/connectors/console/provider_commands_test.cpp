// SPDX-License-Identifier: EUPL-1.2
// Goal: a provider's bank details change only by two persons, each act recorded; the budget, the
// payments and the queues come out as lists. Method: commands against a house on a database in
// memory, step by step in tables.
#include <gtest/gtest.h>

#include "engine/operations/append_record.hpp"
#include "tests/connectors/console/house_on_sqlite.hpp"

namespace foerderwerk::tests {
namespace {

using console::CommandAnswer;

constexpr const char* old_iban = "DE89370400440532013000";
constexpr const char* new_iban = "DE02120300000000202051";

Json proposal(const std::string& iban) {
    return Json::Object{
        {"id", "VWA-S"}, {"name", "VWA Stuttgart"}, {"iban", iban}, {"reason", "Brief vom 2.1."}};
}

std::string iban_in_force(HouseOnSqlite& rig) {
    std::string iban;
    rig.store.read([&](ports::StoreReader& store) {
        const auto row = store.register_row("bildungstraeger", "VWA-S", "2026-12-31");
        iban = parse_json(row->value)->text("iban");
    });
    return iban;
}

std::vector<Json> register_acts(HouseOnSqlite& rig, const std::string& prefix) {
    std::vector<Json> acts;
    rig.store.read([&](ports::StoreReader& store) {
        store.for_each_record(operations::register_case, [&](const ports::RecordRow& row) {
            const Json record = parse_json(row.bytes).value();
            if (record.text("act").starts_with(prefix)) {
                acts.push_back(record);
            }
        });
    });
    return acts;
}

TEST(Providers, S40_BankDetailsChangeByTwoPersonsOnly) {
    HouseOnSqlite rig;
    Json confirmed = Json::Object{{"id", "VWA-S"}, {"iban", new_iban}};
    const struct {
        const char* what;
        const char* command;
        Json arguments;
        const char* person;
        const char* code;
        const char* iban;
    } table[] = {
        {"nobody proposes", "provider propose", proposal(new_iban), "", "PERSON@", old_iban},
        {"a wrong check digit", "provider propose", proposal("DE88370400440532013000"), "sb-1",
         "IBAN_UNGUELTIG@VWA-S", old_iban},
        {"nothing to confirm", "provider confirm", confirmed, "zz-1", "NOT_FOUND@VWA-S", old_iban},
        {"proposed", "provider propose", proposal(new_iban), "sb-1", "", old_iban},
        {"a second proposal", "provider propose", proposal(old_iban), "zz-1", "CONFLICT@VWA-S",
         old_iban},
        {"the same person confirms", "provider confirm", confirmed, "sb-1", "FOUR_EYES@VWA-S",
         old_iban},
        {"nobody confirms", "provider confirm", confirmed, "", "PERSON@", old_iban},
        {"another account is typed", "provider confirm",
         Json::Object{{"id", "VWA-S"}, {"iban", old_iban}}, "zz-1", "IBAN_ANDERS@VWA-S", old_iban},
        {"another person confirms", "provider confirm", confirmed, "zz-1", "", new_iban},
        {"once only", "provider confirm", confirmed, "zz-1", "NOT_FOUND@VWA-S", new_iban},
        {"proposed back", "provider propose", proposal(old_iban), "sb-1", "", new_iban},
        {"who proposed may not drop it either", "provider confirm",
         Json::Object{{"id", "VWA-S"}, {"reject", true}}, "sb-1", "FOUR_EYES@VWA-S", new_iban},
        {"dropped", "provider confirm", Json::Object{{"id", "VWA-S"}, {"reject", true}}, "zz-1", "",
         new_iban},
    };
    for (const auto& row : table) {
        const CommandAnswer answer = rig.run(row.command, row.arguments, row.person);
        EXPECT_EQ(codes(answer.reasons), row.code) << row.what;
        EXPECT_EQ(answer.exit == 0, std::string_view(row.code).empty()) << row.what;
        EXPECT_EQ(iban_in_force(rig), row.iban) << row.what;
    }
    const auto acts = register_acts(rig, "provider.");
    ASSERT_EQ(acts.size(), 4U) << "what was refused is no act";
    EXPECT_EQ(acts[0].text("actor"), "sb-1");
    EXPECT_EQ(acts[0].text("act"), "provider.propose");
    EXPECT_EQ(acts[1].text("actor"), "zz-1");
    EXPECT_EQ(acts[1].text("act"), "provider.confirm");
    EXPECT_EQ(acts[3].text("act"), "provider.reject");
    EXPECT_EQ(rig.run("db check").exit, 0);
}

TEST(Providers, AreListedWithWhatIsProposed) {
    HouseOnSqlite rig;
    ASSERT_EQ(rig.run("provider propose", proposal(new_iban), "sb-1").exit, 0);
    const Json::Array rows = rig.run("provider list").result.as_array();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].text("iban"), old_iban);
    EXPECT_EQ(rows[0].text("state"), "in force");
    EXPECT_EQ(rows[1].text("iban"), new_iban);
    EXPECT_EQ(rows[1].text("state"), "proposed");
    EXPECT_EQ(rows[1].text("by"), "sb-1");
}

TEST(Providers, AnImportDoesNotChangeAKnownAccount) {
    HouseOnSqlite rig;
    const auto import = [&](const std::string& line) {
        return rig.run("master-data import", content("id;name;iban\n" + line + "\n"));
    };
    EXPECT_EQ(codes(import(std::string("VWA-S;VWA Stuttgart;") + new_iban).reasons),
              "FOUR_EYES@VWA-S");
    EXPECT_EQ(iban_in_force(rig), old_iban);
    EXPECT_EQ(import(std::string("VWA-S;VWA Stuttgart e. V.;") + old_iban).exit, 0);
    EXPECT_EQ(import(std::string("NEU;Neuer Träger;") + new_iban).exit, 0);
}

TEST(Reports, TheBudgetListHasEachMovementWithWhatIsLeft) {
    HouseOnSqlite rig;
    const std::string id = rig.new_case();
    const auto act = [&](const char* event, const char* person) {
        const CommandAnswer answer = rig.run(
            "case act", Json::Object{{"case", id}, {"event", event}, {"reason", "frei"}}, person);
        EXPECT_EQ(answer.exit, 0) << event << codes(answer.reasons);
    };
    act("votum.positiv", "sb-1");
    act("zeichnen", "zz-1");
    ASSERT_EQ(
        rig.run("budget allot", Json::Object{{"line", "haushalt/2026"}, {"amount", "-50.00"}}).exit,
        0);
    const Json::Array rows = rig.run("report huel", Json::Object{}, "sb-1").result.as_array();
    ASSERT_EQ(rows.size(), 3U) << "quotas are no money";
    const char* kinds[] = {"Zuweisung", "Festlegung", "Zuweisung"};
    const char* left[] = {"10000.00", "9700.00", "9650.00"};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        EXPECT_EQ(rows[i].text("art"), kinds[i]);
        EXPECT_EQ(rows[i].text("available"), left[i]);
        EXPECT_EQ(rows[i].find("nr")->as_integer(), static_cast<std::int64_t>(i) + 1);
        EXPECT_FALSE(rows[i].text("date").empty());
    }
    EXPECT_EQ(rows[1].text("festlegung"), "300.00");
    EXPECT_EQ(rows[1].text("file_number"), "BV-2026-00001");
    EXPECT_EQ(rows[2].text("zuweisung"), "-50.00");
    EXPECT_TRUE(
        rig.run("report huel", Json::Object{{"line", "anders"}}, "sb-1").result.as_array().empty());
}

TEST(Reports, TheQueueIsInTheOrderOfTurns) {
    HouseOnSqlite rig;
    const auto later = [&rig] { rig.clock.set(rig.clock.instant() + std::chrono::minutes(1)); };
    const std::string first = rig.new_case();
    later();
    const std::string second = rig.new_case();
    later();
    const std::string third = rig.new_case();
    const Json::Array rows =
        rig.run("report waiting-list", Json::Object{}, "sb-1").result.as_array();
    ASSERT_EQ(rows.size(), 2U) << "one place: the first has it";
    EXPECT_EQ(rows[0].text("case"), second);
    EXPECT_EQ(rows[0].find("place")->as_integer(), 1);
    EXPECT_EQ(rows[1].text("case"), third);
    EXPECT_EQ(rows[1].find("place")->as_integer(), 2);
    EXPECT_TRUE(rig.run("report waiting-list", Json::Object{{"line", "haushalt/2026"}}, "sb-1")
                    .result.as_array()
                    .empty());
    EXPECT_TRUE(rig.run("report waiting-list", Json::Object{}, "ad-1").result.as_array().empty())
        << "who sees no case sees no queue";
}

}  // namespace
}  // namespace foerderwerk::tests
