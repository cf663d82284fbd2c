// SPDX-License-Identifier: EUPL-1.2
//
// Goal: every sample message in tests/data/messages is judged as its name says, with all its
// problems and their places. Method: the valid ones must be accepted; for each invalid one the
// table holds the expected codes and places, in order.
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "connectors/xml/message_reader.hpp"
#include "tests/connectors/xml/message_samples.hpp"

namespace foerderwerk::xml {
namespace {

TEST(ReadMessages, EveryMessageHasAValidSample) {
    MessageReader reader(shipped_schemas());
    std::vector<std::string> read_names;
    for (const std::string& name : sample_names(true)) {
        const auto message = reader.read(sample(name));
        ASSERT_TRUE(message.has_value()) << name << "\n" << lines_of(message.error());
        EXPECT_EQ(message->root_name, name);
        EXPECT_EQ(message->id, "5f0c2b1e-7d43-4c0a-9b52-00000000" + name.substr(name.size() - 4));
        read_names.push_back(message->name);
    }
    std::ranges::sort(read_names);
    EXPECT_EQ(read_names, shipped_schemas()->message_names());
}

const std::map<std::string, std::vector<std::string>>& expected_problems() {
    static const std::map<std::string, std::vector<std::string>> problems = {
        {"invalid-code-children-qualified", {"SCHEMA /antrag.einreichen.0101/programm/code 40:5"}},
        {"invalid-code-list-missing",
         {"RULE "
          "/antrag.einreichen.0101/nachrichtenkopf.g2g/identifikation.nachricht/nachrichtentyp/"
          "@listURI "
          "12:7"}},
        {"invalid-code-list-unknown",
         {"RULE "
          "/antrag.einreichen.0101/nachrichtenkopf.g2g/identifikation.nachricht/nachrichtentyp/"
          "@listURI "
          "12:7"}},
        {"invalid-code-list-version-unknown",
         {"RULE /antrag.einreichen.0101/programm/@listVersionID 39:3"}},
        {"invalid-code-unknown", {"RULE /antrag.einreichen.0101/programm 39:3"}},
        {"invalid-date-that-does-not-exist",
         {"SCHEMA /antrag.einreichen.0101/teilnehmer/geburtsdatum 60:5"}},
        {"invalid-date-with-zone", {"SCHEMA /antrag.einreichen.0101/kurs.beginn 53:3"}},
        {"invalid-eingangsbestaetigung-time-without-zone",
         {"SCHEMA /antrag.eingangsbestaetigung.0102/eingang 32:3"}},
        {"invalid-entscheidung-amount-one-decimal",
         {"SCHEMA /antrag.entscheidung.0201/betrag 36:3"}},
        {"invalid-entscheidung-code-unknown", {"RULE /antrag.entscheidung.0201/entscheidung 32:3"}},
        {"invalid-head-type-contradicts-root", {"RULE /antrag.einreichen.0101 3:1"}},
        {"invalid-letter-sequence-not-of-the-norm",
         {"SCHEMA /antrag.einreichen.0101/teilnehmer/vorname 58:5"}},
        {"invalid-letters-in-name",
         {"SCHEMA /antrag.einreichen.0101/teilnehmer/vorname 58:5",
          "SCHEMA /antrag.einreichen.0101/teilnehmer/nachname 59:5"}},
        {"invalid-many-schema-errors",
         {"SCHEMA /antrag.einreichen.0101 3:1", "SCHEMA /antrag.einreichen.0101 3:1",
          "SCHEMA /antrag.einreichen.0101 3:1", "SCHEMA /antrag.einreichen.0101/kommune/ags 43:5",
          "SCHEMA /antrag.einreichen.0101/kommune/land 45:3",
          "SCHEMA /antrag.einreichen.0101/kommune 42:3",
          "SCHEMA /antrag.einreichen.0101/kurs.uhrzeit 53:3",
          "SCHEMA /antrag.einreichen.0101/personen 55:3",
          "SCHEMA /antrag.einreichen.0101/erklaerungen/keine.andere.foerderung 63:5",
          "SCHEMA /antrag.einreichen.0101 3:1"}},
        {"invalid-nachforderung-without-deadline", {"SCHEMA /antrag.nachforderung.0103 3:1"}},
        {"invalid-nachreichung-file-name-with-path",
         {"SCHEMA /antrag.nachreichung.0104/anlage/dateiname 34:5"}},
        {"invalid-nachreichung-not-base64",
         {"SCHEMA /antrag.nachreichung.0104/anlage/inhalt 36:5"}},
        {"invalid-no-head", {"SCHEMA /antrag.einreichen.0101 3:1"}},
        {"invalid-other-version", {"SCHEMA /antrag.einreichen.0101 3:1"}},
        {"invalid-ruecknahme-empty-file-number",
         {"SCHEMA /antrag.ruecknahme.0105/aktenzeichen 31:3"}},
        {"invalid-rueckweisung-uuid",
         {"SCHEMA /antrag.rueckweisung.0010/bezug/nachrichtenUUID 32:5"}},
        {"invalid-rueckweisung-without-reason", {"SCHEMA /antrag.rueckweisung.0010 3:1"}},
        {"invalid-schema-location-is-ignored-but-errors-stay",
         {"SCHEMA /antrag.einreichen.0101/personen 56:3"}},
        {"invalid-teilnahme-amount-negative",
         {"SCHEMA /teilnahme.nachweis.0301/teilnahme/gebuehr 38:5"}},
        {"invalid-teilnahme-none", {"SCHEMA /teilnahme.nachweis.0301 3:1"}},
        {"invalid-text-between-elements", {"SCHEMA /antrag.einreichen.0101/kommune 42:3"}},
        {"invalid-unknown-root", {"SCHEMA /antrag.vergessen.0199 3:1"}},
        {"invalid-verwendung-order", {"SCHEMA /verwendung.bestaetigung.0302 3:1"}},
        {"invalid-xsi-nil", {"SCHEMA /antrag.einreichen.0101/kommune/@nil 42:3"}},
        {"invalid-xsi-type", {"SCHEMA /antrag.einreichen.0101/kommune/@type 42:3"}},
        {"invalid-zahlung-amount-in-words", {"SCHEMA /zahlung.mitteilung.0401/betrag 32:3"}},
    };
    return problems;
}

TEST(ReadMessages, EveryInvalidSampleGetsAllItsReasons) {
    MessageReader reader(shipped_schemas());
    EXPECT_EQ(sample_names(false).size(), expected_problems().size());
    for (const auto& [name, expected] : expected_problems()) {
        const auto message = reader.read(sample(name));
        ASSERT_FALSE(message.has_value()) << name;
        std::vector<std::string> problems;
        for (const Reason& reason : message.error()) {
            problems.push_back(reason.code + " " + reason.place);
        }
        EXPECT_EQ(problems, expected) << name << "\n" << lines_of(message.error());
    }
}

TEST(ReadMessages, ReasonsAreGermanSentences) {
    MessageReader reader(shipped_schemas());
    const auto message = reader.read(sample("invalid-many-schema-errors"));
    ASSERT_FALSE(message.has_value());
    const char* sentences[] = {
        "Der Wert entspricht nicht dem Muster [0-9]{8}.",
        "Das Attribut standard fehlt.",
        "Das Element land kennt das Schema nicht.",
        "Das Element land ist an dieser Stelle nicht erlaubt; vorgesehen ist (ags, name).",
    };
    for (const char* sentence : sentences) {
        EXPECT_TRUE(std::ranges::any_of(message.error(), [&](const Reason& reason) {
            return reason.text == sentence;
        })) << sentence;
    }
}

TEST(ReadMessages, AttributesOfANamespaceAreCalledByTheirLocalName) {
    MessageReader reader(shipped_schemas());
    std::string bytes = sample("antrag.einreichen.0101");
    bytes.insert(bytes.find("produkt="), "xml:base=\"https://fremd.example/\" ");
    const auto message = reader.read(bytes);
    ASSERT_FALSE(message.has_value());
    EXPECT_EQ(message.error().front().text, "Das Attribut base kennt das Schema hier nicht.");
}

}  // namespace
}  // namespace foerderwerk::xml
