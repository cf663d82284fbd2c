// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <chrono>
#include <ctime>
#include <optional>

#include <openssl/asn1.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "connectors/signature/certificates.hpp"
#include "connectors/signature/openssl_handles.hpp"
#include "connectors/signature/reason_list.hpp"
#include "engine/types/digest.hpp"

namespace foerderwerk::signature {
namespace {

constexpr int rsa_bits_min = 3000;
constexpr unsigned long rsa_exponent_min = 65537;
constexpr std::size_t certificate_bytes_max = std::size_t{1024} * 1024;

/// The first certificate of a PEM text, exactly the bytes that its base64 spells.
std::optional<std::string> der_from_pem(std::string_view pem) {
    const BioHandle bio = reading_bio(pem);
    char* name = nullptr;
    char* header = nullptr;
    unsigned char* data = nullptr;
    long length = 0;
    std::optional<std::string> der;
    while (!der && PEM_read_bio(bio.get(), &name, &header, &data, &length) == 1) {
        if (std::string_view(name) == PEM_STRING_X509) {
            der.emplace(reinterpret_cast<const char*>(data), static_cast<std::size_t>(length));
        }
        OPENSSL_free(name);
        OPENSSL_free(header);
        OPENSSL_free(data);
    }
    forget_openssl_errors();
    return der;
}

std::optional<Instant> instant_of(const ASN1_TIME* time) {
    std::tm parts{};
    if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) {
        return std::nullopt;
    }
    using namespace std::chrono;
    const year_month_day date = year(parts.tm_year + 1900) /
                                month(static_cast<unsigned>(parts.tm_mon) + 1) /
                                day(static_cast<unsigned>(parts.tm_mday));
    return Instant(sys_days(date) + hours(parts.tm_hour) + minutes(parts.tm_min) +
                   seconds(parts.tm_sec));
}

std::string name_text(const X509_NAME* name) {
    const BioHandle bio = writing_bio();
    // Umlauts stay UTF-8 instead of becoming escape sequences.
    X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    return written_text(bio);
}

bool has_small_exponent(const EVP_PKEY* key) {
    BIGNUM* exponent = nullptr;
    if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &exponent) != 1) {
        return true;
    }
    const bool small = BN_num_bits(exponent) <= 32 && BN_get_word(exponent) < rsa_exponent_min;
    BN_free(exponent);
    return small;
}

KeyKind kind_of_curve(const EVP_PKEY* key) {
    std::array<char, 64> curve{};
    std::size_t length = 0;
    int is_explicit = 0;
    if (EVP_PKEY_get_group_name(key, curve.data(), curve.size(), &length) != 1 ||
        EVP_PKEY_get_int_param(key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS,
                               &is_explicit) != 1 ||
        is_explicit != 0) {
        return KeyKind::other;
    }
    const std::string_view name(curve.data(), length);
    if (name == "prime256v1" || name == "P-256") {
        return KeyKind::ec_p256;
    }
    return name == "secp384r1" || name == "P-384" ? KeyKind::ec_p384 : KeyKind::other;
}

void describe_key(Certificate& certificate, const X509* parsed) {
    const KeyHandle key = public_key_of(parsed);
    if (key && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_RSA && !has_small_exponent(key.get())) {
        certificate.key_kind = KeyKind::rsa;
    } else if (key && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_EC) {
        certificate.key_kind = kind_of_curve(key.get());
    }
    certificate.key_bits = key ? EVP_PKEY_get_bits(key.get()) : 0;
    forget_openssl_errors();
}

Failure<Reasons> unreadable() {
    return Failure<Reasons>(
        Reasons{{std::string(reason::key), "", "Das ist kein lesbares X.509-Zertifikat."}});
}

void add_reason(Reasons& reasons, std::string text) {
    reasons.push_back(Reason{std::string(reason::key), "", std::move(text)});
}

}  // namespace

Result<Certificate, Reasons> read_certificate(std::string_view pem_or_der) {
    if (pem_or_der.size() > certificate_bytes_max) {
        return unreadable();
    }
    std::optional<std::string> der(pem_or_der);
    if (pem_or_der.find("-----BEGIN ") != std::string_view::npos) {
        der = der_from_pem(pem_or_der);
    }
    const CertificateHandle parsed = der ? certificate_from_der(*der) : nullptr;
    if (!parsed) {
        return unreadable();
    }
    const auto valid_from = instant_of(X509_get0_notBefore(parsed.get()));
    const auto valid_to = instant_of(X509_get0_notAfter(parsed.get()));
    if (!valid_from || !valid_to) {
        return unreadable();
    }
    Certificate certificate;
    Digest digest{};
    SHA256(reinterpret_cast<const unsigned char*>(der->data()), der->size(), digest.data());
    certificate.fingerprint_sha256_hex = to_hex(digest);
    certificate.der = std::move(*der);
    certificate.subject = name_text(X509_get_subject_name(parsed.get()));
    certificate.issuer = name_text(X509_get_issuer_name(parsed.get()));
    certificate.valid_from = *valid_from;
    certificate.valid_to = *valid_to;
    const std::uint32_t usage = X509_get_key_usage(parsed.get());  // all bits when it is absent
    certificate.usable_for_signatures = (usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0;
    certificate.is_authority = (X509_get_extension_flags(parsed.get()) & EXFLAG_CA) != 0;
    describe_key(certificate, parsed.get());
    return certificate;
}

Reasons check_key_strength(const Certificate& certificate) {
    Reasons reasons;
    if (certificate.key_kind == KeyKind::other) {
        add_reason(reasons,
                   "Der Schlüssel des Zertifikats ist weder ein RSA-Schlüssel mit üblichem "
                   "Exponenten noch ein ECDSA-Schlüssel auf der Kurve P-256 oder P-384.");
    } else if (certificate.key_kind == KeyKind::rsa && certificate.key_bits < rsa_bits_min) {
        add_reason(reasons, "Der RSA-Schlüssel des Zertifikats hat nur " +
                                std::to_string(certificate.key_bits) + " Bit; nötig sind " +
                                std::to_string(rsa_bits_min) + ".");
    }
    return reasons;
}

Reasons check_sender_certificate(const Certificate& certificate, Instant now) {
    Reasons reasons = check_key_strength(certificate);
    if (!certificate.usable_for_signatures) {
        add_reason(reasons,
                   "Das Zertifikat ist nach seiner Schlüsselverwendung nicht zum "
                   "Signieren bestimmt.");
    }
    if (certificate.is_authority) {
        add_reason(reasons,
                   "Das Zertifikat gehört einer Zertifizierungsstelle; registriert "
                   "werden nur Zertifikate von Absendern.");
    }
    if (now > certificate.valid_to) {
        add_reason(reasons,
                   "Das Zertifikat ist seit " + to_string(certificate.valid_to) + " abgelaufen.");
    }
    return reasons;
}

ports::SenderCertificate sender_certificate(std::string sender, const Certificate& certificate) {
    return {std::move(sender),    certificate.fingerprint_sha256_hex,
            certificate.der,      certificate.valid_from,
            certificate.valid_to, std::nullopt};
}

std::string certificate_pem(const Certificate& certificate) {
    const BioHandle bio = writing_bio();
    const auto* data = reinterpret_cast<const unsigned char*>(certificate.der.data());
    if (PEM_write_bio(bio.get(), PEM_STRING_X509, "", data,
                      static_cast<long>(certificate.der.size())) == 0) {
        openssl_failed("write a certificate");
    }
    return written_text(bio);
}

}  // namespace foerderwerk::signature
