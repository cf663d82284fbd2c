// SPDX-License-Identifier: EUPL-1.2
#include "connectors/daemon/stored_senders.hpp"

#include "engine/types/digest.hpp"
#include "engine/types/failure.hpp"
#include "engine/types/json.hpp"

namespace foerderwerk::daemon {

namespace {

ports::SenderCertificate certificate_of(const std::string& hex, const std::string& row_value) {
    const auto json = parse_json(row_value);
    const auto der = json.has_value() ? from_base64(json->text("der")) : std::nullopt;
    const auto from = json.has_value() ? parse_instant(json->text("valid_from")) : std::nullopt;
    const auto to = json.has_value() ? parse_instant(json->text("valid_to")) : std::nullopt;
    if (!der.has_value() || !from.has_value() || !to.has_value()) {
        throw OperatingError(FailureKind::corrupt, "register sender, key " + hex);
    }
    return {.sender = json->text("sender"),
            .fingerprint_sha256_hex = hex,
            .der = *der,
            .valid_from = *from,
            .valid_to = *to,
            .revoked_at = parse_instant(json->text("revoked_at"))};
}

}  // namespace

std::optional<ports::SenderCertificate> StoredSenders::find_by_fingerprint(
    const std::string& hex) const {
    std::optional<ports::RegisterRow> row;
    store_.read(
        [&](ports::StoreReader& store) { row = store.register_row("sender", hex, "9999-12-31"); });
    if (!row.has_value()) {
        return std::nullopt;
    }
    {
        const std::lock_guard guard(mutex_);
        const auto known = known_.find(hex);
        if (known != known_.end() && known->second.row_value == row->value) {
            return known->second.certificate;
        }
    }
    ports::SenderCertificate certificate = certificate_of(hex, row->value);
    const std::lock_guard guard(mutex_);
    known_.insert_or_assign(hex, Known{std::move(row->value), certificate});
    return certificate;
}

}  // namespace foerderwerk::daemon
