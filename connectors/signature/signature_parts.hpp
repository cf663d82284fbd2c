// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

struct _xmlAttr;
struct _xmlDoc;
struct _xmlNode;

namespace foerderwerk::signature {

/// What one walk over the document finds. Nothing is judged here, and nothing is trusted before
/// `check_shape` has agreed: a part is the first of its name, or null.
struct SignatureParts {
    struct RepeatedId {
        _xmlNode* element;
        std::string id;
    };

    _xmlDoc* document = nullptr;
    _xmlNode* root = nullptr;
    _xmlAttr* root_id = nullptr;  ///< the root's attribute `Id`

    std::vector<_xmlNode*> signatures;      ///< every ds:Signature, in document order
    std::vector<_xmlNode*> stray_elements;  ///< ds: elements outside of any ds:Signature
    std::vector<RepeatedId> repeated_ids;   ///< id/Id/ID/xml:id with a value seen before

    _xmlNode* signature = nullptr;  ///< child of the root
    _xmlNode* signed_info = nullptr;
    _xmlNode* canonicalization_method = nullptr;
    _xmlNode* signature_method = nullptr;
    _xmlNode* reference = nullptr;
    _xmlNode* transforms = nullptr;
    _xmlNode* digest_method = nullptr;
    _xmlNode* digest_value = nullptr;
    _xmlNode* signature_value = nullptr;
    _xmlNode* key_info = nullptr;
    _xmlNode* x509_data = nullptr;
    _xmlNode* x509_certificate = nullptr;
};

/// The document stays the owner of all nodes.
[[nodiscard]] SignatureParts find_signature_parts(_xmlDoc* document);

}  // namespace foerderwerk::signature
