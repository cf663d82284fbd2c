// SPDX-License-Identifier: EUPL-1.2
//
// Goal: the pages in docs/messages say what the schemas say. Method: each committed page must equal
// the one that is made now; what a page must hold is looked for in it; every part of every message
// has its meaning.
#include "connectors/xml/describe_message.hpp"

#include <filesystem>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "connectors/xml/message_outline.hpp"
#include "tests/connectors/xml/message_samples.hpp"
#include "tests/connectors/xml/probe_message.hpp"

namespace foerderwerk::xml {
namespace {

TEST(DescribeMessage, CommittedPagesAreMadeFromTheSchemas) {
    std::set<std::string> pages;
    for (const std::string& name : shipped_schemas()->message_names()) {
        const std::string root = shipped_schemas()->message(name)->name;
        const auto page = describe_message(*shipped_schemas(), name);
        ASSERT_TRUE(page.has_value()) << name;
        EXPECT_EQ(read_bytes(source_path("docs/messages/" + root + ".md")), *page)
            << "foerderwerk message describe " << root << " --schemas xsd --to docs/messages/";
        pages.insert(root + ".md");
    }
    for (const auto& file : std::filesystem::directory_iterator(source_path("docs/messages")))
        EXPECT_TRUE(pages.contains(file.path().filename())) << file.path();
}

TEST(DescribeMessage, SaysWhatASenderMustKnow) {
    const auto page = describe_message(*shipped_schemas(), "antrag.aenderung");
    ASSERT_TRUE(page.has_value());
    for (const char* line : {
             "# antrag.aenderung.0106\n",
             "Portal → authority.\n",
             "| `aktenzeichen` | 1 | AktenzeichenType |  | File number of the case, as the",
             "| `aenderung` | 1 or more |  |  | One change; several are decided together. |\n",
             "| `aenderung/personen` | one of them | AnzahlType |",
             "| `aenderung/termin/ende` | 0 or 1 | DatumType |",
             "| `aenderung/personenwechsel/teilnehmer` | 1 |  | teilnehmer |",
             "| `anlage/art` | 0 or 1 | code of nachweisart |",
             "| AktenzeichenType | DIN 91379 data type C, `\\S+( \\S+)*`, at most 60 characters |",
             "List `urn:foerderwerk:codeliste:nachweisart`, version 1.\n",
             "| `vollmacht` | Vollmacht |\n",
         }) {
        EXPECT_NE(page->find(line), std::string::npos) << line << "\n" << *page;
    }
    EXPECT_EQ(page, describe_message(*shipped_schemas(), "antrag.aenderung.0106"));
}

TEST(DescribeMessage, ProgrammesOwnMessagesToo) {
    const auto page = describe_message(*probe_schemas(), "probe.melden");
    ASSERT_TRUE(page.has_value());
    EXPECT_NE(page->find("| `gruppe/gruppe` | 0 or more |"), std::string::npos) << *page;
    EXPECT_NE(page->find("| `links` | one of them | string |"), std::string::npos) << *page;
    EXPECT_NE(page->find("| `farbe` | 0 or 1 | code |"), std::string::npos) << *page;
}

TEST(DescribeMessage, UnknownOnesAreToldTheNames) {
    for (const char* name : {"antrag", "antrag.einreichen.0102", ""}) {
        const auto page = describe_message(*shipped_schemas(), name);
        ASSERT_FALSE(page.has_value()) << name;
        EXPECT_EQ(page.error()[0].code, "UNKNOWN");
        EXPECT_NE(page.error()[0].text.find("antrag.einreichen, "), std::string::npos);
    }
}

void expect_meaning(const OutlinePart& part, const std::string& inside) {
    const bool is_plain = part.type.first == xsd_space || !part.type.second.empty();
    if (is_plain || part.parts.empty()) {
        EXPECT_NE(part.meaning, "") << inside << "/" << part.name;
    }
    for (const OutlinePart& inner : part.parts) {
        if (inner.space == part.space)
            expect_meaning(inner, inside + "/" + part.name);
    }
}

TEST(DescribeMessage, EveryPartHasAMeaning) {
    const SchemaComponents components(shipped_schemas()->files());
    for (const std::string& name : shipped_schemas()->message_names()) {
        const ElementRule* rule = shipped_schemas()->message(name);
        const auto outline = outline_of(components, {rule->space, rule->name});
        ASSERT_TRUE(outline.has_value());
        EXPECT_NE(outline->meaning, "") << name;
        EXPECT_TRUE(outline->from == "portal" || outline->from == "authority") << name;
        for (const OutlinePart& part : outline->parts) {
            if (part.space == outline->space)
                expect_meaning(part, name);
        }
    }
}

}  // namespace
}  // namespace foerderwerk::xml
