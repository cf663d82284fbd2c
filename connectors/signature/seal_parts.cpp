// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/seal_parts.hpp"

#include <algorithm>
#include <array>
#include <climits>
#include <memory>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include "connectors/signature/openssl_handles.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::signature {
namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t key_id_bytes = 8;
constexpr std::string_view wrap_context = "foerderwerk wrapped key\n";

void require_done(int answer, const char* what) {
    if (answer != 1) {
        openssl_failed(what);
    }
}

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* octets(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

int length_of(std::string_view bytes) {
    FOERDERWERK_REQUIRE(bytes.size() <= INT_MAX, "sealed parts are bounded by the message size");
    return static_cast<int>(bytes.size());
}

template <class Handle>
Handle* require_made(Handle* made) {
    if (made == nullptr) {
        openssl_failed("memory or algorithm");
    }
    return made;
}

// Fetched once and never freed: they live as long as the process, whatever the order of
// destructors at its end.
const EVP_MD* sha256_algorithm() {
    static const EVP_MD* algorithm = require_made(EVP_MD_fetch(nullptr, "SHA256", nullptr));
    return algorithm;
}
const EVP_CIPHER* gcm_algorithm() {
    static const EVP_CIPHER* algorithm =
        require_made(EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr));
    return algorithm;
}
EVP_MAC* hmac_algorithm() {
    static EVP_MAC* algorithm = require_made(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
    return algorithm;
}

EVP_MD_CTX* digest_context() {
    thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(
        require_made(EVP_MD_CTX_new()), EVP_MD_CTX_free);
    return context.get();
}

EVP_CIPHER_CTX* cipher_context() {
    thread_local const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(
        require_made(EVP_CIPHER_CTX_new()), EVP_CIPHER_CTX_free);
    return context.get();
}

EVP_MAC_CTX* make_hmac_context() {
    EVP_MAC_CTX* context = require_made(EVP_MAC_CTX_new(hmac_algorithm()));
    std::array<char, 7> digest{"SHA256"};
    const std::array parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
        OSSL_PARAM_construct_end()};
    require_done(EVP_MAC_CTX_set_params(context, parameters.data()), "HMAC with SHA-256");
    return context;
}

EVP_MAC_CTX* hmac_context() {
    thread_local const std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)> context(
        make_hmac_context(), EVP_MAC_CTX_free);
    return context.get();
}

/// Leaves no key in the thread's context.
struct CipherReset {
    ~CipherReset() { EVP_CIPHER_CTX_reset(cipher_context()); }
};

}  // namespace

Digest sha256_of(std::string_view bytes) {
    EVP_MD_CTX* context = digest_context();
    Digest digest{};
    require_done(EVP_DigestInit_ex2(context, sha256_algorithm(), nullptr), "SHA-256");
    require_done(EVP_DigestUpdate(context, bytes.data(), bytes.size()), "SHA-256");
    require_done(EVP_DigestFinal_ex(context, digest.data(), nullptr), "SHA-256");
    return digest;
}

OpenSslSealing::OpenSslSealing(MasterKey current, std::vector<MasterKey> former) {
    keys_.push_back(std::move(current));
    std::ranges::move(former, std::back_inserter(keys_));
}

std::string OpenSslSealing::random_bytes(std::size_t count) const {
    std::string bytes(count, '\0');
    require_done(RAND_bytes(octets(bytes), length_of(bytes)), "random bytes");
    return bytes;
}

Digest OpenSslSealing::sha256(std::string_view bytes) const {
    return sha256_of(bytes);
}

Digest OpenSslSealing::hmac_sha256(std::string_view key, std::string_view bytes) const {
    // With a null key OpenSSL would go on with the key of the call before.
    static constexpr unsigned char empty_key = 0;
    EVP_MAC_CTX* context = hmac_context();
    Digest digest{};
    std::size_t length = 0;
    require_done(EVP_MAC_init(context, key.empty() ? &empty_key : octets(key), key.size(), nullptr),
                 "HMAC");
    require_done(EVP_MAC_update(context, octets(bytes), bytes.size()), "HMAC");
    require_done(EVP_MAC_final(context, digest.data(), &length, digest.size()), "HMAC");
    return digest;
}

std::string OpenSslSealing::seal(std::string_view key32, std::string_view plaintext,
                                 std::string_view associated_data) const {
    FOERDERWERK_REQUIRE(key32.size() == key_bytes, "AES-256 keys have 32 bytes");
    const CipherReset reset;
    EVP_CIPHER_CTX* context = cipher_context();
    std::string sealed(nonce_bytes + plaintext.size() + tag_bytes, '\0');
    unsigned char* const nonce = octets(sealed);
    unsigned char* const text = nonce + nonce_bytes;
    int length = 0;
    require_done(RAND_bytes(nonce, nonce_bytes), "nonce");
    require_done(EVP_EncryptInit_ex2(context, gcm_algorithm(), octets(key32), nonce, nullptr),
                 "AES-GCM");
    require_done(EVP_EncryptUpdate(context, nullptr, &length, octets(associated_data),
                                   length_of(associated_data)),
                 "AES-GCM");
    if (!plaintext.empty()) {
        require_done(
            EVP_EncryptUpdate(context, text, &length, octets(plaintext), length_of(plaintext)),
            "AES-GCM");
    }
    unsigned char* const tag = text + plaintext.size();
    require_done(EVP_EncryptFinal_ex(context, tag, &length), "AES-GCM");
    require_done(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, tag_bytes, tag), "AES-GCM");
    return sealed;
}

std::optional<std::string> OpenSslSealing::open(std::string_view key32, std::string_view sealed,
                                                std::string_view associated_data) const {
    FOERDERWERK_REQUIRE(key32.size() == key_bytes, "AES-256 keys have 32 bytes");
    if (sealed.size() < nonce_bytes + tag_bytes) {
        return std::nullopt;
    }
    const CipherReset reset;
    EVP_CIPHER_CTX* context = cipher_context();
    const std::string_view text =
        sealed.substr(nonce_bytes, sealed.size() - nonce_bytes - tag_bytes);
    std::string tag(sealed.substr(sealed.size() - tag_bytes));
    std::string plaintext(text.size(), '\0');
    int length = 0;
    require_done(
        EVP_DecryptInit_ex2(context, gcm_algorithm(), octets(key32), octets(sealed), nullptr),
        "AES-GCM");
    require_done(EVP_DecryptUpdate(context, nullptr, &length, octets(associated_data),
                                   length_of(associated_data)),
                 "AES-GCM");
    if (!text.empty()) {
        require_done(
            EVP_DecryptUpdate(context, octets(plaintext), &length, octets(text), length_of(text)),
            "AES-GCM");
    }
    require_done(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag_bytes, octets(tag)),
                 "AES-GCM");
    std::array<unsigned char, tag_bytes> rest{};
    if (EVP_DecryptFinal_ex(context, rest.data(), &length) != 1) {
        forget_openssl_errors();
        return std::nullopt;
    }
    return plaintext;
}

std::string OpenSslSealing::wrap_key(std::string_view key32) const {
    FOERDERWERK_REQUIRE(key32.size() == key_bytes, "wrapped keys have 32 bytes");
    const MasterKey& master = keys_.front();
    return master.id() + seal(master.bytes(), key32, std::string(wrap_context) + master.id());
}

std::optional<std::string> OpenSslSealing::unwrap_key(std::string_view wrapped) const {
    const MasterKey* master = find_master_key(wrapped.substr(0, key_id_bytes));
    if (master == nullptr) {
        return std::nullopt;
    }
    auto key = open(master->bytes(), wrapped.substr(key_id_bytes),
                    std::string(wrap_context) + master->id());
    return key && key->size() == key_bytes ? key : std::nullopt;
}

std::string OpenSslSealing::master_key_id() const {
    return keys_.front().id();
}

const MasterKey* OpenSslSealing::find_master_key(std::string_view id) const {
    const auto found = std::ranges::find(keys_, id, &MasterKey::id);
    return found == keys_.end() ? nullptr : &*found;
}

}  // namespace foerderwerk::signature
