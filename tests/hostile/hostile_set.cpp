// SPDX-License-Identifier: EUPL-1.2
#include "tests/hostile/hostile_set.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "connectors/signature/algorithms.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "engine/types/digest.hpp"

namespace foerderwerk::hostile {

namespace {

using signature::test::between;
using signature::test::message_template;
using signature::test::replaced;
using signature::test::sign_anything;
using signature::test::transform;

constexpr std::string_view sample =
    FOERDERWERK_SOURCE_DIR "/tests/data/messages/antrag.einreichen.0101.xml";
constexpr std::string_view root_tag = "<fwm:antrag.einreichen.0101";
constexpr std::string_view declared = " xmlns:fwm=\"urn:foerderwerk:xsd:nachrichten:1.0\"";

std::string sample_text() {
    std::ifstream file{std::string(sample)};
    if (!file) {
        throw std::logic_error("tests/data holds no sample application");
    }
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

void HostileList::add(std::string name, std::string bytes, std::vector<std::string> classes) {
    std::ranges::sort(classes);
    messages_.push_back({attack_, std::move(name), std::move(bytes), std::move(classes), false});
}

void HostileList::add_costly(std::string name, std::string bytes,
                             std::vector<std::string> classes) {
    add(std::move(name), std::move(bytes), std::move(classes));
    messages_.back().costly = true;
}

Craft application(const Sender& signer) {
    static const std::string text = sample_text();
    const std::size_t root = text.find(root_tag) + root_tag.size();
    const std::size_t open_end = text.find('>', root);
    Craft craft;
    craft.root_attributes = replaced(text.substr(root, open_end - root), declared, "");
    craft.content = text.substr(open_end + 1, text.rfind("</") - open_end - 1);
    craft.uri_attribute = " URI=\"#n-0101\"";
    craft.key_info = signature::test::x509_key_info(signer);
    return craft;
}

std::string valid_message(const Sender& signer) {
    return sign_anything(message_template(application(signer)), signer);
}

std::vector<ValidMessage> valid_messages(const Sender& signer) {
    const std::string valid = valid_message(signer);
    Properties bare(signer);
    bare.object_format.clear();
    bare.signing_time = to_string(signer.certificate.valid_from);
    bare.cert_content = "<xades:IssuerSerialV2>MAA=</xades:IssuerSerialV2>";
    Craft located = application(signer);
    located.root_attributes +=
        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
        "xsi:schemaLocation=\"urn:foerderwerk:xsd:nachrichten:1.0 http://127.0.0.1:1/evil.xsd\"";
    return {
        {"plain", valid},
        {"xades",
         sign_anything(message_template(xades_application(signer, Properties(signer))), signer)},
        {"xades, bare", sign_anything(message_template(xades_application(signer, bare)), signer)},
        {"comment between elements", replaced(valid, "<fwm:kommune>", "<!-- x --><fwm:kommune>")},
        {"schemaLocation", sign_anything(message_template(located), signer)},
    };
}

std::string instant_in_berlin(Instant instant) {
    std::string text = to_string(instant + std::chrono::hours(1));
    text.back() = '+';
    return text + "01:00";
}

Properties::Properties(const Sender& signer)
    : signing_time(instant_in_berlin(signer.certificate.valid_from + std::chrono::seconds(1))),
      certificate_digest_method(signature::algorithm::sha256),
      certificate_digest(to_base64(as_bytes(signature::sha256_of(signer.certificate.der)))),
      transforms(transform(signature::algorithm::exclusive_c14n)),
      digest(signature::algorithm::sha256) {}

Craft xades_application(const Sender& signer, const Properties& properties) {
    Craft craft = application(signer);
    craft.signature_attributes = " Id=\"s-1\"";
    craft.uri_attribute = " URI=\"#n-0101\" Id=\"r-1\"";
    craft.after_reference = signature::test::reference(properties.reference_attributes,
                                                       properties.transforms, properties.digest);
    craft.after_key_info =
        "<ds:Object><xades:QualifyingProperties xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\"" +
        properties.qualifying_attributes + "><xades:SignedProperties" +
        properties.properties_attributes + "><xades:SignedSignatureProperties><xades:SigningTime>" +
        properties.signing_time +
        "</xades:SigningTime><xades:SigningCertificateV2><xades:Cert><xades:CertDigest>"
        "<ds:DigestMethod Algorithm=\"" +
        properties.certificate_digest_method + "\"/><ds:DigestValue>" +
        properties.certificate_digest + "</ds:DigestValue></xades:CertDigest>" +
        properties.cert_content +
        "</xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties>" +
        properties.object_format + "</xades:SignedProperties>" +
        properties.after_signed_properties + "</xades:QualifyingProperties></ds:Object>";
    return craft;
}

std::vector<HostileMessage> hostile_messages(const Sender& portal) {
    HostileList list;
    for (const auto add : {add_wrappings, add_structures, add_references, add_algorithms, add_keys,
                           add_bytes, add_limits, add_contents, add_properties}) {
        add(list, portal);
    }
    return list.take();
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    all.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

}  // namespace foerderwerk::hostile
