// SPDX-License-Identifier: EUPL-1.2
#pragma once

// Makes throw-away keys and certificates for a test: none is committed.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include "engine/types/digest.hpp"

namespace foerderwerk::testing {

/// A folder that is removed with everything in it.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern =
            (std::filesystem::temp_directory_path() / "foerderwerk-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) {
            throw std::runtime_error("no temporary folder");
        }
        path_ = pattern;
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] std::string file(const std::string& name) const {
        return (path_ / name).string();
    }

private:
    std::filesystem::path path_;
};

/// A self-signed ECDSA P-256 certificate with its key, as files.
struct MadeCertificate {
    std::string certificate_file;
    std::string key_file;
    std::string fingerprint;  ///< SHA-256 of the DER form, lower-case hex

    /// `alternative_names` as OpenSSL writes them: "DNS:localhost,IP:127.0.0.1".
    MadeCertificate(const TemporaryFolder& folder, const std::string& name,
                    const std::string& alternative_names = "DNS:localhost,IP:127.0.0.1")
        : certificate_file(folder.file(name + ".crt")), key_file(folder.file(name + ".key")) {
        const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"),
                                                                      EVP_PKEY_free);
        const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
        X509* const x509 = certificate.get();
        X509_set_version(x509, 2);
        ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
        X509_gmtime_adj(X509_getm_notBefore(x509), -3600);
        X509_gmtime_adj(X509_getm_notAfter(x509), 24L * 3600);
        X509_set_pubkey(x509, key.get());
        X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
        X509_set_issuer_name(x509, X509_get_subject_name(x509));
        const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> names(
            X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, alternative_names.c_str()),
            X509_EXTENSION_free);
        X509_add_ext(x509, names.get(), -1);
        X509_sign(x509, key.get(), EVP_sha256());
        write(certificate_file, [x509](BIO* out) { return PEM_write_bio_X509(out, x509); });
        write(key_file, [&key](BIO* out) {
            return PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
        });
        Digest digest{};
        X509_digest(x509, EVP_sha256(), digest.data(), nullptr);
        fingerprint = to_hex(digest);
    }

private:
    template <class Writer>
    static void write(const std::string& file, const Writer& writer) {
        BIO* const out = BIO_new_file(file.c_str(), "w");
        if (out == nullptr || writer(out) != 1) {
            throw std::runtime_error("cannot write " + file);
        }
        BIO_free(out);
    }
};

}  // namespace foerderwerk::testing
