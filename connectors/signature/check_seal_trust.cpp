// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <chrono>
#include <ctime>
#include <set>

#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include "connectors/signature/certificate_store.hpp"
#include "connectors/signature/timestamp_token.hpp"
#include "connectors/signature/verify_document.hpp"

namespace foerderwerk::signature {
namespace {

constexpr const char* chain_code = "SEAL_CHAIN";
constexpr const char* revoked_code = "SEAL_REVOKED";
constexpr const char* evidence_code = "SEAL_EVIDENCE";

std::time_t seconds_of(Instant instant) {
    return std::chrono::duration_cast<std::chrono::seconds>(instant.time_since_epoch()).count();
}

std::string numbered(const char* list, std::size_t index, const char* ending) {
    return std::string(list) + "/" + std::to_string(index + 1) + ending;
}

using Revocation = std::unique_ptr<X509_CRL, decltype(&X509_CRL_free)>;

Revocation read_revocation_list(const std::string& pem) {
    const BioHandle bio = reading_bio(pem);
    Revocation list(PEM_read_bio_X509_CRL(bio.get(), nullptr, nullptr, nullptr), X509_CRL_free);
    forget_openssl_errors();
    return list;
}

bool is_by(std::time_t instant, const ASN1_TIME* time) {
    return time != nullptr && ASN1_TIME_cmp_time_t(time, instant) <= 0;
}

/// One look at one document; what of the evidence was needed is noted.
class TrustCheck {
public:
    TrustCheck(const ports::SealedDocument& document, const ports::SealEvidence& evidence)
        : document_(document), evidence_(evidence), at_(seconds_of(document.proved_time())) {}

    Reasons run(std::string trusted_signer, std::string trusted_stamp) {
        read_certificates();
        if (trusted_signer.empty()) {
            trusted_signer = own_anchors(certificate_from_der(document_.certificate_der).get());
        }
        check_signer_chain(trusted_signer);
        for (std::size_t i = 0; i < evidence_.revocation_lists.size(); ++i) {
            check_revocation_list(i);
        }
        for (std::size_t i = 0; i < evidence_.status_answers.size(); ++i) {
            check_status_answer(i);
        }
        if (!document_.token_der.empty()) {
            check_stamp(trusted_stamp.empty() ? own_anchors(nullptr) : std::move(trusted_stamp));
        }
        for (std::size_t i = 0; i < certificates_.size(); ++i) {
            if (!needed_.contains(evidence_.certificates[i])) {
                add(evidence_code, numbered("certificates", i, ".pem"),
                    "Das Zertifikat gehört zu keiner Kette dieses Dokuments, oder es wurde "
                    "verändert.");
            }
        }
        return reasons_.reasons();
    }

private:
    void add(const char* code, std::string place, std::string text) {
        reasons_.add(code, std::move(place), std::move(text));
    }

    void read_certificates() {
        for (const std::string& pem : evidence_.certificates) {
            auto found = certificates_of(pem);
            const bool exact = found.size() == 1 && pem_of(found.front().get()) == pem;
            certificates_.push_back(exact ? std::move(found.front()) : nullptr);
        }
    }

    /// What is trusted when nobody says whom to trust: roots among the evidence, and a signer that
    /// nothing of it has issued.
    std::string own_anchors(X509* signer) const {
        std::string anchors;
        bool issued = false;
        for (const CertificateHandle& each : certificates_) {
            if (each && X509_self_signed(each.get(), 0) == 1) {
                anchors += pem_of(each.get());
            }
            issued = issued || (each && signer != nullptr &&
                                X509_check_issued(each.get(), signer) == X509_V_OK);
        }
        forget_openssl_errors();
        return issued || signer == nullptr ? anchors : anchors + pem_of(signer);
    }

    void check_signer_chain(const std::string& trusted) {
        signer_ = certificate_from_der(document_.certificate_der);
        const StoreHandle store = certificate_store(trusted);
        const StackHandle others = certificate_stack(evidence_.certificates);
        const std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> context(
            X509_STORE_CTX_new(), X509_STORE_CTX_free);
        if (!context ||
            X509_STORE_CTX_init(context.get(), store.get(), signer_.get(), others.get()) != 1) {
            openssl_failed("certificate chain");
        }
        X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(context.get()), at_);
        const bool holds = X509_verify_cert(context.get()) == 1;
        const int error = X509_STORE_CTX_get_error(context.get());
        forget_openssl_errors();
        if (!holds) {
            add(chain_code, "ds:X509Certificate",
                std::string(
                    "Das Zertifikat des Siegels führt zu keinem, dem hier vertraut wird: ") +
                    X509_verify_cert_error_string(error) + ".");
            return;
        }
        const STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(context.get());
        for (int i = 0; i < sk_X509_num(chain); ++i) {
            needed_.insert(pem_of(sk_X509_value(chain, i)));
        }
        // A self-signed certificate is its own issuer.
        issuer_ =
            certificate_from_der(der_of(sk_X509_value(chain, sk_X509_num(chain) > 1 ? 1 : 0)));
        need_issuers_of(issuer_.get());
    }

    /// A trusted certificate below the root ends the chain; its issuers may be handed over too.
    void need_issuers_of(X509* certificate) {
        for (std::size_t round = 0; round < certificates_.size(); ++round) {
            for (const CertificateHandle& each : certificates_) {
                if (each && certificate != each.get() &&
                    X509_check_issued(each.get(), certificate) == X509_V_OK &&
                    X509_verify(certificate, X509_get0_pubkey(each.get())) == 1) {
                    needed_.insert(pem_of(each.get()));
                    certificate = each.get();
                    break;
                }
            }
        }
        forget_openssl_errors();
    }

    static std::string der_of(X509* certificate) {
        unsigned char* data = nullptr;
        const int length = i2d_X509(certificate, &data);
        std::string der(reinterpret_cast<const char*>(data),
                        static_cast<std::size_t>(std::max(length, 0)));
        OPENSSL_free(data);
        return der;
    }

    void check_revocation_list(std::size_t index) {
        const std::string place = numbered("revocation", index, ".pem");
        const std::string& pem = evidence_.revocation_lists[index];
        const Revocation list = read_revocation_list(pem);
        const BioHandle written = writing_bio();
        const bool exact = list && PEM_write_bio_X509_CRL(written.get(), list.get()) == 1 &&
                           written_text(written) == pem;
        const bool signed_by_issuer =
            exact && issuer_ && X509_CRL_verify(list.get(), X509_get0_pubkey(issuer_.get())) == 1;
        forget_openssl_errors();
        if (!signed_by_issuer) {
            add(evidence_code, place,
                "Die Sperrliste ist nicht vom Aussteller des Siegelzertifikats, oder sie wurde "
                "verändert.");
            return;
        }
        X509_REVOKED* entry = nullptr;
        if (X509_CRL_get0_by_cert(list.get(), &entry, signer_.get()) == 1 &&
            is_by(at_, X509_REVOKED_get0_revocationDate(entry))) {
            add(revoked_code, place, "Das Siegelzertifikat war schon gesperrt.");
        }
    }

    void check_status_answer(std::size_t index) {
        const std::string place = numbered("status", index, ".der");
        const std::string& der = evidence_.status_answers[index];
        const auto* position = reinterpret_cast<const unsigned char*>(der.data());
        const auto* end = position + der.size();
        const std::unique_ptr<OCSP_RESPONSE, decltype(&OCSP_RESPONSE_free)> answer(
            d2i_OCSP_RESPONSE(nullptr, &position, static_cast<long>(der.size())),
            OCSP_RESPONSE_free);
        const std::unique_ptr<OCSP_BASICRESP, decltype(&OCSP_BASICRESP_free)> basic(
            answer && position == end ? OCSP_response_get1_basic(answer.get()) : nullptr,
            OCSP_BASICRESP_free);
        int status = V_OCSP_CERTSTATUS_UNKNOWN;
        ASN1_GENERALIZEDTIME* revoked = nullptr;
        const bool holds = basic && issuer_ && is_signed_for_issuer(basic.get()) &&
                           find_status(basic.get(), status, revoked);
        forget_openssl_errors();
        if (!holds) {
            add(evidence_code, place,
                "Die OCSP-Auskunft ist nicht über das Siegelzertifikat, nicht von seinem "
                "Aussteller, "
                "oder sie wurde verändert.");
        } else if (status == V_OCSP_CERTSTATUS_UNKNOWN ||
                   (status == V_OCSP_CERTSTATUS_REVOKED && is_by(at_, revoked))) {
            add(revoked_code, place, "Nach der OCSP-Auskunft galt das Siegelzertifikat nicht.");
        }
    }

    /// By the issuer itself, or by a responder that the issuer has certified for it.
    bool is_signed_for_issuer(OCSP_BASICRESP* basic) const {
        const StoreHandle store = certificate_store(pem_of(issuer_.get()));
        X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store.get()), at_);
        const StackHandle others = certificate_stack({pem_of(issuer_.get())});
        return OCSP_basic_verify(basic, others.get(), store.get(), 0) == 1;
    }

    bool find_status(OCSP_BASICRESP* basic, int& status, ASN1_GENERALIZEDTIME*& revoked) const {
        for (const EVP_MD* hash : {EVP_sha1(), EVP_sha256()}) {
            const std::unique_ptr<OCSP_CERTID, decltype(&OCSP_CERTID_free)> id(
                OCSP_cert_to_id(hash, signer_.get(), issuer_.get()), OCSP_CERTID_free);
            if (id && OCSP_resp_find_status(basic, id.get(), &status, nullptr, &revoked, nullptr,
                                            nullptr) == 1) {
                return true;
            }
        }
        return false;
    }

    void check_stamp(const std::string& trusted) {
        check_token_chain(document_.token_der, document_.stamped_octets, trusted,
                          evidence_.certificates, reasons_);
        for (const std::string& pem : certificates_in_token(document_.token_der)) {
            const auto inside = certificates_of(pem);
            if (std::ranges::find(evidence_.certificates, pem) != evidence_.certificates.end()) {
                needed_.insert(pem);
            }
            need_issuers_of(inside.front().get());
        }
    }

    const ports::SealedDocument& document_;
    const ports::SealEvidence& evidence_;
    std::time_t at_;
    ReasonList reasons_;
    std::vector<CertificateHandle> certificates_;  ///< null: not readable
    CertificateHandle signer_;
    CertificateHandle issuer_;
    std::set<std::string> needed_;
};

}  // namespace

Reasons XadesVerifier::check_trust(const ports::SealedDocument& document,
                                   const ports::SealEvidence& evidence,
                                   std::string_view trusted_signer,
                                   std::string_view trusted_stamp) const {
    return TrustCheck(document, evidence)
        .run(std::string(trusted_signer), std::string(trusted_stamp));
}

}  // namespace foerderwerk::signature
