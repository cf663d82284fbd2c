// SPDX-License-Identifier: EUPL-1.2
// Goal: messages, programmes and published logs are judged without a database. Method: small
// programmes written here, a log folder on disk with single bytes changed.
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "connectors/console/print_answer.hpp"
#include "connectors/console/read_inputs.hpp"
#include "engine/types/digest.hpp"
#include "tests/connectors/console/house_on_sqlite.hpp"

namespace foerderwerk::tests {
namespace {

namespace fs = std::filesystem;
using console::CommandAnswer;

CommandAnswer offline(const HouseOnSqlite& rig, const std::string& name, Json arguments) {
    return console::run_offline(rig.offline(),
                                {.name = name, .arguments = std::move(arguments), .person = {}});
}

Json programme(const std::string& chart, const std::string& scenario = "") {
    Json::Array scenarios;
    if (!scenario.empty()) {
        scenarios.push_back(
            Json::Object{{"file", "scenarios/s.yaml"}, {"content", to_base64(scenario)}});
    }
    return Json::Object{
        {"folders",
         Json::Array{Json::Object{{"folder", "p"},
                                  {"files", Json::Object{{"workflow.scxml", to_base64(chart)}}},
                                  {"scenarios", std::move(scenarios)}}}}};
}

const std::string head =
    R"(<scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:fw="urn:foerderwerk:workflow:1"
       version="1.0" datamodel="feel" name="probe" initial="a">)";

TEST(OfflineCommands, lintNamesFileAndLine) {
    const HouseOnSqlite rig;
    const CommandAnswer answer = offline(
        rig, "workflow lint",
        programme(head + "\n<state id=\"a\" fw:label=\"A\"/>\n<state id=\"b\"/>\n</scxml>"));
    EXPECT_EQ(answer.exit, 1);
    for (const char* found :
         {"LINT_STATE_UNREACHABLE@p/workflow.scxml:4", "LINT_LABEL@p/workflow.scxml:4",
          "LINT_STATE_TRAP@p/workflow.scxml:3"}) {
        EXPECT_NE(codes(answer.reasons).find(found), std::string::npos) << found;
    }
    const std::string sound = read_whole(FOERDERWERK_SOURCE_DIR "/tests/data/charts/sound.scxml");
    Json arguments = programme(sound);
    EXPECT_EQ(offline(rig, "workflow lint", arguments).exit, 0);
    arguments.set("people", to_base64("[{person: a, roles: [sachbearbeitung, 'anordnung (x)']}]"));
    EXPECT_EQ(codes(offline(rig, "workflow lint", arguments).reasons),
              "LINT_FOUR_EYES@p/workflow.scxml:29");
    arguments.set("people", to_base64("{a: sachbearbeitung, b: [anordnung]}"));
    EXPECT_EQ(offline(rig, "workflow lint", arguments).exit, 0);
    arguments.set("people", to_base64("[1"));
    EXPECT_EQ(offline(rig, "workflow lint", arguments).exit, 2);
    EXPECT_EQ(offline(rig, "workflow lint", programme("no xml")).exit, 1);
    EXPECT_EQ(offline(rig, "workflow lint", Json::Object{}).exit, 2);
}

TEST(OfflineCommands, programmesThatWeShipPassLintAndTests) {
    const HouseOnSqlite rig;
    Json::Array folders = console::read_programmes(FOERDERWERK_SOURCE_DIR "/workflows");
    const Json arguments = Json::Object{{"folders", std::move(folders)}};
    EXPECT_EQ(offline(rig, "workflow lint", arguments).exit, 0);
    const CommandAnswer answer = offline(rig, "workflow test", arguments);
    EXPECT_EQ(answer.exit, 0) << codes(answer.reasons);
    EXPECT_NE(answer.result.text("total").find(", 0 failed"), std::string::npos);
    EXPECT_EQ(answer.result.text("coverage").find("covered 0"), std::string::npos);
}

TEST(OfflineCommands, failedScenariosAreToldWithExpectedAndActual) {
    const HouseOnSqlite rig;
    const std::string chart = head + R"(<state id="a" fw:label="A">
        <transition event="message.antrag.einreichen" target="b"/></state>
        <state id="b" fw:label="B"/></scxml>)";
    const auto scenario = [](const std::string& state) {
        return "# Probe\nprogramme: probe\ntoday: 2026-01-12\ngiven: {}\nsteps:\n"
               "  - message: antrag.einreichen\n    data: { x: 1 }\n"
               "    then: { state: " +
               state + " }\n";
    };
    const CommandAnswer good = offline(rig, "workflow test", programme(chart, scenario("b")));
    EXPECT_EQ(good.exit, 0) << console::print_reasons(good.reasons);
    EXPECT_EQ(good.result.text("total"), "1 passed, 0 failed");
    EXPECT_EQ(good.result.text("coverage"), "covered 1 of 1 transitions, 2 of 2 states");
    const CommandAnswer bad = offline(rig, "workflow test", programme(chart, scenario("c")));
    EXPECT_EQ(bad.exit, 1);
    EXPECT_EQ(bad.result.text("total"), "0 passed, 1 failed");
    ASSERT_EQ(codes(bad.reasons), "SCENARIO@p/scenarios/s.yaml:8");
    EXPECT_EQ(bad.reasons.front().text, "step 1, state | expected c | actual b");
    const Json& failure = bad.result.find("failures")->as_array().front();
    EXPECT_EQ(failure.text("expected") + " beside " + failure.text("actual"), "c beside b");
    EXPECT_EQ(offline(rig, "workflow test", programme(chart)).exit, 1);
}

TEST(OfflineCommands, messagesAreJudgedSignedAndShown) {
    HouseOnSqlite rig;
    const CommandAnswer check = rig.run("message check", content("<x/>"));
    EXPECT_EQ(check.exit, 5);
    EXPECT_EQ(codes(check.reasons), "SIG_MISSING@ SIG_KEY@");
    const CommandAnswer show = rig.run("message show", content("<x/>"));
    EXPECT_EQ(show.exit, 0);
    EXPECT_EQ(show.result.text("signature"), "not verified");
    EXPECT_EQ(rig.run("message show", content("x")).exit, 1);
    const CommandAnswer sign = rig.run("message sign", content("<x/>"));
    EXPECT_EQ(from_base64(sign.result.find("file")->text("content")), "signed:<x/>");
    EXPECT_EQ(rig.run("message check").exit, 2);
    EXPECT_EQ(offline(rig, "message check", content("<x/>")).reasons.front().code, "CONFIG");
    EXPECT_EQ(offline(rig, "case list", Json::Object{}).exit, 2);
}

TEST(OfflineCommands, publishedLogIsVerifiedInItsFolder) {
    HouseOnSqlite rig;
    rig.new_case();
    const std::string vkey = rig.run("log checkpoint").result.text("vkey");
    const fs::path folder = testing::TempDir() + "log-" + std::to_string(::getpid());
    const auto put = [&](const std::string& path, const std::string& bytes) {
        fs::create_directories((folder / path).parent_path());
        std::ofstream(folder / path, std::ios::binary | std::ios::trunc) << bytes;
    };
    for (const auto& [path, bytes] : rig.log.files) {
        put(path, bytes);
    }
    const auto verify = [&](const std::string& key) {
        return offline(rig, "log verify", Json::Object{{"dir", folder.string()}, {"vkey", key}});
    };
    EXPECT_EQ(verify(vkey).exit, 0) << codes(verify(vkey).reasons);
    EXPECT_EQ(verify("").exit, 2);
    for (const auto& [path, bytes] : rig.log.files) {
        std::string changed = bytes;
        changed[changed.size() / 2] ^= 1;
        put(path, changed);
        const CommandAnswer answer = verify(vkey);
        EXPECT_EQ(answer.exit, 5) << path;
        EXPECT_NE(codes(answer.reasons), "") << path;
        put(path, bytes);
    }
    fs::remove_all(folder);
    EXPECT_EQ(verify(vkey).exit, 3);
}

}  // namespace
}  // namespace foerderwerk::tests
