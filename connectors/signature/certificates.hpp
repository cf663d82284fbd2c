// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/ports/message_gate.hpp"
#include "engine/types/instant.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::signature {

enum class KeyKind { rsa, ec_p256, ec_p384, other };

/// What we need to know about an X.509 certificate.
struct Certificate {
    std::string der;
    std::string fingerprint_sha256_hex;  ///< of `der`, lower case
    std::string subject;                 ///< RFC 2253, UTF-8
    std::string issuer;
    Instant valid_from;
    Instant valid_to;  ///< inclusive
    KeyKind key_kind = KeyKind::other;
    int key_bits = 0;
    bool usable_for_signatures = false;  ///< key usage absent, or digitalSignature/nonRepudiation
    bool is_authority = false;           ///< basicConstraints CA:TRUE
};

/// One certificate, DER or the first one in a PEM text. Code: SIG_KEY.
[[nodiscard]] Result<Certificate, Reasons> read_certificate(std::string_view pem_or_der);

/// RSA of at least 3000 bits with an exponent of at least 65537, or ECDSA on the named curves
/// P-256 and P-384. Code: SIG_KEY.
[[nodiscard]] Reasons check_key_strength(const Certificate& certificate);

/// Everything that must hold before a certificate is registered for a sender: strength, purpose,
/// no certification authority, not expired. Who owns it and who issued it a person has to check.
[[nodiscard]] Reasons check_sender_certificate(const Certificate& certificate, Instant now);

/// The register's entry for a certificate with the certificate's own validity.
[[nodiscard]] ports::SenderCertificate sender_certificate(std::string sender,
                                                          const Certificate& certificate);

[[nodiscard]] std::string certificate_pem(const Certificate& certificate);

struct KeyAndCertificate {
    std::string private_key_pem;  ///< PKCS #8, not encrypted: belongs into a file of mode 0600
    std::string certificate_pem;
};

enum class CertificatePurpose { message_signature, tls_server, tls_client, authority };

struct CertificateWish {
    std::string common_name;
    std::string organisation;  ///< may be empty
    CertificatePurpose purpose = CertificatePurpose::message_signature;
    KeyKind key_kind = KeyKind::ec_p256;
    int rsa_bits = 3072;
    Instant valid_from;
    int days = 365;
    std::vector<std::string> dns_names;     ///< subject alternative names, as "localhost"
    std::vector<std::string> ip_addresses;  ///< as "127.0.0.1"
};

/// A new key with a certificate, signed by `issuer`, or by itself when that is null. For set-up,
/// demonstrations and tests: an authority's real certificates come from its certification service.
/// Throws OperatingError: misconfigured for a wish that makes no sense or an issuer that cannot
/// be read, transient when the library fails.
[[nodiscard]] KeyAndCertificate make_key_and_certificate(const CertificateWish& wish,
                                                         const KeyAndCertificate* issuer = nullptr);

}  // namespace foerderwerk::signature
