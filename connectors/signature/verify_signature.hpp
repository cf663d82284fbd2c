// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "connectors/signature/reason_list.hpp"
#include "connectors/signature/signature_parts.hpp"

struct evp_pkey_st;

namespace foerderwerk::signature {

/// The cryptography (security.md, section 1.2, steps 7 and 8), for a document whose shape has been
/// checked and with a key that was registered: libxmlsec1 without any keys manager and with
/// everything switched off that the one shape does not need. Gives the octets that were digested.
/// Codes: SIG_DIGEST, SIG_VALUE, and ID_DUP when the root's id is not the only one.
/// Throws OperatingError (transient) when memory runs out.
[[nodiscard]] std::optional<std::string> verify_signature(const SignatureParts& parts,
                                                          evp_pkey_st* public_key,
                                                          ReasonList& reasons);

/// Makes the root's `Id` the one id that xmlsec can find. False when another attribute has it.
[[nodiscard]] bool register_root_id(const SignatureParts& parts);

}  // namespace foerderwerk::signature
