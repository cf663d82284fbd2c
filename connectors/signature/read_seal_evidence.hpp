// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/ports/document_verifier.hpp"

namespace foerderwerk::signature {

/// Sorts the contents of files into evidence: PEM texts with any number of certificates and
/// revocation lists, or one certificate, list or OCSP answer in DER.
/// Throws OperatingError (misconfigured) for a text that is none of these.
[[nodiscard]] ports::SealEvidence read_seal_evidence(const std::vector<std::string>& contents);

}  // namespace foerderwerk::signature
