// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "connectors/signature/gate_limits.hpp"

struct _xmlAttr;
struct _xmlDoc;
struct _xmlNode;

namespace foerderwerk::signature {

/// The parts that only the profile xades has (ETSI EN 319 132-1, namespace v1.3.2), and the second
/// reference with its own parts.
struct SignedPropertiesParts {
    _xmlNode* reference = nullptr;
    _xmlNode* transforms = nullptr;
    _xmlNode* digest_method = nullptr;
    _xmlNode* digest_value = nullptr;
    _xmlNode* qualifying_properties = nullptr;
    _xmlNode* signed_properties = nullptr;
    _xmlNode* signature_properties = nullptr;
    _xmlNode* signing_time = nullptr;
    _xmlNode* signing_certificate = nullptr;  ///< SigningCertificateV2
    _xmlNode* certificate = nullptr;          ///< Cert
    _xmlNode* certificate_digest = nullptr;   ///< CertDigest
    _xmlNode* certificate_digest_method = nullptr;
    _xmlNode* certificate_digest_value = nullptr;
    _xmlNode* issuer_serial = nullptr;      ///< may be missing
    _xmlNode* object_properties = nullptr;  ///< SignedDataObjectProperties; may be missing
    _xmlNode* object_format = nullptr;
    _xmlNode* mime_type = nullptr;
};

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
    std::vector<_xmlNode*> split_texts;     ///< elements with a comment within or beside text

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

    _xmlNode* object = nullptr;  ///< ds:Object; with one, the message has to be of profile xades
    SignedPropertiesParts properties;

    [[nodiscard]] SignatureProfile profile() const {
        return object == nullptr ? SignatureProfile::plain : SignatureProfile::xades;
    }
};

/// The document stays the owner of all nodes.
[[nodiscard]] SignatureParts find_signature_parts(_xmlDoc* document);

}  // namespace foerderwerk::signature
