// SPDX-License-Identifier: EUPL-1.2
// Goal: an inspection finds each mistake of its list, nothing else with it, and nothing in a sound
// chart or in the programmes we ship; the list is documented as it is. Method: one chart for each
// kind in tests/data/charts, which differs from sound.scxml in one place and is named after what
// it must give; the documented list is compared line by line.
#include "engine/inspection/inspect_definition.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "connectors/xml/check_chart_schema.hpp"
#include "connectors/xml/read_definition.hpp"

namespace foerderwerk::tests {
namespace {

namespace fs = std::filesystem;
using inspection::Finding;
using inspection::Findings;

const fs::path charts = FOERDERWERK_SOURCE_DIR "/tests/data/charts";

std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream content;
    content << file.rdbuf();
    return content.str();
}

std::shared_ptr<const cases::Definition> load(const cases::Files& files) {
    const xml::XmlDefinitionLoader loader([](std::string_view) { return Digest{}; });
    const auto definition = loader.load(files);
    EXPECT_TRUE(definition.has_value())
        << (definition.has_value() ? "" : definition.error().front().text);
    return definition.has_value() ? *definition : nullptr;
}

std::set<std::string> codes(const std::string& chart, const inspection::Staff& staff = {}) {
    std::set<std::string> found;
    for (const Reason& reason : xml::check_chart_schema(chart)) {
        found.insert(reason.code);
    }
    const auto definition = load({{"workflow.scxml", chart}});
    if (definition == nullptr) {
        return found;
    }
    for (const Finding& finding :
         inspection::inspect(*definition, staff, xml::built_in_message_names())) {
        EXPECT_GT(finding.line, 0U) << finding.code;
        EXPECT_FALSE(finding.text.empty() || finding.advice.empty()) << finding.code;
        found.insert(finding.code);
    }
    return found;
}

TEST(Inspection, FindsNothingInASoundChart) {
    EXPECT_EQ(codes(read(charts / "sound.scxml")), std::set<std::string>{});
}

TEST(Inspection, FindsEachMistakeOfTheListAndNoOther) {
    for (const auto& kind : inspection::finding_kinds()) {
        if (kind.code == "LINT_SEARCH") {
            continue;  // too large for a file: ASearchThatGrowsTooLargeIsANote
        }
        const fs::path sample = charts / (std::string(kind.code) + ".scxml");
        ASSERT_TRUE(fs::exists(sample)) << sample;
        EXPECT_EQ(codes(read(sample)), std::set<std::string>{std::string(kind.code)}) << sample;
    }
}

TEST(Inspection, EverySampleIsOfTheList) {
    const auto kinds = inspection::finding_kinds();
    for (const auto& entry : fs::directory_iterator(charts)) {
        const std::string code = entry.path().stem().string();
        EXPECT_TRUE(code == "sound" ||
                    std::ranges::find(kinds, code, &inspection::FindingKind::code) != kinds.end())
            << code;
    }
}

TEST(Inspection, FindsNothingInTheProgrammesWeShip) {
    const fs::path programmes = FOERDERWERK_SOURCE_DIR "/workflows";
    for (const auto& programme : fs::directory_iterator(programmes)) {
        cases::Files files;
        for (const auto& entry : fs::recursive_directory_iterator(programme)) {
            const std::string path = entry.path().lexically_relative(programme.path()).string();
            if (entry.is_regular_file() && !path.starts_with("scenarios")) {
                files[path] = read(entry.path());
            }
        }
        EXPECT_TRUE(xml::check_chart_schema(files.at("workflow.scxml")).empty());
        const auto definition = load(files);
        ASSERT_NE(definition, nullptr);
        for (const Finding& finding :
             inspection::inspect(*definition, {}, xml::built_in_message_names())) {
            ADD_FAILURE() << programme.path() << ":" << finding.line << ": " << finding.code << " "
                          << finding.text;
        }
    }
}

TEST(Inspection, TheDocumentedListIsTheList) {
    std::vector<std::string> documented;
    std::istringstream page(read(FOERDERWERK_SOURCE_DIR "/docs/workflow-lint.md"));
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with("| `LINT_")) {
            documented.push_back(line);
        }
    }
    std::vector<std::string> listed;
    for (const auto& kind : inspection::finding_kinds()) {
        listed.push_back("| `" + std::string(kind.code) + "` | " + std::string(kind.what) + " | " +
                         std::string(kind.why) + " | " + std::string(kind.mend) + " |");
    }
    EXPECT_EQ(documented, listed);
}

// The searches are real ones: what they say depends on who is there.
TEST(Inspection, FourEyesDependOnThePersonsAtHand) {
    const std::string chart = read(charts / "sound.scxml");
    const auto with = [&chart](const inspection::Staff& staff) { return codes(chart, staff); };
    const std::set<std::string> nothing;
    EXPECT_EQ(with({{"a", {"sachbearbeitung"}}, {"b", {"anordnung"}}}), nothing);
    EXPECT_EQ(with({{"a", {"sachbearbeitung", "anordnung"}}}),
              std::set<std::string>{"LINT_FOUR_EYES"});
    EXPECT_EQ(with({{"a", {"sachbearbeitung", "anordnung"}}, {"b", {"sachbearbeitung"}}}), nothing)
        << "b votes, a releases";
    EXPECT_EQ(with({{"a", {"sachbearbeitung"}}}),
              (std::set<std::string>{"LINT_FOUR_EYES", "LINT_ROLE"}));
    const std::string three = read(charts / "LINT_FOUR_EYES.scxml");
    EXPECT_EQ(codes(three, {{"a", {"sachbearbeitung"}},
                            {"b", {"sachbearbeitung"}},
                            {"c", {"sachbearbeitung"}},
                            {"d", {"anordnung"}}}),
              nothing);
}

TEST(Inspection, APaymentAfterAnApprovedOneNeedsItsOwnApproval) {
    std::string chart = read(charts / "sound.scxml");
    const std::string end = "  <final id=\"ende\"";
    const std::string paid = "\"answer.payout.paid\" target=\"";
    chart.replace(chart.find(paid) + paid.size(), 4, "nachzahlung");
    chart.insert(chart.find(end),
                 R"(  <state id="nachzahlung" fw:label="Nachzahlung" fw:public-label="Nachzahlung">
    <transition event="action.nachzahlen" target="ende" fw:by="anordnung" fw:label="Nachzahlen"
                fw:legal-basis="§ 77 LHO">
      <send type="payout" event="zahlung"/>
    </transition>
  </state>
)");
    const auto definition = load({{"workflow.scxml", chart}});
    ASSERT_NE(definition, nullptr);
    const Findings findings = inspection::inspect(*definition);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings.front().code, "LINT_PAYMENT_UNAPPROVED");
    EXPECT_NE(
        findings.front().text.find("eingang → pruefung → freigabe → auszahlung → nachzahlung"),
        std::string::npos)
        << findings.front().text;
}

TEST(Inspection, MessagesThatGoOutAreThoseOfTheSchemasToo) {
    std::string chart = read(charts / "sound.scxml");
    const std::string send = "<send type=\"payout\"";
    chart.insert(chart.find(send), R"(<send type="portal" event="antrag.entscheidung"/>
      )");
    EXPECT_EQ(codes(chart), std::set<std::string>{});
    chart.replace(chart.find("antrag.entscheidung"), 19, "antrag.entscheid");
    EXPECT_EQ(codes(chart), std::set<std::string>{"LINT_MESSAGE"});
    const auto definition = load({{"workflow.scxml", chart}});
    ASSERT_NE(definition, nullptr);
    EXPECT_TRUE(inspection::inspect(*definition).empty()) << "without schemas no name is judged";
}

// 17 steps that may be taken in any order are more standings than a search looks at.
TEST(Inspection, ASearchThatGrowsTooLargeIsANote) {
    std::string chart = read(charts / "sound.scxml");
    const std::string vote = "<transition event=\"action.votum\"";
    for (int i = 0; i < 17; ++i) {
        const std::string step = "schritt" + std::to_string(i);
        chart.insert(chart.find(vote),
                     "<transition event=\"action." + step +
                         "\" fw:by=\"sachbearbeitung\" fw:label=\"L\" fw:step=\"" + step +
                         "\"/>\n    ");
    }
    const auto definition = load({{"workflow.scxml", chart}});
    ASSERT_NE(definition, nullptr);
    const Findings findings = inspection::inspect(*definition);
    ASSERT_FALSE(findings.empty());
    for (const Finding& finding : findings) {
        EXPECT_EQ(finding.code, "LINT_SEARCH") << finding.text;
        EXPECT_EQ(finding.weight, inspection::Weight::note);
    }
}

TEST(Inspection, LooksIntoParallelStatesAndHistories) {
    const std::string head =
        R"(<scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:fw="urn:foerderwerk:workflow:1"
  version="1.0" datamodel="feel" name="probe" fw:label="P" fw:legal-basis="§ 1">)";
    const std::string region =
        R"(<state id="%" fw:label="L" fw:public-label="L">
    <state id="%1"><transition event="action.%" target="%2" fw:by="leitung" fw:label="W"/></state>
    <final id="%2"/></state>)";
    const auto named = [&region](char name) {
        std::string text = region;
        std::ranges::replace(text, '%', name);
        return text;
    };
    const std::string sound = head + R"(<parallel id="p" fw:label="L" fw:public-label="L">)" +
                              named('a') + named('b') +
                              R"(<transition event="done.state.p" target="ende"/></parallel>
  <final id="ende" fw:label="E" fw:public-label="E" fw:retention="P1Y"/></scxml>)";
    EXPECT_EQ(codes(sound), std::set<std::string>{});
    std::string wrong = sound;
    wrong.replace(wrong.find("done.state.p"), 12, "done.state.q");
    EXPECT_EQ(codes(wrong), (std::set<std::string>{"LINT_EVENT_UNSENT"}));
}

}  // namespace
}  // namespace foerderwerk::tests
