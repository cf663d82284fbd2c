// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace foerderwerk::signature {

struct RootName {
    std::string namespace_uri;
    std::string local_name;
    friend bool operator==(const RootName&, const RootName&) = default;
};

/// The two shapes a signature may have: one reference to the message; or a second one to XAdES
/// signed properties, which name the signer's certificate and the time of signing.
enum class SignatureProfile { plain, xades };

/// What a message may cost us before anything about it is known. Sizes in bytes.
struct GateLimits {
    std::size_t message_bytes_max = std::size_t{20} * 1024 * 1024;
    std::size_t tag_bytes_max = std::size_t{64} * 1024;
    std::size_t markup_max = 100'000;  ///< number of '<' in the message
    std::size_t depth_max = 64;
    std::size_t attributes_max = 128;  ///< of one element, namespace declarations included
    std::size_t all_attributes_max = 50'000;
    std::size_t namespaces_in_scope_max = 256;
    /// libxml2 refuses longer text unless XML_PARSE_HUGE takes all its guards away.
    std::size_t text_bytes_max = 10'000'000;
    std::vector<SignatureProfile> profiles{SignatureProfile::plain, SignatureProfile::xades};
    std::vector<RootName> roots;  ///< expected root elements; empty: any
};

}  // namespace foerderwerk::signature
