// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/feel/value.hpp"

namespace foerderwerk::feel {

/// A type as an expression names it (DMN 1.5, grammar rules 51 to 54 and section 10.3.2.9).
struct Type {
    enum class Name {
        any,
        null,
        boolean,
        number,
        string,
        date,
        time,
        date_time,
        days_time_duration,
        years_months_duration,
        list,
        context,
        range,
        function,
        named,  ///< of the model around the expression, an item definition
    };
    Name name = Name::any;
    std::string custom;  ///< of a named type
    /// Element of a list or range; parameters of a function, its result last.
    std::vector<Type> parts;
    struct Member;
    std::vector<Member> members;  ///< of a context
};

struct Type::Member {
    std::string name;
    Type type;
};

/// The types that a model defines, by name.
using NamedTypes = std::map<std::string, Type, std::less<>>;

/// Whether the value is an instance of the type (section 10.3.2.9.1). null is an instance of Null
/// alone. nullopt when a name in the type is unknown, or its definitions go round in a circle.
[[nodiscard]] std::optional<bool> is_instance(const Value& value, const Type& type,
                                              const NamedTypes* named = nullptr);

}  // namespace foerderwerk::feel
