// SPDX-License-Identifier: EUPL-1.2
// Goal: versions of a programme are published with who and why, compared in words, and open cases
// move to a new one only by two persons, as evidence that replays. Method: commands against a house
// on a database in memory, with versions made from the programme we ship by small changes.
#include <algorithm>

#include <gtest/gtest.h>

#include "connectors/console/read_inputs.hpp"
#include "engine/operations/check_store.hpp"
#include "engine/operations/replay_case.hpp"
#include "engine/types/digest.hpp"
#include "tests/connectors/console/house_on_sqlite.hpp"

namespace foerderwerk::tests {
namespace {

using console::CommandAnswer;

constexpr const char* shipped = FOERDERWERK_SOURCE_DIR "/workflows/digitallotsen-basis";

/// The shipped programme with texts of one file replaced everywhere.
Json version(const std::string& file,
             const std::vector<std::pair<std::string, std::string>>& changes) {
    const Json programme = console::read_programmes(shipped).front();
    Json files = *programme.find("files");
    std::string text = *from_base64(files.text(file));
    for (const auto& [old, now] : changes) {
        std::size_t count = 0;
        for (std::size_t at = text.find(old); at != std::string::npos;
             at = text.find(old, at + now.size())) {
            text.replace(at, old.size(), now);
            ++count;
        }
        EXPECT_GT(count, 0U) << old;
    }
    files.set(file, to_base64(text));
    return Json::Object{
        {"folder", "probe"}, {"files", std::move(files)}, {"scenarios", Json::Array{}}};
}

/// The state in_pruefung is called sichtung.
Json renamed() {
    return version("workflow.scxml", {{"\"in_pruefung\"", "\"sichtung\""}});
}

Json publication(Json programme) {
    return Json::Object{{"folders", Json::Array{std::move(programme)}}, {"reason", "Neue Fassung"}};
}

void add_leaders(HouseOnSqlite& rig) {
    for (const char* person : {"lt-1", "lt-2"}) {
        rig.run("person add", Json::Object{{"id", person}, {"name", "Leitung"}});
        rig.run("person role", Json::Object{{"id", person}, {"role", "leitung"}});
    }
}

std::string publish(HouseOnSqlite& rig, Json programme) {
    const CommandAnswer answer =
        rig.run("workflow publish", publication(std::move(programme)), "lt-1");
    EXPECT_EQ(answer.exit, 0) << codes(answer.reasons);
    return answer.result.text("definition");
}

std::string state_of(HouseOnSqlite& rig, const std::string& id) {
    return rig.run("case show", Json::Object{{"case", id}}, "sb-1").result.text("states");
}

void expect_sound(HouseOnSqlite& rig) {
    rig.store.read([&](ports::StoreReader& store) {
        const auto check = operations::check_store(store, rig.casework);
        EXPECT_TRUE(check.reasons.empty()) << codes(check.reasons);
    });
}

TEST(DefinitionCommands, APublishedVersionIsForNewCasesAndIsRecorded) {
    HouseOnSqlite rig;
    add_leaders(rig);
    const std::string old_case = rig.new_case();
    const std::string id = publish(rig, renamed());
    const auto definition_of = [&rig](const std::string& name) {
        return rig.run("case show", Json::Object{{"case", name}}, "sb-1").result.text("definition");
    };
    const std::string new_case = rig.new_case();
    EXPECT_EQ(definition_of(new_case), id);
    EXPECT_NE(definition_of(old_case), id) << "a case stays pinned";
    bool recorded = false;
    rig.store.read([&](ports::StoreReader& store) {
        store.for_each_record("", [&](const ports::RecordRow& row) {
            recorded = recorded || (row.bytes.find("workflow.publish") != std::string::npos &&
                                    row.bytes.find("Neue Fassung") != std::string::npos &&
                                    row.bytes.find(id) != std::string::npos &&
                                    row.bytes.find("lt-1") != std::string::npos);
        });
    });
    EXPECT_TRUE(recorded);
    const CommandAnswer again = rig.run("workflow publish", publication(renamed()), "lt-1");
    EXPECT_EQ(again.exit, 0);
    EXPECT_EQ(*again.result.find("published"), Json(false));
    expect_sound(rig);
}

TEST(DefinitionCommands, AVersionWithFindingsOrWithoutReasonIsNotPublished) {
    HouseOnSqlite rig;
    add_leaders(rig);
    const Json wrong = version("workflow.scxml", {{" fw:unlike=\"anordnung votum\"", ""},
                                                  {" fw:confirms=\"anordnung\"", ""}});
    const CommandAnswer answer = rig.run("workflow publish", publication(wrong), "lt-1");
    EXPECT_EQ(answer.exit, 1);
    EXPECT_NE(codes(answer.reasons).find("LINT_PAYMENT_UNAPPROVED"), std::string::npos)
        << codes(answer.reasons);
    const CommandAnswer silent =
        rig.run("workflow publish", Json::Object{{"folders", Json::Array{renamed()}}}, "lt-1");
    EXPECT_EQ(silent.exit, 2);
}

class Migration : public ::testing::Test {
protected:
    Migration() {
        add_leaders(rig);
        first = rig.new_case();
        second = rig.new_case();
        EXPECT_EQ(rig.run("case act", act(first, "pruefung.beginnen"), "sb-1").exit, 0);
        to = publish(rig, renamed());
    }

    static Json act(const std::string& id, const std::string& action) {
        return Json::Object{{"case", id}, {"event", action}, {"reason", "Probe"}};
    }

    CommandAnswer migrate(Json arguments, const std::string& person) {
        arguments.set("to", to);
        return rig.run("workflow migrate", std::move(arguments), person);
    }

    static Json with_map(const char* reason) {
        return Json::Object{{"map", to_base64("in_pruefung: sichtung\n")}, {"reason", reason}};
    }

    HouseOnSqlite rig;
    std::string first;   // in_pruefung
    std::string second;  // warteliste
    std::string to;
};

TEST_F(Migration, ADryRunSaysCaseByCaseWhatWouldBecomeOfIt) {
    const CommandAnswer bare = migrate(Json::Object{{"dry_run", true}}, "lt-1");
    EXPECT_EQ(bare.exit, 4);
    ASSERT_EQ(bare.result.as_array().size(), 2U);
    for (const Json& row : bare.result.as_array()) {
        const bool is_first = row.text("states").find("in_pruefung") != std::string::npos;
        EXPECT_EQ(row.text("result"), is_first ? "braucht eine Zuordnung" : "zieht um");
        EXPECT_EQ(row.text("why"), is_first ? "in_pruefung" : "");
    }
    Json mapped = with_map("");
    mapped.set("dry_run", true);
    EXPECT_EQ(migrate(mapped, "lt-1").exit, 0);
    Json wrong = Json::Object{{"map", to_base64("in_pruefung: bearbeitung\n")}, {"dry_run", true}};
    EXPECT_EQ(migrate(wrong, "lt-1").exit, 4) << "a state with states inside is no target";
    EXPECT_EQ(migrate(Json::Object{{"map", to_base64("[1")}}, "lt-1").exit, 2);
    EXPECT_EQ(state_of(rig, first), "bearbeitung in_pruefung") << "nothing has moved";
}

TEST_F(Migration, TwoPersonsMoveTheCasesAndEveryStepReplays) {
    EXPECT_EQ(migrate(Json::Object{{"approve", true}}, "lt-2").exit, 3) << "nothing is proposed";
    EXPECT_EQ(migrate(with_map("Neue Fassung"), "lt-1").exit, 0);
    const CommandAnswer alone = migrate(Json::Object{{"approve", true}}, "lt-1");
    EXPECT_NE(codes(alone.reasons).find("FOUR_EYES"), std::string::npos);
    EXPECT_EQ(state_of(rig, first), "bearbeitung in_pruefung");

    const CommandAnswer moved = migrate(Json::Object{{"approve", true}}, "lt-2");
    ASSERT_EQ(moved.exit, 0) << codes(moved.reasons);
    EXPECT_EQ(moved.result.as_array().size(), 2U);
    EXPECT_EQ(state_of(rig, first), "bearbeitung sichtung");
    EXPECT_EQ(state_of(rig, second), "warteliste") << "the town has one place";
    // It goes on under the new definition.
    EXPECT_EQ(rig.run("case act", act(first, "votum.positiv"), "sb-1").exit, 0);

    expect_sound(rig);
    for (const std::string& id : {first, second}) {
        rig.store.read([&](ports::StoreReader& store) {
            const auto replay = operations::replay_case(store, rig.casework, id);
            for (const cases::ReplayedStep& step : replay.steps) {
                EXPECT_EQ(step.verdict, cases::ReplayedStep::Verdict::identical)
                    << step.number << ": " << step.detail;
            }
            EXPECT_TRUE(replay.identical());
        });
    }
    EXPECT_EQ(migrate(Json::Object{{"approve", true}}, "lt-2").exit, 3) << "it is done";
    // A bundle carries both definitions and replays elsewhere.
    const CommandAnswer bundle = rig.run("case export", Json::Object{{"case", first}}, "sb-1");
    ASSERT_EQ(bundle.exit, 0);
    const CommandAnswer verdict = console::run_offline(
        rig.offline(),
        {.name = "case replay",
         .arguments = Json::Object{{"case", "bundle.json"},
                                   {"bundle", bundle.result.find("file")->text("content")}},
         .person = {}});
    EXPECT_EQ(verdict.exit, 0) << codes(verdict.reasons);
}

TEST_F(Migration, NewVariablesGetTheirFirstValue) {
    to = publish(rig, version("workflow.scxml", {{"<data id=\"wartegrund\"/>",
                                                  "<data id=\"wartegrund\"/>"
                                                  "<data id=\"neu\" expr=\"1 + 1\"/>"}}));
    EXPECT_EQ(migrate(Json::Object{{"reason", "Neue Angabe"}}, "lt-1").exit, 0);
    ASSERT_EQ(migrate(Json::Object{{"approve", true}}, "lt-2").exit, 0);
    const CommandAnswer shown = rig.run("case show", Json::Object{{"case", first}}, "sb-1");
    EXPECT_NE(canonical_json(*shown.result.find("data")).find("\"neu\""), std::string::npos);
    expect_sound(rig);
}

TEST(DefinitionCommands, ADifferenceIsToldInWords) {
    const HouseOnSqlite rig;
    const auto difference = [&rig](const Json& after) {
        const CommandAnswer answer = console::run_offline(
            rig.offline(),
            {.name = "workflow diff",
             .arguments =
                 Json::Object{{"folders",
                               Json::Array{console::read_programmes(shipped).front(), after}},
                              {"form", "table"}},
             .person = {}});
        EXPECT_EQ(answer.exit, 0) << codes(answer.reasons);
        return *from_base64(answer.result.find("file")->text("content"));
    };
    struct Row {
        std::string file;
        std::string old;
        std::string now;
        std::string expected;  ///< somewhere in the text
    };
    const std::vector<Row> rows = {
        {"workflow.scxml", "fw:label=\"In Prüfung\"", "fw:label=\"Prüfung\"",
         "Zustand in_pruefung: Die Bezeichnung war „In Prüfung“ und ist nun „Prüfung“."},
        {"workflow.scxml", "cond=\"auszahlungsbetrag = 0\"", "cond=\"auszahlungsbetrag &lt; 1\"",
         "Die Bedingung war „auszahlungsbetrag = 0“ und ist nun „auszahlungsbetrag < 1“."},
        {"workflow.scxml", "fw:unlike=\"anordnung votum\"", "fw:unlike=\"anordnung\"",
         "(Vier-Augen) war „anordnung, votum“ und ist nun „anordnung“."},
        {"workflow.scxml", "antrag.personen * 300.00", "antrag.personen * 350.00",
         "Beim Betreten – es kommt hinzu: bedarf := antrag.personen * 350.00"},
        {"notices/ablehnung.txt", "\n", "\nNeu.\n",
         "Bescheid notices/ablehnung.txt: Text – es kommt hinzu: Neu."},
        {"rules.dmn", "2018-11-05", "2019-11-05", "Regel "},
    };
    for (const Row& row : rows) {
        const std::string text = difference(version(row.file, {{row.old, row.now}}));
        EXPECT_NE(text.find(row.expected), std::string::npos) << row.now << ":\n" << text;
    }
    EXPECT_EQ(difference(console::read_programmes(shipped).front()), "Es ändert sich nichts.\n");
    const std::string text = difference(renamed());
    EXPECT_NE(text.find("Zustand in_pruefung: Der Zustand „In Prüfung“ entfällt."),
              std::string::npos);
    EXPECT_NE(text.find("Zustand sichtung: Der Zustand „In Prüfung“ kommt hinzu."),
              std::string::npos);
}

}  // namespace
}  // namespace foerderwerk::tests
