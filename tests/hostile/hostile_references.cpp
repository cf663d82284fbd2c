// SPDX-License-Identifier: EUPL-1.2
// References, transforms and algorithms that libxmlsec1 could compute, and we do not let it.
#include "connectors/signature/algorithms.hpp"
#include "tests/hostile/hostile_set.hpp"

namespace foerderwerk::hostile {

namespace {

using signature::test::between;
using signature::test::message_template;
using signature::test::replaced;
using signature::test::sign_anything;
using signature::test::sign_with_hmac;
using signature::test::transform;

const std::string dsig = "http://www.w3.org/2000/09/xmldsig#";
const std::string more = "http://www.w3.org/2001/04/xmldsig-more#";

std::string crafted(const Sender& portal, std::string Craft::*member, const std::string& text) {
    Craft craft = application(portal);
    craft.*member = text;
    return sign_anything(message_template(craft), portal);
}

void add_transforms(HostileList& list, const Sender& portal) {
    const std::string valid = valid_message(portal);
    const std::string enveloped = transform(signature::algorithm::enveloped);
    const std::string exclusive = transform(signature::algorithm::exclusive_c14n);
    const std::string both = enveloped + exclusive;
    const auto with = [&](const std::string& transforms) {
        return crafted(portal, &Craft::transforms, transforms);
    };
    const auto put = [&](const std::string& transforms) {
        return replaced(valid, both, transforms);
    };
    list.attack("transform: XPath");
    list.add("leaves a part out",
             with(enveloped +
                  transform("http://www.w3.org/TR/1999/REC-xpath-19991116",
                            "<ds:XPath xmlns:fwm=\"urn:foerderwerk:xsd:nachrichten:1.0\">"
                            "not(ancestor-or-self::fwm:personen)</ds:XPath>") +
                  exclusive),
             {"SIG_TRANSFORM"});
    list.add("filter 2",
             with(enveloped +
                  transform("http://www.w3.org/2002/06/xmldsig-filter2",
                            "<x:XPath xmlns:x=\"http://www.w3.org/2002/06/xmldsig-filter2\" "
                            "Filter=\"intersect\">//*[local-name()='kommune']</x:XPath>") +
                  exclusive),
             {"SIG_TRANSFORM"});
    list.attack("transform: XSLT");
    const std::string sheet_start =
        "<xsl:stylesheet version=\"1.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\">"
        "<xsl:template match=\"/\">";
    const std::string sheet_end = "</xsl:template></xsl:stylesheet>";
    const std::string xslt = "http://www.w3.org/TR/1999/REC-xslt-19991116";
    list.add("another content",
             with(enveloped + transform(xslt, sheet_start + "<a/>" + sheet_end) + exclusive),
             {"SIG_TRANSFORM"});
    list.add("reads a file",
             put(enveloped +
                 transform(xslt, sheet_start + "<xsl:copy-of select=\"document('/etc/passwd')\"/>" +
                                     sheet_end) +
                 exclusive),
             {"SIG_TRANSFORM"});
    list.attack("transform: base64, decrypt, other");
    list.add("base64", put(enveloped + transform(dsig + "base64")), {"SIG_TRANSFORM"});
    list.add("decrypt", put(transform("http://www.w3.org/2002/07/decrypt#XML") + both),
             {"SIG_TRANSFORM"});
    list.add("STR-Transform",
             put(transform("http://docs.oasis-open.org/wss/2004/01/"
                           "oasis-200401-wss-soap-message-security-1.0#STR-Transform") +
                 both),
             {"SIG_TRANSFORM"});
    list.add("only enveloped", with(enveloped), {"SIG_TRANSFORM"});
    list.add("only C14N", put(exclusive), {"SIG_TRANSFORM"});
    list.add("none", put(""), {"SIG_TRANSFORM"});
    list.add("the other order", put(exclusive + enveloped), {"SIG_TRANSFORM"});
    list.add("three", with(both + exclusive), {"SIG_TRANSFORM"});
    list.add("inclusive C14N",
             with(enveloped + transform("http://www.w3.org/TR/2001/REC-xml-c14n-20010315")),
             {"SIG_TRANSFORM"});
    list.add("with comments",
             with(enveloped + transform("http://www.w3.org/2001/10/xml-exc-c14n#WithComments")),
             {"SIG_TRANSFORM"});
    list.add("list of prefixes",
             with(enveloped + transform(signature::algorithm::exclusive_c14n,
                                        "<c:InclusiveNamespaces PrefixList=\"fwm\" "
                                        "xmlns:c=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>")),
             {"SIG_TRANSFORM"});
    list.add("attribute", replaced(valid, "<ds:Transforms>", "<ds:Transforms x=\"1\">"),
             {"SIG_TRANSFORM"});
}

}  // namespace

void add_references(HostileList& list, const Sender& portal) {
    const std::string valid = valid_message(portal);
    const auto signed_uri = [&](const std::string& uri) {
        return crafted(portal, &Craft::uri_attribute, " URI=\"" + uri + "\"");
    };
    const auto put = [&](const std::string& uri) {
        return replaced(valid, "URI=\"#n-0101\"", "URI=\"" + uri + "\"");
    };
    list.attack("external reference");
    list.add("file", put("file:///etc/passwd"), {"SIG_REFURI"});
    list.add("address", put("http://127.0.0.1:1/x#n-0101"), {"SIG_REFURI"});
    list.add("relative", put("x.xml#n-0101"), {"SIG_REFURI"});
    list.add("no URI", replaced(valid, " URI=\"#n-0101\"", ""), {"SIG_REFURI", "SIG_STRUCTURE"});
    list.attack("XPointer");
    list.add("root", signed_uri("#xpointer(/)"), {"SIG_REFURI"});
    list.add("id", signed_uri("#xpointer(id('n-0101'))"), {"SIG_REFURI"});
    list.add("any element", put("#xpointer(//*)"), {"SIG_REFURI"});
    Craft injected = application(portal);
    injected.root_attributes = replaced(injected.root_attributes, "n-0101\"", "n')|//*|id('k\"");
    injected.uri_attribute = " URI=\"#n')|//*|id('k\"";
    list.add("injected into the id",
             replaced(replaced(message_template(injected), "<!--<ds:Key", "<ds:Key"), "-->", ""),
             {"SIG_REFURI"});
    list.add("whole document", signed_uri(""), {"SIG_REFURI"});
    list.add("only the mark", put("#"), {"SIG_REFURI"});
    list.add("blank in the id", put("# n-0101"), {"SIG_REFURI"});
    add_transforms(list, portal);
}

void add_algorithms(HostileList& list, const Sender& portal) {
    const std::string valid = valid_message(portal);
    const auto rsa = [](const std::string& method) {
        Craft craft = application(signature::test::rsa_sender());
        craft.signature_method = method;
        return sign_anything(message_template(craft), signature::test::rsa_sender());
    };
    list.attack("MD5 and SHA-1");
    list.add("RSA-MD5", rsa(more + "rsa-md5"), {"SIG_ALG", "SIG_KEY"});
    list.add("RSA-SHA1", rsa(dsig + "rsa-sha1"), {"SIG_ALG", "SIG_KEY"});
    list.add("ECDSA-SHA1", crafted(portal, &Craft::signature_method, more + "ecdsa-sha1"),
             {"SIG_ALG", "SIG_KEY"});
    list.add("digest MD5", crafted(portal, &Craft::digest, more + "md5"), {"SIG_ALG"});
    list.add("digest SHA-1", crafted(portal, &Craft::digest, dsig + "sha1"), {"SIG_ALG"});
    list.attack("downgrade");
    list.add("RSA-SHA224", rsa(more + "rsa-sha224"), {"SIG_ALG", "SIG_KEY"});
    list.add("ECDSA-SHA224", crafted(portal, &Craft::signature_method, more + "ecdsa-sha224"),
             {"SIG_ALG", "SIG_KEY"});
    list.add("digest SHA-224", crafted(portal, &Craft::digest, more + "sha224"), {"SIG_ALG"});
    list.add("DSA", replaced(valid, signature::algorithm::ecdsa_sha256, dsig + "dsa-sha1"),
             {"SIG_ALG", "SIG_KEY"});
    list.add("unknown", replaced(valid, signature::algorithm::ecdsa_sha256, "urn:none"),
             {"SIG_ALG", "SIG_KEY"});
    list.add("SignedInfo by inclusive C14N",
             crafted(portal, &Craft::canonicalization,
                     "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"),
             {"SIG_ALG"});
    list.add("SignedInfo with comments",
             crafted(portal, &Craft::canonicalization,
                     "http://www.w3.org/2001/10/xml-exc-c14n#WithComments"),
             {"SIG_ALG"});
    list.attack("HMAC confusion");
    Craft hmac = application(portal);
    hmac.signature_method = more + "hmac-sha256";
    list.add("under the certificate",
             sign_with_hmac(message_template(hmac), portal.certificate.der),
             {"SIG_ALG", "SIG_KEY"});
    list.attack("HMAC truncation");
    hmac.signature_method_content = "<ds:HMACOutputLength>80</ds:HMACOutputLength>";
    list.add("to 80 bits", sign_with_hmac(message_template(hmac), portal.certificate.der),
             {"SIG_ALG", "SIG_KEY", "SIG_STRUCTURE"});
    list.attack("algorithm of another kind of key");
    list.add("RSA for an EC key",
             replaced(valid, signature::algorithm::ecdsa_sha256, signature::algorithm::rsa_sha256),
             {"SIG_KEY"});
    list.add("ECDSA for an RSA key",
             replaced(rsa(std::string(signature::algorithm::rsa_sha256)),
                      signature::algorithm::rsa_sha256, signature::algorithm::ecdsa_sha256),
             {"SIG_KEY"});
}

}  // namespace foerderwerk::hostile
