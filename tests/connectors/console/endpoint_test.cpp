// SPDX-License-Identifier: EUPL-1.2
// Goal: who acts is what the kernel or a token proves, and rights follow from it. Method: the
// route's handler with made-up requests; once through a real Unix socket with remote_command.
#include <gtest/gtest.h>
#include <unistd.h>

#include "connectors/console/command_endpoint.hpp"
#include "connectors/console/remote_command.hpp"
#include "connectors/http/http_server.hpp"
#include "tests/connectors/console/house_on_sqlite.hpp"

namespace foerderwerk::tests {
namespace {

using console::CommandAnswer;

CommandAnswer ask(const http::Route& route, const std::string& name, const Json& arguments,
                  std::optional<unsigned> uid, const std::string& token = "") {
    http::HttpRequest request;
    request.method = "POST";
    request.path = "/command";
    request.body =
        canonical_json(Json::Object{{"name", name}, {"arguments", arguments}, {"person", "zz-1"}});
    request.peer_uid = uid;
    if (!token.empty()) {
        request.headers.emplace_back("Authorization", "Bearer " + token);
    }
    const auto answer = console::answer_from_json(route.handler(request).body);
    return answer.value_or(CommandAnswer{.exit = -1, .result = {}, .reasons = {}});
}

TEST(CommandEndpoint, identityAndRights) {
    HouseOnSqlite rig;
    const std::string id = rig.new_case();
    const std::string clerk =
        rig.run("person token", Json::Object{{"id", "sb-1"}}).result.text("token");
    rig.run("person add", Json::Object{{"id", "us-1"}, {"name", "X"}, {"uid", 4711}});
    rig.run("person role", Json::Object{{"id", "us-1"}, {"role", "haushalt"}});
    const Json act = Json::Object{{"case", id}, {"event", "votum.positiv"}, {"reason", "gut"}};
    const Json of_case = Json::Object{{"case", id}};
    const Json money = Json::Object{{"line", "l"}, {"amount", "1.00"}};
    struct Row {
        const char* what;
        std::string name;
        Json arguments;
        std::optional<unsigned> uid;
        std::string token;
        int exit;
        std::string code;
    };
    const std::vector<Row> rows = {
        {"stranger", "case list", Json::Object{}, 1234, "", 1, "RIGHTS"},
        {"over the network without a token", "case list", Json::Object{}, {}, "", 1, "RIGHTS"},
        {"wrong token", "case list", Json::Object{}, 0, "nix", 1, "TOKEN"},
        {"root acts as nobody", "case act", act, 0, "", 1, "PERSON"},
        {"root exports as nobody", "case export", of_case, 0, "", 1, "PERSON"},
        {"root replays", "case replay", of_case, 0, "", 0, ""},
        {"own user checks", "db check", Json::Object{}, ::geteuid(), "", 0, ""},
        {"root with a clerk's token is the clerk", "db check", Json::Object{}, 0, clerk, 1,
         "RIGHTS"},
        {"clerk adds nobody", "person add", Json::Object{{"id", "x"}}, 1234, clerk, 1, "RIGHTS"},
        {"clerk acts", "case act", act, 1234, clerk, 0, ""},
        {"clerk signs a second time",
         "case act",
         Json::Object{{"case", id}, {"event", "zeichnen"}},
         {},
         clerk,
         4,
         ""},
        {"known user allots", "budget allot", money, 4711, "", 0, ""},
        {"clerk allots not", "budget allot", money, 1234, clerk, 1, "RIGHTS"},
        {"paths stay outside", "log verify", Json::Object{{"dir", "/etc"}}, 0, "", 2, "USAGE"},
        {"offline commands too", "message check", Json::Object{}, 0, "", 2, "USAGE"},
    };
    const http::Route route = console::command_route(*rig.house);
    for (const Row& row : rows) {
        const CommandAnswer answer = ask(route, row.name, row.arguments, row.uid, row.token);
        EXPECT_EQ(answer.exit, row.exit) << row.what << ": " << codes(answer.reasons);
        if (!row.code.empty()) {
            EXPECT_EQ(answer.reasons.front().code, row.code) << row.what;
        }
    }
    rig.run("person token", Json::Object{{"id", "sb-1"}, {"revoke", true}});
    EXPECT_EQ(ask(route, "case list", Json::Object{}, 0, clerk).reasons.front().code, "TOKEN");
}

TEST(CommandEndpoint, remoteCommandReachesTheHouse) {
    HouseOnSqlite rig;
    rig.new_case();
    const std::string socket = testing::TempDir() + "fw-" + std::to_string(::getpid()) + ".sock";
    const console::CommandRequest list{
        .name = "case list", .arguments = Json::Object{}, .person = {}};
    EXPECT_EQ(console::remote_command(socket, "", list).exit, 69);
    http::ServerSettings settings;
    settings.unix_socket = socket;
    const std::string token =
        rig.run("person token", Json::Object{{"id", "sb-1"}}).result.text("token");
    {
        const http::HttpServer server(settings, {console::command_route(*rig.house)});
        const CommandAnswer answer = console::remote_command(socket, token, list);
        ASSERT_EQ(answer.exit, 0) << codes(answer.reasons);
        ASSERT_EQ(answer.result.as_array().size(), 1u);
        // The order of members survives: it is the order of the columns.
        EXPECT_EQ(answer.result.as_array().front().as_object().front().first, "file_number");
    }
    EXPECT_EQ(console::remote_command(socket, token, list).exit, 69);
}

TEST(CommandEndpoint, answersThatAreNoneAreRecognised) {
    for (const char* text : {"", "{}", "[]", R"({"exit":"0","reasons":[]})", R"({"exit":0})"}) {
        EXPECT_FALSE(console::answer_from_json(text).has_value()) << text;
    }
}

}  // namespace
}  // namespace foerderwerk::tests
