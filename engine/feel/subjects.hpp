// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/feel/value.hpp"

namespace foerderwerk::feel {

/// What is derived from the data of several persons belongs to all of them: their subjects, sorted,
/// each once, joined by '+', which no subject of its own contains. Either may be empty or joined.
[[nodiscard]] std::string joined_subjects(const std::string& a, const std::string& b);

/// The single subjects of a joined one.
[[nodiscard]] std::vector<std::string> single_subjects(std::string_view joined);

/// Marks the texts in `value` that carry no mark yet.
[[nodiscard]] Value mark_texts(const Value& value, const std::string& subject);

}  // namespace foerderwerk::feel
