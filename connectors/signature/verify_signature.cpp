// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/verify_signature.hpp"

#include <algorithm>

#include <libxml/tree.h>
#include <libxml/valid.h>
#include <xmlsec/buffer.h>
#include <xmlsec/xmldsig.h>

#include "connectors/signature/openssl_handles.hpp"
#include "connectors/signature/read_nodes.hpp"
#include "connectors/signature/xmlsec_context.hpp"

namespace foerderwerk::signature {
namespace {

bool register_id(xmlDoc* document, xmlAttr* attribute) {
    const std::string id = value_of(attribute);
    const auto* name = reinterpret_cast<const xmlChar*>(id.c_str());
    if (xmlGetID(document, name) == nullptr) {
        xmlAddID(nullptr, document, name, attribute);
    }
    return xmlGetID(document, name) == attribute;
}

std::string bytes_of(xmlSecBufferPtr buffer) {
    return buffer == nullptr
               ? std::string()
               : std::string(reinterpret_cast<const char*>(xmlSecBufferGetData(buffer)),
                             xmlSecBufferGetSize(buffer));
}

}  // namespace

bool register_root_id(const SignatureParts& parts) {
    return register_id(parts.document, parts.root_id);
}

void check_ids_alone(const SignatureParts& parts, const GateLimits& /*limits*/,
                     ReasonList& reasons) {
    for (xmlNode* element : {parts.root, parts.properties.signed_properties}) {
        xmlAttr* id = attribute_of(element, "Id");
        if (id != nullptr && !register_id(parts.document, id)) {
            reasons.add(reason::duplicate_id, place_of(element),
                        "Die Kennung des Elements kommt mehrfach vor.");
        }
    }
}

Verification run_xmlsec(const SignatureParts& parts, evp_pkey_st* public_key) {
    const XmlSecContext context = make_xmlsec_context(public_key);
    const int answer = xmlSecDSigCtxVerify(context.get(), parts.signature);
    forget_openssl_errors();
    Verification verification;
    xmlSecPtrListPtr references = &context->signedInfoReferences;
    for (xmlSecSize i = 0; i < xmlSecPtrListGetSize(references); ++i) {
        const auto reference =
            static_cast<xmlSecDSigReferenceCtxPtr>(xmlSecPtrListGetItem(references, i));
        verification.digests_hold.push_back(reference->status == xmlSecDSigStatusSucceeded);
        if (i == 0) {
            verification.octets = bytes_of(xmlSecDSigReferenceCtxGetPreDigestBuffer(reference));
        }
    }
    verification.holds = answer == 0 && context->status == xmlSecDSigStatusSucceeded &&
                         xmlSecPtrListGetSize(&context->manifestReferences) == 0;
    return verification;
}

void check_digests(const SignatureParts& parts, const Verification& verification,
                   ReasonList& reasons) {
    const std::size_t expected = parts.profile() == SignatureProfile::xades ? 2 : 1;
    const std::vector<bool>& hold = verification.digests_hold;
    if (hold.size() == expected && std::ranges::find(hold, false) == hold.end() &&
        !verification.octets.empty()) {
        return;
    }
    const bool first_holds = !hold.empty() && hold.front();
    const xmlNode* wrong = first_holds && parts.properties.digest_value != nullptr
                               ? parts.properties.digest_value
                               : parts.digest_value;
    reasons.add(reason::digest, place_of(wrong),
                "Der Hashwert passt nicht zum Inhalt: Die Nachricht wurde nach dem Signieren "
                "verändert oder beim Signieren anders kanonisiert.");
}

void check_value(const SignatureParts& parts, const Verification& verification,
                 ReasonList& reasons) {
    if (reasons.empty() && !verification.holds) {
        reasons.add(reason::value, place_of(parts.signature_value),
                    "Der Signaturwert passt nicht zum Schlüssel des registrierten Zertifikats.");
    }
}

}  // namespace foerderwerk::signature
