// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "connectors/signature/reason_list.hpp"
#include "connectors/signature/signature_parts.hpp"

struct evp_pkey_st;

namespace foerderwerk::signature {

/// What libxmlsec1 says (security.md, section 1.2, steps 7 and 8), for a document whose shape has
/// been checked and with a key that was registered: without any keys manager and with everything
/// switched off that our shapes do not need.
struct Verification {
    std::vector<bool> digests_hold;  ///< of the processed references; xmlsec stops at a wrong one
    bool holds = false;              ///< the library's verdict on the whole
    std::string octets;              ///< what the first reference digested
};
/// Throws OperatingError (transient) when memory runs out.
[[nodiscard]] Verification run_xmlsec(const SignatureParts& parts, evp_pkey_st* public_key);

/// ID_DUP: the ids of the references can be given to xmlsec, and name these elements alone.
void check_ids_alone(const SignatureParts& parts, const GateLimits& limits, ReasonList& reasons);
/// SIG_DIGEST: every reference of the profile was processed, no other, and its digest is right.
void check_digests(const SignatureParts& parts, const Verification& verification,
                   ReasonList& reasons);
/// SIG_VALUE: the signature value fits the key. Of a wrong digest and a wrong value the digest is
/// named: xmlsec does not look further.
void check_value(const SignatureParts& parts, const Verification& verification,
                 ReasonList& reasons);

/// Makes the root's `Id` the one id that xmlsec can find. False when another attribute has it.
[[nodiscard]] bool register_root_id(const SignatureParts& parts);

}  // namespace foerderwerk::signature
