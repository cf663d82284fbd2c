// SPDX-License-Identifier: EUPL-1.2
// Goal: what went wrong with a case reaches a person who can mend it: a parked case and a message
// that the portal refused stand in lists, in the case and in its history, and the commands against
// them ask for right and reason. Method: commands against a house on a database in memory.
#include <gtest/gtest.h>

#include "connectors/console/command_endpoint.hpp"
#include "engine/operations/park_case.hpp"
#include "tests/connectors/console/house_on_sqlite.hpp"

namespace foerderwerk::tests {
namespace {

using console::CommandAnswer;

class Repairs : public testing::Test {
protected:
    Repairs() : id(rig.new_case()) {}

    void park() {
        rig.store.write([&](ports::UnitOfWork& unit) {
            operations::park_case(
                unit, rig.casework,
                {.case_id = id, .event = "action.votum.positiv", .cause = "Rechenfehler"});
        });
    }
    /// As the dispatcher leaves it when the portal takes a message by no means.
    std::string refuse_first_item() {
        std::string item;
        rig.store.write([&](ports::UnitOfWork& unit) {
            ports::OutboxRow row = unit.outbox_of_case(id).at(0);
            row.status = "refused";
            row.last_cause = "PORTAL_404";
            unit.put_outbox(row);
            item = row.id.substr(id.size() + 1);
        });
        return item;
    }
    std::size_t listed(const char* flag) {
        return rig.run("case list", Json::Object{{flag, true}}, "sb-1").result.as_array().size();
    }
    Json::Array history() {
        return rig.run("case history", Json::Object{{"case", id}}, "sb-1").result.as_array();
    }

    HouseOnSqlite rig;
    std::string id;
};

TEST_F(Repairs, aParkedCaseIsListedTakesNoActionAndIsResumedWithAReason) {
    EXPECT_EQ(listed("parked"), 0u);
    park();
    EXPECT_EQ(listed("parked"), 1u);
    const Json act = Json::Object{{"case", id}, {"event", "votum.positiv"}, {"reason", "ja"}};
    const CommandAnswer refused = rig.run("case act", act, "sb-1");
    EXPECT_EQ(refused.exit, 1);
    EXPECT_EQ(refused.reasons.front().code, "INCIDENT");
    const Json bare = Json::Object{{"case", "BV-2026-00001"}};
    const Json full = Json::Object{{"case", "BV-2026-00001"}, {"reason", "Fehler behoben"}};
    struct Row {
        const char* what = "";
        Json arguments;
        int exit = 0;
    };
    for (const Row& row : {Row{"without a reason", bare, 2},
                           Row{"no such case", Json::Object{{"case", "x"}, {"reason", "y"}}, 3},
                           Row{"as it should be", full, 0}, Row{"again", full, 4}}) {
        EXPECT_EQ(rig.run("case resume", row.arguments, "ad-1").exit, row.exit) << row.what;
    }
    EXPECT_EQ(listed("parked"), 0u);
    EXPECT_EQ(rig.run("case act", act, "sb-1").exit, 0);
    const Json::Array lines = history();
    ASSERT_EQ(lines.size(), 4u);
    EXPECT_EQ(lines[1].text("event"), "case.park");
    EXPECT_EQ(lines[1].text("note"), "action.votum.positiv: Rechenfehler");
    EXPECT_EQ(lines[2].text("event"), "case.resume");
    EXPECT_EQ(lines[2].text("actor"), "ad-1");
    EXPECT_EQ(lines[2].text("note"), "Fehler behoben");
    EXPECT_EQ(lines[3].text("event"), "action.votum.positiv");
    EXPECT_EQ(rig.run("db check").exit, 0);
}

TEST_F(Repairs, aRefusedMessageIsATaskUntilAClerkSettlesIt) {
    EXPECT_EQ(listed("undelivered"), 0u);
    const std::string item = refuse_first_item();
    ASSERT_EQ(listed("undelivered"), 1u);
    const CommandAnswer list = rig.run("case list", Json::Object{}, "sb-1");
    EXPECT_EQ(canonical_json(*list.result.as_array()[0].find("undelivered")),
              R"(["antrag.eingangsbestaetigung"])");
    const CommandAnswer shown = rig.run("case show", Json::Object{{"case", id}}, "sb-1");
    const Json& task = shown.result.find("undelivered")->as_array().at(0);
    EXPECT_EQ(task.text("item"), item);
    EXPECT_EQ(task.text("cause"), "PORTAL_404");

    const Json wish =
        Json::Object{{"case", id}, {"item", item}, {"reason", "Als Brief an Erika Beispiel"}};
    const CommandAnswer operations = rig.run("case settle", wish, "ad-1");
    EXPECT_EQ(operations.exit, 1) << "operations has no business rights";
    EXPECT_EQ(operations.reasons.front().code, "RIGHTS");
    EXPECT_EQ(rig.run("case settle", wish, "sb-1").exit, 0);
    EXPECT_EQ(rig.run("case settle", wish, "sb-1").exit, 4) << "once";
    EXPECT_EQ(listed("undelivered"), 0u);
    EXPECT_EQ(history().back().text("note"),
              item + " antrag.eingangsbestaetigung: Als Brief an Erika Beispiel");
    const CommandAnswer closed = rig.run("case history", Json::Object{{"case", id}});
    EXPECT_EQ(closed.result.as_array().back().text("note"), item + " antrag.eingangsbestaetigung")
        << "the machine's operator sees no names";
    EXPECT_EQ(rig.run("db check").exit, 0);
}

TEST(RepairRights, areThoseOfOperationsAndOfClerks) {
    const auto* const resume = console::find_command_right("case resume");
    ASSERT_NE(resume, nullptr);
    EXPECT_TRUE(resume->administrative);
    EXPECT_EQ(resume->role, "betrieb");
    const auto* const settle = console::find_command_right("case settle");
    ASSERT_NE(settle, nullptr);
    EXPECT_TRUE(settle->needs_person);
    EXPECT_FALSE(settle->administrative);
}

}  // namespace
}  // namespace foerderwerk::tests
