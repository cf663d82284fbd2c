// SPDX-License-Identifier: EUPL-1.2
#include "tests/connectors/signature/test_senders.hpp"

#include <stdexcept>
#include <utility>

namespace foerderwerk::signature::test {

Instant arrival() {
    using namespace std::chrono;
    return Instant(sys_days(year(2026) / 1 / 12) + hours(9));
}

Instant days_later(Instant instant, int days) {
    return instant + std::chrono::days(days);
}

Sender make_sender(const std::string& name, KeyKind kind, int rsa_bits) {
    CertificateWish wish;
    wish.common_name = name;
    wish.organisation = "Förderwerk Test";
    wish.key_kind = kind;
    wish.rsa_bits = rsa_bits;
    wish.valid_from = days_later(arrival(), -10);
    wish.days = 30;
    Sender sender;
    sender.pem = make_key_and_certificate(wish);
    auto certificate = read_certificate(sender.pem.certificate_pem);
    if (!certificate) {
        throw std::logic_error("a certificate just made must be readable");
    }
    sender.certificate = std::move(*certificate);
    return sender;
}

const Sender& portal() {
    static const Sender sender = make_sender("Portal", KeyKind::ec_p256);
    return sender;
}

const Sender& second_portal() {
    static const Sender sender = make_sender("Zweites Portal", KeyKind::ec_p256);
    return sender;
}

const Sender& p384_sender() {
    static const Sender sender = make_sender("Portal P-384", KeyKind::ec_p384);
    return sender;
}

const Sender& rsa_sender() {
    static const Sender sender = make_sender("Portal RSA", KeyKind::rsa);
    return sender;
}

const Sender& weak_rsa_sender() {
    static const Sender sender = make_sender("Portal RSA-2048", KeyKind::rsa, 2048);
    return sender;
}

void TestRegister::add(ports::SenderCertificate certificate) {
    const std::string fingerprint = certificate.fingerprint_sha256_hex;
    certificates_.insert_or_assign(fingerprint, std::move(certificate));
}

std::optional<ports::SenderCertificate> TestRegister::find_by_fingerprint(
    const std::string& hex) const {
    const auto found = certificates_.find(hex);
    return found == certificates_.end() ? std::nullopt : std::optional(found->second);
}

const TestRegister& all_senders() {
    static const TestRegister made = [] {
        TestRegister senders;
        senders.add(sender_certificate("portal", portal().certificate));
        senders.add(sender_certificate("zweites-portal", second_portal().certificate));
        senders.add(sender_certificate("portal-p384", p384_sender().certificate));
        senders.add(sender_certificate("portal-rsa", rsa_sender().certificate));
        senders.add(sender_certificate("portal-rsa-2048", weak_rsa_sender().certificate));
        return senders;
    }();
    return made;
}

}  // namespace foerderwerk::signature::test
