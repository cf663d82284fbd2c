// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/check_signer.hpp"

#include <algorithm>

#include <openssl/sha.h>

#include "connectors/signature/algorithms.hpp"
#include "connectors/signature/read_nodes.hpp"
#include "engine/types/digest.hpp"

namespace foerderwerk::signature {
namespace {

constexpr std::string_view place = "ds:X509Certificate";

void add(ReasonList& reasons, std::string text) {
    reasons.add(reason::key, std::string(place), std::move(text));
}

std::string fingerprint_of(const std::string& der) {
    Digest digest{};
    SHA256(reinterpret_cast<const unsigned char*>(der.data()), der.size(), digest.data());
    return to_hex(digest);
}

}  // namespace

void check_same_certificate(const std::string& der, const ports::SenderCertificate& registered,
                            ReasonList& reasons) {
    if (der != registered.der) {
        add(reasons, "Das Zertifikat der Nachricht ist nicht das registrierte.");
    }
}

void check_validity(const ports::SenderCertificate& registered, Instant now, ReasonList& reasons) {
    if (now < registered.valid_from) {
        add(reasons, "Das Zertifikat gilt für diesen Absender erst ab " +
                         to_string(registered.valid_from) + ".");
    }
    if (now > registered.valid_to) {
        add(reasons, "Das Zertifikat gilt für diesen Absender nur bis " +
                         to_string(registered.valid_to) + ".");
    }
}

void check_not_revoked(const ports::SenderCertificate& registered, Instant now,
                       ReasonList& reasons) {
    if (registered.revoked_at && now >= *registered.revoked_at) {
        add(reasons, "Das Zertifikat ist seit " + to_string(*registered.revoked_at) + " gesperrt.");
    }
}

void check_strength(const Certificate& certificate, ReasonList& reasons) {
    for (const Reason& weak : check_key_strength(certificate)) {
        add(reasons, weak.text);
    }
}

void check_certificate_validity(const Certificate& certificate, Instant now, ReasonList& reasons) {
    if (now < certificate.valid_from || now > certificate.valid_to) {
        add(reasons, "Das Zertifikat selbst gilt nur von " + to_string(certificate.valid_from) +
                         " bis " + to_string(certificate.valid_to) + ".");
    }
}

void check_key_fits(const SignatureParts& parts, const Certificate& certificate,
                    ReasonList& reasons) {
    const auto* attribute = attribute_of(parts.signature_method, "Algorithm");
    if (attribute == nullptr) {
        return;  // check_attributes or check_elements has said so
    }
    const std::string method = value_of(attribute);
    const auto contains = [&](const auto& list) {
        return std::ranges::find(list, method) != list.end();
    };
    const bool fits = certificate.key_kind == KeyKind::rsa ? contains(algorithm::rsa_signatures)
                                                           : contains(algorithm::ecdsa_signatures);
    if (!fits) {
        add(reasons, "Das Signaturverfahren " + quoted(method) +
                         " passt nicht zum Schlüssel des Zertifikats.");
    }
}

Signer look_up_signer(const SignatureParts& parts, const ports::SenderRegister& senders,
                      RegisteredKeys& keys) {
    Signer signer{.der = base64_content(parts.x509_certificate), .registered = {}, .key = {}};
    if (signer.der) {
        signer.registered = senders.find_by_fingerprint(fingerprint_of(*signer.der));
    }
    if (signer.registered) {
        signer.key = keys.find_or_decode(signer.registered->der);
    }
    return signer;
}

void check_certificate_is_base64(const SignatureParts& parts, const Signer& signer,
                                 ReasonList& reasons) {
    if (parts.x509_certificate != nullptr && !signer.der) {
        add(reasons, "Das Zertifikat ist nicht richtig in Base64 geschrieben.");
    }
}

void check_registered(const Signer& signer, ReasonList& reasons) {
    if (signer.der && !signer.registered) {
        add(reasons, "Das Zertifikat mit dem SHA-256-Fingerabdruck " + fingerprint_of(*signer.der) +
                         " ist für keinen Absender registriert.");
    }
}

void check_readable(const Signer& signer, ReasonList& reasons) {
    if (signer.registered && !signer.key) {
        add(reasons, "Das registrierte Zertifikat ist nicht lesbar.");
    }
}

}  // namespace foerderwerk::signature
