// SPDX-License-Identifier: EUPL-1.2
// Goal: rules are evaluated, explained, checked and shown without a daemon, with the exit codes of
// all commands. Method: the programme we ship, and small models with one mistake each, given as
// the command line gives them.
#include <gtest/gtest.h>

#include "connectors/console/print_answer.hpp"
#include "connectors/console/read_inputs.hpp"
#include "engine/types/digest.hpp"
#include "tests/connectors/console/house_on_sqlite.hpp"

namespace foerderwerk::tests {
namespace {

using console::CommandAnswer;

constexpr const char* shipped = FOERDERWERK_SOURCE_DIR "/workflows/digitallotsen-basis";

/// A model of one table over the number x and the date tag.
std::string model_text(const std::string& rows) {
    return R"(<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
  name="Probe &amp; Co" namespace="urn:probe">
  <inputData id="x" name="x"><variable name="x" typeRef="number"/></inputData>
  <inputData id="tag" name="tag"><variable name="tag" typeRef="date"/></inputData>
  <decision id="d" name="satz"><variable name="satz"/>
  <informationRequirement><requiredInput href="#x"/></informationRequirement>
  <decisionTable hitPolicy="UNIQUE">
  <input label="X"><inputExpression typeRef="number"><text>x</text></inputExpression></input>
  <output name="satz"/><annotation name="Norm"/>
)" + rows + R"(
  </decisionTable></decision>
  <decision id="j" name="jahr"><variable name="jahr"/>
  <informationRequirement><requiredInput href="#tag"/></informationRequirement>
  <literalExpression><text>tag.year</text></literalExpression></decision>
</definitions>)";
}

std::string row(const std::string& id, const std::string& cell, const std::string& output) {
    return "<rule id=\"" + id + "\"><inputEntry><text>" + cell +
           "</text></inputEntry><outputEntry><text>" + output +
           "</text></outputEntry><annotationEntry><text>§ " + id +
           "</text></annotationEntry></rule>\n";
}

const std::string good = row("1", "&lt; 10", "1.50") + row("2", "&gt;= 10", "2");

Json file_model(const std::string& text) {
    return Json::Object{{"name", "probe.dmn"},
                        {"main", "probe.dmn"},
                        {"files", Json::Object{{"probe.dmn", to_base64(text)}}}};
}

CommandAnswer run(const std::string& name, Json model, const std::string& decision = "",
                  const std::string& input = "", const std::string& form = "json",
                  const std::string& on = "") {
    const HouseOnSqlite rig;
    Json arguments = Json::Object{{"model", std::move(model)},
                                  {"decision", decision},
                                  {"input", to_base64(input)},
                                  {"form", form},
                                  {"on", on}};
    return console::run_offline(
        rig.offline(), {.name = "rules " + name, .arguments = std::move(arguments), .person = {}});
}

std::string file_of(const CommandAnswer& answer) {
    const Json* file = answer.result.find("file");
    return file == nullptr ? "" : from_base64(file->text("content")).value_or("");
}

TEST(RulesCommands, evalGivesTheValueAsRecordsHoldIt) {
    const CommandAnswer answer = run("eval", file_model(model_text(good)), "satz", "{x: 9.99}");
    EXPECT_EQ(answer.exit, 0) << console::print_reasons(answer.reasons);
    EXPECT_EQ(canonical_json(answer.result), R"({"decision":"satz","value":{"number":"1.50"}})");
    EXPECT_EQ(file_of(run("eval", file_model(model_text(good)), "satz", "{\"x\": 10}", "table")),
              "2\n");
}

TEST(RulesCommands, evalReadsDatesFromTexts) {
    EXPECT_EQ(file_of(run("eval", file_model(model_text(good)), "jahr", "{\"tag\": \"2026-01-12\"}",
                          "table")),
              "2026\n");
    EXPECT_EQ(file_of(run("eval", file_model(model_text(good)), "jahr",
                          "{tag: date(\"2027-01-12\")}", "table")),
              "2027\n");
}

TEST(RulesCommands, evalTellsWhatIsMissing) {
    struct {
        const char* decision;
        const char* input;
        int exit;
        const char* codes;
    } const rows[] = {
        {"satz", "{}", 1, "PROBLEM@probe.dmn"},  // the value is null, and why
        {"satz", "{y: 1}", 2, "INPUT@y"},        // a name that the model has not
        {"satz", "[1]", 2, "INPUT@"},            // no context
        {"satz", "{x: ", 2, "INPUT@byte 4"},     // no FEEL
        {"fehlt", "{x: 1}", 3, "NOT_FOUND@probe.dmn"},
    };
    for (const auto& row : rows) {
        const CommandAnswer answer =
            run("eval", file_model(model_text(good)), row.decision, row.input);
        EXPECT_EQ(answer.exit, row.exit) << row.input;
        EXPECT_EQ(codes(answer.reasons), row.codes);
    }
    EXPECT_EQ(run("eval", Json::Object{{"name", "fehlt.dmn"}}, "satz", "{}").exit, 3);
    EXPECT_EQ(run("eval", file_model("no xml"), "satz", "{}").exit, 1);
}

TEST(RulesCommands, explainSaysWhichRowAndWhy) {
    const CommandAnswer answer = run("explain", console::read_model(shipped), "kontingent",
                                     R"({"art": "Landkreis", "einwohner": 171003})", "table");
    EXPECT_EQ(answer.exit, 0) << console::print_reasons(answer.reasons);
    EXPECT_EQ(file_of(answer),
              "Entscheidung „kontingent“: Zeile 6 trifft zu (Art = Landkreis, Einwohner = "
              "171003). Rechtsgrundlage: Leistung 6007739 (service-bw), Staffelung der Personen "
              "je Antragsteller; § 3 Abs. 1 GemO (Stadtkreise). Stadt- und Landkreise bis 175 000 "
              "Einwohner können vier Personen entsenden; ein Stadtkreis zählt nach seiner Art, "
              "nicht nach der Zeile für Städte und Gemeinden.\n"
              "Ergebnis der Entscheidung „kontingent“: 4.\n");
}

TEST(RulesCommands, lintNamesFileLineAndRule) {
    const std::string bad = row("1", "&lt;= 10", "1") + row("2", "&gt;= 10", "2");
    const CommandAnswer answer = run("lint", file_model(model_text(bad)));
    EXPECT_EQ(answer.exit, 1);
    EXPECT_EQ(codes(answer.reasons), "LINT_OVERLAP@probe.dmn:11");
    EXPECT_EQ(answer.reasons.front().text,
              "'satz': row 1 ('1') and row 2 ('2') both match {x: 10}. Narrow one of them, or "
              "choose a hit policy that says which one counts.");
    const Json& finding = answer.result.as_array().front().find("details")->as_array().front();
    EXPECT_EQ(finding.text("rule"), "2");
    EXPECT_EQ(finding.text("weight"), "error");
}

TEST(RulesCommands, lintTellsMistakesOfTheReaderWithTheirLine) {
    const CommandAnswer broken =
        run("lint", file_model(model_text(row("1", "&lt; &lt;", "1") + row("2", "-", "2"))));
    EXPECT_EQ(broken.exit, 1);
    EXPECT_EQ(codes(broken.reasons), "DMN_FEEL@probe.dmn:10");
    std::string cyclic = model_text(good);
    const std::string requirement = "<requiredInput href=\"#tag\"/>";
    cyclic.replace(cyclic.find(requirement), requirement.size(), "<requiredDecision href=\"#j\"/>");
    EXPECT_EQ(codes(run("lint", file_model(cyclic)).reasons), "DMN_CYCLE@probe.dmn:14");
}

TEST(RulesCommands, aNoteAloneIsNoFailure) {
    const std::string undecided = row("1", "&lt; 10", "1") + row("2", "? * 2 &gt;= 20", "2");
    const CommandAnswer answer = run("lint", file_model(model_text(undecided)));
    EXPECT_EQ(answer.exit, 0);
    EXPECT_EQ(codes(answer.reasons), "LINT_UNDECIDED@probe.dmn:11");
}

TEST(RulesCommands, lintAsksForTheColumnThatTheProgrammeNames) {
    Json model = console::read_model(shipped);
    EXPECT_EQ(run("lint", model).exit, 0);
    Json files = *model.find("files");
    std::string rules = *from_base64(files.text("rules.dmn"));
    for (std::size_t at = 0; (at = rules.find("name=\"Rechtsgrundlage\"")) != std::string::npos;) {
        rules.replace(at, 22, "name=\"Bemerkung\"");
    }
    files.set("rules.dmn", to_base64(rules));
    model.set("files", std::move(files));
    const CommandAnswer answer = run("lint", model);
    EXPECT_EQ(answer.exit, 1);
    EXPECT_EQ(answer.reasons.size(), 6u) << console::print_reasons(answer.reasons);
    EXPECT_EQ(answer.reasons.front().code, "LINT_LEGAL_BASIS");
}

TEST(RulesCommands, aLegalDayChoosesTheVersionOfAProgramme) {
    const std::string chart =
        R"(<scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:fw="urn:foerderwerk:workflow:1"
           version="1.0" datamodel="feel" name="probe" initial="a">
        <fw:rules name="satz" file="alt.dmn" from="2002-01-01"/>
        <fw:rules name="satz" file="neu.dmn" from="2026-01-01"/>
        <state id="a" fw:label="A"/></scxml>)";
    const Json model = Json::Object{
        {"name", "probe"},
        {"files", Json::Object{{"workflow.scxml", to_base64(chart)},
                               {"alt.dmn", to_base64(model_text(row("1", "-", "2")))},
                               {"neu.dmn", to_base64(model_text(row("1", "-", "3")))}}}};
    const auto value = [&](const std::string& on) {
        return file_of(run("eval", model, "satz", "{x: 1}", "table", on));
    };
    EXPECT_EQ(value("2025-12-31"), "2\n");
    EXPECT_EQ(value("2026-01-01"), "3\n");
    EXPECT_EQ(run("eval", model, "satz", "{x: 1}").exit, 2);
    EXPECT_EQ(run("eval", model, "satz", "{x: 1}", "json", "bald").exit, 2);
}

TEST(RulesCommands, showGivesTextPageAndJson) {
    const Json real = file_model(model_text(good));
    EXPECT_EQ(file_of(run("show", real, "", "", "table")),
              "Probe & Co (probe.dmn)\n\n"
              "satz: genau eine Zeile trifft zu\n"
              "  Zeile  X      → satz\n"
              "  1      < 10   → 1.50\n"
              "         Norm: § 1\n"
              "  2      >= 10  → 2\n"
              "         Norm: § 2\n\n"
              "jahr\n"
              "  tag.year\n");
    const std::string page = file_of(run("show", real, "", "", "html"));
    EXPECT_TRUE(page.starts_with("<!DOCTYPE html>\n<html lang=\"de\">"));
    for (const char* part :
         {"<td class=\"cell\">&lt; 10</td>", "Probe &amp; Co",
          "<th scope=\"row\" title=\"1\">1</th>", "prefers-color-scheme: dark", "@media print",
          "<caption>Trefferregel: genau eine Zeile trifft zu."}) {
        EXPECT_NE(page.find(part), std::string::npos) << part;
    }
    for (const char* outside : {"http:", "https:", "src=", "<script", "@import", "url("}) {
        EXPECT_EQ(page.find(outside), std::string::npos) << outside;
    }
    const CommandAnswer json = run("show", real);
    EXPECT_EQ(json.result.as_array().size(), 2u);
    EXPECT_EQ(json.result.as_array()[0].find("rows")->as_array().size(), 2u);
}

}  // namespace
}  // namespace foerderwerk::tests
