// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "connectors/signature/certificates.hpp"
#include "connectors/signature/gate_limits.hpp"
#include "connectors/signature/reason_list.hpp"
#include "connectors/signature/signature_parts.hpp"
#include "engine/types/instant.hpp"

namespace foerderwerk::signature {

// What the profile xades adds to check_shape.hpp (ETSI EN 319 132-1, baseline B without unsigned
// properties). The elements themselves are judged by element_rules.hpp. Each check has nothing to
// say about a message of the profile plain.

/// SIG_COVERAGE: the second reference has the Type of signed properties and names the one
/// SignedProperties of the message by its Id.
void check_properties_covered(const SignatureParts& parts, const GateLimits& limits,
                              ReasonList& reasons);
/// SIG_TRANSFORM: exclusive C14N without parameters is its only transform.
void check_properties_transform(const SignatureParts& parts, const GateLimits& limits,
                                ReasonList& reasons);
/// SIG_STRUCTURE: the qualifying properties speak of this signature.
void check_properties_target(const SignatureParts& parts, const GateLimits& limits,
                             ReasonList& reasons);
/// POLICY: DataObjectFormat, when it is there, speaks of the reference to the message and calls it
/// XML: nobody may sign a message as something else than it is taken for.
void check_object_format(const SignatureParts& parts, const GateLimits& limits,
                         ReasonList& reasons);
/// SIG_ALG: the digest of the signing certificate stands on the list.
void check_certificate_digest_algorithm(const SignatureParts& parts, const GateLimits& limits,
                                        ReasonList& reasons);
/// SIG_KEY: SigningCertificateV2 is the digest of the registered certificate.
void check_signing_certificate(const SignatureParts& parts, const Certificate& certificate,
                               ReasonList& reasons);
/// POLICY: SigningTime is a time with a zone, not before the certificate's validity and not later
/// than ten minutes after `now`. It is the signer's word; nothing else is decided by it.
void check_signing_time(const SignatureParts& parts, const Certificate& certificate, Instant now,
                        ReasonList& reasons);

/// An xs:dateTime with "Z" or an offset.
[[nodiscard]] std::optional<Instant> instant_with_zone(std::string_view text);

}  // namespace foerderwerk::signature
