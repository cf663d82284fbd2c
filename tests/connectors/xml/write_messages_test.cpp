// SPDX-License-Identifier: EUPL-1.2
//
// Goal: what we write is what a receiver reads, and data that does not fit its schema is refused
// before anything leaves. Method: each sample read, written and read again; messages built from
// the header builder; a table of unfit data; eight threads that must agree.
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "connectors/xml/xml_message_codec.hpp"
#include "engine/ports/message_header.hpp"
#include "tests/connectors/xml/message_samples.hpp"
#include "tests/connectors/xml/probe_message.hpp"

namespace foerderwerk::xml {
namespace {

using feel::Context;
using feel::Value;

Context decision() {
    ports::MessageHeader header;
    header.root_name = "antrag.entscheidung.0201";
    header.uuid = "0b7f3a52-11d5-4e2e-8f6f-6f3f5e0a0001";
    header.created = *parse_instant("2026-01-14T09:30:00Z");
    header.reader = {"ags:08336010", "Gemeinde Böllen"};
    header.author = {"psw:08111000", "Musterförderstelle"};
    header.product_version = "0.1.0";
    header.signature_id = "n-1";
    Context data = ports::message_header(header);
    data.set("aktenzeichen", "BV-2026-00017");
    data.set("entscheidung", "bewilligt");
    data.set("betrag", 300);
    data.set("text", "Bewilligt.");
    return data;
}

TEST(WriteMessages, EverySampleSurvivesReadingAndWriting) {
    const XmlMessageCodec codec(shipped_schemas());
    for (const std::string& name : sample_names(true)) {
        const auto first = codec.read(sample(name));
        ASSERT_TRUE(first.has_value()) << name;
        const auto written = codec.write(first->name, first->data);
        ASSERT_TRUE(written.has_value()) << name << "\n" << lines_of(written.error());
        const auto second = codec.read(*written);
        ASSERT_TRUE(second.has_value()) << *written << lines_of(second.error());
        EXPECT_EQ(first->data, second->data) << name;
        EXPECT_EQ(*codec.write(second->name, second->data), *written) << name;
    }
}

TEST(WriteMessages, ProgrammesOwnMessagesToo) {
    const XmlMessageCodec codec(probe_schemas());
    const auto first = codec.read(
        probe("<p:zahl>1.50</p:zahl><p:ja-nein>1</p:ja-nein><p:uhr>09:00:00Z</p:uhr>"
              "<p:dauer>P1Y</p:dauer><p:menge einheit='km'>2.5</p:menge>"
              "<p:farbe listURI='urn:test:farbe' listVersionID='2'><code>rot</code><name>Rot</name>"
              "</p:farbe><p:a>x</p:a><p:a>y</p:a><p:links>l</p:links>"
              "<p:gruppe stufe='1'><p:gruppe art='alt'/></p:gruppe><p:ding id='i'/>"));
    ASSERT_TRUE(first.has_value()) << lines_of(first.error());
    const auto written = codec.write("probe.melden", first->data);
    ASSERT_TRUE(written.has_value()) << lines_of(written.error());
    const auto second = codec.read(*written);
    ASSERT_TRUE(second.has_value());
    EXPECT_EQ(first->data, second->data);
}

TEST(WriteMessages, BuiltFromTheHeader) {
    const XmlMessageCodec codec(shipped_schemas());
    const auto written = codec.write("antrag.entscheidung", decision());
    ASSERT_TRUE(written.has_value()) << lines_of(written.error());
    const auto read = codec.read(*written);
    ASSERT_TRUE(read.has_value()) << lines_of(read.error());
    EXPECT_EQ(read->id, "0b7f3a52-11d5-4e2e-8f6f-6f3f5e0a0001");
    EXPECT_EQ(read->data.find("standard")->as_string(), "Foerderwerk-Nachrichten");
    EXPECT_EQ(read->data.find("betrag")->as_number().to_string(), "300.00");
    EXPECT_EQ(read->data.find("entscheidung")->find("listVersionID")->as_string(), "1");
    EXPECT_NE(written->find("<fwm:betrag>300.00</fwm:betrag>"), std::string::npos) << *written;
    EXPECT_NE(written->find("<bn-g2g:erstellungszeitpunkt>2026-01-14T09:30:00Z<"),
              std::string::npos)
        << *written;
}

TEST(WriteMessages, NamesAndRoots) {
    const XmlMessageCodec codec(shipped_schemas());
    EXPECT_EQ(codec.root_name("antrag.rueckweisung"), "antrag.rueckweisung.0010");
    EXPECT_EQ(codec.root_name("antrag.rueckweisung.0010"), std::nullopt);
    EXPECT_EQ(message_name("antrag.einreichen.0101"), "antrag.einreichen");
    EXPECT_EQ(message_name("antrag.einreichen"), "antrag.einreichen");
    EXPECT_EQ(message_name(".0101"), ".0101");
    EXPECT_EQ(message_number("a.01x1"), "");
}

struct Unfit {
    const char* member;
    Value value;
    const char* code;
    const char* place;
};

TEST(WriteMessages, UnfitDataIsRefused) {
    Context unknown_part;
    unknown_part.set("id", "V-1");
    unknown_part.set("nummer", 7);
    Context code_of_other_list;
    code_of_other_list.set("code", "bewilligt");
    code_of_other_list.set("listURI", "urn:x");
    const std::string root = "/antrag.entscheidung.0201";
    const std::vector<Unfit> rows = {
        {"aktenzeichen", Value(), "SCHEMA", "/antrag.entscheidung.0201"},
        {"aktenzeichen", Value(17), "SCHEMA", "/aktenzeichen"},
        {"aktenzeichen", Value(feel::List{"a", "b"}), "SCHEMA", "/aktenzeichen"},
        {"betrag", Value("300.00"), "SCHEMA", "/betrag"},
        {"betrag", Value(*feel::Decimal::parse("0.005")), "SCHEMA", "/betrag"},
        {"betrag", Value(-1), "SCHEMA", "/antrag.entscheidung.0201/betrag"},
        {"voucher", Value(unknown_part), "SCHEMA", "/voucher/nummer"},
        {"voucher", Value("V-1"), "SCHEMA", "/voucher"},
        {"vermerk", Value("intern"), "SCHEMA", "/vermerk"},
        {"text", Value("a\x01"), "SCHEMA", "/text"},
        {"text", Value("王"), "SCHEMA", "/antrag.entscheidung.0201/text"},
        {"text", Value(std::string(70'000, 'a')), "LIMITS", "/antrag.entscheidung.0201/text"},
        {"entscheidung", Value("genehmigt"), "RULE", "/antrag.entscheidung.0201/entscheidung"},
        {"entscheidung", Value(code_of_other_list), "SCHEMA",
         "/antrag.entscheidung.0201/entscheidung"},
    };
    const XmlMessageCodec codec(shipped_schemas());
    for (const Unfit& row : rows) {
        Context data = decision();
        data.set(row.member, row.value);
        const auto written = codec.write("antrag.entscheidung", data);
        ASSERT_FALSE(written.has_value()) << row.member << *written;
        EXPECT_EQ(written.error()[0].code, row.code) << lines_of(written.error());
        EXPECT_EQ(written.error()[0].place, row.place) << lines_of(written.error());
    }
    EXPECT_FALSE(codec.write("antrag.entscheidung", Value(1)).has_value());
    EXPECT_FALSE(codec.write("antrag.vergessen", decision()).has_value());
}

TEST(WriteMessages, HeadAndRootMustAgree) {
    const XmlMessageCodec codec(shipped_schemas());
    const auto written = codec.write("antrag.ruecknahme", [] {
        Context data = decision();
        for (const char* member : {"entscheidung", "betrag", "text"})
            data.erase(member);
        return data;
    }());
    ASSERT_FALSE(written.has_value());
    EXPECT_EQ(lines_of(written.error()).substr(0, 5), "RULE ");
}

TEST(WriteMessages, ThreadsAgree) {
    const XmlMessageCodec codec(shipped_schemas());
    const std::string valid = sample("antrag.einreichen.0101");
    const std::string invalid = sample("invalid-many-schema-errors");
    const auto expected_data = codec.read(valid);
    const auto expected_reasons = codec.read(invalid);
    ASSERT_TRUE(expected_data.has_value());
    ASSERT_FALSE(expected_reasons.has_value());
    std::vector<int> agreed(8, 0);
    std::vector<std::thread> threads;
    for (int& count : agreed) {
        threads.emplace_back([&] {
            MessageReader fresh(shipped_schemas());  // first use of grammars in every thread
            for (int i = 0; i < 20; ++i) {
                const auto own = fresh.read(valid);
                const auto pooled = codec.read(valid);
                const auto refused = codec.read(invalid);
                count += own.has_value() && own->data == expected_data->data &&
                         pooled.has_value() && pooled->data == expected_data->data &&
                         !refused.has_value() && refused.error() == expected_reasons.error();
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(agreed, std::vector<int>(8, 20));
}

}  // namespace
}  // namespace foerderwerk::xml
