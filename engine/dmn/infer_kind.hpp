// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/dmn/model_walk.hpp"
#include "engine/feel/node.hpp"

namespace foerderwerk::dmn {

/// What is known of a value before any is there. Nothing known is no mistake.
struct Known {
    std::optional<feel::Kind> kind;
    std::size_t type = 0;  ///< index of its type in the model, 0: none
};

[[nodiscard]] Known known_of_type(const Types& types, std::size_t type);
/// "number", "date and time", … as authors write them.
[[nodiscard]] std::string kind_name(feel::Kind kind);

/// What kind of value an expression gives in a place. `mistakes`, when not nullptr, receives a
/// sentence for each operation in it that can only end in an error.
[[nodiscard]] Known infer_kind(const feel::Node& node, const VisibleNames& names,
                               const Types& types, std::vector<std::string>* mistakes);

}  // namespace foerderwerk::dmn
