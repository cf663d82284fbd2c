// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/feel/value.hpp"
#include "engine/types/result.hpp"

namespace YAML {
class Node;
}

namespace foerderwerk::console {

/// The member of a map under its English or its German name; an undefined node when absent.
[[nodiscard]] YAML::Node member(const YAML::Node& map, std::string_view english);

/// A scalar as text; "" for an absent node.
[[nodiscard]] std::string text_of(const YAML::Node& node);

/// Evaluates a scalar that begins with "= ": a FEEL expression over the case's data.
using EvaluateText = std::function<Result<feel::Value, std::string>(const std::string&)>;

/// YAML as FEEL values: numbers exact, dates, times and date-times by their form, true and false;
/// quoted scalars stay texts. "= …" is evaluated.
[[nodiscard]] Result<feel::Value, std::string> value_of(const YAML::Node& node,
                                                        const EvaluateText& evaluate);

}  // namespace foerderwerk::console
