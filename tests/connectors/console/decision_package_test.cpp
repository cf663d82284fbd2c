// SPDX-License-Identifier: EUPL-1.2
// Goal: a package proves a decision on a machine that knows nothing of us, and no byte of any part
// can be changed, left out or added without the part being named. Method: packages of level B and
// T with certificates, a revocation list and an OCSP answer; each part altered in turn.
#include "connectors/console/decision_package.hpp"

#include <algorithm>
#include <fstream>

#include <gtest/gtest.h>

#include "connectors/console/zip_file.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "engine/types/digest.hpp"
#include "tests/connectors/console/sealed_house.hpp"

namespace foerderwerk::tests {
namespace {

using console::read_zip;
using console::write_zip;
using console::ZipParts;

/// The first reason whose place begins with the part's name.
bool names(const Reasons& reasons, const std::string& part) {
    return std::ranges::any_of(
        reasons, [&part](const Reason& reason) { return reason.place.starts_with(part); });
}

/// A CRL and an OCSP answer of the seal's authority, made with openssl.
enum class Revoked { never, before_signing, now };

struct Status {
    explicit Status(const SealedHouse& house, Revoked revoked) {
        const auto& folder = house.stamps.folder();
        std::ofstream(folder / "ca.key") << house.keys.authority.private_key_pem;
        std::ofstream(folder / "ca.pem") << house.keys.authority.certificate_pem;
        std::ofstream(folder / "seal.pem") << house.keys.signer.certificate_pem;
        std::ofstream(folder / "ca.cnf") << "[ca]\ndefault_ca = it\n[it]\ndatabase = index\n"
                                            "default_md = sha256\ndefault_crl_days = 30\n";
        std::ofstream(folder / "index").flush();
        const std::string enter = "cd '" + folder.string() + "' && ";
        const std::string with = " -config ca.cnf -keyfile ca.key -cert ca.pem";
        std::string revocation;
        if (revoked != Revoked::never) {
            revocation = "openssl ca -revoke seal.pem" + with + " && ";
        }
        if (revoked == Revoked::before_signing) {  // the house signs on 12 January
            revocation += "sed -i 's/^\\(R\t[^\t]*\t\\)[^\t]*/\\1260105000000Z/' index && ";
        }
        EXPECT_TRUE(signature::test::runs(
            enter + "openssl ca -valid seal.pem" + with + " && " + revocation +
            "openssl ca -gencrl -out ca.crl" + with +
            " && openssl ocsp -index index -CA ca.pem -rsigner ca.pem -rkey ca.key -ndays 30"
            " -issuer ca.pem -cert seal.pem -respout seal.ocsp"));
        list = signature::test::file_text(folder / "ca.crl");
        answer = signature::test::file_text(folder / "seal.ocsp");
    }
    std::string list;
    std::string answer;
};

TEST(DecisionPackage, LevelBProvesItself) {
    SealedHouse house(false);
    const std::string package = house.package_bytes();
    const auto parts = read_zip(package);
    ASSERT_TRUE(parts.has_value()) << package.substr(0, 200);
    EXPECT_TRUE(parts->contains("approvals/2/record.json"));
    EXPECT_TRUE(parts->contains("approvals/3/entry.tlog-proof"));
    EXPECT_FALSE(parts->contains("timestamp.der"));
    const auto alone = house.verify(package);
    EXPECT_EQ(alone.exit, 0) << codes(alone.reasons);
    EXPECT_EQ(alone.result.text("trusted"), "only that everything fits together");
    EXPECT_EQ(alone.result.text("level"), "B");
    EXPECT_EQ(alone.result.text("case"), house.case_id);
    EXPECT_EQ(alone.result.text("message"), "antrag.entscheidung.0201");
    EXPECT_EQ(alone.result.find("approvals")->as_array().size(), 2U);
    const auto known = house.verify(package, house.known());
    EXPECT_EQ(known.exit, 0) << codes(known.reasons);
    EXPECT_EQ(house.package_bytes(), package) << "the same package twice";
}

TEST(DecisionPackage, LevelTBearsChainListAndAnswer) {
    SealedHouse house(true);
    const Status status(house, Revoked::never);
    house.evidence.push_back(status.list);
    house.evidence.push_back(status.answer);
    // What this document does not need stays behind.
    house.evidence.push_back(signature::test::MadeTimestamps().root_pem());
    const std::string package = house.package_bytes();
    const auto parts = read_zip(package);
    ASSERT_TRUE(parts.has_value()) << package.substr(0, 200);
    EXPECT_TRUE(parts->contains("certificates/3.pem"));
    EXPECT_FALSE(parts->contains("certificates/4.pem"));
    EXPECT_TRUE(parts->contains("revocation/1.pem"));
    EXPECT_TRUE(parts->contains("status/1.der"));
    for (const Json& trust : {Json(Json::Object{}), house.known()}) {
        const auto answer = house.verify(package, trust);
        EXPECT_EQ(answer.exit, 0) << codes(answer.reasons);
        EXPECT_EQ(answer.result.text("level"), "T");
        EXPECT_FALSE(answer.result.text("stamped_at").empty());
    }
}

TEST(DecisionPackage, AnAlteredPartIsNamed) {
    SealedHouse house(true);
    const Status status(house, Revoked::never);
    house.evidence.push_back(status.list);
    house.evidence.push_back(status.answer);
    const auto parts = read_zip(house.package_bytes());
    ASSERT_TRUE(parts.has_value());
    ASSERT_GE(parts->size(), 20U);
    for (const auto& [name, content] : *parts) {
        SCOPED_TRACE(name);
        for (const std::size_t part_of_it : {0U, 1U, 2U, 3U}) {
            ZipParts altered = *parts;
            const std::size_t at = (content.size() - 1) * part_of_it / 3;
            altered[name][at] = static_cast<char>(altered[name][at] ^ 1);
            const auto answer = house.verify(write_zip(altered));
            EXPECT_EQ(answer.exit, 5);
            EXPECT_TRUE(names(answer.reasons, name))
                << "byte " << at << ": " << codes(answer.reasons);
        }
        ZipParts without = *parts;
        without.erase(name);
        const auto missing = house.verify(write_zip(without));
        EXPECT_EQ(missing.exit, 5);
        EXPECT_TRUE(names(missing.reasons, name)) << codes(missing.reasons);
        ZipParts longer = *parts;
        longer[name] += "\n";
        EXPECT_EQ(house.verify(write_zip(longer)).exit, 5);
    }
    // Whoever alters sums as well meets the proofs: every part but pure evidence is held by one.
    const Sha256 sha256 = signature::sha256_of;
    for (const auto& [name, content] : *parts) {
        SCOPED_TRACE(name);
        const bool is_evidence = name.starts_with("status/") || name == "certificates/1.pem" ||
                                 name == "certificates/2.pem" || name == "certificates/3.pem";
        ZipParts altered = *parts;
        altered[name][content.size() / 2] ^= 1;
        if (name == "SHA256SUMS" || is_evidence) {
            continue;
        }
        altered["SHA256SUMS"] = console::sums_text(console::package_sums(altered, sha256));
        const auto answer = house.verify(write_zip(altered));
        EXPECT_EQ(answer.exit, 5);
        EXPECT_TRUE(names(answer.reasons, name.substr(0, name.rfind('/'))))
            << codes(answer.reasons);
    }
    ZipParts padded = *parts;
    padded["approvals/3/record.key"].insert(64, "00");
    padded["SHA256SUMS"] = console::sums_text(console::package_sums(padded, sha256));
    EXPECT_TRUE(names(house.verify(write_zip(padded)).reasons, "approvals/3/record.key"));
    ZipParts more = *parts;
    more["approvals/9/note.txt"] = "x";
    EXPECT_TRUE(names(house.verify(write_zip(more)).reasons, "approvals/9/note.txt"));
}

TEST(DecisionPackage, NoByteOfTheFileIsFree) {
    SealedHouse house(false);
    const std::string package = house.package_bytes();
    ASSERT_TRUE(read_zip(package).has_value());
    for (std::size_t at = 0; at < package.size(); at += 61) {
        std::string altered = package;
        altered[at] = static_cast<char>(altered[at] ^ 0x20);
        EXPECT_FALSE(read_zip(altered).has_value()) << "byte " << at;
    }
    for (const std::string& other : {package + "x", package.substr(1), package.substr(0, 500),
                                     std::string(), std::string("PK")}) {
        const auto answer = house.verify(other);
        EXPECT_EQ(answer.exit, 5);
        EXPECT_EQ(answer.reasons.front().code, "PACKAGE_FORM");
    }
}

TEST(DecisionPackage, IsHeldAgainstWhatTheReaderKnows) {
    SealedHouse house(true);
    SealedHouse other(true);
    const std::string package = house.package_bytes();
    for (const auto& [argument, code] :
         {std::pair{"vkey", "PACKAGE_KEY"}, std::pair{"certificate", "SEAL_CHAIN"},
          std::pair{"timestamp_certificate", "SEAL_TIME"}}) {
        Json trust = house.known();
        trust.set(argument, *other.known().find(argument));
        const auto answer = house.verify(package, trust);
        EXPECT_EQ(answer.exit, 5) << argument;
        EXPECT_EQ(answer.reasons.front().code, code) << codes(answer.reasons);
    }
    // Parts of two sound packages do not make a third one.
    const auto mine = read_zip(package);
    const auto theirs = read_zip(other.package_bytes());
    for (const char* name : {"document.xml", "approvals/3/record.json", "log/vkey"}) {
        ZipParts mixed = *mine;
        mixed[name] = theirs->at(name);
        EXPECT_EQ(house.verify(write_zip(mixed)).exit, 5) << name;
    }
}

TEST(DecisionPackage, ASealThatWasRevokedBeforeIsNamed) {
    SealedHouse house(false);
    const Status status(house, Revoked::before_signing);
    const std::pair<std::string, std::string> rows[] = {{status.list, "revocation/1.pem"},
                                                        {status.answer, "status/1.der"}};
    for (const auto& [proof, part] : rows) {
        house.evidence = {house.keys.authority.certificate_pem, proof};
        const auto answer = house.package();
        ASSERT_EQ(answer.exit, 1) << part;
        EXPECT_EQ(answer.reasons.front().code, "SEAL_REVOKED") << codes(answer.reasons);
        EXPECT_TRUE(names(answer.reasons, part)) << codes(answer.reasons);
    }
}

TEST(DecisionPackage, ASealThatWasRevokedLaterStillCounts) {
    SealedHouse house(false);
    const Status status(house, Revoked::now);
    house.evidence = {house.keys.authority.certificate_pem, status.list};
    const std::string package = house.package_bytes();
    const auto answer = house.verify(package, house.known());
    EXPECT_EQ(answer.exit, 0) << codes(answer.reasons);
}

TEST(DecisionPackage, NeedsAPersonAndASealedDocument) {
    SealedHouse house(false);
    EXPECT_EQ(house.package("").exit, 1);
    const std::string undecided = house.rig.new_case();
    const auto none = house.rig.run("case package", Json::Object{{"case", undecided}}, "sb-1");
    EXPECT_EQ(none.exit, 3);
    EXPECT_EQ(none.reasons.front().code, "NO_DECISION");
    EXPECT_EQ(house.rig.run("case package", Json::Object{{"case", "BV-1"}}, "sb-1").exit, 3);
}

}  // namespace
}  // namespace foerderwerk::tests
