// SPDX-License-Identifier: EUPL-1.2
// Goal: what the rows of the gate refuse is out of reach for libxmlsec1 as well: transforms and
// algorithms of no list, keys that a message brings along. Method: messages that bare libxmlsec1
// calls valid, judged by it with a fresh context and with ours, without any of our checks.
#include "connectors/signature/xmlsec_context.hpp"

#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/valid.h>
#include <xmlsec/crypto.h>
#include <xmlsec/xmldsig.h>

#include "connectors/signature/certificates.hpp"
#include "connectors/signature/openssl_handles.hpp"
#include "connectors/signature/read_nodes.hpp"
#include "connectors/signature/start_libraries.hpp"
#include "tests/hostile/hostile_set.hpp"

namespace foerderwerk::hostile {
namespace {

using signature::KeyHandle;
using signature::XmlSecContext;

KeyHandle key_of(const Sender& sender) {
    const auto parsed = signature::certificate_from_der(sender.certificate.der);
    return signature::public_key_of(parsed.get());
}

/// The library's own defaults, with nothing but the key.
XmlSecContext bare_context(const Sender& sender) {
    signature::start_libraries();
    XmlSecContext context(xmlSecDSigCtxCreate(nullptr));
    const std::string& pem = sender.pem.private_key_pem;
    context->signKey = xmlSecCryptoAppKeyLoadMemory(
        reinterpret_cast<const xmlSecByte*>(pem.data()), static_cast<xmlSecSize>(pem.size()),
        xmlSecKeyDataFormatPem, nullptr, nullptr, nullptr);
    return context;
}

bool holds(const XmlSecContext& context, const std::string& message) {
    const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
        xmlReadMemory(message.data(), static_cast<int>(message.size()), nullptr, nullptr,
                      XML_PARSE_NONET),
        xmlFreeDoc);
    xmlNode* root = xmlDocGetRootElement(document.get());
    xmlAttr* id = signature::attribute_of(root, "Id");
    xmlAddID(nullptr, document.get(), id->children->content, id);
    xmlNode* node = signature::signature_child(root, "Signature");
    return xmlSecDSigCtxVerify(context.get(), node) == 0 &&
           context->status == xmlSecDSigStatusSucceeded;
}

const HostileMessage& named(const std::vector<HostileMessage>& messages, const std::string& attack,
                            const std::string& name) {
    for (const HostileMessage& message : messages) {
        if (message.attack == attack && message.name == name) {
            return message;
        }
    }
    throw std::logic_error("no such hostile message: " + attack + ", " + name);
}

TEST(XmlsecContext, ComputesNothingThatIsOnNoList) {
    struct Row {
        const char* attack;
        const char* name;
        const Sender& signer;
    };
    const Sender& portal = signature::test::portal();
    const Sender& rsa = signature::test::rsa_sender();
    const std::vector<HostileMessage> messages = hostile_messages(portal);
    for (const Row& row : {
             Row{"transform: XPath", "leaves a part out", portal},
             Row{"transform: XPath", "filter 2", portal},
             Row{"transform: XSLT", "another content", portal},
             Row{"transform: base64, decrypt, other", "inclusive C14N", portal},
             Row{"transform: base64, decrypt, other", "with comments", portal},
             Row{"MD5 and SHA-1", "RSA-MD5", rsa},
             Row{"MD5 and SHA-1", "RSA-SHA1", rsa},
             Row{"MD5 and SHA-1", "ECDSA-SHA1", portal},
             Row{"MD5 and SHA-1", "digest MD5", portal},
             Row{"MD5 and SHA-1", "digest SHA-1", portal},
             Row{"downgrade", "digest SHA-224", portal},
             Row{"downgrade", "SignedInfo by inclusive C14N", portal},
             Row{"downgrade", "SignedInfo with comments", portal},
         }) {
        SCOPED_TRACE(std::string(row.attack) + ": " + row.name);
        const std::string& message = named(messages, row.attack, row.name).bytes;
        const KeyHandle key = key_of(row.signer);
        EXPECT_TRUE(holds(bare_context(row.signer), message)) << "the test proves nothing";
        EXPECT_FALSE(holds(signature::make_xmlsec_context(key.get()), message));
    }
    const KeyHandle key = key_of(portal);
    EXPECT_TRUE(holds(signature::make_xmlsec_context(key.get()), valid_message(portal)));
}

TEST(XmlsecContext, TakesNoKeyFromAMessage) {
    const XmlSecContext context =
        signature::make_xmlsec_context(key_of(signature::test::second_portal()).get());
    EXPECT_FALSE(holds(context, valid_message(signature::test::portal())));
    EXPECT_EQ(context->keyInfoReadCtx.keysMngr, nullptr);
    EXPECT_EQ(context->keyInfoReadCtx.retrievalMethodCtx.enabledUris, 0U);
    EXPECT_EQ(context->enabledReferenceUris, xmlSecTransformUriTypeSameDocument);
}

}  // namespace
}  // namespace foerderwerk::hostile
