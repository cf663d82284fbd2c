// SPDX-License-Identifier: EUPL-1.2
// Goal: certificates are read exactly, judged by strength and purpose, and those made for set-up
// are what TLS and the register need. Method: certificates made here, with the openssl tool as
// the second opinion where it is present.
#include "connectors/signature/certificates.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "engine/types/failure.hpp"
#include "tests/connectors/signature/craft_messages.hpp"

namespace foerderwerk::signature::test {
namespace {

CertificateWish wish_for(const std::string& name, CertificatePurpose purpose) {
    CertificateWish wish;
    wish.common_name = name;
    wish.purpose = purpose;
    wish.valid_from = arrival();
    wish.days = 2;
    return wish;
}

TEST(Certificates, FactsOfACertificateThatWasMade) {
    const Certificate& certificate = portal().certificate;
    EXPECT_EQ(certificate.subject, "CN=Portal,O=Förderwerk Test");
    EXPECT_EQ(certificate.issuer, certificate.subject);
    EXPECT_EQ(certificate.valid_from, days_later(arrival(), -10));
    EXPECT_EQ(certificate.valid_to, days_later(arrival(), 20));
    EXPECT_EQ(certificate.key_kind, KeyKind::ec_p256);
    EXPECT_TRUE(certificate.usable_for_signatures);
    EXPECT_FALSE(certificate.is_authority);
    EXPECT_EQ(certificate.fingerprint_sha256_hex.size(), 64U);
    EXPECT_EQ(p384_sender().certificate.key_kind, KeyKind::ec_p384);
    EXPECT_EQ(rsa_sender().certificate.key_kind, KeyKind::rsa);
    EXPECT_EQ(rsa_sender().certificate.key_bits, 3072);
    const auto registered = sender_certificate("portal", certificate);
    EXPECT_EQ(registered.der, certificate.der);
    EXPECT_EQ(registered.valid_to, certificate.valid_to);
}

TEST(Certificates, PemAndDerAreTheSame) {
    const Certificate& certificate = portal().certificate;
    const auto from_der = read_certificate(certificate.der);
    ASSERT_TRUE(from_der);
    EXPECT_EQ(from_der->fingerprint_sha256_hex, certificate.fingerprint_sha256_hex);
    EXPECT_EQ(certificate_pem(certificate), portal().pem.certificate_pem);
    const auto behind_key =
        read_certificate(portal().pem.private_key_pem + portal().pem.certificate_pem);
    ASSERT_TRUE(behind_key);
    EXPECT_EQ(behind_key->der, certificate.der);
}

TEST(Certificates, UnreadableOnes) {
    const std::string& der = portal().certificate.der;
    for (const std::string& bytes :
         {std::string(), std::string("x"), der + "x", der.substr(0, der.size() - 1),
          portal().pem.private_key_pem, std::string("-----BEGIN CERTIFICATE-----\nAAAA\n"),
          std::string(2'000'000, 'x')}) {
        const auto certificate = read_certificate(bytes);
        ASSERT_FALSE(certificate);
        EXPECT_TRUE(has_code(certificate.error(), "SIG_KEY"));
    }
}

TEST(Certificates, WhatMayBeRegistered) {
    EXPECT_TRUE(check_sender_certificate(portal().certificate, arrival()).empty());
    EXPECT_TRUE(check_sender_certificate(rsa_sender().certificate, arrival()).empty());
    EXPECT_EQ(check_sender_certificate(weak_rsa_sender().certificate, arrival()).size(), 1U);
    EXPECT_EQ(check_sender_certificate(portal().certificate, days_later(arrival(), 60)).size(), 1U);
    const auto authority = make_key_and_certificate(wish_for("CA", CertificatePurpose::authority));
    const auto read = read_certificate(authority.certificate_pem);
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->is_authority);
    EXPECT_FALSE(read->usable_for_signatures);
    EXPECT_EQ(check_sender_certificate(*read, arrival()).size(), 2U);
    Certificate other = portal().certificate;
    other.key_kind = KeyKind::other;
    EXPECT_FALSE(check_key_strength(other).empty());
}

TEST(Certificates, WishesThatMakeNoSense) {
    CertificateWish nameless = wish_for("", CertificatePurpose::tls_server);
    CertificateWish timeless = wish_for("a", CertificatePurpose::tls_server);
    timeless.days = 0;
    CertificateWish injected = wish_for("a", CertificatePurpose::tls_server);
    injected.dns_names = {"localhost,email:x"};
    CertificateWish keyless = wish_for("a", CertificatePurpose::tls_server);
    keyless.key_kind = KeyKind::other;
    for (const CertificateWish& wish : {nameless, timeless, injected, keyless}) {
        EXPECT_THROW(static_cast<void>(make_key_and_certificate(wish)), OperatingError);
    }
    const KeyAndCertificate mixed{portal().pem.private_key_pem,
                                  second_portal().pem.certificate_pem};
    EXPECT_THROW(static_cast<void>(make_key_and_certificate(
                     wish_for("a", CertificatePurpose::tls_client), &mixed)),
                 OperatingError);
}

TEST(Certificates, ChainHoldsForTheOpensslTool) {
    if (std::system("command -v openssl >/dev/null 2>&1") != 0) {
        GTEST_SKIP() << "openssl is not installed";
    }
    const auto authority =
        make_key_and_certificate(wish_for("Probe-CA", CertificatePurpose::authority));
    CertificateWish wish = wish_for("localhost", CertificatePurpose::tls_server);
    wish.dns_names = {"localhost"};
    wish.ip_addresses = {"127.0.0.1"};
    const auto server = make_key_and_certificate(wish, &authority);
    const auto folder = std::filesystem::temp_directory_path() /
                        ("foerderwerk-certificates-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "ca.pem") << authority.certificate_pem;
    std::ofstream(folder / "server.pem") << server.certificate_pem;
    const auto verdict = [&](const std::string& options) {
        const std::string at = std::to_string(
            std::chrono::duration_cast<std::chrono::seconds>(arrival().time_since_epoch()).count() +
            60);
        return std::system(("openssl verify -x509_strict -attime " + at + " " + options +
                            " -CAfile '" + (folder / "ca.pem").string() + "' '" +
                            (folder / "server.pem").string() + "' >/dev/null 2>&1")
                               .c_str());
    };
    EXPECT_EQ(verdict("-purpose sslserver -verify_hostname localhost"), 0);
    EXPECT_EQ(verdict("-purpose sslserver -verify_ip 127.0.0.1"), 0);
    EXPECT_NE(verdict("-purpose sslclient"), 0);
    EXPECT_NE(verdict("-purpose sslserver -verify_hostname example.org"), 0);
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace foerderwerk::signature::test
