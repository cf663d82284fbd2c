// SPDX-License-Identifier: EUPL-1.2
#include "connectors/http/client_identity.hpp"

#include <memory>

#include <arpa/inet.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "connectors/http/text_rules.hpp"
#include "engine/types/digest.hpp"

namespace foerderwerk::http {

namespace {

Failure<Refusal> wrong_field(const char* field) {
    return Failure(
        Refusal{400, {"HTTP_CLIENT_FIELD", field, "This field cannot stand here like this."}});
}

bool is_ip_address(const std::string& text) {
    in6_addr address{};
    return ::inet_pton(AF_INET, text.c_str(), &address) == 1 ||
           ::inet_pton(AF_INET6, text.c_str(), &address) == 1;
}

/// Exactly one certificate; nothing when there is something else.
std::optional<std::string> der_of_pem(const std::string& pem) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> bytes(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr), X509_free);
    if (certificate == nullptr || BIO_pending(bytes.get()) > 0) {
        return std::nullopt;
    }
    unsigned char* der = nullptr;
    const int length = i2d_X509(certificate.get(), &der);
    if (length <= 0) {
        return std::nullopt;
    }
    std::string text(der, der + length);
    OPENSSL_free(der);
    return text;
}

}  // namespace

std::string certificate_fingerprint(std::string_view der) {
    Digest digest{};
    EVP_Digest(der.data(), der.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    return to_hex(digest);
}

Result<PeerEvidence, Refusal> identify_client(const Headers& headers, const PeerEvidence& peer,
                                              const std::optional<ProxySettings>& proxy) {
    const auto certificates = count_headers(headers, certificate_field);
    const auto addresses = count_headers(headers, address_field);
    if (!proxy.has_value()) {
        if (certificates + addresses > 0) {
            return wrong_field(certificates > 0 ? certificate_field : address_field);
        }
        return peer;
    }
    if (peer.uid != proxy->uid) {
        return Failure(Refusal{403, {"HTTP_PROXY", "", "This socket is for the proxy alone."}});
    }
    if (addresses != 1 || !is_ip_address(*find_header(headers, address_field))) {
        return wrong_field(address_field);
    }
    PeerEvidence client{.peer = *find_header(headers, address_field),
                        .uid = std::nullopt,
                        .certificate_fingerprint = {},
                        .certificate_der = {}};
    if (certificates == 0) {
        return client;
    }
    const auto pem = percent_decode(*find_header(headers, certificate_field));
    const auto der = certificates == 1 && pem.has_value() ? der_of_pem(*pem) : std::nullopt;
    if (!der.has_value()) {
        return wrong_field(certificate_field);
    }
    client.certificate_der = *der;
    client.certificate_fingerprint = certificate_fingerprint(*der);
    return client;
}

}  // namespace foerderwerk::http
