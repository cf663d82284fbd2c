// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/operations/run_payout.hpp"

namespace foerderwerk::operations {

/// The content of a batch as its register record holds it, canonical; id and instant stand beside
/// it in the row.
[[nodiscard]] std::string batch_content(const PaymentBatch& batch);

/// The inverse. Throws OperatingError (corrupt) when the row is no batch.
[[nodiscard]] PaymentBatch batch_of_row(const ports::BatchRow& row);

}  // namespace foerderwerk::operations
