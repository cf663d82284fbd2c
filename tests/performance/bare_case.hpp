// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "connectors/database/sqlite_store.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "tests/performance/bare_message.hpp"
#include "tests/performance/case_profile.hpp"

namespace foerderwerk::performance {

/// The rows of a step as another case has them.
[[nodiscard]] StepRows rows_of_case(const StepRows& profile, const std::string& id);

/// The reads and writes of one step by the statements of the store, nothing else.
void write_step(ports::UnitOfWork& unit, StepRows rows);

/// The bare case: the library calls and the commits of one whole case with no engine between. One
/// signed message is verified with the known key and validated; eight steps, each durable before
/// it is acknowledged: who acts is read in a snapshot, state and facts are read, and the rows of
/// the very step of a case of ours are written, by the same statements into the same tables, each
/// record committed to and hashed, each part and document sealed; one decision is signed, and
/// verified and validated before it would leave. Nothing is parsed, decided, composed. One per
/// thread.
class BareCase {
public:
    BareCase(const BareKeys& keys, database::SqliteStore& store, const CaseProfile& profile);

    /// `name` is unique in the store.
    void run(const std::string& name, const std::string& message);

private:
    void step(const std::string& id, const StepRows& rows);

    BareMessage messages_;
    database::SqliteStore& store_;
    const CaseProfile& profile_;
    signature::OpenSslSealing sealing_;
    std::string decision_;
};

}  // namespace foerderwerk::performance
