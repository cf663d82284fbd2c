// SPDX-License-Identifier: EUPL-1.2
//
// Goal: the mapping from XML to FEEL is the one of formats.md, for the shipped messages and for a
// schema that nobody wrote code for. Method: values in FEEL's text form against tables.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "connectors/xml/message_reader.hpp"
#include "engine/feel/value.hpp"
#include "tests/connectors/xml/message_samples.hpp"
#include "tests/connectors/xml/probe_message.hpp"

namespace foerderwerk::xml {
namespace {

using feel::Value;

const Value* at(const Value& value, std::initializer_list<const char*> way) {
    const Value* found = &value;
    for (const char* step : way) {
        if (found == nullptr)
            return nullptr;
        const bool is_index = step[0] >= '0' && step[0] <= '9';
        found = is_index ? &found->as_list().at(static_cast<std::size_t>(step[0] - '0'))
                         : found->find(step);
    }
    return found;
}

std::string subject_of(const Value& value) {
    return value.mark() == nullptr ? std::string() : value.mark()->subject;
}

TEST(MapToFeel, ApplicationHasItsMembersDirectly) {
    MessageReader reader(shipped_schemas());
    const auto message = reader.read(sample("antrag.einreichen.0101"));
    ASSERT_TRUE(message.has_value()) << lines_of(message.error());
    const Value& data = message->data;
    std::vector<std::string> members;
    for (const auto& [name, value] : data.as_context().entries())
        members.push_back(name);
    EXPECT_EQ(members, (std::vector<std::string>{"produkt",
                                                 "produkthersteller",
                                                 "produktversion",
                                                 "test",
                                                 "standard",
                                                 "version",
                                                 "Id",
                                                 "nachrichtenkopf_g2g",
                                                 "programm",
                                                 "kommune",
                                                 "kontakt",
                                                 "bildungstraeger",
                                                 "kurs_beginn",
                                                 "kurs_uhrzeit",
                                                 "kurs_ende",
                                                 "personen",
                                                 "teilnehmer",
                                                 "erklaerungen",
                                                 "bemerkung",
                                                 "anlage"}));
    EXPECT_EQ(data.find("kurs_beginn")->as_date(),
              LocalDate(std::chrono::year{2026} / std::chrono::February / 9));
    EXPECT_EQ(data.find("kurs_uhrzeit")->as_time().since_midnight, std::chrono::hours{9});
    EXPECT_EQ(data.find("personen")->as_number(), feel::Decimal::from_int(1));
    EXPECT_EQ(at(data, {"kommune", "ags"})->as_string(), "08336010");
    EXPECT_EQ(at(data, {"erklaerungen", "keine_andere_foerderung"})->as_boolean(), true);
    EXPECT_EQ(at(data, {"anlage", "0", "inhalt"})->as_string(), "JVBERi0xLjQKJSVFT0YK");
    EXPECT_EQ(data.find("bemerkung")->as_string(),
              "Erster Antrag der Gemeinde.\nBitte um rasche Prüfung & Antwort.");
    const Value& created =
        *at(data, {"nachrichtenkopf_g2g", "identifikation_nachricht", "erstellungszeitpunkt"});
    EXPECT_EQ(created.as_date_time().time.offset, std::chrono::hours{1});
    EXPECT_EQ(at(data, {"nachrichtenkopf_g2g", "autor", "erreichbarkeit"})->as_list().size(), 1u);
    EXPECT_EQ(at(data, {"nachrichtenkopf_g2g", "leser", "erreichbarkeit"})->as_list().size(), 0u);
}

TEST(MapToFeel, OnceIsStillAListAndAbsentIsNull) {
    MessageReader reader(shipped_schemas());
    const auto message = reader.read(sample("antrag.einreichen.0101"));
    ASSERT_TRUE(message.has_value());
    const Value& participants = *message->data.find("teilnehmer");
    ASSERT_EQ(participants.kind(), feel::Kind::list);
    ASSERT_EQ(participants.as_list().size(), 1u);
    ASSERT_NE(participants.as_list()[0].find("email"), nullptr);
    EXPECT_TRUE(participants.as_list()[0].find("email")->is_null());
    EXPECT_TRUE(message->data.find("test")->is_null());
}

TEST(MapToFeel, CodeHasFourMembers) {
    MessageReader reader(shipped_schemas());
    const auto message = reader.read(sample("antrag.entscheidung.0201"));
    ASSERT_TRUE(message.has_value());
    const Value& code = *message->data.find("entscheidung");
    EXPECT_EQ(code.as_context().size(), 4u);
    EXPECT_EQ(code.find("code")->as_string(), "bewilligt");
    EXPECT_EQ(code.find("name")->as_string(), "Der Antrag ist bewilligt");
    EXPECT_EQ(code.find("listURI")->as_string(), "urn:foerderwerk:codeliste:entscheidung");
    EXPECT_EQ(code.find("listVersionID")->as_string(), "1");
    EXPECT_EQ(message->data.find("betrag")->as_number().to_string(), "300.00");
}

TEST(MapToFeel, FixedListIsFilledInWhereTheMessageLeavesItOut) {
    std::string bytes = sample("antrag.entscheidung.0201");
    const std::string list =
        " listURI=\"urn:foerderwerk:codeliste:entscheidung\" listVersionID=\"1\"";
    bytes.erase(bytes.find(list), list.size());
    MessageReader reader(shipped_schemas());
    const auto message = reader.read(bytes);
    ASSERT_TRUE(message.has_value()) << lines_of(message.error());
    EXPECT_EQ(at(message->data, {"entscheidung", "listVersionID"})->as_string(), "1");
}

TEST(MapToFeel, PersonalValuesSayWhose) {
    MessageReader reader(shipped_schemas());
    std::string bytes = sample("antrag.einreichen.0101");
    const auto start = bytes.find("  <fwm:teilnehmer>");
    const auto end = bytes.find("  <fwm:erklaerungen>");
    bytes.insert(end, bytes.substr(start, end - start));
    const auto message = reader.read(bytes);
    ASSERT_TRUE(message.has_value()) << lines_of(message.error());
    const Value& data = message->data;
    EXPECT_EQ(subject_of(*at(data, {"kontakt", "name"})), "kontakt");
    EXPECT_EQ(subject_of(*at(data, {"kontakt", "email"})), "kontakt");
    EXPECT_EQ(subject_of(*at(data, {"kontakt", "postfach"})), "") << "replies go there";
    EXPECT_EQ(subject_of(*data.find("bemerkung")), "kontakt");
    EXPECT_EQ(subject_of(*at(data, {"teilnehmer", "0", "vorname"})), "teilnehmer.1");
    EXPECT_EQ(subject_of(*at(data, {"teilnehmer", "1", "geburtsdatum"})), "teilnehmer.2");
    EXPECT_EQ(subject_of(*at(data, {"anlage", "0", "inhalt"})), "anlage.1");
    EXPECT_EQ(subject_of(*at(data, {"kommune", "name"})), "");
    EXPECT_EQ(subject_of(*data.find("personen")), "");
}

struct Row {
    const char* content;
    std::vector<const char*> member;
    const char* text;
};

TEST(MapToFeel, EveryKindOfAProgrammesOwnSchema) {
    const Row rows[] = {
        {"<p:zahl>+1.50</p:zahl>", {"zahl"}, "1.50"},
        {"<p:zahl>-.5</p:zahl>", {"zahl"}, "-0.5"},
        {"<p:zahl>7.</p:zahl>", {"zahl"}, "7"},
        {"<p:ganz> 42 </p:ganz>", {"ganz"}, "42"},
        {"<p:ja-nein>0</p:ja-nein>", {"ja_nein"}, "false"},
        {"<p:tag>2024-02-29</p:tag>", {"tag"}, "2024-02-29"},
        {"<p:uhr>09:30:00.5+01:00</p:uhr>", {"uhr"}, "09:30:00.5+01:00"},
        {"<p:moment>2026-01-12T08:00:00Z</p:moment>", {"moment"}, "2026-01-12T08:00:00Z"},
        {"<p:dauer>P14D</p:dauer><p:dauer>P1Y2M</p:dauer>", {"dauer"}, "[P14D, P1Y2M]"},
        {"<p:dauer>-PT36H</p:dauer>", {"dauer"}, "[-P1DT12H]"},
        {"<p:wort>  a \n b </p:wort>", {"wort"}, "a b"},
        {"<p:zeile> a\tb</p:zeile>", {"zeile"}, " a b"},
        {"<p:text> a\tb\n</p:text>", {"text"}, " a\tb\n"},
        {"<p:text/>", {"text"}, ""},
        {"<p:binaer>\n SGFs bG8= \n</p:binaer>", {"binaer"}, "SGFsbG8="},
        {"<p:menge einheit='km'>2.5</p:menge>", {"menge", "value"}, "2.5"},
        {"<p:menge einheit='km'>2.5</p:menge>", {"menge", "einheit"}, "km"},
        {"<p:a>1</p:a><p:b>2</p:b><p:a>3</p:a>", {"a"}, R"(["1", "3"])"},
        {"<p:a>1</p:a><p:b>2</p:b><p:a>3</p:a>", {"b"}, R"(["2"])"},
        {"<p:rechts>true</p:rechts>", {"rechts"}, "true"},
        {"<p:gruppe stufe='3'/>", {"gruppe", "stufe"}, "3"},
        {"<p:gruppe/>", {"gruppe", "art"}, "neu"},
    };
    MessageReader reader(probe_schemas());
    for (const Row& row : rows) {
        const auto message = reader.read(probe(row.content));
        ASSERT_TRUE(message.has_value()) << row.content << "\n" << lines_of(message.error());
        EXPECT_EQ(message->name, "probe.melden");
        const Value* value = &message->data;
        for (const char* step : row.member)
            value = value->find(step);
        ASSERT_NE(value, nullptr) << row.content;
        EXPECT_EQ(feel::to_text(*value), row.text) << row.content;
    }
}

TEST(MapToFeel, TypesMayContainThemselvesAndSubjectsCountAllRepetitions) {
    MessageReader reader(probe_schemas());
    const auto message =
        reader.read(probe("<p:gruppe><p:leiter>A</p:leiter><p:mitglied>B</p:mitglied>"
                          "<p:gruppe/><p:gruppe><p:leiter>C</p:leiter><p:mitglied>D</p:mitglied>"
                          "<p:mitglied>E</p:mitglied></p:gruppe></p:gruppe>"));
    ASSERT_TRUE(message.has_value()) << lines_of(message.error());
    const Value& group = *message->data.find("gruppe");
    EXPECT_EQ(subject_of(*at(group, {"leiter"})), "leiter");
    EXPECT_EQ(subject_of(*at(group, {"mitglied", "0"})), "mitglied.1");
    EXPECT_EQ(subject_of(*at(group, {"gruppe", "1", "leiter"})), "leiter.2");
    EXPECT_EQ(subject_of(*at(group, {"gruppe", "1", "mitglied", "1"})), "mitglied.2.2");
}

TEST(MapToFeel, WhatFeelCannotHoldIsRefused) {
    const char* contents[] = {
        "<p:tag>2026-01-12Z</p:tag>",
        "<p:tag>2026-01-12+02:00</p:tag>",
        "<p:uhr>24:00:00</p:uhr>",
        "<p:dauer>P1Y3D</p:dauer>",
        "<p:zahl>12345678901234567890123456789012345</p:zahl>",
    };
    MessageReader reader(probe_schemas());
    for (const char* content : contents) {
        const auto message = reader.read(probe(content));
        ASSERT_FALSE(message.has_value()) << content;
        ASSERT_EQ(message.error().size(), 1u) << lines_of(message.error());
        EXPECT_EQ(message.error()[0].code, "RULE");
    }
}

}  // namespace
}  // namespace foerderwerk::xml
