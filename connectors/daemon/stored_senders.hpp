// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "engine/ports/case_store.hpp"
#include "engine/ports/message_gate.hpp"

namespace foerderwerk::daemon {

/// Registered sender certificates. The row is read from the store at every question, so a
/// revocation holds from its commit on; only what a row means is kept, and a row that reads
/// differently is taken apart anew.
class StoredSenders final : public ports::SenderRegister {
public:
    explicit StoredSenders(ports::CaseStore& store) : store_(store) {}
    [[nodiscard]] std::optional<ports::SenderCertificate> find_by_fingerprint(
        const std::string& hex) const override;

private:
    struct Known {
        std::string row_value;  ///< the whole text that `certificate` was taken from
        ports::SenderCertificate certificate;
    };

    ports::CaseStore& store_;
    mutable std::mutex mutex_;
    mutable std::map<std::string, Known> known_;  // by fingerprint; only registered ones
};

}  // namespace foerderwerk::daemon
