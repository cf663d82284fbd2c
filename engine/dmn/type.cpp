// SPDX-License-Identifier: EUPL-1.2
#include "engine/dmn/type.hpp"

#include <algorithm>

#include "engine/dmn/scope.hpp"
#include "engine/feel/function.hpp"

namespace foerderwerk::dmn {

namespace {

/// What a type is once its restrictions are taken off.
const Type& unrefined(const Types& types, std::size_t type) {
    while (types[type].form == Type::Form::refined)
        type = types[type].of;
    return types[type];
}

bool has_form(const feel::Value& value, const Types& types, const Type& type,
              const feel::Environment& environment) {
    switch (type.form) {
        case Type::Form::any:
            return true;
        case Type::Form::kind:
            return value.kind() == type.kind &&
                   (!type.parameters ||
                    value.as_function().parameters().size() == *type.parameters);
        case Type::Form::refined:
            return conforms(value, types, type.of, environment);
        case Type::Form::list:
            return value.kind() == feel::Kind::list &&
                   std::ranges::all_of(value.as_list(), [&](const feel::Value& element) {
                       return conforms(element, types, type.of, environment);
                   });
        case Type::Form::members:
            return value.kind() == feel::Kind::context &&
                   std::ranges::all_of(type.members, [&](const auto& member) {
                       const feel::Value* found = value.find(member.first);
                       return found != nullptr &&
                              conforms(*found, types, member.second, environment);
                   });
    }
    return false;
}

std::string described(const feel::Value& value) {
    constexpr std::size_t shown_max = 80;
    std::string text = feel::to_text(value);
    if (text.size() > shown_max)
        text = text.substr(0, shown_max) + "…";
    return text;
}

}  // namespace

bool accepts(const feel::Expression& tests, const feel::Value& value,
             const feel::Environment& environment) {
    const TestedValue scope(value, nullptr);
    feel::Environment inner = environment;
    inner.variables = &scope;
    const feel::Value verdict = feel::evaluate(tests, inner).value;
    return verdict.kind() == feel::Kind::boolean && verdict.as_boolean();
}

bool conforms(const feel::Value& value, const Types& types, std::size_t type,
              const feel::Environment& environment) {
    if (type == 0 || value.is_null())
        return true;
    const Type& wanted = types[type];
    if (!has_form(value, types, wanted, environment))
        return false;
    return !wanted.allowed || accepts(*wanted.allowed, value, environment);
}

feel::Value coerced(feel::Value value, const Types& types, std::size_t type,
                    const feel::Environment& environment) {
    if (conforms(value, types, type, environment))
        return value;
    const Type& wanted = unrefined(types, type);
    if (wanted.form == Type::Form::list && value.kind() != feel::Kind::list) {
        feel::Value wrapped(feel::List{value});
        if (conforms(wrapped, types, type, environment))
            return wrapped;
    }
    if (value.kind() == feel::Kind::list && value.as_list().size() == 1) {
        feel::Value element = value.as_list().front();
        if (conforms(element, types, type, environment))
            return element;
    }
    if (value.kind() == feel::Kind::date && wanted.form == Type::Form::kind &&
        wanted.kind == feel::Kind::date_time) {
        feel::Value midnight(feel::DateTime{value.as_date(), {{}, std::chrono::seconds(0), {}}});
        if (conforms(midnight, types, type, environment))
            return midnight;
    }
    return feel::Value::error(described(value) + " is no " + types[type].name);
}

}  // namespace foerderwerk::dmn
