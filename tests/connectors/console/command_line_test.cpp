// SPDX-License-Identifier: EUPL-1.2
// Goal: a command line becomes the right request for the right target, and its answer the right
// output and exit code. Method: run_command_line with targets that note what they are given;
// stdout and stderr are captured.
#include "connectors/console/command_line.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "connectors/console/print_answer.hpp"
#include "engine/types/digest.hpp"
#include "tests/connectors/console/house_on_sqlite.hpp"

namespace foerderwerk::tests {
namespace {

namespace fs = std::filesystem;
using console::CommandAnswer;

class CommandLine : public testing::Test {
protected:
    CommandLine() : folder(testing::TempDir() + "console-" + std::to_string(::getpid())) {
        fs::create_directories(folder);
    }
    ~CommandLine() override { fs::remove_all(folder); }

    int run(std::vector<std::string> words) {
        words.insert(words.begin(), "foerderwerk");
        std::vector<const char*> argv;
        for (const std::string& word : words) {
            argv.push_back(word.c_str());
        }
        const auto note = [this](const char* which) {
            return [this, which](const console::CommandLineSettings& settings,
                                 const console::CommandRequest& request) {
                target = which;
                token = settings.token;
                seen = request;
                return answer;
            };
        };
        const console::CommandLineTargets targets{
            .remote = note("remote"),
            .local = note("local"),
            .house_keeping = [this](const auto&, const std::string& command, const Json&) {
                target = command;
                return 7;
            }};
        target.clear();
        seen = {};
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        const int exit =
            console::run_command_line(static_cast<int>(argv.size()), argv.data(), targets);
        out = testing::internal::GetCapturedStdout();
        err = testing::internal::GetCapturedStderr();
        return exit;
    }

    std::string write(const std::string& name, const std::string& bytes) const {
        const fs::path path = fs::path(folder) / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << bytes;
        return path.string();
    }

    std::string folder;
    CommandAnswer answer;
    std::string target;
    std::string token;
    console::CommandRequest seen;
    std::string out;
    std::string err;
};

TEST_F(CommandLine, usageErrorsExitWithTwo) {
    for (const std::vector<std::string>& words :
         std::vector<std::vector<std::string>>{{},
                                               {"dance"},
                                               {"case"},
                                               {"case", "dance"},
                                               {"case", "show"},
                                               {"case", "act", "1"},
                                               {"case", "list", "--most", "many"},
                                               {"case", "list", "--unknown"},
                                               {"case", "list", "-o", "xml"},
                                               {"case", "export", "1"},
                                               {"message", "check"}}) {
        EXPECT_EQ(run(words), 2) << testing::PrintToString(words);
        EXPECT_EQ(out, "");
        EXPECT_NE(err, "");
        EXPECT_EQ(target, "");
    }
}

TEST_F(CommandLine, everyCommandHasHelpWithAnExample) {
    for (const std::vector<std::string>& words :
         std::vector<std::vector<std::string>>{{"case", "list"},
                                               {"case", "show"},
                                               {"case", "history"},
                                               {"case", "act"},
                                               {"case", "replay"},
                                               {"case", "export"},
                                               {"log", "checkpoint"},
                                               {"log", "prove"},
                                               {"log", "verify"},
                                               {"db", "check"},
                                               {"db", "backup"},
                                               {"db", "status"},
                                               {"db", "migrate"},
                                               {"person", "add"},
                                               {"person", "role"},
                                               {"person", "list"},
                                               {"person", "token"},
                                               {"sender", "add"},
                                               {"sender", "list"},
                                               {"sender", "revoke"},
                                               {"budget", "allot"},
                                               {"master-data", "import"},
                                               {"payout", "batch"},
                                               {"payout", "import-status"},
                                               {"message", "check"},
                                               {"message", "sign"},
                                               {"message", "show"},
                                               {"workflow", "lint"},
                                               {"workflow", "test"},
                                               {"serve"},
                                               {"setup"},
                                               {"doctor"}}) {
        std::vector<std::string> help = words;
        help.emplace_back("--help");
        EXPECT_EQ(run(help), 0);
        std::string example = "Example:\n  foerderwerk";
        for (const std::string& word : words) {
            example += " " + word;
        }
        EXPECT_NE(out.find(example), std::string::npos) << out;
    }
}

TEST_F(CommandLine, requestsAndTargets) {
    const std::string file = write("a.xml", "<a/>");
    struct Row {
        std::vector<std::string> words;
        std::string target;
        std::string arguments;
    };
    const std::vector<Row> rows = {
        {{"case", "list", "--open", "--most", "3"}, "remote", R"({"most":3,"open":true})"},
        {{"case", "list"}, "remote", "{}"},
        {{"case", "act", "BV-1", "zeichnen", "--reason", "gut", "--data", "a=1", "b=x y"},
         "remote",
         R"({"case":"BV-1","data":["a=1","b=x y"],"event":"zeichnen","reason":"gut"})"},
        {{"case", "replay", "all", "-o", "json"}, "remote", R"({"case":"all"})"},
        {{"case", "replay", file}, "local", R"({"bundle":"PGEvPg==","case":")" + file + R"("})"},
        {{"log", "verify"}, "remote", "{}"},
        {{"log", "verify", "--dir", "/x"}, "local", R"({"dir":"/x"})"},
        {{"message", "check", file}, "local", R"({"content":"PGEvPg==","name":"a.xml"})"},
        {{"sender", "add", "p", "--certificate", file},
         "remote",
         R"({"content":"PGEvPg==","id":"p","name":"a.xml"})"},
        {{"--token", "geheim", "person", "list"}, "remote", "{}"},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(run(row.words), 0) << err;
        EXPECT_EQ(target, row.target) << testing::PrintToString(row.words);
        EXPECT_EQ(seen.name,
                  row.words[0] == "--token" ? "person list" : row.words[0] + " " + row.words[1]);
        EXPECT_EQ(canonical_json(seen.arguments), row.arguments);
    }
    EXPECT_EQ(token, "geheim");
    EXPECT_EQ(run({"serve"}), 7);
    EXPECT_EQ(target, "serve");
}

TEST_F(CommandLine, foldersTravelWithScenariosApart) {
    write("one/workflow.scxml", "<scxml/>");
    write("one/notices/a.txt", "text");
    write("one/scenarios/s.yaml", "# S");
    write("one/README.md", "read me");
    write("not-a-programme/x.txt", "x");
    ASSERT_EQ(run({"workflow", "test", folder}), 0) << err;
    const Json& folders = *seen.arguments.find("folders");
    ASSERT_EQ(folders.as_array().size(), 1u);
    const Json& one = folders.as_array().front();
    EXPECT_EQ(one.text("folder"), folder + "/one");
    EXPECT_EQ(canonical_json(*one.find("files")),
              R"({"notices/a.txt":"dGV4dA==","workflow.scxml":"PHNjeG1sLz4="})");
    EXPECT_EQ(canonical_json(*one.find("scenarios")),
              R"([{"content":"IyBT","file":"scenarios/s.yaml"}])");
    EXPECT_EQ(run({"workflow", "test", folder + "/not-a-programme"}), 1);
    EXPECT_EQ(run({"message", "check", folder + "/none.xml"}), 1);
    EXPECT_NE(err.find("none.xml"), std::string::npos);
}

TEST_F(CommandLine, resultsGoToStdoutAndReasonsToStderr) {
    answer = {.exit = 4,
              .result = Json::Array{Json::Object{{"name", "Köln"}, {"n", 1}},
                                    Json::Object{{"name", "A"}, {"n", 20}}},
              .reasons = {{"FOUR_EYES", "zeichnen", "Andere Person.\x1b[2J"}}};
    EXPECT_EQ(run({"case", "list"}), 4);
    EXPECT_EQ(out, "NAME  N\nKöln  1\nA     20\n");
    EXPECT_EQ(err, "FOUR_EYES zeichnen: Andere Person. [2J\n");
    run({"case", "list", "-o", "jsonl"});
    EXPECT_EQ(out, "{\"name\":\"Köln\",\"n\":1}\n{\"name\":\"A\",\"n\":20}\n");
    run({"-o", "json", "case", "list"});
    EXPECT_EQ(parse_json(out.substr(0, out.size() - 1)), answer.result);
}

TEST_F(CommandLine, filesOfAnAnswerAreWrittenWhereAsked) {
    answer.result = Json::Object{
        {"case", "1"},
        {"file", Json::Object{{"name", "../b.json"}, {"content", to_base64("inhalt")}}}};
    EXPECT_EQ(run({"case", "export", "1", "--to", folder}), 0) << err;
    EXPECT_EQ(read_whole(folder + "/b.json"), "inhalt");
    EXPECT_EQ(fs::status(folder + "/b.json").permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_NE(out.find(folder + "/b.json"), std::string::npos);
    EXPECT_EQ(run({"case", "export", "1", "--to", folder + "/c"}), 0);
    EXPECT_EQ(read_whole(folder + "/c"), "inhalt");
    EXPECT_EQ(run({"log", "prove", "1"}), 0);
    EXPECT_EQ(out, "inhalt");
    EXPECT_EQ(run({"case", "export", "1", "--to", folder + "/none/c"}), 1);
}

TEST_F(CommandLine, theManualAndTheCompletionNameEveryCommand) {
    ASSERT_EQ(run({"manual"}), 0);
    const std::string manual = out;
    EXPECT_TRUE(manual.starts_with(".TH FOERDERWERK 1\n"));
    ASSERT_EQ(run({"completion"}), 0);
    const std::string rules = out;
    for (const char* name : {"case list", "case resume", "log verify", "db migrate", "serve"}) {
        EXPECT_NE(manual.find(".SS " + std::string(name)), std::string::npos) << name;
        EXPECT_NE(rules.find("'" + std::string(name) + "')"), std::string::npos) << name;
    }
    EXPECT_NE(manual.find("\\-\\-reason"), std::string::npos);
    EXPECT_EQ(manual.find("\n'"), std::string::npos) << "no text begins a macro";

    const std::string script = write("completion.bash", rules);
    const auto completed = [&script](const std::string& words, int at) {
        const std::string command = "bash -c 'source " + script + "; COMP_WORDS=(" + words +
                                    "); COMP_CWORD=" + std::to_string(at) +
                                    "; _foerderwerk; echo \"${COMPREPLY[*]}\"'";
        std::FILE* pipe = ::popen(command.c_str(), "r");
        char line[4096] = {};
        const std::string text = std::fgets(line, sizeof line, pipe) != nullptr ? line : "";
        ::pclose(pipe);
        return text.substr(0, text.find('\n'));
    };
    EXPECT_EQ(completed("foerderwerk ca", 1), "case");
    EXPECT_EQ(completed("foerderwerk case res", 2), "resume");
    EXPECT_EQ(completed("foerderwerk case resume BV-1 --rea", 4), "--reason");
    EXPECT_EQ(completed("foerderwerk -o json case hi", 4), "history");
}

TEST(PrintAnswer, objectsShowNestedValuesAndTables) {
    const Json result = Json::Object{
        {"label", "Bewilligt"},
        {"data",
         Json::Object{{"antrag", Json::Object{{"personen", Json::Object{{"number", "2"}}}}}}},
        {"tasks", Json::Array{Json::Object{{"role", "jury"}, {"since", "heute"}}}},
        {"none", Json::Array{}}};
    EXPECT_EQ(print_result(result, console::OutputForm::table),
              "label                 Bewilligt\n"
              "data.antrag.personen  2\n"
              "\ntasks\nROLE  SINCE\njury  heute\n");
}

TEST(PrintAnswer, widthCountsColumns) {
    for (const auto& [text, width] :
         std::vector<std::pair<std::string, std::size_t>>{{"", 0},
                                                          {"abc", 3},
                                                          {"Köln", 4},
                                                          {"Ko\xCC\x88ln", 4},
                                                          {"\xE6\xBC\xA2", 2},
                                                          {"\xFF", 1}}) {
        EXPECT_EQ(console::display_width(text), width) << text;
    }
}

TEST_F(CommandLine, rulesTravelWithTheirFiles) {
    const std::string file = folder + "/tabelle.dmn";
    std::ofstream(file) << "<definitions/>";
    std::ofstream(folder + "/nachbar.dmn") << "<definitions/>";
    std::ofstream(folder + "/fall.json") << "{x: 1}";
    EXPECT_EQ(run({"rules", "eval", file, "--decision", "d", "--input", folder + "/fall.json", "-o",
                   "json"}),
              0);
    EXPECT_EQ(target, "local");
    EXPECT_EQ(seen.name, "rules eval");
    EXPECT_EQ(seen.arguments.text("form"), "json");
    EXPECT_EQ(from_base64(seen.arguments.text("input")), "{x: 1}");
    const Json* model = seen.arguments.find("model");
    ASSERT_NE(model, nullptr);
    EXPECT_EQ(model->text("main"), "tabelle.dmn");
    EXPECT_NE(model->find("files")->find("nachbar.dmn"), nullptr);

    EXPECT_EQ(run({"rules", "lint", folder + "/fehlt.dmn"}), 0);
    EXPECT_EQ(seen.arguments.find("model")->find("files"), nullptr);
}

TEST_F(CommandLine, aPageIsForRulesOnly) {
    EXPECT_EQ(run({"case", "list", "-o", "html"}), 2);
    EXPECT_EQ(target, "");
    answer.result = Json::Object{
        {"file", Json::Object{{"name", "regeln.html"}, {"content", to_base64("<html>")}}}};
    EXPECT_EQ(run({"rules", "show", folder, "-o", "html"}), 0);
    EXPECT_EQ(out, "<html>");
}

}  // namespace
}  // namespace foerderwerk::tests
