// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/xades_signature.hpp"

#include <libxml/tree.h>

#include "connectors/signature/algorithms.hpp"
#include "connectors/signature/read_nodes.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "engine/types/digest.hpp"

namespace foerderwerk::signature {
namespace {

constexpr std::string_view xades_namespace = "http://uri.etsi.org/01903/v1.3.2#";
constexpr std::string_view properties_type = "http://uri.etsi.org/01903#SignedProperties";

std::string declaration(std::string_view prefix, std::string_view name) {
    return " xmlns:" + std::string(prefix) + "=\"" + std::string(name) + "\"";
}
const std::string& declare_ds() {
    static const std::string text = declaration("ds", signature_namespace);
    return text;
}
const std::string& declare_xades() {
    static const std::string text = declaration("xades", xades_namespace);
    return text;
}

std::string attribute(std::string_view name, std::string_view value) {
    return " " + std::string(name) + "=\"" + std::string(value) + "\"";
}

std::string element(const std::string& name, const std::string& attributes,
                    const std::string& content = "") {
    std::string text = "<" + name;
    text += attributes + ">";
    text += content + "</";
    return text + name + ">";
}

std::string method(const std::string& name, std::string_view algorithm_uri,
                   const std::string& ds = "") {
    return element(name, ds + attribute("Algorithm", algorithm_uri));
}

std::string digest(const std::string& bytes, const std::string& ds = "") {
    return method("ds:DigestMethod", algorithm::sha256, ds) +
           element("ds:DigestValue", ds, to_base64(bytes));
}

/// Canonical XML repeats a namespace where it is first used: `xades` and `ds` are the declarations
/// that the context does not make.
std::string signed_properties(const XadesSignature& signature, const std::string& xades,
                              const std::string& ds) {
    const std::string certificate_digest(as_bytes(sha256_of(signature.certificate_der)));
    const std::string certificate = element(
        "xades:SigningCertificateV2", "",
        element("xades:Cert", "", element("xades:CertDigest", "", digest(certificate_digest, ds))));
    const std::string format =
        element("xades:DataObjectFormat",
                attribute("ObjectReference", "#" + signature.root_id + "-content"),
                element("xades:MimeType", "", "text/xml"));
    return element("xades:SignedProperties", xades + attribute("Id", properties_id(signature)),
                   element("xades:SignedSignatureProperties", "",
                           element("xades:SigningTime", "", signature.signing_time) + certificate) +
                       element("xades:SignedDataObjectProperties", "", format));
}

std::string reference(const std::string& attributes, const std::string& transforms,
                      const std::string& digest_bytes) {
    return element("ds:Reference", attributes,
                   element("ds:Transforms", "", transforms) + digest(digest_bytes));
}

std::string signed_info(const XadesSignature& signature, const std::string& ds) {
    const std::string canonical = method("ds:Transform", algorithm::exclusive_c14n);
    return element("ds:SignedInfo", ds,
                   method("ds:CanonicalizationMethod", algorithm::exclusive_c14n) +
                       method("ds:SignatureMethod", signature.signature_method) +
                       reference(attribute("Id", signature.root_id + "-content") +
                                     attribute("URI", "#" + signature.root_id),
                                 method("ds:Transform", algorithm::enveloped) + canonical,
                                 signature.content_digest) +
                       reference(attribute("Type", properties_type) +
                                     attribute("URI", "#" + properties_id(signature)),
                                 canonical, signature.properties_digest));
}

std::string signature_value(const XadesSignature& signature, const std::string& ds) {
    return element("ds:SignatureValue", ds + attribute("Id", signature.root_id + "-value"),
                   to_base64(signature.signature_value));
}

std::string unsigned_properties(const XadesSignature& signature) {
    if (signature.token_der.empty()) {
        return {};
    }
    const std::string stamp =
        element("xades:SignatureTimeStamp", "",
                method("ds:CanonicalizationMethod", algorithm::exclusive_c14n) +
                    element("xades:EncapsulatedTimeStamp", "", to_base64(signature.token_der)));
    return element("xades:UnsignedProperties", "",
                   element("xades:UnsignedSignatureProperties", "", stamp));
}

_xmlNode* child(const _xmlNode* parent, std::string_view space, std::string_view name) {
    for (xmlNode* node = parent == nullptr ? nullptr : parent->children; node != nullptr;
         node = node->next) {
        if (node->type == XML_ELEMENT_NODE && local_name(node) == name &&
            namespace_of(node) == space) {
            return node;
        }
    }
    return nullptr;
}

_xmlNode* qualifying_properties(const SignatureParts& parts) {
    return child(signature_child(parts.signature, "Object"), xades_namespace,
                 "QualifyingProperties");
}

std::string base64_at(const _xmlNode* element_node, bool& complete) {
    auto bytes = base64_content(element_node);
    complete = complete && bytes.has_value();
    return bytes ? std::move(*bytes) : std::string();
}

}  // namespace

std::string properties_id(const XadesSignature& signature) {
    return signature.root_id + "-properties";
}

std::string signed_properties_text(const XadesSignature& signature) {
    return signed_properties(signature, declare_xades(), declare_ds());
}

std::string signed_info_text(const XadesSignature& signature) {
    return signed_info(signature, declare_ds());
}

std::string signature_value_text(const XadesSignature& signature) {
    return signature_value(signature, declare_ds());
}

std::string signature_text(const XadesSignature& signature) {
    const std::string id = signature.root_id + "-seal";
    const std::string key_info =
        element("ds:KeyInfo", "",
                element("ds:X509Data", "",
                        element("ds:X509Certificate", "", to_base64(signature.certificate_der))));
    const std::string properties =
        element("xades:QualifyingProperties", declare_xades() + attribute("Target", "#" + id),
                signed_properties(signature, "", "") + unsigned_properties(signature));
    return element("ds:Signature", declare_ds() + attribute("Id", id),
                   signed_info(signature, "") + signature_value(signature, "") + key_info +
                       element("ds:Object", "", properties));
}

std::string sealed_text(const std::string& content, const XadesSignature& signature) {
    std::string text = content;
    return text.insert(text.rfind("</"), signature_text(signature));
}

_xmlNode* signed_properties_of(const SignatureParts& parts) {
    return child(qualifying_properties(parts), xades_namespace, "SignedProperties");
}

std::optional<XadesSignature> read_xades_signature(const SignatureParts& parts) {
    const auto& xades = xades_namespace;
    const _xmlNode* properties = signed_properties_of(parts);
    const auto time = plain_text(
        child(child(properties, xades, "SignedSignatureProperties"), xades, "SigningTime"));
    const _xmlAttr* method_uri = attribute_of(parts.signature_method, "Algorithm");
    if (parts.root_id == nullptr || method_uri == nullptr || !time) {
        return std::nullopt;
    }
    XadesSignature signature;
    signature.root_id = value_of(parts.root_id);
    signature.signature_method = value_of(method_uri);
    signature.signing_time = *time;
    bool complete = true;
    signature.content_digest = base64_at(parts.digest_value, complete);
    const _xmlNode* second = nullptr;
    for (const _xmlNode* node : child_elements(parts.signed_info)) {
        second = is_signature_element(node, "Reference") && node != parts.reference ? node : second;
    }
    signature.properties_digest = base64_at(signature_child(second, "DigestValue"), complete);
    signature.signature_value = base64_at(parts.signature_value, complete);
    signature.certificate_der = base64_at(parts.x509_certificate, complete);
    const _xmlNode* stamp =
        child(child(child(qualifying_properties(parts), xades, "UnsignedProperties"), xades,
                    "UnsignedSignatureProperties"),
              xades, "SignatureTimeStamp");
    if (stamp != nullptr) {
        signature.token_der = base64_at(child(stamp, xades, "EncapsulatedTimeStamp"), complete);
        complete = complete && !signature.token_der.empty();
    }
    return complete ? std::optional(std::move(signature)) : std::nullopt;
}

bool is_plain_id(std::string_view id) {
    constexpr std::string_view allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    return !id.empty() && id.find_first_not_of(allowed) == std::string_view::npos;
}

bool speaks_of_xades(std::string_view bytes) {
    return bytes.find(xades_namespace) != std::string_view::npos;
}

}  // namespace foerderwerk::signature
