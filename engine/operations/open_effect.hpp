// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/feel/value.hpp"
#include "engine/ports/case_store.hpp"
#include "engine/ports/sealing.hpp"

namespace foerderwerk::operations {

/// The data of an effect with its sealed parts opened; null when it carries none. Throws
/// OperatingError (permanent) when a part is missing or was erased.
[[nodiscard]] feel::Value open_effect(ports::StoreReader& store, const ports::Sealing& sealing,
                                      const ports::OutboxRow& item);

}  // namespace foerderwerk::operations
