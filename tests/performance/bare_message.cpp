// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/bare_message.hpp"

#include <libxml/parser.h>
#include <libxml/valid.h>
#include <openssl/x509.h>
#include <xmlsec/buffer.h>
#include <xmlsec/crypto.h>
#include <xmlsec/templates.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmltree.h>

#include "connectors/signature/certificates.hpp"
#include "connectors/signature/openssl_handles.hpp"
#include "connectors/signature/start_libraries.hpp"
#include "connectors/signature/xmlsec_context.hpp"
#include "connectors/xml/sax_parser.hpp"
#include "connectors/xml/schema_files.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::performance {

namespace {

using Tree = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;

void require(bool holds, const char* what) {
    if (!holds) {
        throw OperatingError(FailureKind::permanent, std::string("bare case: ") + what);
    }
}

const xmlChar* xml_text(const char* text) {
    return reinterpret_cast<const xmlChar*>(text);
}

Tree tree_of(const std::string& bytes) {
    Tree tree(xmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), nullptr, nullptr,
                            XML_PARSE_NONET),
              &xmlFreeDoc);
    require(tree != nullptr, "parse");
    return tree;
}

void register_id(xmlDoc* tree) {
    xmlAttr* id = xmlHasProp(xmlDocGetRootElement(tree), xml_text("Id"));
    require(id != nullptr && id->children != nullptr, "Id");
    xmlAddID(nullptr, tree, id->children->content, id);
}

class OnlyProblems : public xml::SaxEvents {
public:
    bool start_element(std::u16string_view, std::u16string_view,
                       std::span<const xml::SaxAttribute>) override {
        return true;
    }
    void end_element() override {}
    bool text(std::u16string_view) override { return true; }
    bool problem(const xml::SaxProblem& problem) override {
        // Texts of DIN 91379 are checked apart; all else must hold.
        any = any || problem.kind != xml::SaxProblem::Kind::value;
        return true;
    }
    bool any = false;
};

xml::SchemaFiles schema_files(const std::filesystem::path& folder) {
    auto files = xml::SchemaFiles::read(folder);
    require(files.has_value(), "schemas");
    return std::move(*files);
}

signature::KeyHandle key_of_certificate(const std::string& pem) {
    const auto certificate = signature::read_certificate(pem);
    require(certificate.has_value(), "certificate");
    const signature::CertificateHandle parsed = signature::certificate_from_der(certificate->der);
    return signature::public_key_of(parsed.get());
}

}  // namespace

struct BareMessage::Parts {
    signature::KeyHandle sender;
    signature::KeyHandle own;
    xml::SaxParser validator;
};

BareMessage::BareMessage(const BareKeys& keys) {
    signature::start_libraries();
    parts_ =
        std::make_unique<Parts>(Parts{.sender = key_of_certificate(keys.sender_certificate_pem),
                                      .own = signature::private_key_from_pem(keys.signing_key_pem),
                                      .validator = xml::SaxParser(schema_files(keys.schemas))});
}

BareMessage::~BareMessage() = default;

void BareMessage::parse(const std::string& bytes) const {
    signature::start_libraries();
    static_cast<void>(tree_of(bytes));
}

std::string BareMessage::verify(const std::string& bytes) const {
    return verify_with(parts_->sender.get(), bytes);
}

std::string BareMessage::verify_own(const std::string& bytes) const {
    return verify_with(parts_->own.get(), bytes);
}

std::string BareMessage::verify_with(evp_pkey_st* key, const std::string& bytes) {
    signature::start_libraries();
    const Tree tree = tree_of(bytes);
    register_id(tree.get());
    xmlNode* node = xmlGetLastChild(xmlDocGetRootElement(tree.get()));
    while (node != nullptr && !xmlSecCheckNodeName(node, xmlSecNodeSignature, xmlSecDSigNs)) {
        node = node->prev;
    }
    require(node != nullptr, "no signature");
    const signature::XmlSecContext context = signature::make_xmlsec_context(key);
    require(xmlSecDSigCtxVerify(context.get(), node) == 0 &&
                context->status == xmlSecDSigStatusSucceeded,
            "verify");
    auto* reference = static_cast<xmlSecDSigReferenceCtxPtr>(
        xmlSecPtrListGetItem(&context->signedInfoReferences, 0));
    xmlSecBuffer* digested = xmlSecDSigReferenceCtxGetPreDigestBuffer(reference);
    require(digested != nullptr, "digested octets");
    return {reinterpret_cast<const char*>(xmlSecBufferGetData(digested)),
            xmlSecBufferGetSize(digested)};
}

void BareMessage::validate(const std::string& bytes) {
    OnlyProblems events;
    parts_->validator.parse(bytes, events);
    require(!events.any, "validate");
}

std::string BareMessage::sign(const std::string& bytes) const {
    signature::start_libraries();
    const Tree tree = tree_of(bytes);
    register_id(tree.get());
    xmlNode* node = xmlSecTmplSignatureCreate(tree.get(), xmlSecTransformExclC14NId,
                                              xmlSecTransformEcdsaSha256Id, nullptr);
    xmlAddChild(xmlDocGetRootElement(tree.get()), node);
    const xmlAttr* id = xmlHasProp(xmlDocGetRootElement(tree.get()), xml_text("Id"));
    const std::string uri = std::string("#") + reinterpret_cast<const char*>(id->children->content);
    xmlNode* reference = xmlSecTmplSignatureAddReference(node, xmlSecTransformSha256Id, nullptr,
                                                         xml_text(uri.c_str()), nullptr);
    xmlSecTmplReferenceAddTransform(reference, xmlSecTransformEnvelopedId);
    xmlSecTmplReferenceAddTransform(reference, xmlSecTransformExclC14NId);
    const signature::XmlSecContext context = signature::make_xmlsec_context(parts_->own.get());
    require(xmlSecDSigCtxSign(context.get(), node) == 0, "sign");
    xmlChar* text = nullptr;
    int length = 0;
    xmlDocDumpMemoryEnc(tree.get(), &text, &length, "UTF-8");
    std::string signed_bytes(reinterpret_cast<const char*>(text), static_cast<std::size_t>(length));
    xmlFree(text);
    return signed_bytes;
}

}  // namespace foerderwerk::performance
