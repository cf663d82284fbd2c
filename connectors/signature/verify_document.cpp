// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/verify_document.hpp"

#include <algorithm>
#include <utility>

#include <libxml/tree.h>
#include <libxml/valid.h>
#include <xmlsec/buffer.h>
#include <xmlsec/xmldsig.h>

#include "connectors/signature/algorithms.hpp"
#include "connectors/signature/certificates.hpp"
#include "connectors/signature/check_bytes.hpp"
#include "connectors/signature/openssl_handles.hpp"
#include "connectors/signature/parse_guarded.hpp"
#include "connectors/signature/read_nodes.hpp"
#include "connectors/signature/registered_keys.hpp"
#include "connectors/signature/start_libraries.hpp"
#include "connectors/signature/timestamp_token.hpp"
#include "connectors/signature/xades_signature.hpp"
#include "connectors/signature/xmlsec_context.hpp"

namespace foerderwerk::signature {
namespace {

/// A parsed document with what was read from its signature.
struct OpenDocument {
    Document document;
    SignatureParts parts;
    XadesSignature signature;
    std::string content;  ///< the bytes without the signature
};

/// Makes the attribute `Id` of an element the one thing that xmlsec finds under it.
bool register_id(xmlDoc* document, xmlNode* element) {
    xmlAttr* attribute = attribute_of(element, "Id");
    if (attribute == nullptr) {
        return false;
    }
    const std::string id = value_of(attribute);
    const auto* name = reinterpret_cast<const xmlChar*>(id.c_str());
    if (xmlGetID(document, name) == nullptr) {
        xmlAddID(nullptr, document, name, attribute);
    }
    return xmlGetID(document, name) == attribute;
}

/// The algorithms are judged before xmlsec sees them; digests can only be SHA-256, because the
/// document is written again with no other.
bool is_allowed(const std::string& method, KeyKind kind) {
    const auto stands_in = [&method](const auto& list) {
        return std::ranges::find(list, method) != list.end();
    };
    return kind == KeyKind::rsa ? stands_in(algorithm::rsa_signatures)
                                : stands_in(algorithm::ecdsa_signatures);
}

/// The octets of the first of the two references, when everything holds.
std::optional<std::string> digested_content(const OpenDocument& open, evp_pkey_st* key,
                                            ReasonList& reasons) {
    xmlNode* properties = signed_properties_of(open.parts);
    if (!open.parts.repeated_ids.empty() || !register_id(open.document.get(), open.parts.root) ||
        !register_id(open.document.get(), properties)) {
        reasons.add(reason::duplicate_id, place_of(open.parts.root),
                    "Eine Kennung kommt mehrfach vor.");
        return std::nullopt;
    }
    const XmlSecContext context = make_xmlsec_context(key);
    const int answer = xmlSecDSigCtxVerify(context.get(), open.parts.signature);
    forget_openssl_errors();
    auto* references = &context->signedInfoReferences;
    for (xmlSecSize i = 0; i < xmlSecPtrListGetSize(references); ++i) {
        const auto* each =
            static_cast<xmlSecDSigReferenceCtxPtr>(xmlSecPtrListGetItem(references, i));
        if (each->status != xmlSecDSigStatusSucceeded) {
            reasons.add(reason::digest, place_of(open.parts.signed_info),
                        i == 0 ? "Der Hashwert passt nicht zum Inhalt: Das Dokument wurde nach dem "
                                 "Siegeln verändert."
                               : "Der Hashwert passt nicht zu den signierten Eigenschaften "
                                 "(Zeit, Zertifikat, Format).");
        }
    }
    if (!reasons.empty()) {
        return std::nullopt;
    }
    if (answer != 0 || context->status != xmlSecDSigStatusSucceeded ||
        xmlSecPtrListGetSize(references) != 2) {
        reasons.add(reason::value, place_of(open.parts.signature_value),
                    "Der Signaturwert passt nicht zum Zertifikat im Dokument.");
        return std::nullopt;
    }
    const xmlSecBufferPtr digested = xmlSecDSigReferenceCtxGetPreDigestBuffer(
        static_cast<xmlSecDSigReferenceCtxPtr>(xmlSecPtrListGetItem(references, 0)));
    if (digested == nullptr || xmlSecBufferGetSize(digested) == 0) {
        reasons.add(reason::digest, place_of(open.parts.reference), "Es wurde nichts signiert.");
        return std::nullopt;
    }
    return std::string(reinterpret_cast<const char*>(xmlSecBufferGetData(digested)),
                       xmlSecBufferGetSize(digested));
}

void add_not_exact(const OpenDocument& open, ReasonList& reasons) {
    reasons.add(reason::structure, place_of(open.parts.signature),
                "Das Dokument ist nicht genau so geschrieben, wie seine Werte es verlangen: Etwas "
                "wurde ergänzt, weggelassen oder umgeschrieben.");
}

/// The signature's shape, before any cryptography: written again from its values it gives the very
/// bytes, so that there is no room for another element, transform, comment or spelling.
bool is_written_exactly(std::string_view bytes, OpenDocument& open) {
    const std::string text = signature_text(open.signature);
    const std::size_t at = bytes.rfind(text);
    if (at == std::string_view::npos || !is_plain_id(open.signature.root_id)) {
        return false;
    }
    open.content = std::string(bytes.substr(0, at)) + std::string(bytes.substr(at + text.size()));
    return sealed_text(open.content, open.signature) == bytes;
}

std::optional<OpenDocument> open_document(std::string_view bytes, ReasonList& reasons) {
    start_libraries();
    const GateLimits limits;
    check_bytes(bytes, limits, reasons);
    Document document = reasons.empty() ? parse_guarded(bytes, limits, reasons) : nullptr;
    if (!document) {
        return std::nullopt;
    }
    OpenDocument open;
    open.parts = find_signature_parts(document.get());
    open.document = std::move(document);
    if (open.parts.signatures.size() != 1 || open.parts.signature == nullptr) {
        reasons.add(open.parts.signatures.empty() ? reason::missing : reason::structure,
                    place_of(open.parts.root),
                    "Ein gesiegeltes Dokument trägt genau eine Signatur, in seinem Wurzelelement.");
        return std::nullopt;
    }
    auto signature = read_xades_signature(open.parts);
    if (!signature) {
        reasons.add(reason::structure, place_of(open.parts.signature),
                    "Der Signatur fehlt ein Wert, den XAdES Baseline B verlangt, oder er ist nicht "
                    "richtig geschrieben.");
        return std::nullopt;
    }
    open.signature = std::move(*signature);
    if (!is_written_exactly(bytes, open)) {
        add_not_exact(open, reasons);
        return std::nullopt;
    }
    return open;
}

/// The verdict of the cryptography on a document of the right shape.
std::optional<ports::SealedDocument> judge(const OpenDocument& open, const RegisteredKey* known,
                                           ReasonList& reasons) {
    const XadesSignature& signature = open.signature;
    std::shared_ptr<const RegisteredKey> read;
    if (known == nullptr || known->certificate.der != signature.certificate_der) {
        read = RegisteredKeys().find_or_decode(signature.certificate_der);
        known = read.get();
    }
    if (known == nullptr) {
        const auto certificate = read_certificate(signature.certificate_der);
        reasons.add_all(
            certificate ? Reasons{{std::string(reason::key), place_of(open.parts.x509_certificate),
                                   "Der Schlüssel des Zertifikats ist nicht lesbar."}}
                        : certificate.error());
        return std::nullopt;
    }
    const Certificate* certificate = &known->certificate;
    reasons.add_all(check_key_strength(*certificate));
    if (!is_allowed(signature.signature_method, certificate->key_kind)) {
        reasons.add(reason::algorithm, place_of(open.parts.signature_method),
                    "Das Verfahren " + quoted(signature.signature_method) +
                        " ist für diesen Schlüssel nicht zugelassen.");
    }
    const auto time = parse_instant(signature.signing_time);
    if (!time) {
        reasons.add(reason::structure, place_of(open.parts.signature),
                    "Die Zeit der Signatur ist keine Zeit in UTC.");
    }
    auto content =
        reasons.empty() ? digested_content(open, known->public_key.get(), reasons) : std::nullopt;
    if (!content) {
        return std::nullopt;
    }
    if (*content != open.content) {
        add_not_exact(open, reasons);
        return std::nullopt;
    }
    ports::SealedDocument sealed;
    sealed.content = std::move(*content);
    sealed.root_name = local_name(open.parts.root);
    sealed.root_namespace = namespace_of(open.parts.root);
    sealed.certificate_der = certificate->der;
    sealed.certificate_pem = certificate_pem(*certificate);
    sealed.fingerprint = certificate->fingerprint_sha256_hex;
    sealed.signer = certificate->subject;
    sealed.signed_at = *time;
    sealed.stamped_octets = signature_value_text(signature);
    sealed.token_der = signature.token_der;
    if (!sealed.token_der.empty()) {
        sealed.stamped = stamped_time(sealed.token_der, sealed.stamped_octets, reasons);
    }
    return sealed;
}

}  // namespace

Result<ports::SealedDocument, Reasons> verify_document(std::string_view document,
                                                       const RegisteredKey* known) {
    ReasonList reasons;
    const auto open = open_document(document, reasons);
    auto sealed = open ? judge(*open, known, reasons) : std::nullopt;
    if (!sealed || !reasons.empty()) {
        return Failure<Reasons>(reasons.reasons());
    }
    return std::move(*sealed);
}

Result<ports::SealedDocument, Reasons> XadesVerifier::verify(std::string_view document) const {
    return verify_document(document);
}

DocumentGate::DocumentGate(const ports::SenderRegister& senders) : plain_(senders) {}

Result<ports::VerifiedMessage, Reasons> DocumentGate::verify(std::string_view received,
                                                             Instant now) const {
    if (!speaks_of_xades(received)) {
        return plain_.verify(received, now);
    }
    ReasonList reasons;
    auto open = open_document(received, reasons);
    const auto sealed = open ? judge(*open, nullptr, reasons) : std::nullopt;
    if (!sealed || !reasons.empty()) {
        return Failure<Reasons>(reasons.reasons());
    }
    // A time stamp is not signed, and the gate has no shape for it: it judges the document before
    // it was stamped.
    open->signature.token_der.clear();
    return plain_.verify(sealed_text(open->content, open->signature), now);
}

}  // namespace foerderwerk::signature
