// SPDX-License-Identifier: EUPL-1.2
// Goal: a programme is drawn in the words of the clerk, with the state of a case marked, styled by
// classes and without anything from outside; the page holds every state and transition as text.
// Method: the command as the command line gives it, over the programme we ship and small charts;
// the picture is parsed. Skipped aloud where the program dot is missing.
#include "connectors/console/chart_drawing.hpp"

#include <algorithm>
#include <cstdlib>

#include <gtest/gtest.h>

#include "connectors/console/read_inputs.hpp"
#include "connectors/xml/xml_tree.hpp"
#include "engine/types/digest.hpp"
#include "tests/connectors/console/house_on_sqlite.hpp"

namespace foerderwerk::tests {
namespace {

using console::CommandAnswer;

constexpr const char* shipped = FOERDERWERK_SOURCE_DIR "/workflows/digitallotsen-basis";

bool dot_is_there() {
    return console::run_dot("digraph {}").has_value();
}

CommandAnswer draw(const Json& programme, const std::string& form, const std::string& states = "",
                   const std::string& definition = "") {
    const HouseOnSqlite rig;
    Json arguments = Json::Object{{"folders", Json::Array{programme}}, {"form", form}};
    if (!states.empty()) {
        arguments.set("shown_case", Json::Object{{"file_number", "BV-2026-00001"},
                                                 {"states", states},
                                                 {"definition", definition}});
    }
    return console::run_offline(
        rig.offline(),
        {.name = "workflow diagram", .arguments = std::move(arguments), .person = {}});
}

std::string picture(const CommandAnswer& answer) {
    EXPECT_EQ(answer.exit, 0) << codes(answer.reasons);
    const Json* file = answer.result.find("file");
    return file != nullptr ? from_base64(file->text("content")).value_or("") : "";
}

/// Titles of the elements whose class has the word.
std::vector<std::string> titles(const xml::XmlElement& element, const std::string& word) {
    std::vector<std::string> found;
    const std::string list = " " + std::string(element.attribute("class")) + " ";
    if (list.find(" " + word + " ") != std::string::npos) {
        const xml::XmlElement* title = element.child("title");
        found.push_back(title != nullptr ? title->text : "");
    }
    for (const xml::XmlElement& child : element.children) {
        std::ranges::move(titles(child, word), std::back_inserter(found));
    }
    return found;
}

TEST(ChartDrawing, ThePictureHasEveryStateAndMarksThoseOfACase) {
    if (!dot_is_there()) {
        GTEST_SKIP() << "the program dot (package graphviz) is missing";
    }
    const Json programme = console::read_programmes(shipped).front();
    const std::string svg = picture(draw(programme, "svg", "bearbeitung in_pruefung"));
    const auto tree = xml::parse_xml(svg);
    ASSERT_TRUE(tree.has_value()) << tree.error().front().text;
    EXPECT_EQ(tree->name, "svg");
    EXPECT_EQ(titles(*tree, "present").size(), 1U);
    EXPECT_EQ(titles(*tree, "holds").size(), 1U) << "the group around it";
    EXPECT_EQ(titles(*tree, "end").size(), 7U);
    EXPECT_GE(titles(*tree, "way").size(), 20U);
    EXPECT_NE(svg.find(">In Prüfung<"), std::string::npos) << "the clerk's word";
    EXPECT_EQ(svg.find("in_pruefung<"), std::string::npos) << "no technical name as a text";
    EXPECT_NE(svg.find("Vorgang BV-2026-00001"), std::string::npos);
}

TEST(ChartDrawing, NothingComesFromOutsideAndColoursStandInTheStyleAlone) {
    if (!dot_is_there()) {
        GTEST_SKIP() << "the program dot (package graphviz) is missing";
    }
    const Json programme = console::read_programmes(shipped).front();
    for (const char* form : {"svg", "html"}) {
        const std::string text = picture(draw(programme, form));
        for (const char* word :
             {"<script", "src=", "@import", "url(", "<!ENTITY", "<?xml", "DTD"}) {
            EXPECT_EQ(text.find(word), std::string::npos) << form << " " << word;
        }
        for (std::size_t at = text.find("http"); at != std::string::npos;
             at = text.find("http", at + 1)) {
            EXPECT_EQ(text.substr(at, 18), "http://www.w3.org/") << "a namespace and nothing else";
        }
        EXPECT_NE(text.find("prefers-color-scheme: dark"), std::string::npos);
        EXPECT_NE(text.find("@media print"), std::string::npos);
    }
}

TEST(ChartDrawing, ThePageHoldsEveryStateAndTransitionAsText) {
    if (!dot_is_there()) {
        GTEST_SKIP() << "the program dot (package graphviz) is missing";
    }
    const std::string page = picture(draw(console::read_programmes(shipped).front(), "html"));
    for (const char* words :
         {"<code class=\"soft\">in_pruefung</code>", "Votum abgeben (sachbearbeitung)",
          "Votum: bewilligen", "Handlung votum.positiv", "zweitzeichnung; nicht, wer „votum“",
          "Frist nachforderung", "P5Y", "§ 77 LHO", "auszahlungsbetrag &gt; 0", "IBAN_UNGUELTIG",
          "mit Begründung", "bleibt"}) {
        EXPECT_NE(page.find(words), std::string::npos) << words;
    }
    EXPECT_EQ(page.find("(jetzt)"), std::string::npos);
}

TEST(ChartDrawing, ACaseOfAnotherVersionIsDrawnWithAHint) {
    if (!dot_is_there()) {
        GTEST_SKIP() << "the program dot (package graphviz) is missing";
    }
    const CommandAnswer answer =
        draw(console::read_programmes(shipped).front(), "html", "warteliste", "another");
    EXPECT_EQ(codes(answer.reasons), "DEFINITION@BV-2026-00001");
    EXPECT_NE(picture(answer).find("Warteliste (jetzt)"), std::string::npos);
}

TEST(ChartDrawing, WordsOfAnAuthorCannotBecomeMarkup) {
    if (!dot_is_there()) {
        GTEST_SKIP() << "the program dot (package graphviz) is missing";
    }
    const std::string chart =
        R"(<scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:fw="urn:foerderwerk:workflow:1"
  version="1.0" name="probe" fw:label="&lt;script>a&lt;/script>">
  <parallel id="p" fw:label="A &quot;B&quot; \ \n C">
    <state id="a" fw:label="&lt;b>fett&lt;/b>">
       <transition event="action.x" fw:by="leitung" target="e"/></state>
    <state id="b"><history id="h"><transition target="c"/></history><state id="c"/></state>
    <transition event="message.x" target="h"/>
  </parallel>
  <final id="e"/></scxml>)";
    const Json programme = Json::Object{
        {"folder", "probe"}, {"files", Json::Object{{"workflow.scxml", to_base64(chart)}}}};
    const std::string page = picture(draw(programme, "html"));
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_EQ(page.find("<b>"), std::string::npos);
    EXPECT_TRUE(xml::parse_xml(picture(draw(programme, "svg"))).has_value());
}

}  // namespace
}  // namespace foerderwerk::tests
