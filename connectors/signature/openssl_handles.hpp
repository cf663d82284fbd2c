// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct bio_st;
struct evp_pkey_st;
struct x509_st;

namespace foerderwerk::signature {

struct OpenSslDeleter {
    void operator()(bio_st* handle) const;
    void operator()(evp_pkey_st* handle) const;
    void operator()(x509_st* handle) const;
};
using BioHandle = std::unique_ptr<bio_st, OpenSslDeleter>;
using KeyHandle = std::unique_ptr<evp_pkey_st, OpenSslDeleter>;
using CertificateHandle = std::unique_ptr<x509_st, OpenSslDeleter>;

/// Empties OpenSSL's error queue of this thread into an OperatingError of kind transient.
[[noreturn]] void openssl_failed(const std::string& what);
/// Empties the queue where a failure is an answer and no accident.
void forget_openssl_errors();

/// A BIO that reads `bytes`, which must outlive it.
[[nodiscard]] BioHandle reading_bio(std::string_view bytes);
[[nodiscard]] BioHandle writing_bio();
[[nodiscard]] std::string written_text(const BioHandle& bio);

/// Null when the PEM text holds no unencrypted private key.
[[nodiscard]] KeyHandle private_key_from_pem(std::string_view pem);
[[nodiscard]] std::string private_key_to_pem(evp_pkey_st* key);
/// Null when `der` is not exactly one certificate.
[[nodiscard]] CertificateHandle certificate_from_der(std::string_view der);
/// A new reference to the key of a certificate; null when OpenSSL does not know its kind.
[[nodiscard]] KeyHandle public_key_of(const x509_st* certificate);

}  // namespace foerderwerk::signature
