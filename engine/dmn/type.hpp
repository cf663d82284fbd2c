// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/feel/expression.hpp"
#include "engine/feel/type.hpp"

namespace foerderwerk::dmn {

/// A type of a model, either built in or from an item definition. Types refer to each other by
/// their index, because a component may have the type it belongs to.
struct Type {
    enum class Form {
        any,
        kind,     ///< one kind of FEEL value
        list,     ///< a list of `of`
        members,  ///< a context with at least these members
        refined,  ///< `of`, restricted by `allowed`
    };
    std::string name;
    Form form = Form::any;
    feel::Kind kind = feel::Kind::null;
    std::size_t of = 0;
    std::optional<std::size_t> parameters;  ///< how many, when it is a function that says so
    std::vector<std::pair<std::string, std::size_t>> members;
    std::optional<feel::Expression> allowed;  ///< unary tests, whatever the form
};

using Types = std::vector<Type>;  ///< the first is Any

/// Whether a value belongs to a type (section 10.3.2.9.2); null belongs to every type.
[[nodiscard]] bool conforms(const feel::Value& value, const Types& types, std::size_t type,
                            const feel::Environment& environment);

/// The value as that type: as it is when it conforms, else wrapped into a list or taken out of a
/// list of one, a date as midnight UTC where a date and time is asked for, else an error
/// (section 10.3.2.9.4).
[[nodiscard]] feel::Value coerced(feel::Value value, const Types& types, std::size_t type,
                                  const feel::Environment& environment);

/// True when the unary tests accept the value: `?` is the value, nothing else is visible.
[[nodiscard]] bool accepts(const feel::Expression& tests, const feel::Value& value,
                           const feel::Environment& environment);

}  // namespace foerderwerk::dmn
