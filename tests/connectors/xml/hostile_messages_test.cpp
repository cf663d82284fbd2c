// SPDX-License-Identifier: EUPL-1.2
//
// Goal: hostile or careless messages get a reason, quickly and without reaching outside. Method:
// a table of documents with the codes they must get; limits are checked by what is refused before
// the validator, never by a clock.
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "connectors/xml/message_reader.hpp"
#include "connectors/xml/validate_tree.hpp"
#include "tests/connectors/xml/message_samples.hpp"
#include "tests/connectors/xml/probe_message.hpp"

namespace foerderwerk::xml {
namespace {

std::string replaced(std::string text, const std::string& old_text, const std::string& new_text) {
    const auto found = text.find(old_text);
    EXPECT_NE(found, std::string::npos) << old_text;
    return found == std::string::npos ? text : text.replace(found, old_text.size(), new_text);
}

std::string application() {
    return sample("antrag.einreichen.0101");
}

std::string codes_of(const Result<ports::Message, Reasons>& message) {
    std::set<std::string> codes;
    if (!message.has_value()) {
        for (const Reason& reason : message.error())
            codes.insert(reason.code);
    }
    std::string text;
    for (const std::string& code : codes)
        text += (text.empty() ? "" : " ") + code;
    return text;
}

struct Hostile {
    const char* title;
    std::string bytes;
    const char* codes;  ///< empty: accepted
};

std::vector<Hostile> hostile_messages() {
    const std::string root = "<fwm:antrag.einreichen.0101 ";
    const std::string xsi = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ";
    const std::string name = "Jürgen";
    std::string deep;
    for (int i = 0; i < 100; ++i)
        deep += "<fwm:x>";
    for (int i = 0; i < 100; ++i)
        deep += "</fwm:x>";
    return {
        {"doctype", replaced(application(), "<fwm:", "<!DOCTYPE x>\n<fwm:"), "DTD"},
        {"external entity",
         replaced(application(),
                  "<fwm:", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>\n<fwm:"),
         "DTD"},
        {"entity without declaration", replaced(application(), name, "&e;"), "WELLFORMED"},
        {"many errors at once",
         replaced(application(), name, "王</fwm:vorname><fwm:y/><fwm:vorname>"), "SCHEMA"},
        {"schemaLocation to a file",
         replaced(application(), root,
                  root + xsi +
                      "xsi:schemaLocation=\"urn:foerderwerk:xsd:nachrichten:1.0 "
                      "file:///etc/passwd\" "),
         ""},
        {"schemaLocation with an odd number of parts",
         replaced(application(), root, root + xsi + "xsi:schemaLocation=\"a b c\" "), ""},
        {"noNamespaceSchemaLocation on the net",
         replaced(application(), root,
                  root + xsi + "xsi:noNamespaceSchemaLocation=\"http://127.0.0.1:1/x\" "),
         ""},
        {"xsi:type", sample("invalid-xsi-type"), "SCHEMA"},
        {"xsi:nil", sample("invalid-xsi-nil"), "SCHEMA"},
        {"xsi:type to an unknown type",
         replaced(application(), root, root + xsi + "xsi:type=\"fwm:Nichts\" "), "SCHEMA"},
        {"XInclude",
         replaced(application(), name,
                  "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" "
                  "href=\"file:///etc/passwd\" parse=\"text\"/>"),
         "SCHEMA"},
        {"deep nesting", replaced(application(), name, deep), "LIMITS"},
        {"60 kB in a DIN field", replaced(application(), name, std::string(60'000, 'a')), "SCHEMA"},
        {"70 kB in a DIN field", replaced(application(), name, std::string(70'000, 'a')), "LIMITS"},
        {"70 kB in an unknown element",
         replaced(application(), "<fwm:kommune>",
                  "<fwm:z>" + std::string(70'000, 'a') + "</fwm:z><fwm:kommune>"),
         "LIMITS"},
        {"70 kB in an attribute", replaced(application(), "Prüfprodukt", std::string(70'000, 'a')),
         "LIMITS"},
        {"5 kB where a pattern would be tried",
         replaced(application(), "z.dvorak@", std::string(5'000, 'a') + "@"), "LIMITS"},
        {"5 kB in a number",
         replaced(application(), "<fwm:personen>1", "<fwm:personen>" + std::string(5'000, '1')),
         "LIMITS"},
        {"1 MB of base64", replaced(application(), "JVBERi0xLjQK", std::string(1'000'000, 'A')),
         ""},
        {"text in a comment inside a name", replaced(application(), name, "Jür<!-- mal so --> gen"),
         ""},
        {"wrong namespace",
         replaced(application(), "urn:foerderwerk:xsd:nachrichten:1.0", "urn:foerderwerk:xsd:x"),
         "SCHEMA"},
        {"no message of ours at the root", "<a/>", "SCHEMA"},
        {"a type's element as root",
         "<g:leser xmlns:g=\"http://xoev.de/schemata/basisnachricht/g2g/1_1\"/>", "SCHEMA"},
        {"signature left in",
         replaced(application(), "</fwm:antrag.einreichen.0101>",
                  "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">"
                  "<ds:SignedInfo/></ds:Signature></fwm:antrag.einreichen.0101>"),
         ""},
    };
}

TEST(HostileMessages, GetTheirCodes) {
    MessageReader reader(shipped_schemas());
    for (const Hostile& hostile : hostile_messages()) {
        const auto message = reader.read(hostile.bytes);
        EXPECT_EQ(codes_of(message), hostile.codes)
            << hostile.title << "\n"
            << (message.has_value() ? std::string("accepted") : lines_of(message.error()));
        // The reader is as good as new afterwards.
        ASSERT_TRUE(reader.read(application()).has_value()) << hostile.title;
    }
}

TEST(HostileMessages, ReasonsNeverRepeatTheMessage) {
    MessageReader reader(shipped_schemas());
    const std::string secret = "GEHEIM'\"4711";
    for (const char* place : {"Jürgen", "08336010</fwm:ags>", "<fwm:personen>1", "true</fwm:nicht",
                              "2026-02-09", "z.dvorak@", "VWA-S", "digitallotsen-basis",
                              "application/pdf", "JVBERi0xLjQK", "n-0101", "2.1\"", "1980-02-29"}) {
        const std::string old_text = place;
        const std::string escaped = "GEHEIM'&quot;4711";
        const auto bracket = old_text.find_first_of("<\"");
        const std::string new_text = bracket == std::string::npos ? escaped
                                     : bracket == 0               ? "<fwm:personen>" + escaped
                                                    : escaped + "王" + old_text.substr(bracket);
        const auto message = reader.read(replaced(application(), old_text, new_text));
        if (message.has_value())
            continue;
        EXPECT_EQ(lines_of(message.error()).find("GEHEIM"), std::string::npos)
            << lines_of(message.error());
    }
}

TEST(HostileMessages, ListOfReasonsIsBounded) {
    std::string many;
    for (int i = 0; i < 5'000; ++i)
        many += "<fwm:unterlage/>";
    MessageReader reader(shipped_schemas());
    const auto message = reader.read(
        replaced(sample("antrag.nachforderung.0103"), "  <fwm:frist>", many + "<fwm:frist>"));
    ASSERT_FALSE(message.has_value());
    EXPECT_EQ(message.error().size(), reasons_max);
}

TEST(HostileMessages, ProgrammesOwnPatternsAndLists) {
    MessageReader reader(probe_schemas());
    const auto code = [](const std::string& list, const std::string& value) {
        return probe("<p:farbe " + list + "><code>" + value + "</code></p:farbe>");
    };
    const std::string list = "listURI='urn:test:farbe' listVersionID='2'";
    EXPECT_EQ(codes_of(reader.read(probe("<p:muster>" + std::string(4'000, 'a') + "</p:muster>"))),
              "");
    EXPECT_EQ(codes_of(reader.read(probe("<p:muster>" + std::string(5'000, 'a') + "</p:muster>"))),
              "LIMITS");
    EXPECT_EQ(codes_of(reader.read(probe("<p:din>" + std::string(60'000, 'a') + "</p:din>"))), "");
    EXPECT_EQ(
        codes_of(reader.read(probe("<p:din>" + std::string(60'000, 'a') + "&#1046;</p:din>"))),
        "SCHEMA");
    EXPECT_EQ(codes_of(reader.read(code(list, " blau "))), "");
    EXPECT_EQ(codes_of(reader.read(code(list, "Blau"))), "RULE");
    EXPECT_EQ(codes_of(reader.read(code("listURI='urn:test:farbe' listVersionID='1'", "blau"))),
              "RULE");
    EXPECT_EQ(codes_of(reader.read(code("listURI='urn:test:form' listVersionID='1'", "blau"))),
              "RULE");
    EXPECT_EQ(codes_of(reader.read(code("", "blau"))), "RULE");
}

}  // namespace
}  // namespace foerderwerk::xml
