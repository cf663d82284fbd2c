// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "engine/feel/expression.hpp"

namespace foerderwerk::feel {

/// A place to assign to: a declared name followed by `.member` and `[index]` parts (formats.md,
/// "FEEL in SCXML"). Indexes are FEEL expressions, counted from 1, negative from the end.
struct Location {
    std::string variable;
    struct Part {
        std::string member;  // set when index is not
        std::shared_ptr<const Expression> index;
    };
    std::vector<Part> parts;
};

[[nodiscard]] Result<Location, SyntaxError> parse_location(std::string_view text);

/// `current` (the variable's value) with `value` put at the location. Missing members are added;
/// a member of something that is no context, or an index outside the list, is a Failure.
[[nodiscard]] Result<Value, std::string> assign(const Location& location, const Value& current,
                                                Value value, const Environment& environment);

}  // namespace foerderwerk::feel
