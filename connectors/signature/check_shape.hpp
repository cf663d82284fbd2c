// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "connectors/signature/gate_limits.hpp"
#include "connectors/signature/reason_list.hpp"
#include "connectors/signature/signature_parts.hpp"

namespace foerderwerk::signature {

/// Our own check of the one shape a signed message may have, before any cryptography
/// (security.md, section 1.2, steps 4 and 5): one enveloped signature over the whole message, one
/// reference, two transforms, one certificate, algorithms from a list. Each check judges one
/// thing; `check_shape` runs all of them.
void check_shape(const SignatureParts& parts, const GateLimits& limits, ReasonList& reasons);

/// SCHEMA: the root is one of the expected elements.
void check_root_name(const SignatureParts& parts, const GateLimits& limits, ReasonList& reasons);
/// SIG_MISSING without any ds:Signature; SIG_STRUCTURE unless there is exactly one and it is a
/// child of the root.
void check_one_signature(const SignatureParts& parts, const GateLimits& limits,
                         ReasonList& reasons);
/// SIG_STRUCTURE: no other element of the signature namespace stands in the message.
void check_no_stray_elements(const SignatureParts& parts, const GateLimits& limits,
                             ReasonList& reasons);
/// ID_DUP: all id attributes have distinct values.
void check_distinct_ids(const SignatureParts& parts, const GateLimits& limits, ReasonList& reasons);
/// SIG_STRUCTURE: elements, attributes and text of ds:Signature are exactly the expected ones.
void check_signature_content(const SignatureParts& parts, const GateLimits& limits,
                             ReasonList& reasons);
/// SIG_REFURI: the reference names one element of this document by its id and nothing else.
void check_reference_uri(const SignatureParts& parts, const GateLimits& limits,
                         ReasonList& reasons);
/// SIG_COVERAGE: that element is the root.
void check_coverage(const SignatureParts& parts, const GateLimits& limits, ReasonList& reasons);
/// SIG_TRANSFORM: enveloped signature, then exclusive C14N without comments and parameters.
void check_transforms(const SignatureParts& parts, const GateLimits& limits, ReasonList& reasons);
/// SIG_KEY: KeyInfo holds one certificate and no other way to a key.
void check_key_info(const SignatureParts& parts, const GateLimits& limits, ReasonList& reasons);
/// SIG_DIGEST and SIG_VALUE: both values are strict base64.
void check_values_are_base64(const SignatureParts& parts, const GateLimits& limits,
                             ReasonList& reasons);
/// SIG_ALG: canonicalization, signature and digest algorithm stand on the list.
void check_algorithms(const SignatureParts& parts, const GateLimits& limits, ReasonList& reasons);

}  // namespace foerderwerk::signature
