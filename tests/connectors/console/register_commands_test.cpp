// SPDX-License-Identifier: EUPL-1.2
// Goal: persons, senders, budget and master data reach their registers through one recorded act
// each, or not at all. Method: commands against a house on a database in memory; the register
// journal is counted in the store.
#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>

#include "engine/operations/append_record.hpp"
#include "engine/operations/handle_command.hpp"
#include "engine/types/digest.hpp"
#include "tests/connectors/console/house_on_sqlite.hpp"

namespace foerderwerk::tests {
namespace {

using console::CommandAnswer;

std::size_t register_records(HouseOnSqlite& rig) {
    std::size_t count = 0;
    rig.store.read([&](ports::StoreReader& store) {
        store.for_each_record(operations::register_case,
                              [&count](const ports::RecordRow&) { ++count; });
    });
    return count;
}

std::vector<ports::RegisterRow> rows_of(HouseOnSqlite& rig, const std::string& name) {
    std::vector<ports::RegisterRow> rows;
    rig.store.read([&](ports::StoreReader& store) { rows = store.register_rows(name); });
    return rows;
}

TEST(RegisterCommands, exitCodesSayWhatHappened) {
    HouseOnSqlite rig;
    struct Row {
        const char* what;
        std::string name;
        Json arguments;
        int exit;
    };
    const std::string a64(64, 'a');
    const std::vector<Row> rows = {
        {"known person", "person add", Json::Object{{"id", "sb-1"}, {"name", "X"}}, 4},
        {"a name as id", "person add", Json::Object{{"id", "Sabine B"}, {"name", "X"}}, 2},
        {"new person", "person add", Json::Object{{"id", "ao-1"}, {"name", "X"}, {"uid", 7}}, 0},
        {"role of nobody", "person role", Json::Object{{"id", "nix"}, {"role", "jury"}}, 3},
        {"no such role", "person role", Json::Object{{"id", "ao-1"}, {"role", "chef"}}, 2},
        {"no such programme", "person role",
         Json::Object{{"id", "ao-1"}, {"role", "anordnung"}, {"programme", "nix"}}, 2},
        {"no date", "person role",
         Json::Object{{"id", "ao-1"}, {"role", "anordnung"}, {"from", "gestern"}}, 2},
        {"role", "person role",
         Json::Object{{"id", "ao-1"}, {"role", "anordnung"}, {"programme", "digitallotsen-basis"}},
         0},
        {"list", "person list", Json::Object{}, 0},
        {"token of nobody", "person token", Json::Object{{"id", "nix"}}, 3},
        {"no certificate", "sender add", Json::Object{{"id", "portal"}, {"content", ""}}, 1},
        {"sender", "sender add", Json::Object{{"id", "portal"}, {"content", to_base64("DER")}}, 0},
        {"again", "sender add", Json::Object{{"id", "portal"}, {"content", to_base64("DER")}}, 4},
        {"revoke nothing", "sender revoke", Json::Object{{"fingerprint", "ff"}}, 3},
        {"revoke", "sender revoke", Json::Object{{"fingerprint", a64}}, 0},
        {"revoke again", "sender revoke", Json::Object{{"fingerprint", a64}}, 4},
        {"senders", "sender list", Json::Object{}, 0},
        {"allot", "budget allot", Json::Object{{"line", "l"}, {"amount", "5"}}, 0},
        {"no amount", "budget allot", Json::Object{{"line", "l"}, {"amount", "5,00"}}, 2},
        {"more than is free", "budget allot", Json::Object{{"line", "l"}, {"amount", "-6.00"}}, 1},
    };
    for (const Row& row : rows) {
        const CommandAnswer answer = rig.run(row.name, row.arguments);
        EXPECT_EQ(answer.exit, row.exit) << row.what << ": " << codes(answer.reasons);
        EXPECT_EQ(answer.reasons.empty(), row.exit == 0) << row.what;
    }
    EXPECT_EQ(rig.run("db check").exit, 0);
}

TEST(RegisterCommands, personGetsAndLosesARole) {
    HouseOnSqlite rig;
    const auto roles = [&] {
        std::vector<std::string> held;
        rig.store.read([&](ports::StoreReader& store) {
            held =
                operations::person_as_actor(store, "sb-1", "digitallotsen-basis", rig.clock.now())
                    ->roles;
        });
        return held;
    };
    EXPECT_EQ(roles(), std::vector<std::string>{"sachbearbeitung"});
    rig.run("person role", Json::Object{{"id", "sb-1"}, {"role", "jury"}});
    EXPECT_EQ(roles(), (std::vector<std::string>{"jury", "sachbearbeitung"}));
    rig.run("person role", Json::Object{{"id", "sb-1"}, {"role", "jury"}, {"remove", true}});
    EXPECT_EQ(roles(), std::vector<std::string>{"sachbearbeitung"});
}

TEST(RegisterCommands, aNameIsSealedAndLostWithItsKey) {
    HouseOnSqlite rig;
    rig.run("person add", Json::Object{{"id", "le-1"}, {"name", "Lea Sentinella"}});
    rig.run("person role", Json::Object{{"id", "le-1"}, {"role", "leitung"}});
    const auto listed = [&] {
        const auto list = rig.run("person list", Json::Object{});
        for (const Json& person : list.result.as_array()) {
            if (person.text("person") == "le-1") {
                return person.text("name");
            }
        }
        return std::string("nobody");
    };
    EXPECT_EQ(listed(), "Lea Sentinella");
    rig.store.read([](ports::StoreReader& store) {
        store.for_each_record("", [](const ports::RecordRow& row) {
            EXPECT_EQ(row.bytes.find("Sentinella"), std::string::npos) << row.bytes;
        });
        EXPECT_EQ(store.register_row("person", "le-1", "2026-01-01")->value.find("Sentinella"),
                  std::string::npos);
    });
    rig.store.write([](ports::UnitOfWork& unit) {
        unit.put_subject_key(std::string(operations::register_case) + "/le-1", "destroyed");
    });
    EXPECT_EQ(listed(), "") << "the person is erased, the acts stay";
}

TEST(RegisterCommands, senderRowIsWhatTheGateReads) {
    HouseOnSqlite rig;
    rig.run("sender add", Json::Object{{"id", "portal"}, {"content", to_base64("DER")}});
    rig.run("sender revoke", Json::Object{{"fingerprint", std::string(64, 'a')}});
    const auto rows = rows_of(rig, "sender");
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].key, std::string(64, 'a'));
    const auto value = parse_json(rows[0].value);
    EXPECT_EQ(value->text("sender"), "portal");
    EXPECT_EQ(from_base64(value->text("der")), "DER");
    for (const char* name : {"valid_from", "valid_to", "revoked_at"}) {
        EXPECT_TRUE(parse_instant(value->text(name)).has_value()) << name;
    }
}

TEST(RegisterCommands, tokenIsKeptAsHashOnly) {
    HouseOnSqlite rig;
    const std::string token =
        rig.run("person token", Json::Object{{"id", "sb-1"}}).result.text("token");
    ASSERT_EQ(token.size(), 64u);
    const auto rows = rows_of(rig, "token");
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].key, to_hex(rig.sealing.sha256(token)));
    EXPECT_EQ(rows[0].value.find(token), std::string::npos);
    rig.run("person token", Json::Object{{"id", "sb-1"}, {"revoke", true}});
    EXPECT_NE(rows_of(rig, "token")[0].value.find("revoked"), std::string::npos);
}

TEST(MasterData, everyFaultIsNamedAndNothingIsKept) {
    const std::string head = "ags;name;art;kreis_schluessel;einwohner_2025_06_30\n";
    struct Row {
        const char* what;
        std::string text;
        std::string reasons;
    };
    const std::vector<Row> rows = {
        {"empty", "", "CSV@line 1"},
        {"unknown header", "a;b\n1;2\n", "MASTER_DATA@line 1"},
        {"no reference date", "ags;name;art;kreis_schluessel;einwohner\n", "MASTER_DATA@line 1"},
        {"no row", head, "MASTER_DATA@"},
        {"fields", head + "08336010;Böllen;Gemeinde\n", "CSV@line 2"},
        {"not UTF-8", head + "08336010;B\xF6llen;Gemeinde;08336;97\n", "CSV@line 2"},
        {"open quotes", head + "08336010;\"Böllen;Gemeinde;08336;97\n", "CSV@line 2"},
        {"short key", head + "8336010;Böllen;Gemeinde;08336;97\n",
         "MASTER_DATA@line 2 MASTER_DATA@line 2"},
        {"population and name", head + "08336010;;Gemeinde;08336;9.7\n",
         "MASTER_DATA@line 2 MASTER_DATA@line 2"},
        {"two lines", head + "08336010;Böllen;Gemeinde;08336;97\n\n08336010;X;Stadt;08336;x\n",
         "MASTER_DATA@line 4 MASTER_DATA@line 4"},
        {"county key", head + "08336010;Böllen;Gemeinde;08337;97\n", "MASTER_DATA@line 2"},
        {"IBAN", "id;name;iban\nX;Y;DE88370400440532013000\n", "MASTER_DATA@line 2"},
    };
    HouseOnSqlite rig;
    const std::size_t before = register_records(rig);
    for (const Row& row : rows) {
        const CommandAnswer answer = rig.run("master-data import", content(row.text));
        EXPECT_EQ(answer.exit, 1) << row.what;
        EXPECT_EQ(codes(answer.reasons), row.reasons) << row.what;
    }
    EXPECT_EQ(register_records(rig), before);
    EXPECT_EQ(rows_of(rig, "gemeinde").size(), 1u);
}

TEST(MasterData, countiesAreKeptAndStadtkreiseAreLeftToTheMunicipalities) {
    HouseOnSqlite rig;
    const std::size_t before = register_records(rig);
    const CommandAnswer answer =
        rig.run("master-data import",
                content("\xEF\xBB\xBFkreis_schluessel;name;art;einwohner_2025_06_30\r\n"
                        "08111;\"Stuttgart; Stadt\";Stadtkreis;635911\r\n"
                        "08115;\"Böblingen \"\"Kreis\"\"\";Landkreis;392807\r\n"));
    ASSERT_EQ(answer.exit, 0) << codes(answer.reasons);
    EXPECT_EQ(register_records(rig), before + 1);
    rig.store.read([](ports::StoreReader& store) {
        EXPECT_FALSE(store.register_row("gemeinde", "08111000", "2026-01-01").has_value());
        const auto row = store.register_row("gemeinde", "08115000", "2026-01-01");
        ASSERT_TRUE(row.has_value());
        EXPECT_EQ(row->valid_from, "2025-06-30");
        EXPECT_EQ(
            row->value,
            R"({"ags":"08115000","art":"Landkreis","einwohner":{"number":"392807"},)"
            R"("kreis":"08115","name":"Böblingen \"Kreis\"","stichtag":{"date":"2025-06-30"}})");
    });
}

TEST(MasterData, theRealListsAreImported) {
    const char* shared = std::getenv("FOERDERWERK_SHARED");
    const std::filesystem::path folder =
        (shared != nullptr ? std::filesystem::path(shared)
                           : std::filesystem::path(FOERDERWERK_SOURCE_DIR) / "../shared") /
        "domain/data";
    if (!std::filesystem::exists(folder / "bw_gemeinden.csv")) {
        GTEST_SKIP() << "no " << folder << ": set FOERDERWERK_SHARED";
    }
    HouseOnSqlite rig;
    const auto import = [&](const char* file) {
        Json arguments = content(read_whole((folder / file).string()));
        arguments.set("valid_from", "2026-01-01");
        const CommandAnswer answer = rig.run("master-data import", arguments);
        EXPECT_EQ(answer.exit, 0) << codes(answer.reasons);
        return answer.result.find("rows")->as_integer();
    };
    EXPECT_EQ(import("bw_gemeinden.csv"), 1101 + 2);
    EXPECT_EQ(import("bw_kreise.csv"), 35);
    rig.store.read([](ports::StoreReader& store) {
        const auto row = store.register_row("gemeinde", "08111000", "2026-02-01");
        ASSERT_TRUE(row.has_value());
        EXPECT_EQ(parse_json(row->value)->text("art"), "Stadtkreis");
    });
    EXPECT_EQ(rig.run("db check").exit, 0);
}

}  // namespace
}  // namespace foerderwerk::tests
