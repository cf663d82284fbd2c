// SPDX-License-Identifier: EUPL-1.2
// Goal: what we sign is one thing for every verifier: our gate and the stock xmlsec1 tool accept
// it, and it carries exactly the content given. Method: sign with each kind of key, verify with
// both, and try messages that must not be signed.
#include "connectors/signature/sign_message.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>
#include <unistd.h>

#include "connectors/signature/algorithms.hpp"
#include "connectors/signature/gate.hpp"
#include "engine/types/failure.hpp"
#include "tests/connectors/signature/craft_messages.hpp"

namespace foerderwerk::signature::test {
namespace {

const std::string unsigned_message =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<fwm:zahlung.mitteilung.0401 xmlns:fwm=\"urn:foerderwerk:xsd:nachrichten:1.0\">\n"
    "  <fwm:betrag waehrung='EUR'>300.00</fwm:betrag><fwm:text>Größe &lt; „Ziel“</fwm:text>\n"
    "</fwm:zahlung.mitteilung.0401>\n";

MessageSigner signer_of(const Sender& sender) {
    return {sender.pem.private_key_pem, sender.pem.certificate_pem};
}

TEST(SignMessage, PassesTheGateWithEveryKindOfKey) {
    const XmlSignatureGate gate(all_senders());
    const std::pair<const Sender*, std::string_view> kinds[] = {
        {&portal(), algorithm::ecdsa_sha256},
        {&p384_sender(), algorithm::ecdsa_sha384},
        {&rsa_sender(), algorithm::rsa_sha256},
    };
    for (const auto& [sender, method] : kinds) {
        SCOPED_TRACE(sender->certificate.subject);
        const MessageSigner signer = signer_of(*sender);
        EXPECT_EQ(signer.fingerprint(), sender->certificate.fingerprint_sha256_hex);
        const auto made = signer.sign(unsigned_message, arrival());
        ASSERT_TRUE(made) << shown(made.error());
        const auto verified = gate.verify(*made, arrival());
        ASSERT_TRUE(verified) << shown(verified.error());
        EXPECT_EQ(verified->signature_algorithm(), method);
        EXPECT_EQ(verified->digest_algorithm(), algorithm::sha256);
        EXPECT_EQ(verified->canonical_bytes(),
                  "<fwm:zahlung.mitteilung.0401 xmlns:fwm=\"urn:foerderwerk:xsd:nachrichten:1.0\" "
                  "Id=\"nachricht\">\n  <fwm:betrag waehrung=\"EUR\">300.00</fwm:betrag>"
                  "<fwm:text>Größe &lt; „Ziel“</fwm:text>\n</fwm:zahlung.mitteilung.0401>");
    }
}

TEST(SignMessage, KeepsAnIdThatIsThere) {
    const MessageSigner signer = signer_of(portal());
    const auto made = signer.sign("<a Id='m7'><b/></a>", arrival());
    ASSERT_TRUE(made) << shown(made.error());
    EXPECT_NE(made->find("<a Id=\"m7\"><b/><ds:Signature "), std::string::npos) << *made;
    EXPECT_NE(made->find("URI=\"#m7\""), std::string::npos) << *made;
    EXPECT_EQ(made->find("</ds:Signature>") + std::string("</ds:Signature></a>\n").size(),
              made->size());
}

TEST(SignMessage, RefusesWhatOurOwnGateWouldRefuse) {
    const MessageSigner signer = signer_of(portal());
    const auto made = signer.sign(unsigned_message, arrival());
    ASSERT_TRUE(made);
    const std::pair<std::string, std::string> cases[] = {
        {"", "WELLFORMED"},
        {"<a>", "WELLFORMED"},
        {"<!DOCTYPE a><a/>", "DTD"},
        {"<a\xFF/>", "ENCODING"},
        {"<a><?b?></a>", "POLICY"},
        {"<a Id='x'><b ID='x'/></a>", "ID_DUP"},
        {"<a><b xml:id='nachricht'/></a>", "ID_DUP"},
        {"<a Id='x y'/>", "SIG_VALUE"},
        {*made, "SIG_STRUCTURE"},
    };
    for (const auto& [xml, code] : cases) {
        SCOPED_TRACE(xml);
        const auto answer = signer.sign(xml, arrival());
        ASSERT_FALSE(answer);
        EXPECT_TRUE(has_code(answer.error(), code)) << shown(answer.error());
    }
    const auto late = signer.sign(unsigned_message, days_later(arrival(), 60));
    ASSERT_FALSE(late);
    EXPECT_TRUE(has_code(late.error(), "SIG_KEY")) << shown(late.error());
}

TEST(SignMessage, RefusesUnusableKeys) {
    const std::string& key = portal().pem.private_key_pem;
    const std::string& certificate = portal().pem.certificate_pem;
    const KeyAndCertificate& weak = weak_rsa_sender().pem;
    const std::pair<std::string, std::string> cases[] = {
        {"", certificate},
        {key, ""},
        {certificate, key},
        {key, second_portal().pem.certificate_pem},
        {weak.private_key_pem, weak.certificate_pem},
    };
    for (const auto& [private_pem, certificate_pem] : cases) {
        try {
            const MessageSigner signer(private_pem, certificate_pem);
            ADD_FAILURE() << "accepted a pair that cannot sign";
        } catch (const OperatingError& error) {
            EXPECT_EQ(error.kind(), FailureKind::misconfigured);
        }
    }
}

TEST(SignMessage, SeveralThreadsAtOnce) {
    const MessageSigner signer = signer_of(portal());
    std::vector<int> made(4, 0);
    std::vector<std::jthread> threads;
    for (int& count : made) {
        threads.emplace_back([&] {
            for (int i = 0; i < 20; ++i) {
                count += signer.sign(unsigned_message, arrival()) ? 1 : 0;
            }
        });
    }
    threads.clear();
    EXPECT_EQ(made, std::vector<int>(4, 20));
}

TEST(SignMessage, StockToolAgrees) {
    if (std::system("command -v xmlsec1 >/dev/null 2>&1") != 0) {
        GTEST_SKIP() << "xmlsec1 is not installed";
    }
    const auto folder =
        std::filesystem::temp_directory_path() / ("foerderwerk-sign-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    for (const Sender* sender : {&portal(), &p384_sender(), &rsa_sender()}) {
        const auto made = signer_of(*sender).sign(unsigned_message, arrival());
        ASSERT_TRUE(made);
        std::ofstream(folder / "good.xml") << *made;
        std::ofstream(folder / "bad.xml") << replaced(*made, "300.00", "900.00");
        std::ofstream(folder / "key.pem") << sender->pem.certificate_pem;
        const std::string command =
            "xmlsec1 --verify --enabled-key-data rsa,ec --id-attr:Id "
            "urn:foerderwerk:xsd:nachrichten:1.0:zahlung.mitteilung.0401 --pubkey-cert-pem '" +
            (folder / "key.pem").string() + "' '";
        const auto verdict = [&](const char* file) {
            return std::system((command + (folder / file).string() + "' >/dev/null 2>&1").c_str());
        };
        EXPECT_EQ(verdict("good.xml"), 0) << sender->certificate.subject;
        EXPECT_NE(verdict("bad.xml"), 0) << sender->certificate.subject;
    }
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace foerderwerk::signature::test
