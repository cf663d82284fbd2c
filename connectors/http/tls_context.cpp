// SPDX-License-Identifier: EUPL-1.2
#include "connectors/http/tls_context.hpp"

#include <csignal>
#include <mutex>

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/NetSSL.h>
#include <openssl/ssl.h>

#include "engine/types/failure.hpp"

namespace foerderwerk::http {

namespace {

using Poco::Net::Context;

constexpr const char* tls12_ciphers =
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256";
/// TR-02102-2 has let PKCS#1 v1.5 go; SHA-1 and DSA were never in it.
constexpr const char* signature_algorithms =
    "ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512:RSA-PSS+SHA256:RSA-PSS+SHA384:RSA-PSS+SHA512";
/// 128 bits of security: RSA and DH from 3072 bits, elliptic curves from 256, no SHA-1 in chains.
constexpr int security_level = 3;
constexpr const char* tls13_suites = "TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256";

[[noreturn]] void misconfigured(const std::string& what) {
    throw OperatingError(FailureKind::misconfigured, "TLS: " + what);
}

void require(bool done, const std::string& what) {
    if (!done) {
        misconfigured(what);
    }
}

void harden(SSL_CTX* context) {
    SSL_CTX_set_security_level(context, security_level);
    require(SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
                SSL_CTX_set_cipher_list(context, tls12_ciphers) == 1 &&
                SSL_CTX_set_ciphersuites(context, tls13_suites) == 1 &&
                SSL_CTX_set1_sigalgs_list(context, signature_algorithms) == 1 &&
                SSL_CTX_set1_groups_list(context, "P-256:P-384") == 1,
            "the library does not offer the demanded algorithms");
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                     SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 0);
}

/// The library read our certificate before the level of security was set.
void require_strong_key(SSL_CTX* context, const std::string& file) {
    X509* const certificate = SSL_CTX_get0_certificate(context);
    if (certificate == nullptr) {
        return;  // a client that shows none
    }
    X509_up_ref(certificate);
    const bool strong = SSL_CTX_use_certificate(context, certificate) == 1;
    X509_free(certificate);
    require(strong, file + " has a key or signature that is too weak");
}

/// The handshake proves that the peer holds the key; whether the certificate is registered is
/// decided by its fingerprint, so neither its issuer nor its dates count here. A key that can be
/// broken proves nothing.
int accept_strong_key(int /*verified*/, X509_STORE_CTX* store) {
    return X509_STORE_CTX_get_error(store) == X509_V_ERR_EE_KEY_TOO_SMALL ? 0 : 1;
}

void ask_clients(SSL_CTX* context, const TlsServerSettings& settings) {
    using Clients = TlsServerSettings::Clients;
    switch (settings.clients) {
        case Clients::anonymous:
            SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nullptr);
            break;
        case Clients::registered:
            SSL_CTX_set_verify(context, SSL_VERIFY_PEER, accept_strong_key);
            break;
        case Clients::by_authority:
            require(SSL_CTX_load_verify_locations(context, settings.client_authority_file.c_str(),
                                                  nullptr) == 1,
                    "cannot read the client authorities " + settings.client_authority_file);
            SSL_CTX_set_client_CA_list(
                context, SSL_load_client_CA_file(settings.client_authority_file.c_str()));
            SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
            break;
    }
}

Context* make_context(Context::Usage usage, const Context::Params& params) {
    // Poco counts its contexts and takes the library down with the last one, while another thread
    // may be making the next: held once, it stays.
    static const bool held = [] {
        Poco::Net::initializeSSL();
        return true;
    }();
    static_cast<void>(held);
    try {
        return new Context(usage, params);
    } catch (const Poco::Exception& error) {
        misconfigured("cannot use certificate " + params.certificateFile + " with key " +
                      params.privateKeyFile + ": " + error.displayText());
    }
}

}  // namespace

TlsContext::TlsContext(const TlsServerSettings& settings) {
    Context::Params params;
    params.certificateFile = settings.certificate_file;
    params.privateKeyFile = settings.key_file;
    // The library's own callback is replaced below: it would refuse registered certificates.
    params.verificationMode = Context::VERIFY_NONE;
    params.cipherList = tls12_ciphers;
    context_ = make_context(Context::TLS_SERVER_USE, params);
    try {
        harden(context_->sslContext());
        require(SSL_CTX_check_private_key(context_->sslContext()) == 1,
                settings.key_file + " is not the key of " + settings.certificate_file);
        require_strong_key(context_->sslContext(), settings.certificate_file);
        ask_clients(context_->sslContext(), settings);
    } catch (...) {
        context_->release();
        throw;
    }
}

TlsContext::TlsContext(const TlsClientSettings& settings) {
    Context::Params params;
    params.certificateFile = settings.certificate_file;
    params.privateKeyFile = settings.key_file;
    // "Strict" makes the library check the host name, for "localhost" too.
    params.verificationMode = Context::VERIFY_STRICT;
    params.cipherList = tls12_ciphers;
    context_ = make_context(Context::TLS_CLIENT_USE, params);
    try {
        SSL_CTX* const context = context_->sslContext();
        harden(context);
        require_strong_key(context, settings.certificate_file);
        require(SSL_CTX_load_verify_locations(context, settings.trust_file.c_str(), nullptr) == 1,
                "cannot read the trust file " + settings.trust_file);
        // The trust file may hold the server's very certificate instead of its authority.
        X509_STORE_set_flags(SSL_CTX_get_cert_store(context), X509_V_FLAG_PARTIAL_CHAIN);
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    } catch (...) {
        context_->release();
        throw;
    }
}

TlsContext::~TlsContext() {
    context_->release();
}

void ignore_broken_pipes() {
    static std::once_flag once;
    std::call_once(once, [] {
        struct sigaction current {};
        if (::sigaction(SIGPIPE, nullptr, &current) == 0 && current.sa_handler == SIG_DFL) {
            static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
        }
    });
}

}  // namespace foerderwerk::http
