// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/xmlsec_context.hpp"

#include <array>

#include <openssl/evp.h>
#include <xmlsec/crypto.h>
#include <xmlsec/keys.h>
#include <xmlsec/openssl/evp.h>
#include <xmlsec/xmldsig.h>

#include "connectors/signature/openssl_handles.hpp"
#include "connectors/signature/start_libraries.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::signature {
namespace {

[[noreturn]] void no_memory() {
    throw OperatingError(FailureKind::transient, "libxmlsec1: no memory for a signature");
}

xmlSecKeyPtr make_key(EVP_PKEY* key) {
    if (EVP_PKEY_up_ref(key) != 1) {
        openssl_failed("share a key");
    }
    xmlSecKeyDataPtr data = xmlSecOpenSSLEvpKeyAdopt(key);
    if (data == nullptr) {
        EVP_PKEY_free(key);
        no_memory();
    }
    xmlSecKeyPtr made = xmlSecKeyCreate();
    if (made == nullptr || xmlSecKeySetValue(made, data) < 0) {
        xmlSecKeyDataDestroy(data);
        if (made != nullptr) {
            xmlSecKeyDestroy(made);
        }
        no_memory();
    }
    return made;
}

void allow_transforms(xmlSecDSigCtxPtr context) {
    const std::array for_reference{xmlSecTransformEnvelopedId, xmlSecTransformExclC14NId,
                                   xmlSecTransformSha256Id, xmlSecTransformSha384Id,
                                   xmlSecTransformSha512Id};
    const std::array for_signature{xmlSecTransformExclC14NId,    xmlSecTransformRsaSha256Id,
                                   xmlSecTransformRsaSha384Id,   xmlSecTransformRsaSha512Id,
                                   xmlSecTransformEcdsaSha256Id, xmlSecTransformEcdsaSha384Id};
    for (const xmlSecTransformId transform : for_reference) {
        if (xmlSecDSigCtxEnableReferenceTransform(context, transform) < 0) {
            no_memory();
        }
    }
    for (const xmlSecTransformId transform : for_signature) {
        if (xmlSecDSigCtxEnableSignatureTransform(context, transform) < 0) {
            no_memory();
        }
    }
}

}  // namespace

void XmlSecContextDeleter::operator()(_xmlSecDSigCtx* context) const {
    xmlSecDSigCtxDestroy(context);
}

XmlSecContext make_xmlsec_context(evp_pkey_st* key) {
    start_libraries();
    XmlSecContext context(xmlSecDSigCtxCreate(nullptr));
    if (!context) {
        no_memory();
    }
    // With a key given, xmlsec does not look at KeyInfo at all (xmldsig.c, 1.2.37).
    context->signKey = make_key(key);
    context->enabledReferenceUris = xmlSecTransformUriTypeSameDocument;
    context->keyInfoReadCtx.retrievalMethodCtx.enabledUris = xmlSecTransformUriTypeNone;
    context->flags =
        XMLSEC_DSIG_FLAGS_IGNORE_MANIFESTS | XMLSEC_DSIG_FLAGS_STORE_SIGNEDINFO_REFERENCES;
    allow_transforms(context.get());
    return context;
}

}  // namespace foerderwerk::signature
