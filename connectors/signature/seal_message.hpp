// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "connectors/signature/document_seal.hpp"
#include "connectors/signature/timestamp_token.hpp"
#include "engine/ports/message_signing.hpp"

namespace foerderwerk::signature {

/// Signing through a seal: prepare, sign digest, stamp when there is a service, assemble, verify.
/// Level T with a service, level B without. Nothing leaves that its own check does not accept.
class SealedSigning final : public ports::MessageSigning {
public:
    /// Both must outlive the object; `stamps` may be null.
    SealedSigning(const DocumentSeal& seal, const TimestampService* stamps)
        : seal_(seal), stamps_(stamps) {}

    /// Throws OperatingError (transient) also when key device or time stamp service do not answer:
    /// a document that should bear a stamp does not leave without one.
    [[nodiscard]] Result<std::string, Reasons> sign(std::string_view unsigned_xml,
                                                    Instant now) const override;

private:
    const DocumentSeal& seal_;
    const TimestampService* stamps_;
};

}  // namespace foerderwerk::signature
