// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/feel/value.hpp"

namespace foerderwerk::feel {

class Arguments;

/// One way to call a built-in function.
struct Signature {
    std::vector<std::string> names;
    std::size_t required = 0;
    bool variadic = false;  ///< the last parameter takes any number of arguments
};

/// A built-in function (DMN 1.5, section 10.3.4).
struct Builtin {
    std::string_view name;
    /// Parameters in order, "?" behind an optional one, "*" behind one that repeats; ways to call
    /// are separated by ";".
    std::string_view parameters;
    Value (*call)(Arguments& arguments);
    /// Whether it looks into the values, or only moves them (`append`, `reverse`): what only moves
    /// keeps its mark as a personal value.
    bool only_moves = false;
    std::vector<Signature> signatures{};  ///< filled from `parameters`
};

/// nullptr when there is no such function.
[[nodiscard]] const Builtin* find_builtin(std::string_view name);
[[nodiscard]] const std::vector<Builtin>& all_builtins();

[[nodiscard]] std::span<const Builtin> conversion_builtins();
[[nodiscard]] std::span<const Builtin> string_builtins();
[[nodiscard]] std::span<const Builtin> number_builtins();
[[nodiscard]] std::span<const Builtin> list_builtins();
[[nodiscard]] std::span<const Builtin> aggregate_builtins();
[[nodiscard]] std::span<const Builtin> context_builtins();
[[nodiscard]] std::span<const Builtin> temporal_builtins();
[[nodiscard]] std::span<const Builtin> range_builtins();

}  // namespace foerderwerk::feel
