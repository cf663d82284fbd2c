// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>

#include "engine/feel/value.hpp"
#include "engine/types/json.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::feel {

/// Says what stands in a record for a marked value: the id of its sealed part. Called once for
/// each marked value in writing order.
using SealPart = std::function<std::string(const Personal&)>;

/// The value as records hold it (formats.md, "Values in records"): `{"number":"300.00"}`,
/// `{"date":"2026-01-12"}`, `{"sealed":"<part id>"}` and so on. A context whose only member has
/// one of those reserved names is written as `{"context":{…}}`. Without `seal` a marked value is
/// written open. A function cannot be stored: Failure with the reason.
[[nodiscard]] Result<Json, std::string> to_json(const Value& value, const SealPart& seal = {});

/// Opens a sealed part: gives the marked value, or a Failure with the reason (erased, missing).
using OpenPart = std::function<Result<Value, std::string>(const std::string& part)>;

/// The inverse of to_json.
[[nodiscard]] Result<Value, std::string> from_json(const Json& json, const OpenPart& open = {});

}  // namespace foerderwerk::feel
