// SPDX-License-Identifier: EUPL-1.2
#include <memory>

#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

#include "connectors/signature/document_seal.hpp"
#include "connectors/signature/openssl_handles.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::signature {
namespace {

constexpr int p256_bytes = 32;
constexpr int p384_bytes = 48;

/// OpenSSL writes an ECDSA signature as a DER sequence; XML Signature (RFC 4050) wants both numbers
/// in full length, one behind the other.
std::string plain_ecdsa(const std::string& der, int number_bytes) {
    const auto* position = reinterpret_cast<const unsigned char*>(der.data());
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> parsed(
        d2i_ECDSA_SIG(nullptr, &position, static_cast<long>(der.size())), ECDSA_SIG_free);
    std::string plain(2 * static_cast<std::size_t>(number_bytes), '\0');
    auto* bytes = reinterpret_cast<unsigned char*>(plain.data());
    if (!parsed || BN_bn2binpad(ECDSA_SIG_get0_r(parsed.get()), bytes, number_bytes) < 0 ||
        BN_bn2binpad(ECDSA_SIG_get0_s(parsed.get()), bytes + number_bytes, number_bytes) < 0) {
        openssl_failed("ECDSA signature");
    }
    return plain;
}

}  // namespace

FileKeySeal::FileKeySeal(std::string_view private_key_pem, std::string_view certificate_pem)
    : XadesSeal(certificate_pem) {
    KeyHandle key = private_key_from_pem(private_key_pem);
    const CertificateHandle parsed = certificate_from_der(certificate().der);
    const bool fits = key && parsed && X509_check_private_key(parsed.get(), key.get()) == 1;
    forget_openssl_errors();
    if (!fits) {
        throw OperatingError(FailureKind::misconfigured,
                             "seal: private key and certificate do not belong together");
    }
    key_ = std::move(key);
}

std::string FileKeySeal::sign_digest(const std::string& digest) const {
    const bool wide = certificate().key_kind == KeyKind::ec_p384;
    const EVP_MD* hash = wide ? EVP_sha384() : EVP_sha256();
    FOERDERWERK_REQUIRE(digest.size() == static_cast<std::size_t>(EVP_MD_get_size(hash)),
                        "a seal is prepared for its own key");
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
        EVP_PKEY_CTX_new(key_.get(), nullptr), EVP_PKEY_CTX_free);
    std::string value;
    std::size_t length = 0;
    const auto* bytes = reinterpret_cast<const unsigned char*>(digest.data());
    if (!context || EVP_PKEY_sign_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_signature_md(context.get(), hash) != 1 ||
        EVP_PKEY_sign(context.get(), nullptr, &length, bytes, digest.size()) != 1) {
        openssl_failed("sign a digest");
    }
    value.resize(length);
    if (EVP_PKEY_sign(context.get(), reinterpret_cast<unsigned char*>(value.data()), &length, bytes,
                      digest.size()) != 1) {
        openssl_failed("sign a digest");
    }
    value.resize(length);
    if (certificate().key_kind == KeyKind::rsa) {
        return value;
    }
    return plain_ecdsa(value, wide ? p384_bytes : p256_bytes);
}

}  // namespace foerderwerk::signature
