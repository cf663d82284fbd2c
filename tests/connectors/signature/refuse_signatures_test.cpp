// SPDX-License-Identifier: EUPL-1.2
// Goal: a signature of any other shape than ours is refused, with the class that names the fault.
// Method: each case differs from the correct message in one thing and, wherever libxmlsec1 can do
// it, carries values that compute: bare libxmlsec1 would call most of them valid.
#include <gtest/gtest.h>

#include "connectors/signature/algorithms.hpp"
#include "connectors/signature/gate.hpp"
#include "engine/types/digest.hpp"
#include "tests/connectors/signature/craft_messages.hpp"

namespace foerderwerk::signature::test {
namespace {

struct HostileSignature {
    const char* name;
    std::string message;
    const char* code;
};

void expect_refused(const std::vector<HostileSignature>& cases) {
    const XmlSignatureGate gate(all_senders());
    for (const HostileSignature& hostile : cases) {
        SCOPED_TRACE(hostile.name);
        const auto verified = gate.verify(hostile.message, arrival());
        ASSERT_FALSE(verified);
        EXPECT_TRUE(has_code(verified.error(), hostile.code)) << shown(verified.error());
    }
}

/// The correct message with one member of Craft set to `value`, signed.
std::string crafted(std::string Craft::*member, const std::string& value) {
    Craft craft;
    craft.*member = value;
    return sign_anything(message_template(craft), portal());
}

std::string altered(std::string_view from, std::string_view to) {
    return replaced(valid_message(), from, to);
}

const std::string both_transforms =
    transform(algorithm::enveloped) + transform(algorithm::exclusive_c14n);

TEST(RefuseSignatures, MissingOrInTheWrongPlace) {
    const std::string& valid = valid_message();
    const std::string signature = signature_of(valid);
    Craft stray;
    stray.content += "<d:Object xmlns:d=\"http://www.w3.org/2000/09/xmldsig#\">x</d:Object>";
    expect_refused({
        {"unsigned", without_signature(valid), "SIG_MISSING"},
        {"other namespace", altered("2000/09/xmldsig#\"", "2000/09/xmldsig\""), "SIG_MISSING"},
        {"deeper", replaced(without_signature(valid), "</fwm:kopf>", signature + "</fwm:kopf>"),
         "SIG_STRUCTURE"},
        {"two", altered("</fwm:antrag.", signature + "</fwm:antrag."), "SIG_STRUCTURE"},
        {"second one deeper", altered("</fwm:kopf>", signature + "</fwm:kopf>"), "SIG_STRUCTURE"},
        {"as the root", signature, "SIG_STRUCTURE"},
        {"stray element of the namespace", sign_anything(message_template(stray), portal()),
         "SIG_STRUCTURE"},
    });
}

TEST(RefuseSignatures, Structure) {
    const std::string second = reference(" URI=\"#a1\"", both_transforms, algorithm::sha256);
    const std::string manifest = "<ds:Object><ds:Manifest>" + second + "</ds:Manifest></ds:Object>";
    const std::string signed_info = between(valid_message(), "<ds:SignedInfo>", "</ds:SignedInfo>");
    const std::string value =
        between(valid_message(), "<ds:SignatureValue>", "</ds:SignatureValue>");
    expect_refused({
        {"two references", crafted(&Craft::after_reference, second), "SIG_STRUCTURE"},
        {"manifest", crafted(&Craft::after_key_info, manifest), "SIG_STRUCTURE"},
        {"object", crafted(&Craft::after_key_info, "<ds:Object>x</ds:Object>"), "SIG_STRUCTURE"},
        {"foreign child", altered("</ds:Signature>", "<x xmlns=\"urn:x\"/></ds:Signature>"),
         "SIG_STRUCTURE"},
        {"text between", crafted(&Craft::after_key_info, "x"), "SIG_STRUCTURE"},
        {"comment between", crafted(&Craft::after_key_info, "<!-- x -->"), "SIG_STRUCTURE"},
        {"no SignedInfo", altered(signed_info, ""), "SIG_STRUCTURE"},
        {"two SignedInfo", altered(signed_info, signed_info + signed_info), "SIG_STRUCTURE"},
        {"no SignatureValue", altered(value, ""), "SIG_STRUCTURE"},
        {"two SignatureValues", altered(value, value + value), "SIG_STRUCTURE"},
        {"value first", replaced(altered(value, ""), signed_info, value + signed_info),
         "SIG_STRUCTURE"},
        {"comment in DigestValue", altered("<ds:DigestValue>", "<ds:DigestValue><!--AAAA-->"),
         "SIG_STRUCTURE"},
        {"element in DigestValue", altered("<ds:DigestValue>", "<ds:DigestValue><x/>"),
         "SIG_STRUCTURE"},
        {"comment in SignatureValue",
         altered("</ds:SignatureValue>", "<!--x--></ds:SignatureValue>"), "SIG_STRUCTURE"},
        {"CDATA in SignatureValue",
         altered(value, replaced(replaced(value, "e>", "e><![CDATA["), "</ds", "]]></ds")),
         "SIG_STRUCTURE"},
        {"attribute on Signature", altered("<ds:SignedInfo>", "<ds:SignedInfo x=\"1\">"),
         "SIG_STRUCTURE"},
        {"xsi:type on Signature",
         altered("<ds:Signature ", "<ds:Signature xmlns:x=\"urn:x\" x:type=\"y\" "),
         "SIG_STRUCTURE"},
        {"Type of the reference",
         crafted(&Craft::uri_attribute,
                 " URI=\"#m1\" Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\""),
         "SIG_STRUCTURE"},
        {"child of the signature method",
         crafted(&Craft::signature_method_content, "<ds:Object>x</ds:Object>"), "SIG_STRUCTURE"},
        {"no algorithm", altered("<ds:DigestMethod Algorithm=", "<ds:DigestMethod Verfahren="),
         "SIG_STRUCTURE"},
    });
}

TEST(RefuseSignatures, References) {
    const auto with_uri = [](const std::string& uri) {
        return altered(" URI=\"#m1\"", " URI=\"" + uri + "\"");
    };
    Craft no_id;
    no_id.root_attributes = "";
    no_id.uri_attribute = " URI=\"\"";
    Craft other_case;
    other_case.root_attributes = " ID=\"m1\"";
    Craft strange_id;
    strange_id.root_attributes = " Id=\"m1')|//*|id('a1\"";
    strange_id.uri_attribute = " URI=\"#m1')|//*|id('a1\"";
    expect_refused({
        {"another element", crafted(&Craft::uri_attribute, " URI=\"#a1\""), "SIG_COVERAGE"},
        {"no such element", with_uri("#m2"), "SIG_COVERAGE"},
        {"root without id", sign_anything(message_template(no_id), portal()), "SIG_COVERAGE"},
        {"root with ID", sign_anything(message_template(other_case), portal()), "SIG_COVERAGE"},
        {"whole document", crafted(&Craft::uri_attribute, " URI=\"\""), "SIG_REFURI"},
        {"xpointer root", crafted(&Craft::uri_attribute, " URI=\"#xpointer(/)\""), "SIG_REFURI"},
        {"xpointer id", crafted(&Craft::uri_attribute, " URI=\"#xpointer(id('m1'))\""),
         "SIG_REFURI"},
        {"xpointer of another", crafted(&Craft::uri_attribute, " URI=\"#xpointer(id('a1'))\""),
         "SIG_REFURI"},
        {"injected expression", message_template(strange_id), "SIG_REFURI"},
        {"no URI", altered(" URI=\"#m1\"", ""), "SIG_REFURI"},
        {"only the mark", with_uri("#"), "SIG_REFURI"},
        {"blank", with_uri("# m1"), "SIG_REFURI"},
        {"file", with_uri("file:///etc/passwd"), "SIG_REFURI"},
        {"http", with_uri("http://127.0.0.1:1/x#m1"), "SIG_REFURI"},
        {"relative", with_uri("x.xml#m1"), "SIG_REFURI"},
    });
}

TEST(RefuseSignatures, Transforms) {
    const std::string enveloped = transform(algorithm::enveloped);
    const std::string exclusive = transform(algorithm::exclusive_c14n);
    const std::string xpath =
        transform("http://www.w3.org/TR/1999/REC-xpath-19991116",
                  "<ds:XPath xmlns:fwm=\"urn:foerderwerk:xsd:nachrichten:1.0\">"
                  "not(ancestor-or-self::fwm:betrag)</ds:XPath>");
    const std::string filter = transform(
        "http://www.w3.org/2002/06/xmldsig-filter2",
        "<x:XPath xmlns:x=\"http://www.w3.org/2002/06/xmldsig-filter2\" Filter=\"intersect\">"
        "//*[local-name()='kopf']</x:XPath>");
    const std::string xslt =
        transform("http://www.w3.org/TR/1999/REC-xslt-19991116",
                  "<xsl:stylesheet version=\"1.0\" "
                  "xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\"><xsl:template match=\"/\">"
                  "<a/></xsl:template></xsl:stylesheet>");
    const std::string base64 = transform("http://www.w3.org/2000/09/xmldsig#base64");
    const std::string prefixes =
        "<c:InclusiveNamespaces xmlns:c=\"http://www.w3.org/2001/10/xml-exc-c14n#\" "
        "PrefixList=\"fwm\"/>";
    const auto with = [](const std::string& transforms) {
        return crafted(&Craft::transforms, transforms);
    };
    const std::string valid_transforms =
        between(valid_message(), "<ds:Transforms>", "</ds:Transforms>");
    expect_refused({
        {"XPath", with(enveloped + xpath + exclusive), "SIG_TRANSFORM"},
        {"XPath filter 2", with(enveloped + filter + exclusive), "SIG_TRANSFORM"},
        {"XSLT", with(enveloped + xslt + exclusive), "SIG_TRANSFORM"},
        {"base64", altered(both_transforms, enveloped + base64), "SIG_TRANSFORM"},
        {"only enveloped", with(enveloped), "SIG_TRANSFORM"},
        {"only C14N", altered(enveloped, ""), "SIG_TRANSFORM"},
        {"none", altered(valid_transforms, "<ds:Transforms></ds:Transforms>"), "SIG_TRANSFORM"},
        {"no element", altered(valid_transforms, ""), "SIG_STRUCTURE"},
        {"other order", altered(both_transforms, exclusive + enveloped), "SIG_TRANSFORM"},
        {"twice", with(both_transforms + exclusive), "SIG_TRANSFORM"},
        {"inclusive C14N",
         with(enveloped + transform("http://www.w3.org/TR/2001/REC-xml-c14n-20010315")),
         "SIG_TRANSFORM"},
        {"with comments",
         with(enveloped + transform("http://www.w3.org/2001/10/xml-exc-c14n#WithComments")),
         "SIG_TRANSFORM"},
        {"prefix list", with(enveloped + transform(algorithm::exclusive_c14n, prefixes)),
         "SIG_TRANSFORM"},
        {"attribute", altered("<ds:Transforms>", "<ds:Transforms x=\"1\">"), "SIG_TRANSFORM"},
        {"text", altered("</ds:Transforms>", "x</ds:Transforms>"), "SIG_TRANSFORM"},
    });
}

TEST(RefuseSignatures, Algorithms) {
    const std::string dsig = "http://www.w3.org/2000/09/xmldsig#";
    const std::string more = "http://www.w3.org/2001/04/xmldsig-more#";
    const auto rsa = [](const std::string& method) {
        Craft craft;
        craft.signature_method = method;
        craft.key_info = x509_key_info(rsa_sender());
        return sign_anything(message_template(craft), rsa_sender());
    };
    Craft hmac;
    hmac.signature_method = more + "hmac-sha256";
    Craft short_hmac = hmac;
    short_hmac.signature_method_content = "<ds:HMACOutputLength>80</ds:HMACOutputLength>";
    const std::string public_certificate = portal().certificate.der;
    expect_refused({
        {"RSA-MD5", rsa(more + "rsa-md5"), "SIG_ALG"},
        {"RSA-SHA1", rsa(dsig + "rsa-sha1"), "SIG_ALG"},
        {"RSA-SHA224", rsa(more + "rsa-sha224"), "SIG_ALG"},
        {"ECDSA-SHA1", crafted(&Craft::signature_method, more + "ecdsa-sha1"), "SIG_ALG"},
        {"ECDSA-SHA224", crafted(&Craft::signature_method, more + "ecdsa-sha224"), "SIG_ALG"},
        {"HMAC under the certificate", sign_with_hmac(message_template(hmac), public_certificate),
         "SIG_ALG"},
        {"shortened HMAC", sign_with_hmac(message_template(short_hmac), public_certificate),
         "SIG_ALG"},
        {"DSA", altered(algorithm::ecdsa_sha256, dsig + "dsa-sha1"), "SIG_ALG"},
        {"unknown", altered(algorithm::ecdsa_sha256, "urn:unbekannt"), "SIG_ALG"},
        {"digest MD5", crafted(&Craft::digest, more + "md5"), "SIG_ALG"},
        {"digest SHA-1", crafted(&Craft::digest, dsig + "sha1"), "SIG_ALG"},
        {"digest SHA-224", crafted(&Craft::digest, more + "sha224"), "SIG_ALG"},
        {"inclusive canonicalization",
         crafted(&Craft::canonicalization, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"),
         "SIG_ALG"},
        {"canonicalization with comments",
         crafted(&Craft::canonicalization, "http://www.w3.org/2001/10/xml-exc-c14n#WithComments"),
         "SIG_ALG"},
        {"ECDSA for an RSA key",
         replaced(rsa(std::string(algorithm::rsa_sha256)), algorithm::rsa_sha256,
                  algorithm::ecdsa_sha256),
         "SIG_KEY"},
        {"RSA for an ECDSA key", altered(algorithm::ecdsa_sha256, algorithm::rsa_sha256),
         "SIG_KEY"},
    });
}

TEST(RefuseSignatures, Values) {
    const std::string digest = between(valid_message(), "<ds:DigestValue>", "</ds:DigestValue>");
    const std::string value =
        between(valid_message(), "<ds:SignatureValue>", "</ds:SignatureValue>");
    Craft other;
    other.content += "<fwm:mehr/>";
    const std::string other_message = sign_anything(message_template(other), portal());
    const std::string other_value =
        between(other_message, "<ds:SignatureValue>", "</ds:SignatureValue>");
    const std::string other_info = between(other_message, "<ds:SignedInfo>", "</ds:SignedInfo>");
    const auto value_of = [&](const std::string& text) {
        return altered(value, "<ds:SignatureValue>" + text + "</ds:SignatureValue>");
    };
    const auto digest_of = [&](const std::string& text) {
        return altered(digest, "<ds:DigestValue>" + text + "</ds:DigestValue>");
    };
    expect_refused({
        {"amount changed", altered("300.00", "900.00"), "SIG_DIGEST"},
        {"blank added", altered("<fwm:kopf>", "<fwm:kopf> "), "SIG_DIGEST"},
        {"element added", altered("<fwm:kopf>", "<fwm:kopf/><fwm:kopf>"), "SIG_DIGEST"},
        {"id of a child changed", altered("\"a1\"", "\"a2\""), "SIG_DIGEST"},
        {"root renamed",
         replaced(altered("<fwm:antrag.einreichen", "<fwm:antrag.ruecknahme"),
                  "</fwm:antrag.einreichen", "</fwm:antrag.ruecknahme"),
         "SIG_DIGEST"},
        {"namespace changed", altered("nachrichten:1.0", "nachrichten:1.1"), "SIG_DIGEST"},
        {"relative namespace", altered("<fwm:kopf>", "<fwm:kopf xmlns:r=\"r\" r:a=\"1\">"),
         "SIG_DIGEST"},
        {"empty digest", digest_of(""), "SIG_DIGEST"},
        {"short digest", digest_of("AAAA"), "SIG_DIGEST"},
        {"digest of nothing", digest_of("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
         "SIG_DIGEST"},
        {"not base64", digest_of("****"), "SIG_DIGEST"},
        {"base64 with more behind the padding", altered("</ds:DigestValue>", "A=</ds:DigestValue>"),
         "SIG_DIGEST"},
        {"empty value", value_of(""), "SIG_VALUE"},
        {"zero value", value_of(to_base64(std::string(64, '\0'))), "SIG_VALUE"},
        {"short value", value_of("AAAA"), "SIG_VALUE"},
        {"value not base64", value_of("%"), "SIG_VALUE"},
        {"value of another message", altered(value, other_value), "SIG_VALUE"},
        {"SignedInfo of another message",
         altered(between(valid_message(), "<ds:SignedInfo>", "</ds:SignedInfo>"), other_info),
         "SIG_DIGEST"},
    });
}

/// Changes only bits that a lenient base64 reader throws away.
std::string with_stray_bits(const std::string& message) {
    const std::size_t padding = message.find("==</ds:SignatureValue>");
    std::string changed = message;
    changed.at(padding - 1) = static_cast<char>(changed.at(padding - 1) + 1);
    return changed;
}

TEST(RefuseSignatures, Base64IsStrict) {
    const XmlSignatureGate gate(all_senders());
    const auto lenient = gate.verify(with_stray_bits(valid_message()), arrival());
    ASSERT_FALSE(lenient);
    EXPECT_TRUE(has_code(lenient.error(), "SIG_VALUE")) << shown(lenient.error());
    // Found with the shape, beside other reasons, before any cryptography.
    const std::string both = replaced(altered("<ds:DigestValue>", "<ds:DigestValue>*"),
                                      "<ds:SignatureValue>", "<ds:SignatureValue>*");
    const auto verified = gate.verify(both, days_later(arrival(), 60));
    ASSERT_FALSE(verified);
    for (const char* code : {"SIG_DIGEST", "SIG_VALUE", "SIG_KEY"}) {
        EXPECT_TRUE(has_code(verified.error(), code)) << code << shown(verified.error());
    }
}

TEST(RefuseSignatures, AllReasonsOfTheStage) {
    Craft craft;
    craft.uri_attribute = " URI=\"\"";
    craft.digest = "http://www.w3.org/2000/09/xmldsig#sha1";
    craft.transforms = transform(algorithm::enveloped);
    craft.content += "<fwm:x Id=\"a1\"/>";
    const XmlSignatureGate gate(all_senders());
    const auto verified = gate.verify(
        replaced(replaced(message_template(craft), "<!--<ds:Key", "<ds:Key"), "-->", ""),
        days_later(arrival(), 60));
    ASSERT_FALSE(verified);
    for (const char* code : {"SIG_REFURI", "SIG_ALG", "SIG_TRANSFORM", "ID_DUP", "SIG_KEY"}) {
        EXPECT_TRUE(has_code(verified.error(), code)) << code << shown(verified.error());
    }
}

}  // namespace
}  // namespace foerderwerk::signature::test
