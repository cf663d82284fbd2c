// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/ports/case_store.hpp"
#include "engine/ports/message_gate.hpp"

namespace foerderwerk::daemon {

/// Registered sender certificates, read from the store at every question: a revocation holds from
/// its commit on.
class StoredSenders final : public ports::SenderRegister {
public:
    explicit StoredSenders(ports::CaseStore& store) : store_(store) {}
    [[nodiscard]] std::optional<ports::SenderCertificate> find_by_fingerprint(
        const std::string& hex) const override;

private:
    ports::CaseStore& store_;
};

}  // namespace foerderwerk::daemon
