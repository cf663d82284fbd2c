// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/seal_message.hpp"

namespace foerderwerk::signature {

Result<std::string, Reasons> SealedSigning::sign(std::string_view unsigned_xml, Instant now) const {
    auto prepared = seal_.prepare(unsigned_xml, now);
    if (!prepared) {
        return Failure<Reasons>(prepared.error());
    }
    std::string value = seal_.sign_digest(prepared->digest);
    std::string token;
    if (stamps_ != nullptr) {
        prepared->signature.signature_value = value;
        token = stamps_->stamp(signature_value_text(prepared->signature));
    }
    std::string document = seal_.assemble(std::move(*prepared), std::move(value), std::move(token));
    const auto verified = seal_.verify(document, now);
    if (!verified) {
        return Failure<Reasons>(verified.error());
    }
    return document;
}

}  // namespace foerderwerk::signature
