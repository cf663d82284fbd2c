// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <optional>
#include <string>

#include "connectors/signature/certificates.hpp"

namespace foerderwerk::signature::test {

/// The moment at which all test messages arrive, and the start of all test certificates.
[[nodiscard]] Instant arrival();
[[nodiscard]] Instant days_later(Instant instant, int days);

/// A key with its certificate, made for this run of the tests.
struct Sender {
    KeyAndCertificate pem;
    Certificate certificate;
};

[[nodiscard]] Sender make_sender(const std::string& name, KeyKind kind, int rsa_bits = 3072);

/// Made once in a process: an RSA key takes a while.
[[nodiscard]] const Sender& portal();         ///< P-256
[[nodiscard]] const Sender& second_portal();  ///< P-256, another registered sender
[[nodiscard]] const Sender& p384_sender();
[[nodiscard]] const Sender& rsa_sender();
[[nodiscard]] const Sender& weak_rsa_sender();  ///< RSA-2048

class TestRegister : public ports::SenderRegister {
public:
    void add(ports::SenderCertificate certificate);
    [[nodiscard]] std::optional<ports::SenderCertificate> find_by_fingerprint(
        const std::string& hex) const override;

private:
    std::map<std::string, ports::SenderCertificate> certificates_;
};

/// All senders above, registered with the validity of their certificates.
[[nodiscard]] const TestRegister& all_senders();

}  // namespace foerderwerk::signature::test
