// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/sign_message.hpp"

#include <memory>

#include <libxml/tree.h>
#include <libxml/valid.h>
#include <openssl/x509.h>
#include <xmlsec/crypto.h>
#include <xmlsec/templates.h>
#include <xmlsec/xmldsig.h>

#include "connectors/signature/certificates.hpp"
#include "connectors/signature/check_bytes.hpp"
#include "connectors/signature/gate.hpp"
#include "connectors/signature/openssl_handles.hpp"
#include "connectors/signature/parse_guarded.hpp"
#include "connectors/signature/read_nodes.hpp"
#include "connectors/signature/start_libraries.hpp"
#include "connectors/signature/verify_signature.hpp"
#include "connectors/signature/xmlsec_context.hpp"
#include "engine/types/digest.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::signature {
namespace {

class OneSender : public ports::SenderRegister {
public:
    explicit OneSender(ports::SenderCertificate only) : only_(std::move(only)) {}

    [[nodiscard]] std::optional<ports::SenderCertificate> find_by_fingerprint(
        const std::string& hex) const override {
        return hex == only_.fingerprint_sha256_hex ? std::optional(only_) : std::nullopt;
    }

private:
    ports::SenderCertificate only_;
};

const xmlChar* xml_text(const std::string& text) {
    return reinterpret_cast<const xmlChar*>(text.c_str());
}

template <class Handle>
Handle* require_made(Handle* made) {
    if (made == nullptr) {
        throw OperatingError(FailureKind::transient, "libxmlsec1: cannot build a signature");
    }
    return made;
}

xmlSecTransformId signature_transform(KeyKind kind) {
    switch (kind) {
        case KeyKind::rsa:
            return xmlSecTransformRsaSha256Id;
        case KeyKind::ec_p384:
            return xmlSecTransformEcdsaSha384Id;
        case KeyKind::ec_p256:
        case KeyKind::other:
            break;
    }
    return xmlSecTransformEcdsaSha256Id;
}

/// The root's `Id`, added when it is missing. The same message always gets the same id; should it
/// be taken inside the message, the gate says so.
xmlAttr* ensure_root_id(xmlNode* root) {
    if (xmlAttr* id = attribute_of(root, "Id"); id != nullptr) {
        return id;
    }
    static const std::string name = "Id";
    static const std::string value = "nachricht";
    return require_made(xmlNewProp(root, xml_text(name), xml_text(value)));
}

/// The signature as the root's last child, with everything but the values and the certificate.
xmlNode* append_template(xmlDoc* document, xmlSecTransformId method, const std::string& root_id) {
    static const std::string prefix = "ds";
    xmlNode* signature = require_made(xmlSecTmplSignatureCreateNsPref(
        document, xmlSecTransformExclC14NId, method, nullptr, xml_text(prefix)));
    xmlAddChild(xmlDocGetRootElement(document), signature);
    const std::string uri = "#" + root_id;
    xmlNode* reference = require_made(xmlSecTmplSignatureAddReference(
        signature, xmlSecTransformSha256Id, nullptr, xml_text(uri), nullptr));
    require_made(xmlSecTmplReferenceAddTransform(reference, xmlSecTransformEnvelopedId));
    require_made(xmlSecTmplReferenceAddTransform(reference, xmlSecTransformExclC14NId));
    return signature;
}

/// KeyInfo is added after signing: it is not signed, and xmlsec would try to fill it in.
void append_certificate(xmlNode* signature, const std::string& der) {
    xmlNode* parent = signature;
    for (const std::string name : {"KeyInfo", "X509Data"}) {
        parent = require_made(xmlNewChild(parent, signature->ns, xml_text(name), nullptr));
    }
    static const std::string name = "X509Certificate";
    const std::string text = to_base64(der);
    require_made(xmlNewTextChild(parent, signature->ns, xml_text(name), xml_text(text)));
}

std::string serialized(xmlDoc* document) {
    xmlChar* bytes = nullptr;
    int length = 0;
    xmlDocDumpMemoryEnc(document, &bytes, &length, "UTF-8");
    const std::unique_ptr<xmlChar, decltype(xmlFree)> owner(require_made(bytes), xmlFree);
    return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length)};
}

}  // namespace

struct MessageSigner::Parts {
    Parts(KeyHandle private_key, const Certificate& read)
        : key(std::move(private_key)),
          certificate(read),
          sender(sender_certificate("", read)),
          gate(sender) {}

    KeyHandle key;
    Certificate certificate;
    OneSender sender;
    XmlSignatureGate gate;
};

MessageSigner::MessageSigner(std::string_view private_key_pem, std::string_view certificate_pem) {
    const auto misconfigured = [](const std::string& what) {
        return OperatingError(FailureKind::misconfigured, "signing key: " + what);
    };
    start_libraries();
    KeyHandle key = private_key_from_pem(private_key_pem);
    const auto certificate = read_certificate(certificate_pem);
    if (!key || !certificate) {
        throw misconfigured("not a private key and a certificate in PEM form");
    }
    if (const Reasons weak = check_key_strength(*certificate); !weak.empty()) {
        throw misconfigured(weak.front().text);
    }
    const CertificateHandle parsed = certificate_from_der(certificate->der);
    const bool belong_together = X509_check_private_key(parsed.get(), key.get()) == 1;
    forget_openssl_errors();
    if (!belong_together) {
        throw misconfigured("private key and certificate do not belong together");
    }
    parts_ = std::make_unique<const Parts>(std::move(key), *certificate);
}

MessageSigner::~MessageSigner() = default;

const std::string& MessageSigner::fingerprint() const {
    return parts_->certificate.fingerprint_sha256_hex;
}

Result<std::string, Reasons> MessageSigner::sign(std::string_view unsigned_xml, Instant now) const {
    ReasonList reasons;
    const GateLimits limits;
    check_bytes(unsigned_xml, limits, reasons);
    const Document document =
        reasons.empty() ? parse_guarded(unsigned_xml, limits, reasons) : nullptr;
    if (!document) {
        return Failure<Reasons>(reasons.reasons());
    }
    SignatureParts parts;
    parts.document = document.get();
    parts.root = xmlDocGetRootElement(document.get());
    parts.root_id = ensure_root_id(parts.root);
    if (!register_root_id(parts)) {
        reasons.add(reason::duplicate_id, place_of(parts.root),
                    "Die Kennung des Wurzelelements kommt mehrfach vor.");
        return Failure<Reasons>(reasons.reasons());
    }
    xmlNode* signature = append_template(
        document.get(), signature_transform(parts_->certificate.key_kind), value_of(parts.root_id));
    const XmlSecContext context = make_xmlsec_context(parts_->key.get());
    const int answer = xmlSecDSigCtxSign(context.get(), signature);
    if (answer != 0 || context->status != xmlSecDSigStatusSucceeded) {
        forget_openssl_errors();
        reasons.add(reason::value, place_of(parts.root),
                    "Die Nachricht lässt sich nicht signieren; ihr Attribut „Id“ darf nur "
                    "Buchstaben, Ziffern, Punkt, Unter- und Bindestrich enthalten, und die Namen "
                    "ihrer Namensräume müssen absolut sein.");
        return Failure<Reasons>(reasons.reasons());
    }
    append_certificate(signature, parts_->certificate.der);
    std::string signed_xml = serialized(document.get());
    const auto verified = parts_->gate.verify(signed_xml, now);
    if (!verified) {
        return Failure<Reasons>(verified.error());
    }
    return signed_xml;
}

}  // namespace foerderwerk::signature
