// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/connectors/signature/craft_messages.hpp"

namespace foerderwerk::hostile {

using signature::test::Craft;
using signature::test::Sender;

/// One message that must be refused.
struct HostileMessage {
    std::string attack;  ///< the class of attack, as docs/security.md has it
    std::string name;
    std::string bytes;
    std::vector<std::string> classes;  ///< of the reasons, exactly, in alphabetical order
    /// What it costs is the attack: it must not meet a gate without its limits.
    bool costly = false;
};

/// Collects messages of one attack after the other.
class HostileList {
public:
    void attack(std::string name) { attack_ = std::move(name); }
    void add(std::string name, std::string bytes, std::vector<std::string> classes);
    void add_costly(std::string name, std::string bytes, std::vector<std::string> classes);

    [[nodiscard]] std::vector<HostileMessage> take() { return std::move(messages_); }

private:
    std::string attack_;
    std::vector<HostileMessage> messages_;
};

/// The one valid message everything is made of, and its makings: an application of tests/data
/// with an enveloped signature of `signer`.
[[nodiscard]] Craft application(const Sender& signer);
[[nodiscard]] std::string valid_message(const Sender& signer);
/// Valid for the gate and for the schemas, each another way.
struct ValidMessage {
    std::string name;
    std::string bytes;
};
[[nodiscard]] std::vector<ValidMessage> valid_messages(const Sender& signer);

/// What XAdES adds, every part open to an attacker.
struct Properties {
    explicit Properties(const Sender& signer);  ///< correct

    std::string signing_time;  ///< one second after the certificate's begin, with an offset
    std::string certificate_digest_method;
    std::string certificate_digest;
    std::string cert_content;  ///< behind xades:CertDigest
    std::string object_format =
        "<xades:SignedDataObjectProperties><xades:DataObjectFormat ObjectReference=\"#r-1\">"
        "<xades:MimeType>text/xml</xades:MimeType></xades:DataObjectFormat>"
        "</xades:SignedDataObjectProperties>";
    std::string qualifying_attributes = " Target=\"#s-1\"";
    std::string properties_attributes = " Id=\"p-1\"";
    std::string after_signed_properties;  ///< inside xades:QualifyingProperties
    std::string reference_attributes =
        " URI=\"#p-1\" Type=\"http://uri.etsi.org/01903#SignedProperties\"";
    std::string transforms;
    std::string digest;
};
/// "2026-01-12T09:00:00.000000+01:00", whatever the season.
[[nodiscard]] std::string instant_in_berlin(Instant instant);
/// The same application of profile xades.
[[nodiscard]] Craft xades_application(const Sender& signer, const Properties& properties);

/// Every message of the set, made from the valid one of `portal` (an EC key on P-256 that is
/// registered). Messages of other senders are signed with keys of `hostile_register`.
[[nodiscard]] std::vector<HostileMessage> hostile_messages(const Sender& portal);
/// `portal` and everybody else who takes part: another sender, an RSA key, and senders whose
/// registration is weak, over, not begun, revoked or damaged.
[[nodiscard]] const signature::test::TestRegister& hostile_register();

// The parts of the set.
void add_wrappings(HostileList& list, const Sender& portal);
void add_structures(HostileList& list, const Sender& portal);
void add_references(HostileList& list, const Sender& portal);
void add_algorithms(HostileList& list, const Sender& portal);
void add_keys(HostileList& list, const Sender& portal);
void add_bytes(HostileList& list, const Sender& portal);
void add_limits(HostileList& list, const Sender& portal);
void add_contents(HostileList& list, const Sender& portal);
void add_properties(HostileList& list, const Sender& portal);

[[nodiscard]] std::string repeated(std::string_view text, std::size_t times);

}  // namespace foerderwerk::hostile
