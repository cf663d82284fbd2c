// SPDX-License-Identifier: EUPL-1.2
// Goal: the gate accepts correct messages of every permitted kind and hands on exactly the octets
// that were digested. Method: messages are crafted and signed with libxmlsec1 directly, not with
// our signer, and keys are made in the test.
#include <thread>

#include <gtest/gtest.h>
#include <openssl/sha.h>

#include "connectors/signature/algorithms.hpp"
#include "connectors/signature/gate.hpp"
#include "engine/types/digest.hpp"
#include "tests/connectors/signature/craft_messages.hpp"

namespace foerderwerk::signature::test {
namespace {

struct AcceptedKind {
    const char* name;
    const Sender& (*sender)();
    std::string_view method;
    std::string_view digest;
};

const AcceptedKind accepted_kinds[] = {
    {"p256", portal, algorithm::ecdsa_sha256, algorithm::sha256},
    {"p256 with SHA-384", portal, algorithm::ecdsa_sha384, algorithm::sha512},
    {"p384", p384_sender, algorithm::ecdsa_sha384, algorithm::sha384},
    {"rsa 256", rsa_sender, algorithm::rsa_sha256, algorithm::sha256},
    {"rsa 384", rsa_sender, algorithm::rsa_sha384, algorithm::sha384},
    {"rsa 512", rsa_sender, algorithm::rsa_sha512, algorithm::sha512},
};

TEST(AcceptMessages, EveryPermittedKindOfKeyAndAlgorithm) {
    const XmlSignatureGate gate(all_senders());
    for (const AcceptedKind& kind : accepted_kinds) {
        SCOPED_TRACE(kind.name);
        Craft craft;
        craft.signature_method = kind.method;
        craft.digest = kind.digest;
        craft.key_info = x509_key_info(kind.sender());
        const auto verified =
            gate.verify(sign_anything(message_template(craft), kind.sender()), arrival());
        ASSERT_TRUE(verified) << shown(verified.error());
        EXPECT_EQ(verified->signature_algorithm(), kind.method);
        EXPECT_EQ(verified->digest_algorithm(), kind.digest);
        EXPECT_EQ(verified->signer_fingerprint(), kind.sender().certificate.fingerprint_sha256_hex);
    }
}

TEST(AcceptMessages, CanonicalBytesAreWhatWasDigested) {
    const XmlSignatureGate gate(all_senders());
    const auto verified = gate.verify(valid_message(), arrival());
    ASSERT_TRUE(verified) << shown(verified.error());
    EXPECT_EQ(verified->canonical_bytes(),
              "<fwm:antrag.einreichen.0101 xmlns:fwm=\"urn:foerderwerk:xsd:nachrichten:1.0\" "
              "Id=\"m1\">\n  <fwm:kopf><fwm:nummer>4711</fwm:nummer></fwm:kopf>\n"
              "  <fwm:antrag Id=\"a1\"><fwm:ags>08336010</fwm:ags><fwm:betrag>300.00</fwm:betrag>"
              "<fwm:text>Größe &amp; „Ziel“ &lt;1&gt;</fwm:text></fwm:antrag>\n  "
              "</fwm:antrag.einreichen.0101>");
    Digest digest{};
    SHA256(reinterpret_cast<const unsigned char*>(verified->canonical_bytes().data()),
           verified->canonical_bytes().size(), digest.data());
    EXPECT_NE(valid_message().find("<ds:DigestValue>" + to_base64(as_bytes(digest))),
              std::string::npos);
}

TEST(AcceptMessages, FactsAndReport) {
    const XmlSignatureGate gate(all_senders());
    const auto verified = gate.verify(valid_message(), arrival());
    ASSERT_TRUE(verified) << shown(verified.error());
    EXPECT_EQ(verified->sender(), "portal");
    EXPECT_EQ(verified->root_name(), "antrag.einreichen.0101");
    EXPECT_EQ(verified->root_namespace(), "urn:foerderwerk:xsd:nachrichten:1.0");
    EXPECT_EQ(verified->verified_at(), arrival());
    const Json& report = verified->report();
    EXPECT_EQ(report.text("certificate_sha256"), portal().certificate.fingerprint_sha256_hex);
    EXPECT_EQ(report.text("signature_algorithm"), algorithm::ecdsa_sha256);
    EXPECT_EQ(report.text("digest_algorithm"), algorithm::sha256);
    EXPECT_EQ(report.text("verified_at"), "2026-01-12T09:00:00.000000Z");
    ASSERT_NE(report.find("libraries"), nullptr);
    EXPECT_FALSE(report.find("libraries")->text("libxmlsec1").empty());
}

struct HarmlessChange {
    const char* name;
    std::string message;
};

TEST(AcceptMessages, ChangesThatDoNotTouchTheSignedOctets) {
    const std::string& valid = valid_message();
    const HarmlessChange changes[] = {
        {"byte order mark", "\xEF\xBB\xBF" + valid},
        {"no declaration", without_prolog(valid)},
        {"standalone declaration",
         "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>" + without_prolog(valid)},
        {"comment in the content", replaced(valid, "<fwm:kopf>", "<!-- x --><fwm:kopf>")},
        {"comment behind the root", valid + "<!-- x -->"},
        {"other quotation marks", replaced(valid, "Id=\"a1\"", "Id='a1'")},
        {"blanks in the certificate",
         replaced(valid, "<ds:X509Certificate>", "<ds:X509Certificate>\n  ")},
        {"signature in front",
         replaced(without_signature(valid), "<fwm:nummer>", "<fwm:nummer>")
             .insert(without_signature(valid).find("\n  <fwm:kopf>"), signature_of(valid))},
    };
    const XmlSignatureGate gate(all_senders());
    const auto original = gate.verify(valid, arrival());
    ASSERT_TRUE(original);
    for (const auto& [name, message] : changes) {
        SCOPED_TRACE(name);
        ASSERT_NE(message, valid);
        const auto verified = gate.verify(message, arrival());
        ASSERT_TRUE(verified) << shown(verified.error());
        EXPECT_EQ(verified->canonical_bytes(), original->canonical_bytes());
    }
}

TEST(AcceptMessages, LargeAttachmentWithinTheLimits) {
    Craft craft;
    craft.content += "<fwm:anlage>" + std::string(9'000'000, 'A') + "</fwm:anlage>";
    const XmlSignatureGate gate(all_senders());
    const auto verified = gate.verify(sign_anything(message_template(craft), portal()), arrival());
    ASSERT_TRUE(verified) << shown(verified.error());
    EXPECT_GT(verified->canonical_bytes().size(), 9'000'000U);
}

TEST(AcceptMessages, OnlyExpectedRootsWhenTheyAreListed) {
    GateLimits limits;
    limits.roots = {{"urn:foerderwerk:xsd:nachrichten:1.0", "antrag.einreichen.0101"}};
    EXPECT_TRUE(XmlSignatureGate(all_senders(), limits).verify(valid_message(), arrival()));
    for (const RootName& other : {RootName{"urn:foerderwerk:xsd:nachrichten:1.0", "andere"},
                                  RootName{"urn:andere", "antrag.einreichen.0101"}}) {
        limits.roots = {other};
        const auto verified =
            XmlSignatureGate(all_senders(), limits).verify(valid_message(), arrival());
        ASSERT_FALSE(verified);
        EXPECT_TRUE(has_code(verified.error(), "SCHEMA")) << shown(verified.error());
    }
}

TEST(AcceptMessages, SeveralThreadsAtOnce) {
    const XmlSignatureGate gate(all_senders());
    const std::string valid = valid_message();
    const std::string altered = replaced(valid, "300.00", "900.00");
    std::vector<int> right_answers(4, 0);
    std::vector<std::jthread> threads;
    for (int& right : right_answers) {
        threads.emplace_back([&] {
            for (int i = 0; i < 25; ++i) {
                right += gate.verify(valid, arrival()) && !gate.verify(altered, arrival()) ? 1 : 0;
            }
        });
    }
    threads.clear();
    EXPECT_EQ(right_answers, std::vector<int>(4, 25));
}

}  // namespace
}  // namespace foerderwerk::signature::test
