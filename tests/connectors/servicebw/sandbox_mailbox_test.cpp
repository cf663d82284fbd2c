// SPDX-License-Identifier: EUPL-1.2
// Goal: the portal's mailbox takes only what the authority signed, takes it once, and shows it in
// words together with the verdict on its signature. Method: signed messages over HTTP.

#include <gtest/gtest.h>

#include "connectors/xml/message_reader.hpp"
#include "tests/connectors/servicebw/sandbox_rig.hpp"

namespace foerderwerk::servicebw::sandbox {
namespace {

constexpr const char* handle = "bk-08336010";

std::string decision_content() {
    return "<m:aktenzeichen>BV-2026-00001</m:aktenzeichen>"
           "<m:entscheidung listURI=\"urn:foerderwerk:codeliste:entscheidung\""
           " listVersionID=\"1\"><code>bewilligt</code></m:entscheidung>"
           "<m:betrag>300.00</m:betrag>"
           "<m:voucher><m:id>08336010-0001</m:id></m:voucher>"
           "<m:text>Der Vertrag ist &lt;geschlossen&gt;.</m:text>";
}

TEST(SandboxMailbox, ShowsAMessageInWords) {
    SandboxRig rig;
    const auto bytes = rig.authority_message("antrag.entscheidung.0201", decision_content());
    const auto stored = rig.deliver(handle, "case-3-0", bytes);
    EXPECT_EQ(stored.status, 201) << stored.body;
    EXPECT_EQ(*stored.header("Receipt"), std::string(handle) + "/case-3-0");

    const auto opened = rig.get("/postfach?ags=08336010");
    EXPECT_EQ(*opened.header("Location"), std::string("/postfach/") + handle);
    const auto list = rig.get(std::string("/postfach/") + handle);
    EXPECT_NE(list.body.find("/postfach/bk-08336010/case-3-0"), std::string::npos) << list.body;
    EXPECT_NE(list.body.find("12.01.2026, 09:00 Uhr"), std::string::npos);
    const auto page = rig.get(std::string("/postfach/") + handle + "/case-3-0");
    for (const char* text :
         {"Entscheidung", "bewilligt", "300,00 Euro", "08336010-0001", "BV-2026-00001",
          "Die Signatur ist gültig", "foerderstelle", "Der Vertrag ist &lt;geschlossen&gt;.",
          "/nachreichung?aktenzeichen=BV-2026-00001&amp;konto=bk-08336010"}) {
        EXPECT_NE(page.body.find(text), std::string::npos) << text << "\n" << page.body;
    }
    EXPECT_EQ(rig.get(std::string("/postfach/") + handle + "/case-3-0.xml").body, bytes);
}

TEST(SandboxMailbox, TakesAMessageOnce) {
    SandboxRig rig;
    const auto bytes = rig.authority_message("antrag.entscheidung.0201", decision_content());
    const auto other = rig.authority_message("antrag.entscheidung.0201", "<m:text>anders</m:text>");
    EXPECT_EQ(rig.deliver(handle, "k-1", bytes).status, 201);
    const auto repeated = rig.deliver(handle, "k-1", bytes);
    EXPECT_EQ(repeated.status, 200);
    EXPECT_EQ(*repeated.header("Receipt"), std::string(handle) + "/k-1");
    EXPECT_EQ(rig.deliver(handle, "k-1", other).status, 409);
    rig.start();
    EXPECT_EQ(rig.deliver(handle, "k-1", bytes).status, 200) << "after a restart";
    const auto list = rig.get(std::string("/postfach/") + handle).body;
    EXPECT_EQ(list.find("k-1"), list.rfind("k-1")) << list;
}

TEST(SandboxMailbox, RefusesWhatTheAuthorityDidNotSign) {
    SandboxRig rig;
    const auto bytes = rig.authority_message("antrag.entscheidung.0201", decision_content());
    auto altered = bytes;
    altered.replace(altered.find("300.00"), 6, "900.00");
    const auto by_portal = *rig.portal_signer.sign("<a/>", rig.clock.now().instant);
    for (const auto& refused : {altered, by_portal, std::string("<unsigned/>"), std::string()}) {
        EXPECT_EQ(rig.deliver(handle, "k-1", refused).status, 422);
    }
    EXPECT_EQ(rig.deliver("..", "k-1", bytes).status, 400);
    EXPECT_EQ(rig.deliver(".verborgen", "k-1", bytes).status, 404);
    EXPECT_EQ(rig.deliver(handle, "../k-1", bytes).status, 400);
    EXPECT_EQ(rig.deliver(handle, "", bytes).status, 400);
    EXPECT_NE(rig.get(std::string("/postfach/") + handle).body.find("Das Postfach ist leer"),
              std::string::npos);
}

TEST(SandboxMailbox, SaysWhenAKeptMessageWasAltered) {
    SandboxRig rig;
    const auto bytes = rig.authority_message("antrag.entscheidung.0201", decision_content());
    ASSERT_EQ(rig.deliver(handle, "k-1", bytes).status, 201);
    auto altered = bytes;
    altered.replace(altered.find("300.00"), 6, "900.00");
    std::ofstream(rig.folder.file("portal/postfach/bk-08336010/k-1.xml"), std::ios::binary)
        << altered;
    const auto page = rig.get(std::string("/postfach/") + handle + "/k-1");
    EXPECT_NE(page.body.find("Die Signatur ist nicht gültig"), std::string::npos);
    EXPECT_EQ(page.body.find("900,00"), std::string::npos) << "nothing of it is shown";
}

TEST(SandboxMailbox, RepliesFitTheirSchemas) {
    SandboxRig rig;
    const auto files = xml::SchemaFiles::read(std::string(FOERDERWERK_SOURCE_DIR) + "/xsd");
    ASSERT_TRUE(files.has_value());
    const auto schemas = xml::MessageSchemas::load(*files);
    ASSERT_TRUE(schemas.has_value());
    KnownSenders portal;
    portal.add("portal", rig.portal_key.certificate_pem);
    const signature::XmlSignatureGate gate(portal);
    struct Row {
        const char* path;
        http::FormValues values;
        const char* root;
    };
    const std::vector<Row> rows = {
        {"/nachreichung",
         {{"aktenzeichen", "BV-2026-00001"}, {"text", "Hier die Angaben."}, {"konto", handle}},
         "antrag.nachreichung.0104"},
        {"/ruecknahme", {{"aktenzeichen", "BV-2026-00001"}}, "antrag.ruecknahme.0105"},
        {"/teilnahme",
         {{"aktenzeichen", "BV-2026-00001"},
          {"bildungstraeger", "VWA-S"},
          {"rechnungsnummer", "R-17"},
          {"teilnahme_1_voucher", "08336010-0001"},
          {"teilnahme_1_anmeldung_datum", "2026-01-20"},
          {"teilnahme_1_anmeldung_uhrzeit", "10:30"},
          {"teilnahme_1_tage_gesamt", "3"},
          {"teilnahme_1_tage_teilgenommen", "3"},
          {"teilnahme_1_gebuehr", "540,00"}},
         "teilnahme.nachweis.0301"},
        {"/verwendung",
         {{"aktenzeichen", "BV-2026-00001"},
          {"beginn", "2026-02-09"},
          {"ende", "2026-02-11"},
          {"ziel_erreicht", "ja"},
          {"zweckentsprechend", "ja"},
          {"wirtschaftlich", "ja"},
          {"belege_aufbewahrt", "ja"},
          {"zweite_person", "Zoë Zweit"}},
         "verwendung.bestaetigung.0302"},
    };
    for (const auto& row : rows) {
        const auto token = rig.open_form(row.path);
        const auto values = with(row.values, "csrf", token);
        const auto review = rig.post(std::string(row.path) + "/pruefen", values);
        ASSERT_EQ(review.status, 200) << row.path << review.body;
        const auto uuid = between(review.body, "name=\"uuid\" value=\"", "\"");
        ASSERT_EQ(rig.post(std::string(row.path) + "/absenden", with(values, "uuid", uuid)).status,
                  303);
        const auto verified = gate.verify(rig.arrived.back().body, rig.clock.now().instant);
        ASSERT_TRUE(verified.has_value()) << row.path;
        EXPECT_EQ(verified->root_name(), row.root);
        const auto message = xml::MessageReader(*schemas).read(verified->canonical_bytes());
        EXPECT_TRUE(message.has_value()) << row.path << verified->canonical_bytes();
    }
    const auto half = rig.post("/teilnahme/pruefen",
                               with(with(rows[2].values, "teilnahme_2_voucher", "08336010-0002"),
                                    "csrf", rig.open_form("/teilnahme")));
    EXPECT_EQ(half.status, 422) << "a row filled in by half";
}

}  // namespace
}  // namespace foerderwerk::servicebw::sandbox
