// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "connectors/signature/element_rules.hpp"
#include "connectors/signature/gate_limits.hpp"
#include "connectors/signature/reason_list.hpp"
#include "connectors/signature/signature_parts.hpp"

namespace foerderwerk::signature {

// Our own check of the two shapes a signed message may have, before any cryptography (security.md,
// section 1.2, steps 4 and 5): one enveloped signature over the whole message, one reference to it,
// two transforms, one certificate, algorithms from a list. Each check judges one thing; what XAdES
// adds is judged in check_signed_properties.hpp.

/// SCHEMA: the root is one of the expected elements.
void check_root_name(const SignatureParts& parts, const GateLimits& limits, ReasonList& reasons);
/// SIG_MISSING: there is a ds:Signature.
void check_signature_present(const SignatureParts& parts, const GateLimits& limits,
                             ReasonList& reasons);
/// SIG_STRUCTURE: there is no second one, wherever it stands.
void check_one_signature(const SignatureParts& parts, const GateLimits& limits,
                         ReasonList& reasons);
/// SIG_STRUCTURE: it is a child of the root.
void check_signature_in_root(const SignatureParts& parts, const GateLimits& limits,
                             ReasonList& reasons);
/// SIG_STRUCTURE: no other element of the signature namespace stands in the message.
void check_no_stray_elements(const SignatureParts& parts, const GateLimits& limits,
                             ReasonList& reasons);
/// ID_DUP: all id attributes have distinct values.
void check_distinct_ids(const SignatureParts& parts, const GateLimits& limits, ReasonList& reasons);
/// POLICY: no comment splits a text. It is gone from the signed octets, but not for a person or a
/// program that looks at the received file.
void check_no_split_text(const SignatureParts& parts, const GateLimits& limits,
                         ReasonList& reasons);
/// SIG_COVERAGE: the root has an `Id`.
void check_root_id(const SignatureParts& parts, const GateLimits& limits, ReasonList& reasons);
/// SIG_COVERAGE: the reference names the root.
void check_coverage(const SignatureParts& parts, const GateLimits& limits, ReasonList& reasons);
/// SIG_REFURI: the reference names one element of this document by its id and nothing else.
void check_reference_uri(const SignatureParts& parts, const GateLimits& limits,
                         ReasonList& reasons);
/// POLICY: the signature is of a profile that is set.
void check_profile(const SignatureParts& parts, const GateLimits& limits, ReasonList& reasons);

/// SIG_STRUCTURE: the elements of ds:Signature are exactly the expected ones.
void check_elements(const std::vector<ElementRule>& rules, ReasonList& reasons);
/// SIG_STRUCTURE: no comment, text or CDATA section between them.
void check_nothing_between(const std::vector<ElementRule>& rules, ReasonList& reasons);
/// SIG_STRUCTURE: their attributes are exactly the expected ones.
void check_attributes(const std::vector<ElementRule>& rules, ReasonList& reasons);
/// SIG_STRUCTURE: what holds text holds nothing else.
void check_plain_values(const std::vector<ElementRule>& rules, ReasonList& reasons);

/// SIG_TRANSFORM: enveloped signature, then exclusive C14N without comments and parameters.
void check_transforms(const SignatureParts& parts, const GateLimits& limits, ReasonList& reasons);
/// SIG_KEY: KeyInfo holds one certificate and no other way to a key.
void check_key_info(const SignatureParts& parts, const GateLimits& limits, ReasonList& reasons);
/// SIG_DIGEST: strict base64.
void check_digest_is_base64(const SignatureParts& parts, const GateLimits& limits,
                            ReasonList& reasons);
/// SIG_VALUE: strict base64.
void check_value_is_base64(const SignatureParts& parts, const GateLimits& limits,
                           ReasonList& reasons);
/// SIG_ALG: each stands on its list.
void check_canonicalization(const SignatureParts& parts, const GateLimits& limits,
                            ReasonList& reasons);
void check_signature_algorithm(const SignatureParts& parts, const GateLimits& limits,
                               ReasonList& reasons);
void check_digest_algorithm(const SignatureParts& parts, const GateLimits& limits,
                            ReasonList& reasons);

/// The id in a fragment "#id", if it is one that xmlsec can be given: xmlsec pastes it into an
/// XPointer expression. Empty for every other text.
[[nodiscard]] std::string_view fragment_id(std::string_view uri);
/// SIG_ALG unless the method's Algorithm is allowed. A missing attribute is left to
/// check_attributes.
void require_algorithm(const _xmlNode* method, std::span<const std::string_view> allowed,
                       ReasonList& reasons);
/// The element holds exactly these ds:Transform elements, none with parameters.
[[nodiscard]] bool has_transforms(const _xmlNode* transforms,
                                  std::span<const std::string_view> algorithms);

}  // namespace foerderwerk::signature
