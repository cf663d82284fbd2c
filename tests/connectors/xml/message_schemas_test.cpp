// SPDX-License-Identifier: EUPL-1.2
//
// Goal: a set of schemas that the mapping or the validator cannot trust is refused when it is
// loaded, with the reason. Method: the probe programme's files with one thing changed.
#include "connectors/xml/message_schemas.hpp"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "connectors/xml/code_lists.hpp"
#include "engine/types/failure.hpp"
#include "tests/connectors/xml/message_samples.hpp"
#include "tests/connectors/xml/probe_message.hpp"

namespace foerderwerk::xml {
namespace {

using Files = std::map<std::string, std::string>;

/// The first code, or "" when it loads.
std::string code_when_loading(const Files& files) {
    const auto own = SchemaFiles::from(files);
    if (!own.has_value())
        return own.error()[0].code;
    SchemaFiles all = shipped_schemas()->files();
    const auto added = all.add(*own);
    if (!added.has_value())
        return added.error()[0].code;
    const auto loaded = MessageSchemas::load(std::move(all));
    return loaded.has_value() ? std::string() : loaded.error()[0].code;
}

std::string with(const std::string& old_text, const std::string& new_text) {
    std::string schema = probe_schema;
    const auto found = schema.find(old_text);
    EXPECT_NE(found, std::string::npos) << old_text;
    return schema.replace(found, old_text.size(), new_text);
}

TEST(MessageSchemas, ShippedSetHasItsMessages) {
    EXPECT_EQ(shipped_schemas()->message_names(),
              (std::vector<std::string>{
                  "antrag.aenderung", "antrag.eingangsbestaetigung", "antrag.einreichen",
                  "antrag.entscheidung", "antrag.nachforderung", "antrag.nachreichung",
                  "antrag.ruecknahme", "antrag.rueckweisung", "teilnahme.nachweis",
                  "verwendung.bestaetigung", "zahlung.mitteilung"}));
    EXPECT_EQ(code_when_loading(probe_files()), "");
}

TEST(MessageSchemas, EveryMessageTypeIsInTheShippedList) {
    const CodeList* list =
        shipped_schemas()->code_lists().find("urn:foerderwerk:codeliste:nachrichtentyp", "1");
    ASSERT_NE(list, nullptr);
    for (const std::string& name : shipped_schemas()->message_names()) {
        const std::string root = shipped_schemas()->message(name)->name;
        const auto entry = list->find(message_number(root));
        ASSERT_NE(entry, list->end()) << root;
        EXPECT_EQ(entry->second, name);
    }
    EXPECT_EQ(list->size(), shipped_schemas()->message_names().size());
}

TEST(MessageSchemas, WhatTheMappingCannotReadIsRefused) {
    const std::string element = "<xs:element name=\"zahl\" type=\"xs:decimal\"";
    const std::string schemas[] = {
        with(element, "<xs:element name=\"zahl\""),
        with(element, element + " default=\"1\""),
        with("<xs:element name=\"text\"", "<xs:element name=\"ja.nein\""),
        with("<xs:complexType name=\"Inhalt\">", "<xs:complexType name=\"Inhalt\" mixed=\"true\">"),
    };
    for (const std::string& schema : schemas) {
        EXPECT_NE(code_when_loading(probe_files(schema)), "") << schema.substr(0, 2000);
    }
}

TEST(MessageSchemas, WhatTheValidatorRefusesIsRefused) {
    EXPECT_EQ(code_when_loading(probe_files(with("type=\"p:Menge\"", "type=\"p:Fehlt\""))),
              "SCHEMA");
    EXPECT_EQ(code_when_loading(
                  probe_files(with("<xs:import namespace=\"http://xoev.de/schemata/code/1_0\"/>",
                                   "<xs:import namespace=\"urn:fehlt\" "
                                   "schemaLocation=\"file:///etc/passwd\"/>"))),
              "SCHEMA");
    EXPECT_EQ(code_when_loading(probe_files("<!DOCTYPE x>" + std::string(probe_schema))), "SCHEMA");
    EXPECT_EQ(code_when_loading(probe_files("<x/>")), "SCHEMA");
}

TEST(MessageSchemas, CatalogStaysInItsFolder) {
    const auto catalog = [](const std::string& entry) {
        Files files = probe_files();
        files["catalog.xml"] =
            "<catalog xmlns='urn:oasis:names:tc:entity:xmlns:xml:catalog'>" + entry + "</catalog>";
        return files;
    };
    for (const char* entry :
         {"<uri name='urn:x' uri='../x.xsd'/>", "<uri name='urn:x' uri='/etc/passwd'/>",
          "<uri name='urn:x' uri='http://x/y.xsd'/>", "<uri name='urn:x' uri=''/>",
          "<uri name='urn:x' uri='fehlt.xsd'/>", "<nextCatalog catalog='x'/>",
          "<uri name='urn:test:programm' uri='programm.xsd'/>"
          "<uri name='urn:test:programm' uri='programm.xsd'/>",
          "<uri name='http://xoev.de/schemata/code/1_0' uri='programm.xsd'/>"}) {
        EXPECT_EQ(code_when_loading(catalog(entry)), "CATALOG") << entry;
    }
    Files no_catalog = probe_files();
    no_catalog.erase("catalog.xml");
    EXPECT_EQ(code_when_loading(no_catalog), "CATALOG");
    EXPECT_THROW((void)SchemaFiles::read("/does/not/exist"), OperatingError);
}

TEST(MessageSchemas, CodeListsAreWhole) {
    const auto changed = [](const std::string& old_text, const std::string& new_text) {
        Files files = probe_files();
        std::string& list = files["codelists/farbe.xml"];
        list.replace(list.find(old_text), old_text.size(), new_text);
        return files;
    };
    EXPECT_EQ(code_when_loading(changed("blau", "rot")), "CODELIST");
    EXPECT_EQ(code_when_loading(changed("<Version>2</Version>", "")), "CODELIST");
    EXPECT_EQ(code_when_loading(changed("genericode/1.0", "genericode/9.0")), "CODELIST");
    EXPECT_EQ(code_when_loading(changed("<Version>2</Version><CanonicalUri>urn:test:farbe",
                                        "<Version>1</Version><CanonicalUri>urn:test:typ")),
              "CODELIST");
}

}  // namespace
}  // namespace foerderwerk::xml
