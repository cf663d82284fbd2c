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
    return parts;
}

}  // namespace foerderwerk::signature
