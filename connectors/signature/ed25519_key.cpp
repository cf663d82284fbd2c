// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/ed25519_key.hpp"

#include <utility>

#include <openssl/evp.h>

#include "connectors/signature/openssl_handles.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::signature {
namespace {

constexpr std::size_t public_key_bytes = 32;
constexpr std::size_t signature_bytes = 64;

using DigestContext = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

DigestContext make_context() {
    DigestContext context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    if (!context) {
        openssl_failed("memory for Ed25519");
    }
    return context;
}

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* octets(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

}  // namespace

Ed25519Key Ed25519Key::generate() {
    KeyHandle key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    if (!key) {
        openssl_failed("make an Ed25519 key");
    }
    return Ed25519Key(std::move(key));
}

Ed25519Key Ed25519Key::from_pem(std::string_view private_key_pem) {
    KeyHandle key = private_key_from_pem(private_key_pem);
    if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519) {
        throw OperatingError(FailureKind::misconfigured,
                             "log signing key: not an Ed25519 private key in PEM form");
    }
    return Ed25519Key(std::move(key));
}

std::string Ed25519Key::private_key_pem() const {
    return private_key_to_pem(key_.get());
}

std::string Ed25519Key::public_key() const {
    std::string key(public_key_bytes, '\0');
    std::size_t length = key.size();
    if (EVP_PKEY_get_raw_public_key(key_.get(), octets(key), &length) != 1) {
        openssl_failed("public key of an Ed25519 key");
    }
    return key;
}

std::string Ed25519Key::sign(std::string_view message) const {
    const DigestContext context = make_context();
    std::string signature(signature_bytes, '\0');
    std::size_t length = signature.size();
    if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) != 1 ||
        EVP_DigestSign(context.get(), octets(signature), &length, octets(message),
                       message.size()) != 1) {
        openssl_failed("sign with Ed25519");
    }
    return signature;
}

bool verify_ed25519(std::string_view public_key32, std::string_view message,
                    std::string_view signature) {
    if (public_key32.size() != public_key_bytes || signature.size() != signature_bytes) {
        return false;
    }
    const KeyHandle key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(public_key32),
                                                    public_key_bytes));
    const DigestContext context = make_context();
    const bool good =
        key && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
        EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(message),
                         message.size()) == 1;
    forget_openssl_errors();
    return good;
}

}  // namespace foerderwerk::signature
