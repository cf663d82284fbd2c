// SPDX-License-Identifier: EUPL-1.2
// Goal: a sealed document is XAdES baseline B or T for every verifier, the key may stand anywhere,
// and no altered byte passes. Method: seal with each kind of key, through a device that sees a
// digest alone, with the stamps of `openssl ts`; verify with our own check, xmlsec1 and openssl;
// alter every part.
#include <fstream>

#include <gtest/gtest.h>

#include "connectors/signature/algorithms.hpp"
#include "connectors/signature/gate.hpp"
#include "connectors/signature/seal_message.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "connectors/signature/verify_document.hpp"
#include "engine/types/digest.hpp"
#include "engine/types/failure.hpp"
#include "tests/connectors/signature/craft_messages.hpp"
#include "tests/connectors/signature/made_timestamps.hpp"

namespace foerderwerk::signature::test {
namespace {

const std::string decision =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<fwm:antrag.entscheidung.0201 xmlns:fwm=\"urn:foerderwerk:xsd:nachrichten:1.0\" "
    "Id='n-1'>\n  <fwm:betrag waehrung='EUR'>300.00</fwm:betrag><fwm:text>Größe &lt;</fwm:text>\n"
    "</fwm:antrag.entscheidung.0201>\n";

FileKeySeal seal_of(const Sender& sender) {
    return {sender.pem.private_key_pem, sender.pem.certificate_pem};
}

std::string sealed_by(const DocumentSeal& seal, const TimestampService* stamps = nullptr) {
    const auto made = SealedSigning(seal, stamps).sign(decision, arrival());
    EXPECT_TRUE(made) << shown(made.error());
    return made.value_or("");
}

TEST(SealDocument, LevelBWithEveryKindOfKey) {
    for (const Sender* sender : {&portal(), &p384_sender(), &rsa_sender()}) {
        SCOPED_TRACE(sender->certificate.subject);
        const auto sealed = verify_document(sealed_by(seal_of(*sender)));
        ASSERT_TRUE(sealed) << shown(sealed.error());
        EXPECT_EQ(sealed->content,
                  "<fwm:antrag.entscheidung.0201 xmlns:fwm=\"urn:foerderwerk:xsd:nachrichten:1.0\" "
                  "Id=\"n-1\">\n  <fwm:betrag waehrung=\"EUR\">300.00</fwm:betrag>"
                  "<fwm:text>Größe &lt;</fwm:text>\n</fwm:antrag.entscheidung.0201>");
        EXPECT_EQ(sealed->fingerprint, sender->certificate.fingerprint_sha256_hex);
        EXPECT_EQ(sealed->signed_at, arrival());
        EXPECT_FALSE(sealed->stamped.has_value());
        EXPECT_EQ(sealed->proved_time(), arrival());
    }
}

TEST(SealDocument, BearsExactlyTheSignedPropertiesOfBaselineB) {
    const std::string text = sealed_by(seal_of(portal()));
    const std::string hash(as_bytes(sha256_of(portal().certificate.der)));
    for (const std::string& part : {
             std::string("<xades:QualifyingProperties "
                         "xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\" Target=\"#n-1-seal\">"),
             std::string("<ds:Reference Type=\"http://uri.etsi.org/01903#SignedProperties\" "
                         "URI=\"#n-1-properties\">"),
             "<xades:SigningTime>" + to_string(arrival()).substr(0, 19) + "Z</xades:SigningTime>",
             "<xades:SigningCertificateV2><xades:Cert><xades:CertDigest><ds:DigestMethod "
             "Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"></ds:DigestMethod>"
             "<ds:DigestValue>" +
                 to_base64(hash) + "</ds:DigestValue>",
             std::string("<xades:DataObjectFormat ObjectReference=\"#n-1-content\">"
                         "<xades:MimeType>text/xml</xades:MimeType>"),
         }) {
        EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
    }
    EXPECT_EQ(text.find("UnsignedProperties"), std::string::npos);
}

/// What stands for a card or a trust service: it gets a digest and nothing else, and its key is
/// known to no object of ours.
class RemoteSeal final : public XadesSeal {
public:
    RemoteSeal(const KeyAndCertificate& pem, const std::filesystem::path& folder)
        : XadesSeal(pem.certificate_pem), folder_(folder) {
        std::ofstream(folder_ / "remote.key") << pem.private_key_pem;
    }
    std::string sign_digest(const std::string& digest) const override {
        seen.push_back(digest);
        std::ofstream(folder_ / "digest", std::ios::binary) << digest;
        if (!runs("cd '" + folder_.string() +
                  "' && openssl pkeyutl -sign -inkey remote.key "
                  "-pkeyopt digest:sha256 -in digest -out value")) {
            throw OperatingError(FailureKind::transient, "the remote device does not answer");
        }
        return file_text(folder_ / "value");
    }
    mutable std::vector<std::string> seen;

private:
    std::filesystem::path folder_;
};

TEST(SealDocument, TheKeyMayStandElsewhere) {
    const MadeTimestamps folder;
    const RemoteSeal remote(rsa_sender().pem, folder.folder());
    const auto sealed = verify_document(sealed_by(remote));
    ASSERT_TRUE(sealed) << shown(sealed.error());
    ASSERT_EQ(remote.seen.size(), 1U);
    EXPECT_EQ(remote.seen.front().size(), 32U);
    // What the device saw is what the file key would have signed.
    const auto prepared = seal_of(rsa_sender()).prepare(decision, arrival());
    ASSERT_TRUE(prepared);
    EXPECT_EQ(prepared->digest, remote.seen.front());

    std::filesystem::remove(folder.folder() / "remote.key");
    EXPECT_THROW((void)SealedSigning(remote, nullptr).sign(decision, arrival()), OperatingError);
}

TEST(SealDocument, LevelTHasAStampOverTheSignatureValue) {
    const MadeTimestamps service;
    const TimestampService stamps([&](const std::string& query) { return service.answer(query); },
                                  service.root_pem());
    const FileKeySeal seal = seal_of(portal());
    const std::string text = sealed_by(seal, &stamps);
    const auto sealed = verify_document(text);
    ASSERT_TRUE(sealed) << shown(sealed.error());
    ASSERT_TRUE(sealed->stamped.has_value());
    EXPECT_EQ(sealed->proved_time(), *sealed->stamped);

    // The stock tool finds the token to be over the canonical ds:SignatureValue.
    std::ofstream(service.folder() / "token", std::ios::binary) << sealed->token_der;
    std::ofstream(service.folder() / "value", std::ios::binary) << sealed->stamped_octets;
    const std::string verify =
        "cd '" + service.folder().string() +
        "' && openssl ts -verify -token_in -in token -CAfile root.pem -data ";
    EXPECT_TRUE(runs(verify + "value"));
    EXPECT_FALSE(runs(verify + "token"));

    const XadesVerifier verifier;
    const ports::SealEvidence none;
    const std::string& own = portal().pem.certificate_pem;
    // The test's moment of signing lies before the certificate of the stamp; the chain is judged at
    // the time of the stamp.
    const Reasons trusted = verifier.check_trust(*sealed, none, own, service.root_pem());
    EXPECT_FALSE(has_code(trusted, "SEAL_TIME")) << shown(trusted);
    const MadeTimestamps other;
    EXPECT_TRUE(has_code(verifier.check_trust(*sealed, none, own, other.root_pem()), "SEAL_TIME"));

    // A token over another signature's value is no stamp of this one.
    const std::string second = sealed_by(seal, &stamps);
    const auto token_of = [](const std::string& document) {
        const std::size_t from = document.find("<xades:EncapsulatedTimeStamp>");
        return document.substr(from, document.find("</xades:EncapsulatedTimeStamp>") - from);
    };
    const auto mixed = verify_document(replaced(text, token_of(text), token_of(second)));
    ASSERT_FALSE(mixed);
    EXPECT_TRUE(has_code(mixed.error(), "SEAL_TIME")) << shown(mixed.error());
}

TEST(SealDocument, NothingLeavesWithoutTheStampItShouldBear) {
    const MadeTimestamps service;
    const MadeTimestamps other;
    const FileKeySeal seal = seal_of(portal());
    std::string first_answer;
    const std::pair<const char*, AskForStamp> services[] = {
        {"no answer", [](const std::string&) { return std::string(); }},
        {"refused", [&](const std::string&) { return service.answer("no query"); }},
        {"not trusted", [&](const std::string& query) { return other.answer(query); }},
        {"an answer to an earlier query",
         [&](const std::string& query) {
             if (first_answer.empty()) {
                 first_answer = service.answer(query);
             }
             return first_answer;
         }},
    };
    for (const auto& [name, ask] : services) {
        SCOPED_TRACE(name);
        const TimestampService stamps(ask, service.root_pem());
        if (std::string(name).starts_with("an answer")) {
            (void)stamps.stamp("earlier");
        }
        try {
            (void)SealedSigning(seal, &stamps).sign(decision, arrival());
            ADD_FAILURE() << "a document left";
        } catch (const OperatingError& error) {
            EXPECT_EQ(error.kind(), FailureKind::transient);
        }
    }
}

TEST(SealDocument, HasOneSpelling) {
    const std::string text = sealed_by(seal_of(portal()));
    const std::pair<std::pair<std::string, std::string>, std::string> changes[] = {
        {{"300.00", "900.00"}, "SIG_DIGEST"},
        {{"<xades:MimeType>text/xml", "<xades:MimeType>text/html"}, "SIG_STRUCTURE"},
        {{"Z</xades:SigningTime>", "0</xades:SigningTime>"}, "SIG_STRUCTURE"},
        {{"</ds:Object>", "</ds:Object><ds:Object></ds:Object>"}, "SIG_STRUCTURE"},
        {{"</ds:SignedInfo>", "<!-- x --></ds:SignedInfo>"}, "SIG_STRUCTURE"},
        {{"</ds:Signature>", "</ds:Signature >"}, "SIG_STRUCTURE"},
        {{"<fwm:antrag.entscheidung.0201 ", "<fwm:antrag.entscheidung.0201  "}, "SIG_STRUCTURE"},
        {{"xmlns:fwm=", "xmlns:unused='urn:x' xmlns:fwm="}, "SIG_STRUCTURE"},
        {{"#enveloped-signature", "#base64"}, "SIG_STRUCTURE"},
        {{"Id=\"n-1\"", "Id=\"n-1-properties\""}, "SIG_STRUCTURE"},
        {{"<fwm:text>", "<fwm:text Id=\"n-1-properties\">"}, "ID_DUP"},
        {{"ecdsa-sha256", "rsa-sha256"}, "SIG_ALG"},
        {{"<ds:SignatureValue Id=\"n-1-value\">", "<ds:SignatureValue Id=\"n-1-value\">AAAA"},
         "SIG_VALUE"},
    };
    for (const auto& [change, code] : changes) {
        SCOPED_TRACE(change.second);
        const auto verdict = verify_document(replaced(text, change.first, change.second));
        ASSERT_FALSE(verdict);
        EXPECT_TRUE(has_code(verdict.error(), code)) << shown(verdict.error());
    }
    EXPECT_FALSE(verify_document(decision));
    EXPECT_FALSE(verify_document(text + "\n"));
    EXPECT_FALSE(verify_document("\xEF\xBB\xBF" + text));
}

TEST(SealDocument, NoAlteredByteIsAccepted) {
    const std::string text = sealed_by(seal_of(portal()));
    for (std::size_t at = 0; at < text.size(); at += 7) {
        std::string altered = text;
        altered[at] = static_cast<char>(altered[at] ^ 1);
        EXPECT_FALSE(verify_document(altered)) << "byte " << at;
    }
}

TEST(SealDocument, RefusesToSealWhatIsNoMessage) {
    const FileKeySeal seal = seal_of(portal());
    const std::pair<std::string, std::string> cases[] = {
        {"<a>", "WELLFORMED"},
        {"<!DOCTYPE a><a/>", "DTD"},
        {"<a Id='x y'/>", "SIG_REFURI"},
        {"<a Id='x'><b ID='x'/></a>", "ID_DUP"},
        {sealed_by(seal), "SIG_STRUCTURE"},
    };
    for (const auto& [xml, code] : cases) {
        const auto prepared = seal.prepare(xml, arrival());
        ASSERT_FALSE(prepared) << xml;
        EXPECT_TRUE(has_code(prepared.error(), code)) << shown(prepared.error());
    }
    EXPECT_TRUE(seal.prepare("<a/>", arrival())->content == "<a Id=\"nachricht\"></a>");
    EXPECT_THROW(FileKeySeal(portal().pem.private_key_pem, second_portal().pem.certificate_pem),
                 OperatingError);
    EXPECT_THROW(
        FileKeySeal(weak_rsa_sender().pem.private_key_pem, weak_rsa_sender().pem.certificate_pem),
        OperatingError);
    const auto late = SealedSigning(seal, nullptr).sign("<a/>", days_later(arrival(), 60));
    ASSERT_FALSE(late);
    EXPECT_TRUE(has_code(late.error(), "SIG_KEY")) << shown(late.error());
}

TEST(SealDocument, TheGateOfTheReceiverKnowsTheSender) {
    const DocumentGate gate(all_senders());
    const std::string text = sealed_by(seal_of(portal()));
    const auto verified = gate.verify(text, arrival());
    ASSERT_TRUE(verified) << shown(verified.error());
    EXPECT_EQ(verified->root_name(), "antrag.entscheidung.0201");
    EXPECT_EQ(verified->canonical_bytes(), verify_document(text)->content);
    const TestRegister nobody;
    const auto refused = DocumentGate(nobody).verify(text, arrival());
    ASSERT_FALSE(refused);
    EXPECT_TRUE(has_code(refused.error(), "SIG_KEY"));
}

TEST(SealDocument, StockToolAgrees) {
    const MadeTimestamps folder;
    for (const Sender* sender : {&portal(), &p384_sender(), &rsa_sender()}) {
        const std::string text = sealed_by(seal_of(*sender));
        const auto verdict = [&](const std::string& document) {
            std::ofstream(folder.folder() / "document.xml") << document;
            std::ofstream(folder.folder() / "signer.pem") << sender->pem.certificate_pem;
            return runs("cd '" + folder.folder().string() +
                        "' && xmlsec1 --verify --enabled-key-data rsa,ec"
                        " --id-attr:Id urn:foerderwerk:xsd:nachrichten:1.0:antrag.entscheidung.0201"
                        " --id-attr:Id http://uri.etsi.org/01903/v1.3.2#:SignedProperties"
                        " --pubkey-cert-pem signer.pem document.xml");
        };
        EXPECT_TRUE(verdict(text)) << sender->certificate.subject;
        EXPECT_FALSE(verdict(replaced(text, "300.00", "900.00")));
        EXPECT_FALSE(verdict(replaced(text, "text/xml", "text/htm")));
    }
}

}  // namespace
}  // namespace foerderwerk::signature::test
