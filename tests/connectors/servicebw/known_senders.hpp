// SPDX-License-Identifier: EUPL-1.2
#pragma once

// A clock that stands still, and a register of the certificates that a test made.

#include <optional>
#include <string>
#include <vector>

#include "connectors/signature/certificates.hpp"
#include "engine/ports/clock.hpp"
#include "engine/ports/message_gate.hpp"

namespace foerderwerk::servicebw::sandbox {

class StandingClock : public ports::Clock {
public:
    [[nodiscard]] Now now() const override {
        return now_at(*parse_instant("2026-01-12T08:00:00Z"));
    }
};

/// Knows the certificates it was given.
class KnownSenders : public ports::SenderRegister {
public:
    void add(const std::string& sender, const std::string& pem) {
        senders_.push_back(
            signature::sender_certificate(sender, *signature::read_certificate(pem)));
    }
    [[nodiscard]] std::optional<ports::SenderCertificate> find_by_fingerprint(
        const std::string& hex) const override {
        for (const auto& sender : senders_) {
            if (sender.fingerprint_sha256_hex == hex) {
                return sender;
            }
        }
        return std::nullopt;
    }

private:
    std::vector<ports::SenderCertificate> senders_;
};

inline signature::KeyAndCertificate made_key(const std::string& name) {
    return signature::make_key_and_certificate(
        {.common_name = name,
         .organisation = "Test",
         .purpose = signature::CertificatePurpose::message_signature,
         .key_kind = signature::KeyKind::ec_p256,
         .rsa_bits = 3072,
         .valid_from = *parse_instant("2026-01-01T00:00:00Z"),
         .days = 365,
         .dns_names = {},
         .ip_addresses = {}});
}

}  // namespace foerderwerk::servicebw::sandbox
