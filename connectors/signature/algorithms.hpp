// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <string_view>

/// Algorithm identifiers of XML Signature that are accepted; everything else is refused. RSA-PSS
/// is missing because libxmlsec1 1.2.37 cannot compute it.
namespace foerderwerk::signature::algorithm {

inline constexpr std::string_view exclusive_c14n = "http://www.w3.org/2001/10/xml-exc-c14n#";
inline constexpr std::string_view enveloped =
    "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

inline constexpr std::string_view sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
inline constexpr std::string_view sha384 = "http://www.w3.org/2001/04/xmldsig-more#sha384";
inline constexpr std::string_view sha512 = "http://www.w3.org/2001/04/xmlenc#sha512";

inline constexpr std::string_view rsa_sha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
inline constexpr std::string_view rsa_sha384 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384";
inline constexpr std::string_view rsa_sha512 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512";
inline constexpr std::string_view ecdsa_sha256 =
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
inline constexpr std::string_view ecdsa_sha384 =
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384";

inline constexpr std::array canonicalizations{exclusive_c14n};
inline constexpr std::array digests{sha256, sha384, sha512};
inline constexpr std::array rsa_signatures{rsa_sha256, rsa_sha384, rsa_sha512};
inline constexpr std::array ecdsa_signatures{ecdsa_sha256, ecdsa_sha384};

}  // namespace foerderwerk::signature::algorithm
