// SPDX-License-Identifier: EUPL-1.2
#include "tests/connectors/signature/craft_messages.hpp"

#include <memory>
#include <stdexcept>

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/valid.h>
#include <xmlsec/crypto.h>
#include <xmlsec/keys.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmltree.h>

#include "connectors/signature/algorithms.hpp"
#include "connectors/signature/start_libraries.hpp"
#include "engine/types/digest.hpp"

namespace foerderwerk::signature::test {
namespace {

constexpr std::string_view root_name = "fwm:antrag.einreichen.0101";

void register_ids(xmlDoc* document, xmlNode* element) {
    for (xmlAttr* attribute = element->properties; attribute != nullptr;
         attribute = attribute->next) {
        const std::string_view name = reinterpret_cast<const char*>(attribute->name);
        if (name == "Id" || name == "ID" || name == "id") {
            xmlAddID(nullptr, document, attribute->children->content, attribute);
        }
    }
    for (xmlNode* child = element->children; child != nullptr; child = child->next) {
        if (child->type == XML_ELEMENT_NODE) {
            register_ids(document, child);
        }
    }
}

std::string sign_with(const std::string& xml, xmlSecKeyPtr key) {
    const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
        xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                      XML_PARSE_NONET | XML_PARSE_NODICT),
        xmlFreeDoc);
    if (!document || key == nullptr) {
        throw std::logic_error("the crafted message or key cannot be read");
    }
    xmlNode* root = xmlDocGetRootElement(document.get());
    register_ids(document.get(), root);
    const std::unique_ptr<xmlSecDSigCtx, decltype(&xmlSecDSigCtxDestroy)> context(
        xmlSecDSigCtxCreate(nullptr), xmlSecDSigCtxDestroy);
    context->signKey = key;
    xmlNode* signature = xmlSecFindNode(root, xmlSecNodeSignature, xmlSecDSigNs);
    if (xmlSecDSigCtxSign(context.get(), signature) != 0) {
        throw std::logic_error("the crafted message cannot be signed: " + xml);
    }
    xmlChar* bytes = nullptr;
    int length = 0;
    xmlDocDumpMemoryEnc(document.get(), &bytes, &length, "UTF-8");
    const std::unique_ptr<xmlChar, decltype(xmlFree)> owner(bytes, xmlFree);
    return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length)};
}

}  // namespace

Craft::Craft()
    : content(
          "\n  <fwm:kopf><fwm:nummer>4711</fwm:nummer></fwm:kopf>\n"
          "  <fwm:antrag Id=\"a1\"><fwm:ags>08336010</fwm:ags><fwm:betrag>300.00</fwm:betrag>"
          "<fwm:text>Größe &amp; „Ziel“ <![CDATA[<1>]]></fwm:text></fwm:antrag>\n  "),
      canonicalization(algorithm::exclusive_c14n),
      signature_method(algorithm::ecdsa_sha256),
      transforms(transform(algorithm::enveloped) + transform(algorithm::exclusive_c14n)),
      digest(algorithm::sha256),
      key_info(x509_key_info(portal())) {}

std::string transform(std::string_view algorithm, std::string_view content) {
    const std::string open = "<ds:Transform Algorithm=\"" + std::string(algorithm) + "\"";
    return content.empty() ? open + "/>" : open + ">" + std::string(content) + "</ds:Transform>";
}

std::string reference(std::string_view uri, std::string_view transforms, std::string_view digest) {
    return "<ds:Reference" + std::string(uri) + "><ds:Transforms>" + std::string(transforms) +
           "</ds:Transforms><ds:DigestMethod Algorithm=\"" + std::string(digest) +
           "\"/><ds:DigestValue></ds:DigestValue></ds:Reference>";
}

std::string x509_key_info(const Sender& sender) {
    return "<ds:KeyInfo><ds:X509Data><ds:X509Certificate>" + to_base64(sender.certificate.der) +
           "</ds:X509Certificate></ds:X509Data></ds:KeyInfo>";
}

std::string message_template(const Craft& craft) {
    // KeyInfo stands in a comment while xmlsec signs: it would otherwise fill it in anew.
    return craft.prolog + "<" + std::string(root_name) +
           " xmlns:fwm=\"urn:foerderwerk:xsd:nachrichten:1.0\"" + craft.root_attributes + ">" +
           craft.content + "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"" +
           craft.signature_attributes +
           "><ds:SignedInfo>"
           "<ds:CanonicalizationMethod Algorithm=\"" +
           craft.canonicalization + "\"/><ds:SignatureMethod Algorithm=\"" +
           craft.signature_method + "\">" + craft.signature_method_content +
           "</ds:SignatureMethod>" +
           reference(craft.uri_attribute, craft.transforms, craft.digest) + craft.after_reference +
           "</ds:SignedInfo><ds:SignatureValue></ds:SignatureValue><!--" + craft.key_info + "-->" +
           craft.after_key_info + "</ds:Signature>" + craft.after_signature + "</" +
           std::string(root_name) + ">\n";
}

std::string sign_anything(const std::string& xml, const Sender& sender) {
    start_libraries();
    const std::string& pem = sender.pem.private_key_pem;
    std::string made = sign_with(
        xml, xmlSecCryptoAppKeyLoadMemory(reinterpret_cast<const xmlSecByte*>(pem.data()),
                                          static_cast<xmlSecSize>(pem.size()),
                                          xmlSecKeyDataFormatPem, nullptr, nullptr, nullptr));
    const std::size_t open = made.find("<!--<ds:KeyInfo");
    if (open != std::string::npos) {
        made.erase(made.find("-->", open), 3).erase(open, 4);
    }
    return made;
}

std::string sign_with_hmac(const std::string& xml, std::string_view key) {
    start_libraries();
    const std::string bytes(key);
    std::string made =
        sign_with(xml, xmlSecKeyReadMemory(xmlSecKeyDataHmacId,
                                           reinterpret_cast<const xmlSecByte*>(bytes.data()),
                                           static_cast<xmlSecSize>(bytes.size())));
    return replaced(replaced(made, "<!--<ds:KeyInfo", "<ds:KeyInfo"), "</ds:KeyInfo>-->",
                    "</ds:KeyInfo>");
}

const std::string& valid_message() {
    static const std::string message = sign_anything(message_template(Craft()), portal());
    return message;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    if (at == std::string::npos) {
        throw std::logic_error("text to replace does not occur: " + std::string(from));
    }
    return text.replace(at, from.size(), to);
}

std::string between(const std::string& text, std::string_view from, std::string_view to) {
    const std::size_t begin = text.find(from);
    const std::size_t end = begin == std::string::npos ? begin : text.find(to, begin);
    if (end == std::string::npos) {
        throw std::logic_error("text to cut out does not occur: " + std::string(from));
    }
    return text.substr(begin, end + to.size() - begin);
}

std::string signature_of(const std::string& message) {
    return between(message, "<ds:Signature ", "</ds:Signature>");
}

std::string without_signature(const std::string& message) {
    return replaced(message, signature_of(message), "");
}

std::string without_prolog(const std::string& message) {
    return message.substr(message.find("<fwm:"));
}

bool has_code(const Reasons& reasons, std::string_view code) {
    for (const Reason& reason : reasons) {
        if (reason.code == code) {
            return true;
        }
    }
    return false;
}

std::string shown(const Reasons& reasons) {
    std::string text;
    for (const Reason& reason : reasons) {
        text += "\n  " + reason.code + " [" + reason.place + "] " + reason.text;
    }
    return text.empty() ? " no reasons" : text;
}

}  // namespace foerderwerk::signature::test
