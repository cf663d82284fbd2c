// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/evidence/openssl_keys.hpp"

#include <memory>

#include <openssl/evp.h>

namespace foerderwerk::evidence {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

Key private_key() {
    const std::string seed(32, '\x2a');
    return {EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes_of(seed), seed.size()),
            EVP_PKEY_free};
}

}  // namespace

Digest openssl_sha256(std::string_view bytes) {
    Digest digest{};
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    return digest;
}

std::string openssl_sign(std::string_view message) {
    const Key key = private_key();
    const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    std::string signature(64, '\0');
    std::size_t length = signature.size();
    EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get());
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length,
                   bytes_of(message), message.size());
    return signature;
}

bool openssl_verify(const Ed25519PublicKey& key, std::string_view message,
                    std::string_view signature) {
    const Key public_key(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()),
        EVP_PKEY_free);
    const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, public_key.get());
    return EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message),
                            message.size()) == 1;
}

VerifierKey test_key() {
    VerifierKey key{"foerderwerk.example/evidence", {}};
    std::size_t length = key.public_key.size();
    EVP_PKEY_get_raw_public_key(private_key().get(), key.public_key.data(), &length);
    return key;
}

NoteVerifier test_verifier() {
    return {test_key(), openssl_verify, openssl_sha256};
}

}  // namespace foerderwerk::evidence
