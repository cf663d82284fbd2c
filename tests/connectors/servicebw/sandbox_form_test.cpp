// SPDX-License-Identifier: EUPL-1.2
// Goal: a declaration is complete, reviewed and sent once, and what a person typed never becomes
// markup. Method: the whole flow over HTTP as a browser without scripts does it.

#include <algorithm>

#include <gtest/gtest.h>

#include "connectors/xml/message_reader.hpp"
#include "tests/connectors/servicebw/sandbox_rig.hpp"

namespace foerderwerk::servicebw::sandbox {
namespace {

class VoucherForm : public ::testing::Test {
protected:
    http::HttpResponse check(const http::FormValues& values) {
        return rig_.post("/antrag/pruefen", with(values, "csrf", token()));
    }
    std::string token() {
        if (token_.empty()) {
            token_ = rig_.open_form("/antrag");
        }
        return token_;
    }
    /// Checks, then sends what the review page carries; the path of the result.
    std::string send(const http::FormValues& values) {
        const auto review = check(values);
        EXPECT_EQ(review.status, 200) << review.body;
        uuid_ = between(review.body, "name=\"uuid\" value=\"", "\"");
        const auto sent =
            rig_.post("/antrag/absenden", with(with(values, "csrf", token()), "uuid", uuid_));
        EXPECT_EQ(sent.status, 303) << sent.body;
        const auto* const location = sent.header("Location");
        return location == nullptr ? "" : *location;
    }

    SandboxRig rig_;
    std::string token_;
    std::string uuid_;
};

TEST_F(VoucherForm, ShowsEveryErrorAtItsFieldAndInTheSummary) {
    const auto empty = check({});
    EXPECT_EQ(empty.status, 422);
    for (const char* field :
         {"kommune_ags", "kommune_name", "kontakt_name", "kontakt_email", "bildungstraeger",
          "kurs_beginn", "personen", "teilnehmer_1_vorname", "nicht_begonnen",
          "keine_andere_foerderung", "zeichnungsberechtigt"}) {
        EXPECT_NE(empty.body.find(std::string("href=\"#") + field + "\""), std::string::npos)
            << field;
        EXPECT_NE(empty.body.find(std::string("id=\"") + field + "-fehler\""), std::string::npos)
            << field;
    }
    struct Row {
        const char* field;
        const char* value;
    };
    const std::vector<Row> rows = {
        {"kommune_ags", "8336010"},
        {"kommune_ags", "09336010"},
        {"kontakt_email", "anna"},
        {"kontakt_email", "a@b@c"},
        {"kontakt_telefon", "anrufen!"},
        {"bildungstraeger", "UNBEKANNT"},
        {"kurs_beginn", "2026-02-30"},
        {"kurs_beginn", "2026-01-09"},
        {"kurs_beginn", "bald"},
        {"kurs_uhrzeit", "24:00"},
        {"kurs_ende", "2026-02-08"},
        {"personen", "0"},
        {"personen", "6"},
        {"personen", "eins"},
        {"teilnehmer_2_vorname", "Zuviel"},
        {"zeichnungsberechtigt", "nein"},
        {"kommune_name", "Böl\x01len"},
    };
    for (const auto& row : rows) {
        const auto page = check(with(voucher_answers(), row.field, row.value));
        EXPECT_EQ(page.status, 422) << row.field << "=" << row.value;
        EXPECT_NE(page.body.find(std::string("href=\"#") + row.field + "\""), std::string::npos)
            << row.field << "=" << row.value;
    }
    EXPECT_EQ(check(with(voucher_answers(), "personen", "2")).status, 422) << "one name only";
    EXPECT_TRUE(rig_.arrived.empty());
}

TEST_F(VoucherForm, KnowsThatTodaysCourseHasBegun) {
    // It is 09:00 in Berlin.
    auto values = with(with(voucher_answers(), "kurs_beginn", "2026-01-12"), "kurs_ende", "");
    EXPECT_EQ(check(with(values, "kurs_uhrzeit", "09:00")).status, 422);
    EXPECT_EQ(check(with(values, "kurs_uhrzeit", "09:01")).status, 200);
}

TEST_F(VoucherForm, LetsThePersonReviewAndChange) {
    const auto review = check(voucher_answers());
    EXPECT_EQ(review.status, 200);
    for (const char* text : {"Böllen", "Anna Muster", "VWA Stuttgart", "09.02.2026", "Bernd",
                             "Bitte nicht übereilt absenden", "Verbindlich absenden"}) {
        EXPECT_NE(review.body.find(text), std::string::npos) << text;
    }
    const auto form = rig_.post("/antrag/aendern", with(voucher_answers(), "csrf", token()));
    EXPECT_EQ(form.status, 200);
    EXPECT_NE(form.body.find("value=\"Anna Muster\""), std::string::npos);
    EXPECT_TRUE(rig_.arrived.empty()) << "nothing is sent before the person says so";
}

TEST_F(VoucherForm, SendsASignedMessageThatFitsItsSchema) {
    const auto result = send(voucher_answers());
    EXPECT_EQ(result, "/gesendet/" + uuid_);
    ASSERT_EQ(rig_.arrived.size(), 1U);
    const auto& arrived = rig_.arrived.front();
    EXPECT_EQ(arrived.path, "/inbox/6007739/" + uuid_ + ".xml");

    KnownSenders portal;
    portal.add("portal", rig_.portal_key.certificate_pem);
    const signature::XmlSignatureGate gate(portal);
    const auto verified = gate.verify(arrived.body, rig_.clock.now().instant);
    ASSERT_TRUE(verified.has_value()) << verified.error().front().text;

    const auto files = xml::SchemaFiles::read(std::string(FOERDERWERK_SOURCE_DIR) + "/xsd");
    ASSERT_TRUE(files.has_value());
    const auto schemas = xml::MessageSchemas::load(*files);
    ASSERT_TRUE(schemas.has_value());
    const auto message = xml::MessageReader(*schemas).read(verified->canonical_bytes());
    std::string faults;
    if (!message.has_value()) {
        for (const auto& reason : message.error()) {
            faults += reason.code + " " + reason.place + " " + reason.text + "\n";
        }
    }
    EXPECT_TRUE(message.has_value()) << faults << verified->canonical_bytes();
    EXPECT_NE(verified->canonical_bytes().find(uuid_), std::string::npos);
    EXPECT_NE(verified->canonical_bytes().find("bk-08336010"), std::string::npos);

    const auto page = rig_.get(result);
    EXPECT_NE(page.body.find("id=\"beleg\">E-1<"), std::string::npos) << page.body;
    EXPECT_NE(page.body.find("Anna Muster"), std::string::npos) << "the copy";
    EXPECT_EQ(rig_.get(result + ".xml").body, arrived.body);
}

TEST_F(VoucherForm, SendsOnceHoweverOftenTheButtonIsPressed) {
    const auto result = send(voucher_answers());
    for (int press = 0; press < 3; ++press) {
        const auto again = rig_.post("/antrag/absenden",
                                     with(with(voucher_answers(), "csrf", token()), "uuid", uuid_));
        EXPECT_EQ(*again.header("Location"), result);
    }
    EXPECT_EQ(rig_.arrived.size(), 1U);
}

TEST_F(VoucherForm, KeepsWhatCouldNotBeSentAndSendsTheSameBytesLater) {
    rig_.inbox_answer = http::problem_response(503, "voll");
    const auto result = send(voucher_answers());
    EXPECT_NE(rig_.get(result).body.find("noch nicht übermittelt"), std::string::npos);
    rig_.start();
    rig_.inbox_answer = {.status = 201, .headers = {{"Receipt", "E-2"}}};
    const auto fresh = rig_.open_form("/antrag");
    const auto again = rig_.post("/gesendet/erneut", {{"csrf", fresh}, {"uuid", uuid_}});
    EXPECT_EQ(again.status, 303);
    ASSERT_EQ(rig_.arrived.size(), 2U);
    EXPECT_EQ(rig_.arrived[0].body, rig_.arrived[1].body);
    EXPECT_NE(rig_.get(result).body.find("id=\"beleg\">E-2<"), std::string::npos);
}

TEST_F(VoucherForm, ShowsEveryReasonOfARefusal) {
    rig_.inbox_answer = http::problem_response(
        422, "nein", {{"SCHEMA", "/a", "Erster Grund."}, {"CODE", "/b", "Zweiter Grund."}});
    const auto page = rig_.get(send(voucher_answers()));
    EXPECT_NE(page.body.find("Erster Grund."), std::string::npos);
    EXPECT_NE(page.body.find("Zweiter Grund."), std::string::npos);
}

TEST_F(VoucherForm, RefusesFormsThatItDidNotGiveOut) {
    const auto valid = token();
    const auto cookie = rig_.cookie;
    struct Row {
        const char* what;
        std::string token;
        std::string cookie;
    };
    const std::vector<Row> rows = {
        {"no token", "", cookie},
        {"wrong token", std::string(64, '0'), cookie},
        {"no cookie", valid, "none=1"},
        {"another cookie", valid, "__Host-sandbox=" + std::string(32, 'a')},
    };
    for (const auto& row : rows) {
        rig_.cookie = row.cookie;
        const auto answer =
            rig_.post("/antrag/pruefen", with(voucher_answers(), "csrf", row.token));
        EXPECT_EQ(answer.status, 403) << row.what;
    }
    const auto foreign =
        rig_.answer_to({.method = "POST",
                        .path = "/antrag/pruefen",
                        .content_type = "application/x-www-form-urlencoded",
                        .body = http::write_form(with(voucher_answers(), "csrf", valid)),
                        .headers = {{"Cookie", cookie}, {"Sec-Fetch-Site", "cross-site"}}});
    EXPECT_EQ(foreign.status, 403);
}

TEST_F(VoucherForm, NeverTurnsInputIntoMarkup) {
    const std::string sentinel = "\"'><script>alert(1)</script><img src=x onerror=y>&amp;";
    http::FormValues hostile;
    for (const auto& [name, value] : voucher_answers()) {
        hostile.emplace_back(name, sentinel);
    }
    std::vector<http::HttpResponse> pages = {
        check(hostile), check(with(voucher_answers(), "bemerkung", sentinel)),
        check(with(voucher_answers(), "kommune_name", sentinel)),
        rig_.get("/nachreichung?aktenzeichen=" + http::percent_encode(sentinel)),
        rig_.get("/postfach?ags=" + http::percent_encode("<script>"))};
    for (const auto& page : pages) {
        EXPECT_EQ(page.body.find("<script"), std::string::npos);
        EXPECT_EQ(page.body.find("<img"), std::string::npos);
        const auto* const policy = page.header("Content-Security-Policy");
        ASSERT_NE(policy, nullptr);
        EXPECT_NE(policy->find("default-src 'none'"), std::string::npos);
    }
    EXPECT_NE(pages[2].body.find("&lt;script&gt;alert(1)"), std::string::npos) << "shown as text";
}

TEST_F(VoucherForm, LabelsEveryInput) {
    for (const char* path :
         {"/antrag", "/nachreichung", "/ruecknahme", "/verwendung", "/teilnahme", "/postfach"}) {
        const auto page = rig_.get(path);
        EXPECT_EQ(page.status, 200) << path;
        EXPECT_NE(page.body.find("<html lang=\"de\">"), std::string::npos);
        EXPECT_NE(page.body.find("<main id=\"inhalt\">"), std::string::npos);
        std::size_t place = 0;
        while ((place = page.body.find(" id=\"", place)) != std::string::npos) {
            const auto tag = page.body.substr(page.body.rfind('<', place), 7);
            const auto id = between(page.body.substr(place), " id=\"", "\"");
            const bool control = tag.starts_with("<input") || tag.starts_with("<select") ||
                                 tag.starts_with("<textar");
            EXPECT_EQ(control && page.body.find("<label for=\"" + id + "\">") == std::string::npos,
                      false)
                << path << " " << id;
            ++place;
        }
    }
}

}  // namespace
}  // namespace foerderwerk::servicebw::sandbox
