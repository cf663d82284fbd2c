// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "connectors/signature/seal_parts.hpp"
#include "tests/performance/bare_message.hpp"
#include "tests/performance/bare_store.hpp"
#include "tests/performance/case_profile.hpp"

namespace foerderwerk::performance {

/// The bare case: the library calls and the commits of one whole case with no engine between. One
/// signed message is verified with the known key and validated; eight steps, each durable before
/// it is acknowledged: the row of who acts is read in a snapshot, state, facts and frontier are
/// read in a savepoint, rows of the sizes that our operations write are written (the payment is
/// one of them), each record committed to and hashed, each part and document sealed; one decision
/// is signed, and verified and validated before it would leave. One per thread.
class BareCase {
public:
    BareCase(const BareKeys& keys, BareStore& store, const CaseProfile& profile);

    /// `name` is unique in the store.
    void run(const std::string& name, const std::string& message);

private:
    void step(const std::string& id, std::int64_t number, const StepRows& rows);

    BareMessage messages_;
    BareStore& store_;
    BareReader reader_;
    const CaseProfile& profile_;
    signature::OpenSslSealing sealing_;
    std::string decision_;
};

}  // namespace foerderwerk::performance
