// SPDX-License-Identifier: EUPL-1.2
// Whose key it is: what a message says about keys, and registrations that do not hold.
#include <stdexcept>

#include "connectors/signature/algorithms.hpp"
#include "engine/types/digest.hpp"
#include "tests/hostile/hostile_set.hpp"

namespace foerderwerk::hostile {

namespace {

using signature::KeyKind;
using signature::test::arrival;
using signature::test::between;
using signature::test::days_later;
using signature::test::message_template;
using signature::test::replaced;
using signature::test::sign_anything;

/// Senders of `hostile_register` with something wrong.
struct OddSender {
    const char* name;
    Sender sender;
    ports::SenderCertificate registered;
};

OddSender odd_sender(const char* name) {
    Sender sender = signature::test::make_sender(name, KeyKind::ec_p256);
    auto registered = signature::sender_certificate(name, sender.certificate);
    return {name, std::move(sender), std::move(registered)};
}

OddSender lapsed_certificate() {
    signature::CertificateWish wish;
    wish.common_name = "Abgelaufen";
    wish.valid_from = days_later(arrival(), -60);
    wish.days = 30;
    OddSender odd;
    odd.name = "certificate over";
    odd.sender.pem = signature::make_key_and_certificate(wish);
    odd.sender.certificate = *signature::read_certificate(odd.sender.pem.certificate_pem);
    odd.registered = signature::sender_certificate(odd.name, odd.sender.certificate);
    odd.registered.valid_to = days_later(arrival(), 365);
    return odd;
}

std::vector<OddSender> make_odd_senders() {
    std::vector<OddSender> odd;
    odd.push_back(odd_sender("registration over"));
    odd.back().registered.valid_to = days_later(arrival(), -1);
    odd.push_back(odd_sender("registration not begun"));
    odd.back().registered.valid_from = days_later(arrival(), 1);
    odd.push_back(odd_sender("revoked"));
    odd.back().registered.revoked_at = days_later(arrival(), -1);
    odd.push_back(odd_sender("register with another certificate"));
    odd.back().registered.der = signature::test::portal().certificate.der;
    odd.push_back(odd_sender("register with a damaged certificate"));
    odd.back().registered.der = "no certificate";
    odd.push_back(lapsed_certificate());
    return odd;
}

const std::vector<OddSender>& odd_senders() {
    static const std::vector<OddSender> made = make_odd_senders();
    return made;
}

Sender issued_by(const Sender& issuer, const char* name) {
    signature::CertificateWish wish;
    wish.common_name = name;
    wish.valid_from = days_later(arrival(), -10);
    wish.days = 30;
    Sender sender;
    sender.pem = signature::make_key_and_certificate(wish, &issuer.pem);
    sender.certificate = *signature::read_certificate(sender.pem.certificate_pem);
    return sender;
}

std::string signed_by(const Sender& sender) {
    return sign_anything(message_template(application(sender)), sender);
}

void add_strangers(HostileList& list, const Sender& portal) {
    list.attack("own certificate");
    list.add("of a stranger", signed_by(signature::test::make_sender("Fremd", KeyKind::ec_p256)),
             {"SIG_KEY"});
    list.attack("same distinguished name");
    const Sender twin = signature::test::make_sender("Portal", KeyKind::ec_p256);
    list.add("another key", signed_by(twin), {"SIG_KEY"});
    list.add("another key, the registered certificate",
             sign_anything(message_template(application(portal)), twin), {"SIG_VALUE"});
    list.attack("leaf as CA");
    list.add("issued by the registered certificate", signed_by(issued_by(portal, "Blatt")),
             {"SIG_KEY"});
    list.attack("right CA, wrong certificate");
    signature::CertificateWish wish;
    wish.common_name = "Stelle";
    wish.purpose = signature::CertificatePurpose::authority;
    wish.valid_from = days_later(arrival(), -10);
    Sender authority;
    authority.pem = signature::make_key_and_certificate(wish);
    list.add("sibling of a registered one", signed_by(issued_by(authority, "Nachbar")),
             {"SIG_KEY"});
    list.add("another registered sender's",
             replaced(valid_message(portal), signature::test::x509_key_info(portal),
                      signature::test::x509_key_info(signature::test::rsa_sender())),
             {"SIG_KEY"});
}

void add_key_infos(HostileList& list, const Sender& portal) {
    const std::string valid = valid_message(portal);
    const std::string certificate = signature::test::x509_key_info(portal);
    const std::string data = between(certificate, "<ds:X509Data>", "</ds:X509Data>");
    const std::string one = between(certificate, "<ds:X509Cert", "</ds:X509Certificate>");
    const auto info = [&](const std::string& content) {
        return replaced(valid, certificate, "<ds:KeyInfo>" + content + "</ds:KeyInfo>");
    };
    const std::string key_value =
        "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus>"
        "<ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>";
    list.attack("KeyValue");
    list.add("alone", info(key_value), {"SIG_KEY"});
    list.add("beside the certificate", info(data + key_value), {"SIG_KEY"});
    list.add("in front of the certificate", info(key_value + data), {"SIG_KEY"});
    list.attack("RetrievalMethod");
    for (const char* uri : {"http://127.0.0.1:1/key", "file:///etc/passwd", "#n-0101"}) {
        const std::string method = "<ds:RetrievalMethod URI=\"" + std::string(uri) + "\"/>";
        list.add(std::string("alone, ") + uri, info(method), {"SIG_KEY"});
        list.add(std::string("beside the certificate, ") + uri, info(data + method), {"SIG_KEY"});
    }
    list.attack("another way to a key");
    list.add("KeyName", info("<ds:KeyName>portal</ds:KeyName>"), {"SIG_KEY"});
    list.add("empty KeyInfo", info(""), {"SIG_KEY"});
    list.add("no KeyInfo", replaced(valid, certificate, ""), {"SIG_STRUCTURE"});
    list.add("subject name",
             info("<ds:X509Data><ds:X509SubjectName>CN=Portal</ds:X509SubjectName></ds:X509Data>"),
             {"SIG_KEY"});
    list.add("two certificates", info("<ds:X509Data>" + one + one + "</ds:X509Data>"), {"SIG_KEY"});
    list.add("comment in the certificate",
             info(replaced(data, "<ds:X509Certificate>", "<ds:X509Certificate><!--x-->")),
             {"POLICY", "SIG_KEY"});
    list.add("certificate not base64",
             info(replaced(data, "<ds:X509Certificate>", "<ds:X509Certificate>*")), {"SIG_KEY"});
    list.add("more behind the certificate",
             info(replaced(data, "</ds:X509Certificate>", "AAAA</ds:X509Certificate>")),
             {"SIG_KEY"});
}

}  // namespace

const signature::test::TestRegister& hostile_register() {
    static const signature::test::TestRegister made = [] {
        signature::test::TestRegister senders = signature::test::all_senders();
        for (const OddSender& odd : odd_senders()) {
            senders.add(odd.registered);
        }
        return senders;
    }();
    return made;
}

void add_keys(HostileList& list, const Sender& portal) {
    add_strangers(list, portal);
    add_key_infos(list, portal);
    list.attack("registration that does not hold");
    for (const OddSender& odd : odd_senders()) {
        list.add(odd.name, signed_by(odd.sender), {"SIG_KEY"});
    }
    list.attack("key size");
    Craft weak = application(signature::test::weak_rsa_sender());
    weak.signature_method = signature::algorithm::rsa_sha256;
    list.add("RSA with 2048 bits",
             sign_anything(message_template(weak), signature::test::weak_rsa_sender()),
             {"SIG_KEY"});
}

}  // namespace foerderwerk::hostile
