// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/types/instant.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::ports {

/// Who delivered a message, as the transport proved it. Exactly one of the two is set. It is
/// evidence beside the signature and never replaces it.
struct TransportEvidence {
    std::string client_certificate_fingerprint;  ///< SHA-256 of the DER form, lower-case hex
    std::string basic_user;                      ///< whose password was checked
};

/// One message as it came in: complete, but not looked into.
struct Delivery {
    std::string leistung;    ///< the service catalogue's number, digits ("6007739")
    std::string message_id;  ///< UUID in lower case, from the path; the sender repeats with it
    std::string bytes;
    TransportEvidence transport;
    Instant received;
};

struct IntakeAnswer {
    enum class Kind {
        stored,       ///< first time: durable now, a case or a step follows
        repeated,     ///< the same content under the same id again; nothing new happens
        conflict,     ///< other content under a known id; nothing was changed
        refused,      ///< the gate (limits, signature, schema) said no; `reasons` says why
        unavailable,  ///< could not be stored now (lock, disk full); the sender comes again
    };
    Kind kind = Kind::unavailable;
    std::string receipt;  ///< names the stored message; the same for `stored` and `repeated`
    Reasons reasons;      ///< every reason found, for `conflict`, `refused` and `unavailable`
    Reasons warnings{};   ///< for `stored`: what the sender should mend in messages to come
};

/// Takes messages in. The answer `stored` is given only after the message is durable: who got it
/// may forget the message.
///
/// Implementations are called from many threads at once. They may throw OperatingError of kind
/// transient (answered like `unavailable`), corrupt or misconfigured.
class MessageIntake {
public:
    virtual ~MessageIntake() = default;
    [[nodiscard]] virtual IntakeAnswer receive(const Delivery& delivery) = 0;
};

}  // namespace foerderwerk::ports
