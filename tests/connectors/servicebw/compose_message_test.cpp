// SPDX-License-Identifier: EUPL-1.2
// Goal: what a chart sends leaves as a signed message that fits its schema and says the same.
// Method: data shaped as the shipped chart sends it, one row a message; each is verified by the
// gate and read back by the codec. Then the rules of the composer one by one.
#include "connectors/servicebw/compose_message.hpp"

#include <gtest/gtest.h>

#include "connectors/signature/gate.hpp"
#include "connectors/signature/seal_message.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "connectors/signature/sign_message.hpp"
#include "connectors/signature/verify_document.hpp"
#include "connectors/xml/xml_message_codec.hpp"
#include "tests/connectors/servicebw/known_senders.hpp"
#include "tests/connectors/xml/message_samples.hpp"

namespace foerderwerk::servicebw {
namespace {

using feel::Context;
using feel::List;
using feel::Value;

Context context(std::initializer_list<std::pair<const char*, Value>> members) {
    Context made;
    for (const auto& [name, value] : members) {
        made.set(name, value);
    }
    return made;
}

Value euro(const char* amount) {
    return *feel::Decimal::parse(amount);
}

/// As FEEL's now() gives it: wall-clock time in Berlin with its offset, no named zone.
Value berlin_moment() {
    feel::DateTime moment;
    moment.date = *parse_date("2026-01-12");
    moment.time.since_midnight = std::chrono::hours(9) + std::chrono::microseconds(250000);
    moment.time.offset = std::chrono::hours(1);
    return moment;
}

Context refusal(List reasons) {
    return context({{"message_id", "5f0c2b1e-7d43-4c0a-9b52-000000000101"},
                    {"file_number", "BV-2026-00001"},
                    {"reasons", std::move(reasons)}});
}

Context reason(const char* code, const char* place) {
    return context({{"code", code}, {"place", place}, {"text", "Das geht so nicht."}});
}

class ComposeMessage : public testing::Test {
protected:
    ComposeMessage() { senders.add("authority", key.certificate_pem); }

    static ports::OutgoingMessage outgoing(const std::string& event, Context data) {
        return {.outbox_id = std::string(32, 'a') + "-7-1",
                .event = event,
                .recipient = "08336010",
                .decided = *parse_instant("2026-01-12T07:59:00Z"),
                .data = Value(std::move(data))};
    }

    /// What a reader sees: verified, then read by the schema.
    Value received(const ports::OutgoingMessage& message) {
        const auto bytes = composer.compose(message);
        if (!bytes.has_value()) {
            ADD_FAILURE() << message.event << "\n" << xml::lines_of(bytes.error());
            return {};
        }
        const auto verified = gate.verify(*bytes, clock.now().instant);
        if (!verified.has_value()) {
            ADD_FAILURE() << xml::lines_of(verified.error());
            return {};
        }
        const auto read = codec.read(verified->canonical_bytes());
        if (!read.has_value()) {
            ADD_FAILURE() << xml::lines_of(read.error());
            return {};
        }
        name = read->name;
        id = read->id;
        return read->data;
    }

    std::string refused_at(const ports::OutgoingMessage& message) {
        const auto bytes = composer.compose(message);
        return bytes.has_value() ? "(composed)" : bytes.error().front().place;
    }

    sandbox::StandingClock clock;
    signature::KeyAndCertificate key = sandbox::made_key("authority");
    sandbox::KnownSenders senders;
    signature::XmlSignatureGate gate{senders};
    xml::XmlMessageCodec codec{xml::shipped_schemas()};
    signature::MessageSigner signer{key.private_key_pem, key.certificate_pem};
    PortalMessageComposer composer{
        codec, signer, clock,
        ComposerSettings{.authority = {"psw:08111000", "Musterförderstelle"},
                         .portal = {"psw:service-bw", "service-bw"},
                         .product = "Förderwerk",
                         .product_maker = "Förderwerk",
                         .product_version = "0.1.0"}};
    std::string name;  ///< of the message read last
    std::string id;
};

TEST_F(ComposeMessage, WhatIsNamedIsSealedAndTheRestIsSigned) {
    const signature::FileKeySeal seal(key.private_key_pem, key.certificate_pem);
    const signature::SealedSigning sealing(seal, nullptr);
    ComposerSettings settings{.authority = {"psw:08111000", "Musterförderstelle"},
                              .portal = {"psw:service-bw", "service-bw"}};
    settings.sealed = {"antrag.entscheidung"};
    const PortalMessageComposer sealed(codec, signer, clock, settings, &sealing);
    const Context refusal = context({{"aktenzeichen", "BV-2026-00001"},
                                     {"entscheidung", Value(context({{"code", "abgelehnt"}}))},
                                     {"text", "Ihr Antrag ist abgelehnt."}});
    const Context request = context({{"aktenzeichen", "BV-2026-00001"},
                                     {"text", "Es fehlt die Vollmacht."},
                                     {"frist", Value(*parse_date("2026-02-02"))}});
    for (const auto& [event, data, expected] :
         {std::tuple{"antrag.entscheidung", refusal, true},
          std::tuple{"antrag.nachforderung", request, false}}) {
        const auto bytes = sealed.compose({.outbox_id = "c-3-0",
                                           .event = event,
                                           .recipient = "box",
                                           .decided = clock.now().instant,
                                           .data = Value(data)});
        ASSERT_TRUE(bytes.has_value()) << bytes.error().front().text;
        const auto document = signature::verify_document(*bytes);
        EXPECT_EQ(document.has_value(), expected) << event;
        EXPECT_TRUE(signature::DocumentGate(senders).verify(*bytes, clock.now().instant));
        if (expected) {
            // The content of a sealed document is a message like any other.
            const auto message = codec.read(document->content);
            ASSERT_TRUE(message.has_value());
            EXPECT_EQ(message->id, ports::message_uuid("c-3-0", signature::sha256_of));
        }
    }
}

TEST_F(ComposeMessage, EveryMessageOfTheChart) {
    const Value person = Value::personal(Value("Ada Müller"), "teilnehmer.1");
    const List vouchers{Value(context({{"id", "08336010-BV-2026-00001-01"}, {"person", person}})),
                        Value(context({{"id", "08336010-BV-2026-00001-02"}, {"person", Value()}}))};
    const struct {
        const char* event;
        Context data;
    } table[] = {
        {"antrag.eingangsbestaetigung",
         context({{"aktenzeichen", "BV-2026-00001"},
                  {"eingang", berlin_moment()},
                  {"text", "Ihr Antrag auf 2 Bildungs-Voucher ist eingegangen."}})},
        {"antrag.nachforderung", context({{"aktenzeichen", "BV-2026-00001"},
                                          {"text", "Es fehlt die Vollmacht."},
                                          {"frist", Value(*parse_date("2026-02-02"))}})},
        {"antrag.entscheidung",
         context({{"aktenzeichen", "BV-2026-00001"},
                  {"entscheidung", Value(context({{"code", "bewilligt"}}))},
                  {"betrag", euro("600.00")},
                  {"voucher", Value(vouchers)},
                  {"text", "Weitergabevertrag\n\n§ 1 Gegenstand: Digitallotsen\n"}})},
        {"antrag.entscheidung",
         context({{"aktenzeichen", "BV-2026-00001"},
                  {"entscheidung", Value(context({{"code", "warteliste"}}))},
                  {"begruendung", Value(List{"Kontingent ausgeschöpft (2 von 2).", Value()})},
                  {"text", "Ihr Antrag steht auf der Warteliste."}})},
        {"antrag.entscheidung",
         context({{"aktenzeichen", "BV-2026-00001"},
                  {"entscheidung", Value(context({{"code", "zurueckgezogen"}}))},
                  {"text", "Ihr Antrag ist zurückgenommen."}})},
        {"zahlung.mitteilung", context({{"aktenzeichen", "BV-2026-00001"},
                                        {"betrag", euro("300")},
                                        {"wertstellung", Value(*parse_date("2026-02-17"))},
                                        {"empfaenger", "VWA Stuttgart"},
                                        {"referenz", std::string(32, 'a') + "zzz"}})},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(row.event);
        const Value read = received(outgoing(row.event, row.data));
        EXPECT_EQ(name, row.event);
        for (const char* member : {"aktenzeichen", "text", "eingang", "frist", "wertstellung",
                                   "betrag", "empfaenger", "referenz"}) {
            const Value* sent = row.data.find(member);
            const Value* seen = read.find(member);
            if (sent != nullptr && seen != nullptr) {
                EXPECT_EQ(*sent, *seen) << member;
            }
            EXPECT_TRUE(sent == nullptr || seen != nullptr) << member << " is lost";
        }
    }
}

TEST_F(ComposeMessage, CodesAmountsAndListsAsTheSchemaWantsThem) {
    const Context data = context(
        {{"aktenzeichen", "BV-2026-00001"},
         {"entscheidung", Value(context({{"code", "bewilligt"}}))},
         {"betrag", euro("600")},
         {"voucher",
          Value(List{Value(context({{"id", "V-1"}, {"person", Value()}, {"intern", Value()}})),
                     Value()})},
         {"begruendung", Value(List{Value()})},
         {"intern", Value()},
         {"text", "Bewilligt."}});
    const auto bytes = composer.compose(outgoing("antrag.entscheidung", data));
    ASSERT_TRUE(bytes.has_value()) << xml::lines_of(bytes.error());
    EXPECT_NE(bytes->find("<fwm:betrag>600.00</fwm:betrag>"), std::string::npos) << *bytes;
    EXPECT_EQ(bytes->find("begruendung"), std::string::npos);
    const Value read = received(outgoing("antrag.entscheidung", data));
    EXPECT_EQ(read.find("entscheidung")->find("listURI")->as_string(),
              "urn:foerderwerk:codeliste:entscheidung");
    EXPECT_EQ(read.find("entscheidung")->find("listVersionID")->as_string(), "1");
    EXPECT_EQ(read.find("voucher")->as_list().size(), 1U);
}

TEST_F(ComposeMessage, MarksOfTypographyBecomePlainOnes) {
    const Value read = received(
        outgoing("antrag.nachforderung",
                 context({{"aktenzeichen", "BV-2026-00001"},
                          {"text", "Im Zustand „In Prüfung“ – bis ‚morgen‘ … • «so», 1\u202F000 €"},
                          {"frist", Value(*parse_date("2026-02-02"))}})));
    EXPECT_EQ(read.find("text")->as_string(),
              "Im Zustand \"In Prüfung\" - bis 'morgen' ... - «so», 1 000 €");
}

TEST_F(ComposeMessage, TheHeadSaysWhoWhatAndWhen) {
    const auto message = outgoing("refusal", refusal({Value(reason("SCHEMA", ""))}));
    const Value read = received(message);
    const Value* head = read.find("nachrichtenkopf_g2g");
    ASSERT_NE(head, nullptr);
    EXPECT_EQ(head->find("autor")->find("kennung")->as_string(), "psw:08111000");
    EXPECT_EQ(head->find("leser")->find("name")->as_string(), "service-bw");
    EXPECT_EQ(read.find("produktversion")->as_string(), "0.1.0");
    const Value* identification = head->find("identifikation_nachricht");
    EXPECT_EQ(identification->find("nachrichtentyp")->find("code")->as_string(), "0010");
    EXPECT_EQ(feel::to_text(*identification->find("erstellungszeitpunkt")), "2026-01-12T07:59:00Z");
    EXPECT_EQ(id[14], '8') << "version of the UUID " << id;
    EXPECT_NE(std::string("89ab").find(id[19]), std::string::npos) << "variant of " << id;

    const std::string first = id;
    (void)received(message);
    EXPECT_EQ(id, first) << "a repetition is the same message";
    auto other = message;
    other.outbox_id = std::string(32, 'a') + "-7-2";
    (void)received(other);
    EXPECT_NE(id, first);
}

TEST_F(ComposeMessage, ARefusalTellsAllItsReasons) {
    const Value read = received(outgoing(
        "refusal", refusal({Value(reason("SCHULUNG_BEGONNEN", "kurs.beginn")),
                            Value(reason("FOUR_EYES", "action.zeichnen")),
                            Value(reason("WRONG_STATE", "")), Value(reason("FRIST", "frist"))})));
    EXPECT_EQ(name, "antrag.rueckweisung");
    EXPECT_EQ(read.find("bezug")->find("nachrichtenUUID")->as_string(),
              "5f0c2b1e-7d43-4c0a-9b52-000000000101");
    EXPECT_EQ(read.find("aktenzeichen")->as_string(), "BV-2026-00001");
    const List& grounds = read.find("grund")->as_list();
    const struct {
        const char* code;
        const char* own_code;
        const char* place;
    } table[] = {
        {"FACHLICH", "SCHULUNG_BEGONNEN", "kurs.beginn"},
        {"FACHLICH", "FOUR_EYES", "action.zeichnen"},
        {"ZUSTAND", "WRONG_STATE", nullptr},
        {"FRIST", nullptr, "frist"},
    };
    ASSERT_EQ(grounds.size(), std::size(table));
    const auto text = [](const Value& ground, const char* member) {
        const Value* found = ground.find(member);
        return found != nullptr && !found->is_null() ? found->as_string() : "(none)";
    };
    for (std::size_t i = 0; i < grounds.size(); ++i) {
        EXPECT_EQ(grounds[i].find("fehlercode")->find("code")->as_string(), table[i].code);
        EXPECT_EQ(text(grounds[i], "fachcode"), table[i].own_code ? table[i].own_code : "(none)");
        EXPECT_EQ(text(grounds[i], "stelle"), table[i].place ? table[i].place : "(none)");
        EXPECT_EQ(text(grounds[i], "beschreibung"), "Das geht so nicht.");
    }
}

TEST_F(ComposeMessage, WhatDoesNotFitIsRefused) {
    const Context sound = context({{"aktenzeichen", "BV-2026-00001"},
                                   {"text", "Bitte nachreichen."},
                                   {"frist", Value(*parse_date("2026-02-02"))}});
    EXPECT_EQ(refused_at(outgoing("antrag.nachforderung", sound)), "(composed)");
    EXPECT_EQ(refused_at(outgoing("antrag.unbekannt", sound)), "antrag.unbekannt");
    Context with_head = sound;
    with_head.set("produkt", "ein anderes");
    EXPECT_EQ(refused_at(outgoing("antrag.nachforderung", with_head)),
              "antrag.nachforderung/produkt");
    Context unknown = sound;
    unknown.set("vermerk", "intern");
    EXPECT_NE(refused_at(outgoing("antrag.nachforderung", unknown)).find("vermerk"),
              std::string::npos);
    auto no_context = outgoing("antrag.nachforderung", {});
    no_context.data = Value("text");
    EXPECT_EQ(refused_at(no_context), "antrag.nachforderung");
    EXPECT_NE(refused_at(outgoing("refusal", refusal({}))), "(composed)");
}

}  // namespace
}  // namespace foerderwerk::servicebw
