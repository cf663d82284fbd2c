// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/signature_parts.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include <libxml/tree.h>

#include "connectors/signature/read_nodes.hpp"
#include "connectors/signature/reason_list.hpp"

namespace foerderwerk::signature {
namespace {

/// id, Id, ID, iD, in any namespace (xml:id, wsu:Id): some verifier takes each of them for an id.
bool is_id_attribute(const xmlAttr* attribute) {
    const xmlChar* name = attribute->name;
    return (name[0] == 'i' || name[0] == 'I') && (name[1] == 'd' || name[1] == 'D') &&
           name[2] == '\0';
}

bool is_text(const xmlNode* node) {
    return node != nullptr &&
           (node->type == XML_CDATA_SECTION_NODE ||
            (node->type == XML_TEXT_NODE && xmlIsBlankNode(const_cast<xmlNode*>(node)) != 1));
}

/// Document order without recursion.
xmlNode* next_node(const xmlNode* node, const xmlNode* root, std::size_t& depth) {
    if (node->type == XML_ELEMENT_NODE && node->children != nullptr) {
        ++depth;
        return node->children;
    }
    while (node != root && node->next == nullptr) {
        node = node->parent;
        --depth;
    }
    return node == root ? nullptr : node->next;
}

class Walk {
public:
    explicit Walk(SignatureParts& parts) : parts_(parts) {}

    void run() {
        std::size_t depth = 0;
        std::size_t signature_depth = 0;  // of the outermost open ds:Signature
        bool in_signature = false;
        for (xmlNode* node = parts_.root; node != nullptr;
             node = next_node(node, parts_.root, depth)) {
            if (node->type == XML_COMMENT_NODE) {
                note_comment(node);
            }
            if (node->type != XML_ELEMENT_NODE) {
                continue;
            }
            if (in_signature && depth <= signature_depth) {
                in_signature = false;
            }
            note_ids(node);
            if (namespace_of(node) != signature_namespace) {
                continue;
            }
            if (local_name(node) == "Signature") {
                parts_.signatures.push_back(node);
                signature_depth = in_signature ? signature_depth : depth;
                in_signature = true;
            } else if (!in_signature) {
                parts_.stray_elements.push_back(node);
            }
        }
    }

private:
    void note_comment(const xmlNode* comment) {
        if ((is_text(comment->prev) || is_text(comment->next)) &&
            parts_.split_texts.size() < ReasonList::reasons_max) {
            parts_.split_texts.push_back(comment->parent);
        }
    }

    void note_ids(xmlNode* element) {
        for (const xmlAttr* attribute = element->properties; attribute != nullptr;
             attribute = attribute->next) {
            if (!is_id_attribute(attribute)) {
                continue;
            }
            std::string id = value_of(attribute);
            if (!seen_ids_.insert(id).second &&
                parts_.repeated_ids.size() < ReasonList::reasons_max) {
                parts_.repeated_ids.push_back({element, std::move(id)});
            }
        }
    }

    SignatureParts& parts_;
    std::unordered_set<std::string> seen_ids_;
};

xmlNode* second_reference(const xmlNode* first) {
    for (xmlNode* node = first == nullptr ? nullptr : first->next; node != nullptr;
         node = node->next) {
        if (is_signature_element(node, "Reference")) {
            return node;
        }
    }
    return nullptr;
}

SignedPropertiesParts find_properties(const SignatureParts& parts) {
    SignedPropertiesParts found;
    found.reference = second_reference(parts.reference);
    found.transforms = signature_child(found.reference, "Transforms");
    found.digest_method = signature_child(found.reference, "DigestMethod");
    found.digest_value = signature_child(found.reference, "DigestValue");
    found.qualifying_properties = properties_child(parts.object, "QualifyingProperties");
    found.signed_properties = properties_child(found.qualifying_properties, "SignedProperties");
    found.signature_properties =
        properties_child(found.signed_properties, "SignedSignatureProperties");
    found.signing_time = properties_child(found.signature_properties, "SigningTime");
    found.signing_certificate =
        properties_child(found.signature_properties, "SigningCertificateV2");
    found.certificate = properties_child(found.signing_certificate, "Cert");
    found.certificate_digest = properties_child(found.certificate, "CertDigest");
    found.certificate_digest_method = signature_child(found.certificate_digest, "DigestMethod");
    found.certificate_digest_value = signature_child(found.certificate_digest, "DigestValue");
    found.issuer_serial = properties_child(found.certificate, "IssuerSerialV2");
    found.object_properties =
        properties_child(found.signed_properties, "SignedDataObjectProperties");
    found.object_format = properties_child(found.object_properties, "DataObjectFormat");
    found.mime_type = properties_child(found.object_format, "MimeType");
    return found;
}

}  // namespace

SignatureParts find_signature_parts(_xmlDoc* document) {
    SignatureParts parts;
    parts.document = document;
    parts.root = xmlDocGetRootElement(document);
    parts.root_id = attribute_of(parts.root, "Id");
    Walk(parts).run();
    parts.signature = signature_child(parts.root, "Signature");
    parts.signed_info = signature_child(parts.signature, "SignedInfo");
    parts.canonicalization_method = signature_child(parts.signed_info, "CanonicalizationMethod");
    parts.signature_method = signature_child(parts.signed_info, "SignatureMethod");
    parts.reference = signature_child(parts.signed_info, "Reference");
    parts.transforms = signature_child(parts.reference, "Transforms");
    parts.digest_method = signature_child(parts.reference, "DigestMethod");
    parts.digest_value = signature_child(parts.reference, "DigestValue");
    parts.signature_value = signature_child(parts.signature, "SignatureValue");
    parts.key_info = signature_child(parts.signature, "KeyInfo");
    parts.x509_data = signature_child(parts.key_info, "X509Data");
    parts.x509_certificate = signature_child(parts.x509_data, "X509Certificate");
    parts.object = signature_child(parts.signature, "Object");
    if (parts.object != nullptr) {
        parts.properties = find_properties(parts);
    }
    return parts;
}

}  // namespace foerderwerk::signature
