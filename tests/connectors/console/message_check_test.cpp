// SPDX-License-Identifier: EUPL-1.2
// Goal: `message check` gives every reason there is: of the signature, of the schema, of the code
// lists, all at once; what is only told does not refuse. Method: the sample application with faults
// put in before or after it is signed, judged by the real gate and codec; the same through the way
// in, on a database in memory.
#include <gtest/gtest.h>

#include "connectors/signature/certificates.hpp"
#include "connectors/signature/gate.hpp"
#include "connectors/signature/sign_message.hpp"
#include "connectors/xml/message_schemas.hpp"
#include "connectors/xml/xml_message_codec.hpp"
#include "engine/operations/receive_message.hpp"
#include "tests/connectors/console/house_on_sqlite.hpp"

namespace foerderwerk::tests {
namespace {

using console::CommandAnswer;

const Instant moment = *parse_instant("2026-01-12T08:00:00Z");

std::string replaced(std::string text, const std::string& old_text, const std::string& new_text) {
    const auto found = text.find(old_text);
    EXPECT_NE(found, std::string::npos) << old_text;
    return text.replace(found, old_text.size(), new_text);
}

std::string application() {
    return read_whole(FOERDERWERK_SOURCE_DIR "/tests/data/messages/antrag.einreichen.0101.xml");
}

class OnePortal final : public ports::SenderRegister {
public:
    explicit OnePortal(const std::string& pem)
        : entry_(signature::sender_certificate("portal", *signature::read_certificate(pem))) {}
    std::optional<ports::SenderCertificate> find_by_fingerprint(
        const std::string& hex) const override {
        return hex == entry_.fingerprint_sha256_hex ? std::optional(entry_) : std::nullopt;
    }

private:
    ports::SenderCertificate entry_;
};

std::shared_ptr<const xml::MessageSchemas> schemas() {
    static const auto loaded =
        *xml::MessageSchemas::load(*xml::SchemaFiles::read(FOERDERWERK_SOURCE_DIR "/xsd"));
    return loaded;
}

class MessageCheck : public testing::Test {
protected:
    [[nodiscard]] std::string signed_by_portal(const std::string& xml) const {
        const auto result = signer_.sign(xml, moment);
        EXPECT_TRUE(result.has_value());
        return result.value_or("");
    }

    [[nodiscard]] CommandAnswer check(const std::string& bytes) const {
        console::OfflineTools tools;
        tools.gate = &gate_;
        tools.codec = &codec_;
        tools.now = moment;
        return console::run_offline(
            tools, {.name = "message check", .arguments = content(bytes), .person = {}});
    }

    const signature::KeyAndCertificate key_ =
        signature::make_key_and_certificate({.common_name = "portal",
                                             .organisation = {},
                                             .valid_from = moment,
                                             .dns_names = {},
                                             .ip_addresses = {}});
    const OnePortal senders_{key_.certificate_pem};
    const signature::XmlSignatureGate gate_{senders_};
    const signature::MessageSigner signer_{key_.private_key_pem, key_.certificate_pem};
    const xml::XmlMessageCodec codec_{schemas()};
};

/// "SIG_DIGEST SCHEMA@personen RULE@art": with the last step of the place in the content.
std::string short_codes(const Reasons& reasons) {
    std::string text;
    for (const Reason& reason : reasons) {
        const std::string place = reason.place.substr(0, reason.place.find(' '));
        text += (text.empty() ? "" : " ") + reason.code;
        if (!reason.code.starts_with("SIG_")) {
            text += "@" + place.substr(place.rfind('/') + 1);
        }
    }
    return text;
}

std::string with_three_faults() {
    return replaced(replaced(replaced(application(), "<fwm:personen>1", "<fwm:personen>0"),
                             "<code>vollmacht", "<code>schein"),
                    "Jürgen", "Юрий");
}

TEST_F(MessageCheck, ExitsZeroWhenSignatureSchemaAndCodesAreRight) {
    const CommandAnswer answer = check(signed_by_portal(application()));
    EXPECT_EQ(answer.exit, 0) << codes(answer.reasons);
    EXPECT_EQ(answer.result.text("sender"), "portal");
    EXPECT_EQ(answer.result.text("message"), "antrag.einreichen");
    EXPECT_TRUE(answer.reasons.empty());
    EXPECT_EQ(answer.result.find("warnings"), nullptr);
    for (const char* hint : {"http://127.0.0.1:1/x.xsd", "/etc/passwd", "a b c"}) {
        const std::string hinted =
            replaced(application(), "standard=",
                     "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                     "xsi:schemaLocation=\"urn:foerderwerk:xsd:nachrichten:1.0 " +
                         std::string(hint) + "\" standard=");
        EXPECT_EQ(check(signed_by_portal(hinted)).exit, 0) << hint;
    }
}

TEST_F(MessageCheck, ExitsFiveWithEveryReason) {
    const std::string good = signed_by_portal(application());
    struct Row {
        const char* title;
        std::string bytes;
        const char* reasons;
    };
    for (const Row& row : {
             Row{"signed with three faults", signed_by_portal(with_three_faults()),
                 "SCHEMA@personen SCHEMA@vorname RULE@art"},
             Row{"not signed", application(), "SIG_MISSING"},
             Row{"not signed, with three faults", with_three_faults(),
                 "SIG_MISSING SCHEMA@personen SCHEMA@vorname RULE@art"},
             Row{"changed afterwards", replaced(good, "<fwm:personen>1", "<fwm:personen>2"),
                 "SIG_DIGEST"},
             Row{"changed afterwards to what no schema allows",
                 replaced(good, "<fwm:personen>1", "<fwm:personen>0"),
                 "SIG_DIGEST SCHEMA@personen"},
             Row{"a document type", replaced(application(), "<fwm:", "<!DOCTYPE x>\n<fwm:"), "DTD"},
             Row{"another message", signed_by_portal("<x Id=\"n-1\"/>"), "SCHEMA@x"},
             Row{"no XML", "Guten Tag", "WELLFORMED"},
             Row{"nothing", "", "WELLFORMED"},
         }) {
        const CommandAnswer answer = check(row.bytes);
        EXPECT_EQ(answer.exit, 5) << row.title;
        const std::string found = short_codes(answer.reasons);
        EXPECT_TRUE(found.starts_with(row.reasons)) << row.title << ": " << found;
        EXPECT_EQ(canonical_json(*answer.result.find("accepted")), "false") << row.title;
    }
}

TEST_F(MessageCheck, TellsWhatDoesNotRefuse) {
    const std::string newer =
        replaced(application(), "Nachrichten\" version=\"1.0\"", "Nachrichten\" version=\"1.3\"");
    const CommandAnswer answer = check(signed_by_portal(newer));
    EXPECT_EQ(answer.exit, 0);
    EXPECT_EQ(short_codes(answer.reasons), "VERSION@@version");
    ASSERT_NE(answer.result.find("warnings"), nullptr);
    EXPECT_EQ(answer.result.find("warnings")->as_array().front().text("code"), "VERSION");
}

TEST_F(MessageCheck, TheWayInTellsItOnceToo) {
    HouseOnSqlite rig;
    operations::MessageReceiver receiver(rig.casework, gate_, codec_);
    ports::Delivery delivery{
        .leistung = "6007739",
        .message_id = "5f0c2b1e-7d43-4c0a-9b52-000000000101",
        .bytes = signed_by_portal(replaced(application(), "Nachrichten\" version=\"1.0\"",
                                           "Nachrichten\" version=\"1.3\"")),
        .transport = {},
        .received = moment};
    const ports::IntakeAnswer first = receiver.receive(delivery);
    EXPECT_EQ(first.kind, ports::IntakeAnswer::Kind::stored) << codes(first.reasons);
    EXPECT_EQ(short_codes(first.warnings), "VERSION@@version");
    const ports::IntakeAnswer again = receiver.receive(delivery);
    EXPECT_EQ(again.kind, ports::IntakeAnswer::Kind::repeated);
    EXPECT_TRUE(again.warnings.empty());
}

TEST(MessageDescribe, GivesThePageOrTheNames) {
    console::OfflineTools tools;
    const auto describe = [&tools](const std::string& name) {
        return console::run_offline(tools, {.name = "message describe",
                                            .arguments = Json::Object{{"message", name}},
                                            .person = {}});
    };
    EXPECT_EQ(describe("x").reasons.front().code, "CONFIG");
    tools.describe_message = [](const std::string& name) -> Result<std::string, Reasons> {
        if (name != "x") {
            return Failure<Reasons>(Reasons{{"UNKNOWN", name, "Es gibt x."}});
        }
        return "# x\n";
    };
    const CommandAnswer page = describe("x");
    EXPECT_EQ(page.exit, 0);
    EXPECT_EQ(page.result.find("file")->text("name"), "x.md");
    EXPECT_EQ(describe("y").exit, 2);
    EXPECT_EQ(describe("y").reasons.front().text, "Es gibt x.");
}

}  // namespace
}  // namespace foerderwerk::tests
