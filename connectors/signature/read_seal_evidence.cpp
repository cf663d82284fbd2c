// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/read_seal_evidence.hpp"

#include <algorithm>

#include <openssl/ocsp.h>
#include <openssl/pem.h>

#include "connectors/signature/certificate_store.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::signature {
namespace {

using RevocationList = std::unique_ptr<X509_CRL, decltype(&X509_CRL_free)>;

std::vector<std::string> revocation_lists_of(const std::string& content) {
    std::vector<std::string> found;
    const auto add = [&found](X509_CRL* list) {
        const RevocationList owner(list, X509_CRL_free);
        const BioHandle bio = writing_bio();
        if (PEM_write_bio_X509_CRL(bio.get(), list) != 1) {
            openssl_failed("write a revocation list");
        }
        found.push_back(written_text(bio));
    };
    const BioHandle bio = reading_bio(content);
    while (X509_CRL* list = PEM_read_bio_X509_CRL(bio.get(), nullptr, nullptr, nullptr)) {
        add(list);
    }
    const auto* position = reinterpret_cast<const unsigned char*>(content.data());
    if (X509_CRL* list = d2i_X509_CRL(nullptr, &position, static_cast<long>(content.size()))) {
        add(list);
    }
    forget_openssl_errors();
    return found;
}

bool is_status_answer(const std::string& content) {
    const auto* position = reinterpret_cast<const unsigned char*>(content.data());
    const std::unique_ptr<OCSP_RESPONSE, decltype(&OCSP_RESPONSE_free)> answer(
        d2i_OCSP_RESPONSE(nullptr, &position, static_cast<long>(content.size())),
        OCSP_RESPONSE_free);
    forget_openssl_errors();
    return answer != nullptr;
}

/// The same root is often in two files.
void add_new(std::vector<std::string>& list, std::string text) {
    if (std::ranges::find(list, text) == list.end()) {
        list.push_back(std::move(text));
    }
}

}  // namespace

ports::SealEvidence read_seal_evidence(const std::vector<std::string>& contents) {
    ports::SealEvidence evidence;
    for (const std::string& content : contents) {
        const auto certificates = certificates_of(content);
        for (const CertificateHandle& certificate : certificates) {
            add_new(evidence.certificates, pem_of(certificate.get()));
        }
        const auto lists = revocation_lists_of(content);
        for (const std::string& list : lists) {
            add_new(evidence.revocation_lists, list);
        }
        if (!certificates.empty() || !lists.empty()) {
            continue;
        }
        if (!is_status_answer(content)) {
            throw OperatingError(FailureKind::misconfigured,
                                 "seal evidence: neither certificate nor CRL nor OCSP answer");
        }
        add_new(evidence.status_answers, content);
    }
    return evidence;
}

}  // namespace foerderwerk::signature
