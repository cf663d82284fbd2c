// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "connectors/signature/signature_parts.hpp"
#include "engine/ports/message_gate.hpp"

namespace foerderwerk::ports {

/// The only way to a VerifiedMessage. The gate calls it after its last check, and nobody else.
class VerifiedMessageFactory {
public:
    [[nodiscard]] static VerifiedMessage make(std::string canonical_bytes,
                                              const signature::SignatureParts& parts,
                                              const SenderCertificate& sender, Instant now);
};

}  // namespace foerderwerk::ports
