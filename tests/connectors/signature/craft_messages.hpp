// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "engine/types/reason.hpp"
#include "tests/connectors/signature/test_senders.hpp"

namespace foerderwerk::signature::test {

/// What an attacker (or a careless sender) can choose. Every text is XML, put in as it is, so
/// that a message can be wrong in exactly one way and still carry a signature that computes.
struct Craft {
    Craft();  ///< the correct message

    std::string prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    std::string root_attributes = " Id=\"m1\"";
    std::string content;  ///< children of the root before the signature
    std::string signature_attributes;
    std::string canonicalization;
    std::string signature_method;
    std::string signature_method_content;
    std::string uri_attribute = " URI=\"#m1\"";
    std::string transforms;
    std::string digest;
    std::string after_reference;  ///< inside SignedInfo
    std::string key_info;         ///< the whole element
    std::string after_key_info;   ///< inside Signature
    std::string after_signature;  ///< children of the root
};

[[nodiscard]] std::string transform(std::string_view algorithm, std::string_view content = "");
[[nodiscard]] std::string reference(std::string_view uri, std::string_view transforms,
                                    std::string_view digest);
[[nodiscard]] std::string x509_key_info(const Sender& sender);
/// The whole message with empty values.
[[nodiscard]] std::string message_template(const Craft& craft);

/// Computes digests and signature value of the first ds:Signature with everything that libxmlsec1
/// can do, as an attacker would; every `Id`, `ID`, `id` and `xml:id` is known to it.
[[nodiscard]] std::string sign_anything(const std::string& xml, const Sender& sender);
/// The same with an HMAC under a key of the attacker's choice.
[[nodiscard]] std::string sign_with_hmac(const std::string& xml, std::string_view key);

/// The correct message of the portal, signed once.
[[nodiscard]] const std::string& valid_message();

/// Text surgery; throws when `from` does not occur.
[[nodiscard]] std::string replaced(std::string text, std::string_view from, std::string_view to);
[[nodiscard]] std::string between(const std::string& text, std::string_view from,
                                  std::string_view to);  ///< both included
/// The message's ds:Signature element, and the message without it.
[[nodiscard]] std::string signature_of(const std::string& message);
[[nodiscard]] std::string without_signature(const std::string& message);
[[nodiscard]] std::string without_prolog(const std::string& message);

[[nodiscard]] bool has_code(const Reasons& reasons, std::string_view code);
/// For messages of failed expectations.
[[nodiscard]] std::string shown(const Reasons& reasons);

}  // namespace foerderwerk::signature::test
