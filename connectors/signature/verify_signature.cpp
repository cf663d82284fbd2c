// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/verify_signature.hpp"

#include <libxml/tree.h>
#include <libxml/valid.h>
#include <xmlsec/buffer.h>
#include <xmlsec/xmldsig.h>

#include "connectors/signature/openssl_handles.hpp"
#include "connectors/signature/read_nodes.hpp"
#include "connectors/signature/xmlsec_context.hpp"

namespace foerderwerk::signature {
namespace {

/// The one reference that was processed; null when there is another number of them.
xmlSecDSigReferenceCtxPtr only_reference(xmlSecDSigCtxPtr context) {
    if (xmlSecPtrListGetSize(&context->signedInfoReferences) != 1 ||
        xmlSecPtrListGetSize(&context->manifestReferences) != 0) {
        return nullptr;
    }
    return static_cast<xmlSecDSigReferenceCtxPtr>(
        xmlSecPtrListGetItem(&context->signedInfoReferences, 0));
}

/// xmlsec stops at a wrong digest, so the first of the two faults is the one to name.
void explain(const SignatureParts& parts, const xmlSecDSigReferenceCtx* reference,
             ReasonList& reasons) {
    if (reference == nullptr || reference->status != xmlSecDSigStatusSucceeded) {
        reasons.add(reason::digest, place_of(parts.digest_value),
                    "Der Hashwert passt nicht zum Inhalt: Die Nachricht wurde nach dem Signieren "
                    "verändert oder beim Signieren anders kanonisiert.");
        return;
    }
    reasons.add(reason::value, place_of(parts.signature_value),
                "Der Signaturwert passt nicht zum Schlüssel des registrierten Zertifikats.");
}

}  // namespace

bool register_root_id(const SignatureParts& parts) {
    const std::string id = value_of(parts.root_id);
    const auto* name = reinterpret_cast<const xmlChar*>(id.c_str());
    if (xmlGetID(parts.document, name) == nullptr) {
        xmlAddID(nullptr, parts.document, name, parts.root_id);
    }
    return xmlGetID(parts.document, name) == parts.root_id;
}

std::optional<std::string> verify_signature(const SignatureParts& parts, evp_pkey_st* public_key,
                                            ReasonList& reasons) {
    if (!register_root_id(parts)) {
        reasons.add(reason::duplicate_id, place_of(parts.root),
                    "Die Kennung des Wurzelelements kommt mehrfach vor.");
        return std::nullopt;
    }
    const XmlSecContext context = make_xmlsec_context(public_key);
    const int answer = xmlSecDSigCtxVerify(context.get(), parts.signature);
    forget_openssl_errors();
    const xmlSecDSigReferenceCtxPtr reference = only_reference(context.get());
    if (answer != 0 || context->status != xmlSecDSigStatusSucceeded || reference == nullptr) {
        explain(parts, reference, reasons);
        return std::nullopt;
    }
    const xmlSecBufferPtr digested = xmlSecDSigReferenceCtxGetPreDigestBuffer(reference);
    if (digested == nullptr || xmlSecBufferGetSize(digested) == 0) {
        explain(parts, nullptr, reasons);
        return std::nullopt;
    }
    return std::string(reinterpret_cast<const char*>(xmlSecBufferGetData(digested)),
                       xmlSecBufferGetSize(digested));
}

}  // namespace foerderwerk::signature
