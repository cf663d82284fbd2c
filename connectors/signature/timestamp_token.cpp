// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/timestamp_token.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <memory>

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/pkcs7.h>
#include <openssl/ts.h>
#include <openssl/x509_vfy.h>

#include "connectors/signature/certificate_store.hpp"
#include "connectors/signature/certificates.hpp"
#include "connectors/signature/openssl_handles.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "engine/types/digest.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::signature {
namespace {

constexpr const char* code = "SEAL_TIME";
constexpr const char* place = "xades:EncapsulatedTimeStamp";

template <class Handle, void (*free)(Handle*)>
struct Free {
    void operator()(Handle* handle) const { free(handle); }
};
using Query = std::unique_ptr<TS_REQ, Free<TS_REQ, TS_REQ_free>>;
using Imprint = std::unique_ptr<TS_MSG_IMPRINT, Free<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free>>;
using Answer = std::unique_ptr<TS_RESP, Free<TS_RESP, TS_RESP_free>>;
using Token = std::unique_ptr<PKCS7, Free<PKCS7, PKCS7_free>>;
using Facts = std::unique_ptr<TS_TST_INFO, Free<TS_TST_INFO, TS_TST_INFO_free>>;
using Check = std::unique_ptr<TS_VERIFY_CTX, Free<TS_VERIFY_CTX, TS_VERIFY_CTX_free>>;

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

[[noreturn]] void no_stamp(const std::string& why) {
    forget_openssl_errors();
    throw OperatingError(FailureKind::transient, "time stamp: " + why);
}

template <class Handle>
Handle* require_made(Handle* made) {
    if (made == nullptr) {
        openssl_failed("time stamp");
    }
    return made;
}

template <class Handle>
std::string to_der(Handle* handle, int (*write)(const Handle*, unsigned char**)) {
    unsigned char* data = nullptr;
    const int length = write(handle, &data);
    if (length <= 0) {
        openssl_failed("write a time stamp");
    }
    std::string der(reinterpret_cast<const char*>(data), static_cast<std::size_t>(length));
    OPENSSL_free(data);
    return der;
}

/// Null when the bytes are not exactly one token.
Token parse_token(const std::string& der) {
    const unsigned char* position = octets(der);
    Token token(d2i_PKCS7(nullptr, &position, static_cast<long>(der.size())));
    if (position != octets(der) + der.size() || !token || PKCS7_type_is_signed(token.get()) == 0) {
        token.reset();
    }
    forget_openssl_errors();
    return token;
}

Facts facts_of(PKCS7* token) {
    Facts facts(PKCS7_to_TS_TST_INFO(token));
    forget_openssl_errors();
    return facts;
}

std::optional<Instant> time_of(const TS_TST_INFO* facts) {
    std::tm parts{};
    if (facts == nullptr || ASN1_TIME_to_tm(TS_TST_INFO_get_time(facts), &parts) != 1) {
        forget_openssl_errors();
        return std::nullopt;
    }
    namespace chrono = std::chrono;
    const LocalDate date = chrono::year(parts.tm_year + 1900) /
                           chrono::month(static_cast<unsigned>(parts.tm_mon) + 1) /
                           chrono::day(static_cast<unsigned>(parts.tm_mday));
    return Instant(chrono::sys_days(date) + chrono::hours(parts.tm_hour) +
                   chrono::minutes(parts.tm_min) + chrono::seconds(parts.tm_sec));
}

Query make_query(std::string_view bytes) {
    const Digest digest = sha256_of(bytes);
    const std::string random = OpenSslSealing(MasterKey(std::string(32, '\0'))).random_bytes(16);
    const Query query(require_made(TS_REQ_new()));
    const Imprint imprint(require_made(TS_MSG_IMPRINT_new()));
    const std::unique_ptr<X509_ALGOR, decltype(&X509_ALGOR_free)> algorithm(
        require_made(X509_ALGOR_new()), X509_ALGOR_free);
    const std::unique_ptr<BIGNUM, decltype(&BN_free)> number(
        require_made(BN_bin2bn(octets(random), 16, nullptr)), BN_free);
    const std::unique_ptr<ASN1_INTEGER, decltype(&ASN1_INTEGER_free)> nonce(
        require_made(BN_to_ASN1_INTEGER(number.get(), nullptr)), ASN1_INTEGER_free);
    X509_ALGOR_set_md(algorithm.get(), EVP_sha256());
    std::string copy(as_bytes(digest));
    if (TS_REQ_set_version(query.get(), 1) != 1 ||
        TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) != 1 ||
        TS_MSG_IMPRINT_set_msg(imprint.get(), reinterpret_cast<unsigned char*>(copy.data()),
                               static_cast<int>(copy.size())) != 1 ||
        TS_REQ_set_msg_imprint(query.get(), imprint.get()) != 1 ||
        TS_REQ_set_nonce(query.get(), nonce.get()) != 1 ||
        TS_REQ_set_cert_req(query.get(), 1) != 1) {
        openssl_failed("time stamp query");
    }
    return Query(TS_REQ_dup(query.get()));
}

/// A context takes what it is given; the store is judged at `at`, or now without it.
void trust(TS_VERIFY_CTX* check, const std::string& trusted_pem, std::optional<Instant> at) {
    StoreHandle store = certificate_store(trusted_pem);
    if (at) {
        X509_VERIFY_PARAM_set_time(
            X509_STORE_get0_param(store.get()),
            std::chrono::duration_cast<std::chrono::seconds>(at->time_since_epoch()).count());
    }
    TS_VERIFY_CTX_set_store(check, store.release());
}

}  // namespace

std::string TimestampService::stamp(std::string_view bytes) const {
    const Query query = make_query(bytes);
    const std::string der = ask_(to_der<TS_REQ>(query.get(), i2d_TS_REQ));
    const unsigned char* position = octets(der);
    const Answer answer(d2i_TS_RESP(nullptr, &position, static_cast<long>(der.size())));
    if (!answer) {
        no_stamp("the answer is none of RFC 3161");
    }
    const Check check(TS_REQ_to_TS_VERIFY_CTX(query.get(), nullptr));
    if (!check) {
        openssl_failed("time stamp");
    }
    TS_VERIFY_CTX_add_flags(check.get(), TS_VFY_SIGNATURE);
    trust(check.get(), trusted_pem_, std::nullopt);
    if (TS_RESP_verify_response(check.get(), answer.get()) != 1) {
        no_stamp("the service refused, or its answer does not fit the query or its certificate");
    }
    PKCS7* token = TS_RESP_get_token(answer.get());
    const Facts facts = facts_of(token);
    if (!time_of(facts.get())) {
        no_stamp("the token names no time");
    }
    return to_der<PKCS7>(token, i2d_PKCS7);
}

std::optional<Instant> stamped_time(const std::string& token_der, std::string_view bytes,
                                    ReasonList& reasons) {
    const Token token = parse_token(token_der);
    const Facts facts = token ? facts_of(token.get()) : nullptr;
    const auto time = time_of(facts.get());
    const Check check(require_made(TS_VERIFY_CTX_new()));
    TS_VERIFY_CTX_set_flags(check.get(), TS_VFY_VERSION | TS_VFY_DATA);
    // The context frees the BIO.
    TS_VERIFY_CTX_set_data(check.get(), reading_bio(bytes).release());
    const bool fits = time && TS_RESP_verify_token(check.get(), token.get()) == 1;
    forget_openssl_errors();
    if (!fits) {
        reasons.add(code, place, "Der Zeitstempel ist nicht über den Wert dieser Signatur.");
        return std::nullopt;
    }
    return time;
}

void check_token_chain(const std::string& token_der, std::string_view bytes,
                       const std::string& trusted_pem,
                       const std::vector<std::string>& certificates_pem, ReasonList& reasons) {
    const Token token = parse_token(token_der);
    const Facts facts = token ? facts_of(token.get()) : nullptr;
    const auto time = time_of(facts.get());
    const Check check(require_made(TS_VERIFY_CTX_new()));
    TS_VERIFY_CTX_set_flags(check.get(), TS_VFY_VERSION | TS_VFY_DATA | TS_VFY_SIGNATURE);
    TS_VERIFY_CTX_set_data(check.get(), reading_bio(bytes).release());
    trust(check.get(), trusted_pem, time);
    TS_VERIFY_CTX_set_certs(check.get(), certificate_stack(certificates_pem).release());
    const bool holds = time && TS_RESP_verify_token(check.get(), token.get()) == 1;
    forget_openssl_errors();
    if (!holds) {
        reasons.add(
            code, place,
            "Der Zeitstempel ist nicht von einem Dienst, dem hier vertraut wird, oder seine "
            "Signatur ist falsch.");
    }
}

std::vector<std::string> certificates_in_token(const std::string& token_der) {
    std::vector<std::string> found;
    const Token token = parse_token(token_der);
    const STACK_OF(X509)* all = token ? token->d.sign->cert : nullptr;
    found.reserve(static_cast<std::size_t>(std::max(sk_X509_num(all), 0)));
    for (int i = 0; i < sk_X509_num(all); ++i) {
        found.push_back(pem_of(sk_X509_value(all, i)));
    }
    return found;
}

}  // namespace foerderwerk::signature
