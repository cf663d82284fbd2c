// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/operations/casework.hpp"
#include "engine/types/json.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::operations {

/// Notes that a clerk took care of a message which its receiver refused for good, by letter for
/// instance. The refusal itself is a record of the case (answer.<processor>.refused); this is the
/// register record "delivery.settle". `reason` is what was done instead: it may speak of persons,
/// so it is kept as a sealed document of the case ("note") and the record holds its digest. Gives
/// the record's number. Codes NOT_FOUND, NOT_REFUSED, REASON_MISSING.
[[nodiscard]] Result<std::int64_t, Reason> settle_delivery(ports::UnitOfWork& unit,
                                                           Casework& casework,
                                                           const std::string& outbox_id,
                                                           const std::string& actor,
                                                           const std::string& reason);

/// What was noted for an item: {case, event, note (digest), number (of the last record then),
/// settled_at, settled_by}; no value when it was not settled.
[[nodiscard]] std::optional<Json> settlement_of(ports::StoreReader& store,
                                                const std::string& outbox_id);

}  // namespace foerderwerk::operations
