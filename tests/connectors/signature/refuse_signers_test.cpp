// SPDX-License-Identifier: EUPL-1.2
// Goal: only the key of a registered certificate counts, within its validity and until it is
// revoked; nothing that a message says about keys helps. Method: correct messages with other
// keys, other certificates, other registrations and other times. Every case expects SIG_KEY
// unless it says otherwise.
#include <gtest/gtest.h>

#include "connectors/signature/gate.hpp"
#include "engine/types/digest.hpp"
#include "tests/connectors/signature/craft_messages.hpp"

namespace foerderwerk::signature::test {
namespace {

void expect_refused(const ports::SenderRegister& senders, const std::string& message, Instant now,
                    std::string_view code = "SIG_KEY") {
    const auto verified = XmlSignatureGate(senders).verify(message, now);
    ASSERT_FALSE(verified);
    EXPECT_TRUE(has_code(verified.error(), code)) << shown(verified.error());
}

std::string with_key_info(const std::string& key_info) {
    return replaced(valid_message(), between(valid_message(), "<ds:KeyInfo>", "</ds:KeyInfo>"),
                    key_info);
}

TEST(RefuseSigners, OtherCertificates) {
    expect_refused(TestRegister(), valid_message(), arrival());

    const Sender same_name = make_sender("Portal", KeyKind::ec_p256);
    ASSERT_EQ(same_name.certificate.subject, portal().certificate.subject);
    Craft impostor;
    impostor.key_info = x509_key_info(same_name);
    expect_refused(all_senders(), sign_anything(message_template(impostor), same_name), arrival());

    // Another registered sender's certificate: it is his key that must have signed.
    expect_refused(all_senders(), with_key_info(x509_key_info(second_portal())), arrival(),
                   "SIG_VALUE");
    // Signed with an unregistered key in the name of a registered certificate.
    expect_refused(all_senders(), sign_anything(message_template(Craft()), same_name), arrival(),
                   "SIG_VALUE");
}

TEST(RefuseSigners, WeakKeys) {
    Craft craft;
    craft.signature_method = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    craft.key_info = x509_key_info(weak_rsa_sender());
    expect_refused(all_senders(), sign_anything(message_template(craft), weak_rsa_sender()),
                   arrival());
}

TEST(RefuseSigners, KeyInfoWithoutOneCertificate) {
    const std::string certificate = x509_key_info(portal());
    const std::string data = between(certificate, "<ds:X509Data>", "</ds:X509Data>");
    const std::string one = between(certificate, "<ds:X509Cert", "</ds:X509Certificate>");
    const auto info = [](const std::string& content) {
        return with_key_info("<ds:KeyInfo>" + content + "</ds:KeyInfo>");
    };
    const std::string key_value =
        "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus>"
        "<ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>";
    const std::string retrieval = "<ds:RetrievalMethod URI=\"http://127.0.0.1:1/key\"/>";
    const std::string messages[] = {
        info(key_value),
        info(key_value + data),
        info(data + key_value),
        info(retrieval),
        info(data + retrieval),
        info("<ds:KeyName>portal</ds:KeyName>"),
        info(""),
        info("<ds:X509Data/>"),
        info("<ds:X509Data><ds:X509SubjectName>CN=Portal</ds:X509SubjectName></ds:X509Data>"),
        info(data + data),
        info("<ds:X509Data>" + one + one + "</ds:X509Data>"),
        info("x" + data),
        info("<ds:X509Data><!-- x -->" + one + "</ds:X509Data>"),
        info(replaced(data, "<ds:X509Data>", "<ds:X509Data x=\"1\">")),
        info(replaced(data, "<ds:X509Certificate>", "<ds:X509Certificate><!--x-->")),
        info(replaced(data, "<ds:X509Certificate>", "<ds:X509Certificate>*")),
        info(replaced(data, "<ds:X509Certificate>", "<ds:X509Certificate>AAAA")),
        info(replaced(data, "</ds:X509Certificate>", "AAAA</ds:X509Certificate>")),
    };
    for (const std::string& message : messages) {
        SCOPED_TRACE(between(message, "<ds:KeyInfo>", ">"));
        expect_refused(all_senders(), message, arrival());
    }
    expect_refused(all_senders(), with_key_info(""), arrival(), "SIG_STRUCTURE");
}

TEST(RefuseSigners, OutsideOfTheValidityOfTheCertificate) {
    const Certificate& certificate = portal().certificate;
    const auto microsecond = std::chrono::microseconds(1);
    const XmlSignatureGate gate(all_senders());
    EXPECT_TRUE(gate.verify(valid_message(), certificate.valid_from));
    EXPECT_TRUE(gate.verify(valid_message(), certificate.valid_to));
    expect_refused(all_senders(), valid_message(), certificate.valid_from - microsecond);
    expect_refused(all_senders(), valid_message(), certificate.valid_to + microsecond);

    // A registration cannot make an expired certificate valid again.
    auto longer = sender_certificate("portal", certificate);
    longer.valid_from = days_later(certificate.valid_from, -100);
    longer.valid_to = days_later(certificate.valid_to, 100);
    TestRegister senders;
    senders.add(longer);
    expect_refused(senders, valid_message(), certificate.valid_from - microsecond);
    expect_refused(senders, valid_message(), certificate.valid_to + microsecond);
}

TEST(RefuseSigners, OutsideOfTheValidityOfTheRegistration) {
    auto shorter = sender_certificate("portal", portal().certificate);
    shorter.valid_from = days_later(arrival(), -1);
    shorter.valid_to = days_later(arrival(), 1);
    TestRegister senders;
    senders.add(shorter);
    EXPECT_TRUE(XmlSignatureGate(senders).verify(valid_message(), arrival()));
    expect_refused(senders, valid_message(), days_later(arrival(), -2));
    expect_refused(senders, valid_message(), days_later(arrival(), 2));
}

TEST(RefuseSigners, Revoked) {
    auto revoked = sender_certificate("portal", portal().certificate);
    revoked.revoked_at = arrival();
    TestRegister senders;
    senders.add(revoked);
    expect_refused(senders, valid_message(), arrival());
    EXPECT_TRUE(XmlSignatureGate(senders).verify(valid_message(), days_later(arrival(), -1)));
}

TEST(RefuseSigners, RegisterThatAnswersWithAnotherCertificate) {
    auto wrong = sender_certificate("portal", second_portal().certificate);
    wrong.fingerprint_sha256_hex = portal().certificate.fingerprint_sha256_hex;
    TestRegister senders;
    senders.add(wrong);
    const auto verified = XmlSignatureGate(senders).verify(valid_message(), arrival());
    ASSERT_FALSE(verified);
    ASSERT_EQ(verified.error().size(), 1U) << shown(verified.error());
    EXPECT_EQ(verified.error()[0].code, "SIG_KEY");

    auto broken = sender_certificate("portal", portal().certificate);
    broken.der = "no certificate";
    TestRegister unreadable;
    unreadable.add(broken);
    expect_refused(unreadable, valid_message(), arrival());
}

}  // namespace
}  // namespace foerderwerk::signature::test
