// SPDX-License-Identifier: EUPL-1.2
#include <libxml/c14n.h>
#include <libxml/tree.h>
#include <openssl/sha.h>

#include "connectors/signature/algorithms.hpp"
#include "connectors/signature/check_bytes.hpp"
#include "connectors/signature/document_seal.hpp"
#include "connectors/signature/parse_guarded.hpp"
#include "connectors/signature/read_nodes.hpp"
#include "connectors/signature/registered_keys.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "connectors/signature/start_libraries.hpp"
#include "connectors/signature/verify_document.hpp"
#include "engine/types/digest.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::signature {
namespace {

Certificate usable_certificate(std::string_view pem) {
    const auto certificate = read_certificate(pem);
    const Reasons wrong = certificate ? check_key_strength(*certificate) : certificate.error();
    if (!wrong.empty()) {
        throw OperatingError(FailureKind::misconfigured, "seal: " + wrong.front().text);
    }
    return *certificate;
}

std::string_view method_for(KeyKind kind) {
    switch (kind) {
        case KeyKind::rsa:
            return algorithm::rsa_sha256;
        case KeyKind::ec_p384:
            return algorithm::ecdsa_sha384;
        case KeyKind::ec_p256:
        case KeyKind::other:
            break;
    }
    return algorithm::ecdsa_sha256;
}

std::string digest_for(KeyKind kind, const std::string& text) {
    if (kind != KeyKind::ec_p384) {
        return std::string(as_bytes(sha256_of(text)));
    }
    std::string digest(SHA384_DIGEST_LENGTH, '\0');
    SHA384(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
           reinterpret_cast<unsigned char*>(digest.data()));
    return digest;
}

/// Exclusive canonical XML 1.0 without comments.
std::string canonical(xmlDoc* document) {
    xmlChar* bytes = nullptr;
    const int length =
        xmlC14NDocDumpMemory(document, nullptr, XML_C14N_EXCLUSIVE_1_0, nullptr, 0, &bytes);
    const std::unique_ptr<xmlChar, decltype(xmlFree)> owner(bytes, xmlFree);
    return length <= 0 ? std::string()
                       : std::string(reinterpret_cast<const char*>(bytes),
                                     static_cast<std::size_t>(length));
}

/// The id of the root, given one when it has none; what stands in the way of a signature is added.
std::string root_id_of(xmlDoc* document, ReasonList& reasons) {
    xmlNode* root = xmlDocGetRootElement(document);
    if (attribute_of(root, "Id") == nullptr) {
        static const std::string name = "Id";
        static const std::string value = "nachricht";
        xmlNewProp(root, reinterpret_cast<const xmlChar*>(name.c_str()),
                   reinterpret_cast<const xmlChar*>(value.c_str()));
    }
    const SignatureParts parts = find_signature_parts(document);
    const std::string id = parts.root_id == nullptr ? std::string() : value_of(parts.root_id);
    if (!is_plain_id(id)) {
        reasons.add(reason::reference_uri, place_of(root),
                    "Die Kennung (Id) des Wurzelelements darf nur Buchstaben, Ziffern, Punkt, "
                    "Unter- und Bindestrich enthalten.");
    }
    if (!parts.signatures.empty() || !parts.stray_elements.empty()) {
        reasons.add(reason::structure, place_of(root), "Die Nachricht ist schon signiert.");
    }
    for (const auto& [element, repeated] : parts.repeated_ids) {
        reasons.add(reason::duplicate_id, place_of(element),
                    "Die Kennung " + signature::quoted(repeated) + " kommt mehrfach vor.");
    }
    return id;
}

}  // namespace

XadesSeal::XadesSeal(std::string_view certificate_pem)
    : certificate_(usable_certificate(certificate_pem)),
      decoded_(RegisteredKeys().find_or_decode(certificate_.der)) {}

Result<PreparedSeal, Reasons> XadesSeal::prepare(std::string_view unsigned_xml, Instant now) const {
    start_libraries();
    ReasonList reasons;
    const GateLimits limits;
    check_bytes(unsigned_xml, limits, reasons);
    const Document document =
        reasons.empty() ? parse_guarded(unsigned_xml, limits, reasons) : nullptr;
    if (!document) {
        return Failure<Reasons>(reasons.reasons());
    }
    PreparedSeal prepared;
    prepared.signature.root_id = root_id_of(document.get(), reasons);
    prepared.content = canonical(document.get());
    if (prepared.content.empty()) {
        reasons.add(reason::wellformed, "",
                    "Die Nachricht hat keine kanonische Form: Die Namen ihrer Namensräume müssen "
                    "absolut sein.");
    }
    if (!reasons.empty()) {
        return Failure<Reasons>(reasons.reasons());
    }
    XadesSignature& signature = prepared.signature;
    signature.signature_method = method_for(certificate_.key_kind);
    signature.content_digest = as_bytes(sha256_of(prepared.content));
    signature.certificate_der = certificate_.der;
    signature.signing_time = to_string(now).substr(0, 19) + "Z";
    signature.properties_digest = as_bytes(sha256_of(signed_properties_text(signature)));
    prepared.digest = digest_for(certificate_.key_kind, signed_info_text(signature));
    return prepared;
}

std::string XadesSeal::assemble(PreparedSeal prepared, std::string signature_value,
                                std::string token_der) const {
    prepared.signature.signature_value = std::move(signature_value);
    prepared.signature.token_der = std::move(token_der);
    return sealed_text(prepared.content, prepared.signature);
}

Result<ports::SealedDocument, Reasons> XadesSeal::verify(std::string_view document,
                                                         Instant now) const {
    auto sealed = verify_document(document, decoded_.get());
    if (!sealed) {
        return sealed;
    }
    if (sealed->certificate_der != certificate_.der) {
        return Failure<Reasons>(
            Reasons{{std::string(reason::key), "ds:X509Certificate",
                     "Das Dokument ist nicht mit dem eingerichteten Zertifikat gesiegelt."}});
    }
    Reasons wrong = check_sender_certificate(certificate_, now);
    if (now < certificate_.valid_from) {
        wrong.push_back(
            {std::string(reason::key), "ds:X509Certificate",
             "Das Zertifikat gilt erst ab " + to_string(certificate_.valid_from) + "."});
    }
    if (!wrong.empty()) {
        return Failure<Reasons>(std::move(wrong));
    }
    return sealed;
}

}  // namespace foerderwerk::signature
