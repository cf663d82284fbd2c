// SPDX-License-Identifier: EUPL-1.2
//
// Goal: the short way through the reader (read_valid) takes sound messages, leaves all others to
// the long way, and never takes what the long way would refuse or reads it differently. Method:
// tables of messages, each read as it is and once more with an xsi:noNamespaceSchemaLocation at its
// root, which the long way alone deals with; both outcomes must be the same to the letter.
#include "connectors/xml/read_valid.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "connectors/xml/message_reader.hpp"
#include "tests/connectors/xml/message_samples.hpp"
#include "tests/connectors/xml/probe_message.hpp"

namespace foerderwerk::xml {
namespace {

bool takes_short_way(const std::string& bytes, const MessageSchemas& schemas) {
    SaxParser validator(schemas.files());
    const auto markup = check_bytes(bytes, {}, StartTags::unlisted);
    EXPECT_TRUE(markup.has_value()) << bytes;
    return markup.has_value() && read_valid(bytes, *markup, schemas, validator).has_value();
}

std::string with_schema_location(std::string bytes) {
    auto root = bytes.find('<');
    while (bytes[root + 1] == '?' || bytes[root + 1] == '!') {
        root = bytes.find('<', root + 1);
    }
    bytes.insert(bytes.find_first_of(" />", root),
                 " xmlns:weg=\"http://www.w3.org/2001/XMLSchema-instance\""
                 " weg:noNamespaceSchemaLocation=\"file:///a\"");
    return bytes;
}

/// The value in FEEL's notation, with the name of whose data it is before each marked leaf.
std::string with_marks(const feel::Value& value) {
    std::string text = value.mark() == nullptr ? "" : value.mark()->subject + "@";
    if (value.kind() == feel::Kind::list) {
        for (const feel::Value& item : value.as_list()) {
            text += "[" + with_marks(item) + "]";
        }
        return text + ";";
    }
    if (value.kind() != feel::Kind::context) {
        return text + feel::to_text(value);
    }
    for (const auto& [name, member] : value.as_context().entries()) {
        text += name + ":" + with_marks(member) + ",";
    }
    return text;
}

std::string outcome(MessageReader& reader, const std::string& bytes) {
    const auto message = reader.read(bytes);
    return message.has_value() ? message->name + " " + message->root_name + " " + message->id +
                                     " " + with_marks(message->data)
                               : lines_of(message.error());
}

std::string replaced(std::string text, const std::string& old_text, const std::string& new_text) {
    const auto found = text.find(old_text);
    EXPECT_NE(found, std::string::npos) << old_text;
    return text.replace(found, old_text.size(), new_text);
}

std::string application(const std::string& old_text, const std::string& new_text) {
    return replaced(sample("antrag.einreichen.0101"), old_text, new_text);
}

/// White space, references, comments, presets: where a validating parse may report something
/// else than a plain one.
std::vector<std::string> delicate_contents() {
    return {
        "<p:wort>  ein\n wort </p:wort>",
        "<p:zeile>a\tb\n</p:zeile>",
        "<p:text> a\tb \r\n c&#13;</p:text>",
        "<p:zahl> 7 </p:zahl>",
        "<p:ja-nein>\n1\n</p:ja-nein>",
        "<p:binaer>AAAA\n AAAA</p:binaer>",
        "<p:binaer></p:binaer>",
        "<p:binaer>AAA</p:binaer>",
        "<p:binaer>AB==</p:binaer>",
        "<p:din>a\tb</p:din>",
        "<p:din>a&#9;b</p:din>",
        "<p:din> J&#xFC;rgen <!-- mal so --> Ü<![CDATA[<]]></p:din>",
        "<p:menge einheit=' t&#9;t '>3</p:menge>",
        "<p:farbe listURI=' urn:test:farbe' listVersionID='2'><code>rot</code></p:farbe>",
        "<p:farbe listURI='urn:test:farbe' listVersionID='2'><code> rot\n</code></p:farbe>",
        "<p:farbe listURI='urn:test:farbe' listVersionID='2'><code>gelb</code></p:farbe>",
        "<p:gruppe><p:mitglied>a</p:mitglied><p:mitglied> b</p:mitglied></p:gruppe>",
        "<p:gruppe stufe=' 1 ' art=' alt  sehr '/>",
        "<p:gruppe>x</p:gruppe>",
        "<p:gruppe><?hinweis x?></p:gruppe>",
        "<p:ding id='a'/><p:ding ref='b'/>",
        "<p:text xml:lang='de'>a</p:text>",
        "<p:a>1</p:a><p:b>2</p:b><p:a>3</p:a><p:a>4</p:a><p:b>5</p:b>",
        "<p:dauer>P1D</p:dauer><p:dauer>PT2H</p:dauer>",
        "<p:dauer>P1Y2D</p:dauer>",
        "<p:tag>2026-02-09Z</p:tag>",
        "<p:zahl>1" + std::string(40, '0') + "</p:zahl>",
        "<p:gruppe><p:leiter>L</p:leiter><p:gruppe><p:mitglied>a</p:mitglied></p:gruppe>"
        "<p:gruppe><p:leiter>M</p:leiter><p:mitglied>b</p:mitglied><p:mitglied/>"
        "<p:gruppe><p:mitglied>c</p:mitglied></p:gruppe></p:gruppe></p:gruppe>",
        "<p:farbe listURI='urn:test:farbe' listVersionID='3'><code>rot</code></p:farbe>",
        "<p:farbe listURI='urn:test:andere' listVersionID='2'><code>rot</code></p:farbe>",
        "<p:farbe listURI='urn:test:farbe' listVersionID='2'><code>blau</code>"
        "<name>Blau</name></p:farbe>",
        "<p:farbe><code>rot</code></p:farbe>",
        "<p:din>ж</p:din>",
        "<p:zahl>1</p:zahl>" + std::string(70'000, ' ') + "<p:ganz>2</p:ganz>",
        "<p:zahl>1</p:zahl>x<p:ganz>2</p:ganz>",
    };
}

TEST(ReadValid, TakesEveryValidSampleAndNoInvalidStructure) {
    for (const std::string& name : sample_names(true)) {
        EXPECT_TRUE(takes_short_way(sample(name), *shipped_schemas())) << name;
    }
    for (const char* name : {"invalid-many-schema-errors", "invalid-unknown-root",
                             "invalid-xsi-type", "invalid-xsi-nil", "invalid-date-with-zone"}) {
        EXPECT_FALSE(takes_short_way(sample(name), *shipped_schemas())) << name;
    }
}

TEST(ReadValid, LeavesToTheLongWayWhatCouldBeDear) {
    const std::string a_kilobyte(1025, 'a');
    const std::pair<const char*, std::string> dear[] = {
        {"a long attribute", application("Prüfprodukt", a_kilobyte)},
        {"a long text before a pattern", application("z.dvorak@", std::string(5'000, 'a') + "@")},
        {"a long number", application("<fwm:personen>1", "<fwm:personen>" + a_kilobyte)},
        {"a large document", application("JVBERi0xLjQK", std::string(300'000, 'A'))},
        {"xsi in clear words", with_schema_location(sample("antrag.einreichen.0101"))},
        {"xsi behind a reference", replaced(with_schema_location(sample("antrag.einreichen.0101")),
                                            "XMLSchema-", "XMLSchema&#45;")},
        {"no end", application("</fwm:antrag.einreichen.0101>", "")},
    };
    for (const auto& [title, bytes] : dear) {
        EXPECT_FALSE(takes_short_way(bytes, *shipped_schemas())) << title;
    }
    EXPECT_TRUE(
        takes_short_way(application("Prüfprodukt", a_kilobyte.substr(1)), *shipped_schemas()));
    EXPECT_TRUE(takes_short_way(application("JVBERi0xLjQK", std::string(100'000, 'A')),
                                *shipped_schemas()));
}

TEST(ReadValid, BothWaysGiveTheSame) {
    MessageReader shipped(shipped_schemas());
    for (const bool valid : {true, false}) {
        for (const std::string& name : sample_names(valid)) {
            const std::string bytes = sample(name);
            EXPECT_EQ(outcome(shipped, bytes), outcome(shipped, with_schema_location(bytes)))
                << name;
        }
    }
    const std::string spaced = application("5f0c2b1e-7d43-4c0a-9b52-000000000101</",
                                           " 5F0C2B1E-7d43-4c0a-9b52-000000000101\n</");
    EXPECT_EQ(outcome(shipped, spaced), outcome(shipped, with_schema_location(spaced)));
    const std::string other_type = application("<code>0101</", "<code>0102</");
    EXPECT_EQ(outcome(shipped, other_type), outcome(shipped, with_schema_location(other_type)));
    MessageReader probes(probe_schemas());
    for (const std::string& content : delicate_contents()) {
        // On a line of its own: the attribute added to the root moves no column.
        const std::string bytes = probe("\n" + content);
        EXPECT_EQ(outcome(probes, bytes), outcome(probes, with_schema_location(bytes))) << content;
    }
}

}  // namespace
}  // namespace foerderwerk::xml
