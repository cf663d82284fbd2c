// SPDX-License-Identifier: EUPL-1.2
// Attacks on the profile with XAdES signed properties.
#include "connectors/signature/algorithms.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "engine/types/digest.hpp"
#include "tests/hostile/hostile_set.hpp"

namespace foerderwerk::hostile {

namespace {

using signature::test::between;
using signature::test::message_template;
using signature::test::replaced;
using signature::test::sign_anything;
using signature::test::transform;

const std::string dsig = "http://www.w3.org/2000/09/xmldsig#";
const std::string type = " Type=\"http://uri.etsi.org/01903#SignedProperties\"";

class Crafted {
public:
    explicit Crafted(const Sender& portal) : portal_(portal) {}

    [[nodiscard]] std::string with(std::string Properties::*member, const std::string& text) const {
        Properties properties(portal_);
        properties.*member = text;
        return of(properties);
    }
    [[nodiscard]] std::string of(const Properties& properties) const {
        return sign_anything(message_template(xades_application(portal_, properties)), portal_);
    }

private:
    const Sender& portal_;
};

void add_coverage(HostileList& list, const Crafted& crafted, const std::string& valid) {
    list.attack("XAdES: properties not covered");
    const std::string properties =
        between(valid, "<xades:SignedProperties", "</xades:SignedProperties>");
    list.add("reference to the message again",
             crafted.with(&Properties::reference_attributes, " URI=\"#n-0101\"" + type),
             {"SIG_COVERAGE"});
    list.add("reference without the type",
             crafted.with(&Properties::reference_attributes, " URI=\"#p-1\""),
             {"SIG_COVERAGE", "SIG_STRUCTURE"});
    list.add("reference of another type",
             crafted.with(&Properties::reference_attributes,
                          " URI=\"#p-1\" Type=\"" + dsig + "Object\""),
             {"SIG_COVERAGE"});
    list.add(
        "reference by XPointer",
        crafted.with(&Properties::reference_attributes, " URI=\"#xpointer(id('p-1'))\"" + type),
        {"SIG_COVERAGE"});
    list.add("no reference",
             replaced(valid,
                      between(valid.substr(valid.find("</ds:Reference>") + 15), "<ds:Reference",
                              "</ds:Reference>"),
                      ""),
             {"SIG_STRUCTURE"});
    list.add("properties twice", replaced(valid, properties, properties + properties),
             {"ID_DUP", "SIG_STRUCTURE"});
    const std::string moved =
        replaced(properties, "<xades:SignedProperties",
                 "<xades:SignedProperties xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\" "
                 "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"");
    const std::string forged = replaced(replaced(properties, "p-1", "p-2"), "+01:00", "+00:59");
    list.add(
        "moved into the content, forged ones in their place",
        replaced(replaced(valid, properties, forged), "<fwm:kommune>", moved + "<fwm:kommune>"),
        {"SIG_COVERAGE", "SIG_STRUCTURE"});
    list.add("time changed after signing", replaced(valid, "+01:00</xades", "+00:59</xades"),
             {"SIG_DIGEST"});
    list.add("content changed after signing", replaced(valid, "Özdemir", "Evil"), {"SIG_DIGEST"});
    list.add("digest not base64",
             replaced(valid,
                      between(valid.substr(valid.find("</ds:Reference>") + 15), "<ds:DigestValue>",
                              "</ds:DigestValue>"),
                      "<ds:DigestValue>*</ds:DigestValue>"),
             {"SIG_DIGEST"});
    list.add("properties of another signature",
             crafted.with(&Properties::qualifying_attributes, " Target=\"#s-2\""),
             {"SIG_STRUCTURE"});
}

void add_shapes(HostileList& list, const Crafted& crafted, const std::string& valid) {
    list.attack("XAdES: another shape");
    list.add("unsigned properties",
             crafted.with(&Properties::after_signed_properties, "<xades:UnsignedProperties/>"),
             {"SIG_STRUCTURE"});
    list.add("no signing time",
             replaced(valid, between(valid, "<xades:SigningTime>", "</xades:SigningTime>"), ""),
             {"SIG_STRUCTURE"});
    list.add(
        "no signing certificate",
        replaced(valid,
                 between(valid, "<xades:SigningCertificateV2>", "</xades:SigningCertificateV2>"),
                 ""),
        {"SIG_STRUCTURE"});
    list.add("of another version", replaced(valid, "01903/v1.3.2#", "01903/v1.4.1#"),
             {"SIG_STRUCTURE"});
    list.add("comment in the signing time",
             replaced(valid, "<xades:SigningTime>20", "<xades:SigningTime>20<!---->"),
             {"POLICY", "SIG_STRUCTURE"});
    list.add("a second object", replaced(valid, "</ds:Object>", "</ds:Object><ds:Object/>"),
             {"SIG_STRUCTURE"});
    list.add("text in the object", replaced(valid, "<ds:Object>", "<ds:Object>x"),
             {"SIG_STRUCTURE"});
    list.add("signature without an id", replaced(valid, " Id=\"s-1\"", ""), {"SIG_STRUCTURE"});
    list.add("transform of the properties",
             crafted.with(&Properties::transforms,
                          transform("http://www.w3.org/TR/1999/REC-xpath-19991116",
                                    "<ds:XPath>true()</ds:XPath>") +
                              transform(signature::algorithm::exclusive_c14n)),
             {"SIG_TRANSFORM"});
    list.add("digest of the properties by SHA-1", crafted.with(&Properties::digest, dsig + "sha1"),
             {"SIG_ALG"});
    list.add("format of another object",
             crafted.with(&Properties::object_format,
                          "<xades:SignedDataObjectProperties><xades:DataObjectFormat "
                          "ObjectReference=\"#r-2\"><xades:MimeType>text/xml</xades:MimeType>"
                          "</xades:DataObjectFormat></xades:SignedDataObjectProperties>"),
             {"POLICY"});
    list.add("signed as a picture",
             crafted.with(&Properties::object_format,
                          "<xades:SignedDataObjectProperties><xades:DataObjectFormat "
                          "ObjectReference=\"#r-1\"><xades:MimeType>image/png</xades:MimeType>"
                          "</xades:DataObjectFormat></xades:SignedDataObjectProperties>"),
             {"POLICY"});
}

}  // namespace

void add_properties(HostileList& list, const Sender& portal) {
    const Crafted crafted(portal);
    const std::string valid = crafted.of(Properties(portal));
    add_coverage(list, crafted, valid);
    add_shapes(list, crafted, valid);
    list.attack("XAdES: another certificate");
    const Sender& other = signature::test::second_portal();
    list.add("digest of another certificate",
             crafted.with(&Properties::certificate_digest,
                          to_base64(as_bytes(signature::sha256_of(other.certificate.der)))),
             {"SIG_KEY"});
    list.add("digest not base64", crafted.with(&Properties::certificate_digest, "*"), {"SIG_KEY"});
    list.add("digest by SHA-1", crafted.with(&Properties::certificate_digest_method, dsig + "sha1"),
             {"SIG_ALG", "SIG_KEY"});
    Craft swapped = xades_application(portal, Properties(portal));
    swapped.key_info = signature::test::x509_key_info(other);
    list.add("certificate swapped", sign_anything(message_template(swapped), other), {"SIG_KEY"});
    list.attack("XAdES: another time");
    for (const char* time : {"2026-01-12T10:31:00Z", "2025-12-01T09:00:00Z", "2026-01-12T09:00:00",
                             "gestern", "", "2026-01-12T09:30:00+25:00"}) {
        list.add(std::string("signing time ") + time, crafted.with(&Properties::signing_time, time),
                 {"POLICY"});
    }
}

}  // namespace foerderwerk::hostile
