// SPDX-License-Identifier: EUPL-1.2
// Goal: a session is a value: it can be written in the middle of everything and read back, sealed
// parts included; a damaged one is refused with a reason.
// Method: the other tests reload before every step; here the exact form, sealing, and damage.
#include "engine/statechart/session_json.hpp"

#include <gtest/gtest.h>

#include "tests/unit/statechart/chart_runner.hpp"

namespace foerderwerk::statechart {
namespace {

constexpr const char* chart =
    "<datamodel><data id='n' expr='1.50'/><data id='name'/></datamodel>"
    "<state id='p'><history id='h'><transition target='a'/></history>"
    "<state id='a'/><state id='b'><onentry>"
    "<send id='t' event='late' delay='2s'><param name='x' expr='n'/></send></onentry>"
    "<invoke id='c' type='case'/></state>"
    "<transition event='b' target='b'/><transition event='out' target='z'/></state>"
    "<state id='z'><transition event='back' target='b'/></state>";

TEST(SessionJson, HasThisForm) {
    ChartRunner runner(chart);
    runner.start();
    for (const char* event : {"b", "out", "back"}) {
        runner.send(event);
    }
    Event waiting;
    waiting.name = "waiting";
    waiting.data = feel::Value("d");
    runner.session.external_events.push(waiting);
    const auto json = session_to_json(runner.document, runner.session);
    ASSERT_TRUE(json.has_value());
    const std::string late =
        R"({"delay":{"duration":"PT2S"},"event":{"data":{"x":{"number":"1.50"}},"name":"late",)"
        R"("origin":"#_scxml_s1","origintype":"http://www.w3.org/TR/scxml/#SCXMLEventProcessor",)"
        R"("sendid":"t","type":"external"},"number":)";
    EXPECT_EQ(canonical_json(*json),
              R"({"configuration":["p","b"],"data":{"n":{"number":"1.50"},"name":null},)"
              R"("delayed":[)" +
                  late + R"(1,"sendid":"t"},)" + late + R"(2,"sendid":"t"}],)" +
                  R"("external":[{"data":"d","name":"waiting","type":"external"}],)"
                  R"("history":{"h":["b"]},"ids":2,)"
                  R"("invocations":[{"invokeid":"c","position":0,"state":"b"}],)"
                  R"("phase":"running","session":"s1"})");
    const auto loaded = session_from_json(runner.document, *json);
    ASSERT_TRUE(loaded.has_value()) << loaded.error();
    EXPECT_EQ(loaded->external_events.size(), 1u);
    EXPECT_EQ(loaded->delayed_sends.at(1).delay, std::chrono::seconds(2));
}

TEST(SessionJson, SealsAndOpensPersonalValues) {
    ChartRunner runner(chart);
    runner.start();
    runner.session.data.set("name", feel::Value::personal(feel::Value("Erika"), "kontakt"));
    const auto json = session_to_json(runner.document, runner.session,
                                      [](const feel::Personal& part) { return part.subject; });
    ASSERT_TRUE(json.has_value());
    const std::string text = canonical_json(*json);
    EXPECT_EQ(text.find("Erika"), std::string::npos);
    EXPECT_NE(text.find(R"({"sealed":"kontakt"})"), std::string::npos);
    const auto opened = session_from_json(
        runner.document, *json, [](const std::string& part) -> Result<feel::Value, std::string> {
            return feel::Value::personal(feel::Value("Erika"), part);
        });
    ASSERT_TRUE(opened.has_value());
    EXPECT_EQ(opened->data.find("name")->mark()->subject, "kontakt");
    const auto erased = session_from_json(
        runner.document, *json, [](const std::string&) -> Result<feel::Value, std::string> {
            return Failure<std::string>("erased");
        });
    EXPECT_FALSE(erased.has_value());
}

TEST(SessionJson, RefusesWhatDoesNotFit) {
    ChartRunner runner(chart);
    runner.start();
    runner.send("b");
    const auto good = session_to_json(runner.document, runner.session);
    ASSERT_TRUE(good.has_value());
    const struct {
        const char* member;
        Json value;
    } damages[] = {
        {"configuration", Json(Json::Array{Json("p")})},
        {"configuration", Json(Json::Array{Json("a"), Json("b")})},
        {"configuration", Json(Json::Array{Json("p"), Json("b"), Json("z")})},
        {"configuration", Json(Json::Array{Json("unknown")})},
        {"configuration", Json("p")},
        {"phase", Json("sleeping")},
        {"ids", Json(-1)},
        {"data", Json()},
        {"history", Json(Json::Object{{"a", Json(Json::Array{})}})},
        {"history", Json(Json::Object{{"h", Json(Json::Array{Json("z")})}})},
        {"delayed", Json(Json::Array{Json(Json::Object{})})},
        {"invocations",
         Json(Json::Array{Json(
             Json::Object{{"invokeid", Json("c")}, {"state", Json("b")}, {"position", Json(7)}})})},
        {"internal", Json(Json::Array{Json(1)})},
        {"surprise", Json(1)},
    };
    for (const auto& damage : damages) {
        Json json = *good;
        json.set(damage.member, damage.value);
        EXPECT_FALSE(session_from_json(runner.document, json).has_value()) << damage.member;
    }
    EXPECT_FALSE(session_from_json(runner.document, Json(1)).has_value());
}

}  // namespace
}  // namespace foerderwerk::statechart
