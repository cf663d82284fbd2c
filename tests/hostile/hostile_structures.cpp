// SPDX-License-Identifier: EUPL-1.2
// Other shapes of the signature, and values that do not hold.
#include "connectors/signature/algorithms.hpp"
#include "engine/types/digest.hpp"
#include "tests/hostile/hostile_set.hpp"

namespace foerderwerk::hostile {

namespace {

using signature::test::between;
using signature::test::message_template;
using signature::test::replaced;
using signature::test::sign_anything;

void add_values(HostileList& list, const Sender& portal, const std::string& valid) {
    const std::string digest = between(valid, "<ds:DigestValue>", "</ds:DigestValue>");
    const std::string value = between(valid, "<ds:SignatureValue>", "</ds:SignatureValue>");
    const auto digest_of = [&](const std::string& text) {
        return replaced(valid, digest, "<ds:DigestValue>" + text + "</ds:DigestValue>");
    };
    const auto value_of = [&](const std::string& text) {
        return replaced(valid, value, "<ds:SignatureValue>" + text + "</ds:SignatureValue>");
    };
    list.attack("content changed after signing");
    list.add("a text", replaced(valid, "Böllen", "Köln"), {"SIG_DIGEST"});
    list.add("a blank", replaced(valid, "<fwm:kommune>", "<fwm:kommune> "), {"SIG_DIGEST"});
    list.add("an attribute of the root", replaced(valid, "produktversion=\"2.1\"", ""),
             {"SIG_DIGEST"});
    list.add("the namespace", replaced(valid, "nachrichten:1.0\"", "nachrichten:1.1\""),
             {"SIG_DIGEST"});

    list.attack("void canonicalisation");
    const std::string of_nothing = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    list.add("digest of nothing", digest_of(of_nothing), {"SIG_DIGEST"});
    list.add(
        "relative namespace, digest of nothing",
        replaced(digest_of(of_nothing), "<fwm:kommune>", "<fwm:kommune xmlns:r=\"r\" r:a=\"\">"),
        {"SIG_DIGEST"});
    list.add("empty digest", digest_of(""), {"SIG_DIGEST"});

    list.attack("digest or value that does not hold");
    list.add("short digest", digest_of("AAAA"), {"SIG_DIGEST"});
    list.add("digest not base64", digest_of("****"), {"SIG_DIGEST"});
    list.add("more behind the padding of the digest",
             replaced(valid, "</ds:DigestValue>", "A=</ds:DigestValue>"), {"SIG_DIGEST"});
    list.add("empty value", value_of(""), {"SIG_VALUE"});
    list.add("value of zeros", value_of(to_base64(std::string(64, '\0'))), {"SIG_VALUE"});
    list.add("short value", value_of("AAAA"), {"SIG_VALUE"});
    list.add("value not base64", value_of("%"), {"SIG_VALUE"});
    const std::size_t padding = valid.find("==</ds:SignatureValue>");
    std::string stray_bits = valid;
    stray_bits.at(padding - 1) = static_cast<char>(stray_bits.at(padding - 1) + 1);
    list.add("bits of the value that a lenient reader drops", stray_bits, {"SIG_VALUE"});
    std::string stray_digest = valid;
    const std::size_t digest_end = valid.find("=</ds:DigestValue>");
    stray_digest.at(digest_end - 1) = static_cast<char>(stray_digest.at(digest_end - 1) + 1);
    list.add("bits of the digest that a lenient reader drops", stray_digest, {"SIG_DIGEST"});
    Craft other = application(portal);
    other.content += " ";
    const std::string other_message = sign_anything(message_template(other), portal);
    list.add("value of another message",
             replaced(valid, value,
                      between(other_message, "<ds:SignatureValue>", "</ds:SignatureValue>")),
             {"SIG_VALUE"});
    list.add("SignedInfo of another message",
             replaced(valid, between(valid, "<ds:SignedInfo>", "</ds:SignedInfo>"),
                      between(other_message, "<ds:SignedInfo>", "</ds:SignedInfo>")),
             {"SIG_DIGEST"});
}

void add_comments(HostileList& list, const std::string& valid) {
    const std::string value = between(valid, "<ds:SignatureValue>", "</ds:SignatureValue>");
    list.attack("comment in DigestValue");
    list.add("in front", replaced(valid, "<ds:DigestValue>", "<ds:DigestValue><!--AAAA-->"),
             {"POLICY", "SIG_STRUCTURE"});
    list.add("an element", replaced(valid, "<ds:DigestValue>", "<ds:DigestValue><x/>"),
             {"SIG_STRUCTURE"});
    list.add("in SignatureValue",
             replaced(valid, "</ds:SignatureValue>", "<!--x--></ds:SignatureValue>"),
             {"POLICY", "SIG_STRUCTURE"});
    list.add(
        "SignatureValue in CDATA",
        replaced(valid, value, replaced(replaced(value, "e>", "e><![CDATA["), "</ds", "]]></ds")),
        {"SIG_STRUCTURE"});
    list.attack("text split by a comment");
    list.add("in a name", replaced(valid, "Özdemir", "Öz<!---->demir"), {"POLICY"});
    list.add("beside CDATA", replaced(valid, "Özdemir", "<![CDATA[Öz]]><!--x-->demir"), {"POLICY"});
    list.add("in front of a text", replaced(valid, "Özdemir", "<!--Admin-->Özdemir"), {"POLICY"});
}

}  // namespace

void add_structures(HostileList& list, const Sender& portal) {
    const std::string valid = valid_message(portal);
    const std::string info = between(valid, "<ds:SignedInfo>", "</ds:SignedInfo>");
    const std::string value = between(valid, "<ds:SignatureValue>", "</ds:SignatureValue>");
    const auto crafted = [&](std::string Craft::*member, const std::string& text) {
        Craft craft = application(portal);
        craft.*member = text;
        return sign_anything(message_template(craft), portal);
    };
    list.attack("two SignedInfo");
    list.add("both right", replaced(valid, info, info + info), {"SIG_STRUCTURE"});
    list.add("forged first", replaced(valid, info, replaced(info, "#n-0101", "#evil") + info),
             {"SIG_COVERAGE", "SIG_STRUCTURE"});
    list.add("none", replaced(valid, info, ""), {"SIG_STRUCTURE"});

    list.attack("manifest");
    const std::string both = signature::test::transform(signature::algorithm::enveloped) +
                             signature::test::transform(signature::algorithm::exclusive_c14n);
    const std::string second =
        signature::test::reference(" URI=\"#n-0101\"", both, signature::algorithm::sha256);
    const std::string manifest =
        "<ds:Object><ds:Manifest Id=\"man\">" + second + "</ds:Manifest></ds:Object>";
    list.add("beside the reference", crafted(&Craft::after_key_info, manifest), {"SIG_STRUCTURE"});
    Craft only = application(portal);
    only.uri_attribute = " URI=\"#man\" Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\"";
    only.after_key_info = manifest;
    list.add("only in the manifest",
             replaced(replaced(message_template(only), "<!--<ds:Key", "<ds:Key"), "-->", ""),
             {"SIG_COVERAGE", "SIG_STRUCTURE"});
    list.add("Type of a manifest",
             crafted(&Craft::uri_attribute,
                     " URI=\"#n-0101\" Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\""),
             {"SIG_STRUCTURE"});

    list.attack("another shape of the signature");
    list.add("two references", crafted(&Craft::after_reference, second), {"SIG_STRUCTURE"});
    list.add("ds:Object", crafted(&Craft::after_key_info, "<ds:Object>x</ds:Object>"),
             {"SIG_STRUCTURE"});
    list.add("a foreign child",
             replaced(valid, "</ds:Signature>", "<x xmlns=\"urn:x\"/></ds:Signature>"),
             {"SIG_STRUCTURE"});
    list.add("text between", crafted(&Craft::after_key_info, "x"), {"SIG_STRUCTURE"});
    list.add("comment between", crafted(&Craft::after_key_info, "<!-- x -->"), {"SIG_STRUCTURE"});
    list.add("no SignatureValue", replaced(valid, value, ""), {"SIG_STRUCTURE"});
    list.add("two SignatureValues", replaced(valid, value, value + value), {"SIG_STRUCTURE"});
    list.add("value before SignedInfo", replaced(replaced(valid, value, ""), info, value + info),
             {"SIG_STRUCTURE"});
    list.add("attribute on SignedInfo",
             replaced(valid, "<ds:SignedInfo>", "<ds:SignedInfo x=\"1\">"), {"SIG_STRUCTURE"});
    list.add("xsi:type on Signature",
             replaced(valid, "<ds:Signature ",
                      "<ds:Signature xmlns:x=\"http://www.w3.org/2001/XMLSchema-instance\" "
                      "x:type=\"y\" "),
             {"SIG_STRUCTURE"});
    list.add("child of the signature method",
             crafted(&Craft::signature_method_content, "<ds:Object>x</ds:Object>"),
             {"SIG_STRUCTURE"});
    list.add("method without an algorithm",
             replaced(valid, "<ds:DigestMethod Algorithm=", "<ds:DigestMethod Verfahren="),
             {"SIG_STRUCTURE"});
    add_comments(list, valid);
    add_values(list, portal, valid);
}

}  // namespace foerderwerk::hostile
