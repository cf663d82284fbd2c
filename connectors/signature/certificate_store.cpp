// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/certificate_store.hpp"

#include <openssl/pem.h>
#include <openssl/x509_vfy.h>

namespace foerderwerk::signature {

void StoreDeleter::operator()(x509_store_st* store) const {
    X509_STORE_free(store);
}
void StoreDeleter::operator()(stack_st_X509* stack) const {
    sk_X509_pop_free(stack, X509_free);
}

StoreHandle certificate_store(const std::string& trusted_pem) {
    StoreHandle store(X509_STORE_new());
    if (!store) {
        openssl_failed("memory for certificates");
    }
    X509_STORE_set_flags(store.get(), X509_V_FLAG_PARTIAL_CHAIN);
    for (const CertificateHandle& certificate : certificates_of(trusted_pem)) {
        X509_STORE_add_cert(store.get(), certificate.get());  // shares it
    }
    forget_openssl_errors();
    return store;
}

StackHandle certificate_stack(const std::vector<std::string>& pems) {
    StackHandle stack(sk_X509_new_null());
    if (!stack) {
        openssl_failed("memory for certificates");
    }
    for (const std::string& pem : pems) {
        for (const CertificateHandle& certificate : certificates_of(pem)) {
            if (X509_up_ref(certificate.get()) != 1 ||
                sk_X509_push(stack.get(), certificate.get()) <= 0) {
                openssl_failed("memory for certificates");
            }
        }
    }
    return stack;
}

std::vector<CertificateHandle> certificates_of(std::string_view pem_or_der) {
    std::vector<CertificateHandle> found;
    if (pem_or_der.find("-----BEGIN ") == std::string_view::npos) {
        if (CertificateHandle one = certificate_from_der(pem_or_der)) {
            found.push_back(std::move(one));
        }
        return found;
    }
    const BioHandle bio = reading_bio(pem_or_der);
    while (X509* next = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) {
        found.emplace_back(next);
    }
    forget_openssl_errors();
    return found;
}

std::string pem_of(x509_st* certificate) {
    const BioHandle bio = writing_bio();
    if (PEM_write_bio_X509(bio.get(), certificate) != 1) {
        openssl_failed("write a certificate");
    }
    return written_text(bio);
}

}  // namespace foerderwerk::signature
