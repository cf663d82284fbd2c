// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <string_view>

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "connectors/signature/certificates.hpp"
#include "connectors/signature/openssl_handles.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::signature {
namespace {

void require_done(int answer, const char* what) {
    if (answer != 1) {
        openssl_failed(what);
    }
}

[[noreturn]] void senseless(const std::string& what) {
    throw OperatingError(FailureKind::misconfigured, "certificate: " + what);
}

KeyHandle make_key(const CertificateWish& wish) {
    KeyHandle key;
    switch (wish.key_kind) {
        case KeyKind::rsa:
            key.reset(EVP_RSA_gen(static_cast<std::size_t>(wish.rsa_bits)));
            break;
        case KeyKind::ec_p256:
            key.reset(EVP_EC_gen("P-256"));
            break;
        case KeyKind::ec_p384:
            key.reset(EVP_EC_gen("P-384"));
            break;
        case KeyKind::other:
            senseless("no kind of key was chosen");
    }
    if (!key) {
        openssl_failed("make a key");
    }
    return key;
}

void set_serial_number(X509* certificate) {
    std::array<unsigned char, 16> random{};
    require_done(RAND_bytes(random.data(), static_cast<int>(random.size())), "random serial");
    random[0] = static_cast<unsigned char>((random[0] & 0x7FU) | 0x40U);  // positive, never zero
    const std::unique_ptr<BIGNUM, decltype(&BN_free)> number(
        BN_bin2bn(random.data(), static_cast<int>(random.size()), nullptr), BN_free);
    if (!number ||
        BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) == nullptr) {
        openssl_failed("serial number");
    }
}

void set_validity(X509* certificate, const CertificateWish& wish) {
    using namespace std::chrono;
    const std::time_t from = duration_cast<seconds>(wish.valid_from.time_since_epoch()).count();
    const std::time_t until = from + std::time_t{wish.days} * 86'400;
    if (ASN1_TIME_set(X509_getm_notBefore(certificate), from) == nullptr ||
        ASN1_TIME_set(X509_getm_notAfter(certificate), until) == nullptr) {
        openssl_failed("validity");
    }
}

void add_name_part(X509_NAME* name, const char* field, const std::string& text) {
    if (!text.empty()) {
        require_done(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                                reinterpret_cast<const unsigned char*>(text.data()),
                                                static_cast<int>(text.size()), -1, 0),
                     "subject");
    }
}

void add_extension(X509* certificate, X509* issuer, int nid, const std::string& value) {
    X509V3_CTX context{};
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
        X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()), X509_EXTENSION_free);
    if (!extension) {
        openssl_failed("extension");
    }
    require_done(X509_add_ext(certificate, extension.get(), -1), "add an extension");
}

/// OpenSSL reads the names from a comma-separated text, so only harmless characters may pass.
std::string alternative_names(const CertificateWish& wish) {
    std::string text;
    const auto add = [&](std::string_view kind, const std::string& name) {
        constexpr std::string_view allowed =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.:*-";
        if (name.empty() || name.find_first_not_of(allowed) != std::string::npos) {
            senseless("not a host name or address: " + name);
        }
        text += (text.empty() ? "" : ",") + std::string(kind) + name;
    };
    for (const std::string& name : wish.dns_names) {
        add("DNS:", name);
    }
    for (const std::string& address : wish.ip_addresses) {
        add("IP:", address);
    }
    return text;
}

void add_extensions(X509* certificate, X509* issuer, const CertificateWish& wish) {
    const auto add = [&](int nid, const std::string& value) {
        add_extension(certificate, issuer, nid, value);
    };
    add(NID_subject_key_identifier, "hash");
    if (issuer != certificate) {
        add(NID_authority_key_identifier, "keyid:always");
    }
    const bool is_authority = wish.purpose == CertificatePurpose::authority;
    add(NID_basic_constraints, is_authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    switch (wish.purpose) {
        case CertificatePurpose::message_signature:
            add(NID_key_usage, "critical,digitalSignature,nonRepudiation");
            break;
        case CertificatePurpose::tls_server:
            add(NID_key_usage, "critical,digitalSignature");
            add(NID_ext_key_usage, "serverAuth");
            break;
        case CertificatePurpose::tls_client:
            add(NID_key_usage, "critical,digitalSignature");
            add(NID_ext_key_usage, "clientAuth");
            break;
        case CertificatePurpose::authority:
            add(NID_key_usage, "critical,keyCertSign,cRLSign");
            break;
    }
    if (const std::string names = alternative_names(wish); !names.empty()) {
        add(NID_subject_alt_name, names);
    }
}

struct Issuer {
    KeyHandle key;
    CertificateHandle certificate;
};

Issuer read_issuer(const KeyAndCertificate& given) {
    const auto certificate = read_certificate(given.certificate_pem);
    Issuer issuer;
    issuer.key = private_key_from_pem(given.private_key_pem);
    if (certificate) {
        issuer.certificate = certificate_from_der(certificate->der);
    }
    if (!issuer.key || !issuer.certificate ||
        X509_check_private_key(issuer.certificate.get(), issuer.key.get()) != 1) {
        forget_openssl_errors();
        senseless("the issuer's key and certificate cannot be read or do not belong together");
    }
    return issuer;
}

std::string to_pem(X509* certificate) {
    const BioHandle bio = writing_bio();
    require_done(PEM_write_bio_X509(bio.get(), certificate), "write a certificate");
    return written_text(bio);
}

}  // namespace

KeyAndCertificate make_key_and_certificate(const CertificateWish& wish,
                                           const KeyAndCertificate* issuer) {
    if (wish.common_name.empty() || wish.days <= 0) {
        senseless("a name and a validity of at least one day are needed");
    }
    const Issuer signing = issuer == nullptr ? Issuer{} : read_issuer(*issuer);
    const KeyHandle key = make_key(wish);
    const CertificateHandle certificate(X509_new());
    if (!certificate) {
        openssl_failed("memory for a certificate");
    }
    X509* made = certificate.get();
    require_done(X509_set_version(made, X509_VERSION_3), "version");
    set_serial_number(made);
    set_validity(made, wish);
    X509_NAME* subject = X509_get_subject_name(made);
    add_name_part(subject, "O", wish.organisation);
    add_name_part(subject, "CN", wish.common_name);
    X509* issuing = issuer == nullptr ? made : signing.certificate.get();
    require_done(X509_set_issuer_name(made, X509_get_subject_name(issuing)), "issuer");
    require_done(X509_set_pubkey(made, key.get()), "public key");
    add_extensions(made, issuing, wish);
    EVP_PKEY* signing_key = issuer == nullptr ? key.get() : signing.key.get();
    if (X509_sign(made, signing_key, EVP_sha256()) == 0) {
        openssl_failed("sign a certificate");
    }
    return {private_key_to_pem(key.get()), to_pem(made)};
}

}  // namespace foerderwerk::signature
