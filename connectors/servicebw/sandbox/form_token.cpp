// SPDX-License-Identifier: EUPL-1.2
#include "connectors/servicebw/sandbox/form_token.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include "connectors/http/text_rules.hpp"
#include "engine/types/digest.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::servicebw::sandbox {

namespace {

constexpr std::string_view cookie_name = "__Host-sandbox";
constexpr std::size_t cookie_bytes = 16;

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1) {
        throw OperatingError(FailureKind::transient, "no random bytes to be had");
    }
    return bytes;
}

/// The value of our cookie, or "" when there is none of the right form.
std::string cookie_of(const http::HttpRequest& request) {
    const std::string* const field = request.header("Cookie");
    std::string_view rest = field == nullptr ? std::string_view{} : *field;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(';'), rest.size());
        const auto pair = http::trim(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos || pair.substr(0, equals) != cookie_name) {
            continue;
        }
        const auto value = pair.substr(equals + 1);
        if (value.size() == 2 * cookie_bytes && from_hex(value).has_value()) {
            return std::string(value);
        }
    }
    return {};
}

}  // namespace

FormTokens::FormTokens() : key_(random_bytes(32)) {}

std::string FormTokens::token_for(const std::string& cookie) const {
    Digest digest{};
    unsigned int length = 0;
    if (HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
             reinterpret_cast<const unsigned char*>(cookie.data()), cookie.size(), digest.data(),
             &length) == nullptr) {
        throw OperatingError(FailureKind::transient, "the library computes no HMAC");
    }
    return to_hex(digest);
}

FormTokens::Issued FormTokens::issue(const http::HttpRequest& request) const {
    auto cookie = cookie_of(request);
    if (!cookie.empty()) {
        return {token_for(cookie), {}};
    }
    cookie = to_hex(random_bytes(cookie_bytes));
    return {token_for(cookie), std::string(cookie_name) + "=" + cookie +
                                   "; Path=/; Secure; HttpOnly; SameSite=Strict"};
}

bool FormTokens::accepts(const http::HttpRequest& request, const std::string& token) const {
    const std::string* const site = request.header("Sec-Fetch-Site");
    if (site != nullptr && *site != "same-origin" && *site != "none") {
        return false;
    }
    const auto cookie = cookie_of(request);
    if (cookie.empty()) {
        return false;
    }
    const auto expected = token_for(cookie);
    return token.size() == expected.size() &&
           CRYPTO_memcmp(token.data(), expected.data(), expected.size()) == 0;
}

std::string random_uuid() {
    auto bytes = random_bytes(16);
    bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x40);
    bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
    auto text = to_hex(bytes);
    for (const std::size_t place : {20U, 16U, 12U, 8U}) {
        text.insert(place, 1, '-');
    }
    return text;
}

}  // namespace foerderwerk::servicebw::sandbox
