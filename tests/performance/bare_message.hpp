// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>
#include <string>

struct evp_pkey_st;

namespace foerderwerk::performance {

/// Keys and schemas for the bare calls.
struct BareKeys {
    std::string sender_certificate_pem;  ///< whose signature is verified
    std::string signing_key_pem;         ///< ours, for decisions
    std::string signing_certificate_pem;
    std::filesystem::path schemas;
};

/// The library calls for messages with nothing of ours around them: no limits, no shape, no
/// register, no reasons, no values. One per thread.
class BareMessage {
public:
    explicit BareMessage(const BareKeys& keys);
    ~BareMessage();

    /// libxml2: bytes to a tree.
    void parse(const std::string& bytes) const;
    /// libxml2 and libxmlsec1: parses and verifies with the known key; gives the digested octets.
    /// Throws OperatingError when the signature does not hold.
    [[nodiscard]] std::string verify(const std::string& bytes) const;
    /// The same for what sign() gave.
    [[nodiscard]] std::string verify_own(const std::string& bytes) const;
    /// Xerces: parses and validates against cached grammars. Throws OperatingError when invalid.
    void validate(const std::string& bytes);
    /// libxmlsec1: an enveloped ECDSA signature over an unsigned message.
    [[nodiscard]] std::string sign(const std::string& bytes) const;

private:
    static std::string verify_with(evp_pkey_st* key, const std::string& bytes);

    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace foerderwerk::performance
