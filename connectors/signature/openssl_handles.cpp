// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/openssl_handles.hpp"

#include <array>
#include <climits>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "engine/types/failure.hpp"

namespace foerderwerk::signature {

void OpenSslDeleter::operator()(bio_st* handle) const {
    BIO_free_all(handle);
}
void OpenSslDeleter::operator()(evp_pkey_st* handle) const {
    EVP_PKEY_free(handle);
}
void OpenSslDeleter::operator()(x509_st* handle) const {
    X509_free(handle);
}

void openssl_failed(const std::string& what) {
    std::array<char, 256> text{};
    ERR_error_string_n(ERR_peek_last_error(), text.data(), text.size());
    ERR_clear_error();
    throw OperatingError(FailureKind::transient, "OpenSSL: " + what + ": " + text.data());
}

void forget_openssl_errors() {
    ERR_clear_error();
}

BioHandle reading_bio(std::string_view bytes) {
    FOERDERWERK_REQUIRE(bytes.size() <= INT_MAX, "keys and certificates are small");
    BioHandle bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
    if (!bio) {
        openssl_failed("memory for reading");
    }
    return bio;
}

BioHandle writing_bio() {
    BioHandle bio(BIO_new(BIO_s_mem()));
    if (!bio) {
        openssl_failed("memory for writing");
    }
    return bio;
}

std::string written_text(const BioHandle& bio) {
    char* data = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &data);
    return length <= 0 ? std::string() : std::string(data, static_cast<std::size_t>(length));
}

KeyHandle private_key_from_pem(std::string_view pem) {
    const BioHandle bio = reading_bio(pem);
    // Without this callback OpenSSL would ask on the terminal for the password of a sealed key.
    const auto no_password = [](char*, int, int, void*) { return -1; };
    KeyHandle key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr));
    forget_openssl_errors();
    return key;
}

std::string private_key_to_pem(evp_pkey_st* key) {
    const BioHandle bio = writing_bio();
    if (PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1) {
        openssl_failed("write a private key");
    }
    return written_text(bio);
}

CertificateHandle certificate_from_der(std::string_view der) {
    if (der.size() > LONG_MAX) {
        return nullptr;
    }
    const auto* position = reinterpret_cast<const unsigned char*>(der.data());
    const unsigned char* end = position + der.size();
    CertificateHandle certificate(d2i_X509(nullptr, &position, static_cast<long>(der.size())));
    if (position != end) {
        certificate.reset();
    }
    forget_openssl_errors();
    return certificate;
}

KeyHandle public_key_of(const x509_st* certificate) {
    EVP_PKEY* key = X509_get0_pubkey(certificate);
    forget_openssl_errors();
    if (key == nullptr || EVP_PKEY_up_ref(key) != 1) {
        return nullptr;
    }
    return KeyHandle(key);
}

}  // namespace foerderwerk::signature
