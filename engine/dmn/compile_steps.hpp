// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <string>

#include "engine/dmn/definitions.hpp"
#include "engine/dmn/type.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::dmn {

/// The steps of compile, in their order. Each adds the reasons it finds and goes on.

class TypeNames {
public:
    void add(std::string name, std::size_t index);
    /// Built-in types and item definitions by name. A prefix ("feel:string", DMN 1.1) is dropped
    /// when the whole name is unknown; an empty name is Any.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
    /// Sets the index; an unknown name is a reason.
    void resolve(TypeRef& type, std::size_t line, Reasons& reasons) const;

private:
    std::map<std::string, std::size_t, std::less<>> indexes_;
};

/// The built-in types, then one for each item definition in their order, then their parts.
TypeNames compile_types(Definitions& definitions, Types& types, Reasons& reasons);
[[nodiscard]] std::size_t built_in_type_count();

/// Names and ids are there and distinct, every href points to an element of the right kind.
void resolve_requirements(Definitions& definitions, Reasons& reasons);

/// No decision or service requires itself, and no chain is longer than the evaluation may nest.
void check_cycles(const Definitions& definitions, Reasons& reasons);

/// Every FEEL text is parsed with the names that are visible in its place.
void compile_expressions(Definitions& definitions, const Types& types, const TypeNames& names,
                         Reasons& reasons);

/// Parses in place; nothing for an empty text. `where` says in the reason whose text it is.
void parse_formula(Formula& formula, const feel::KnownNames& names, const std::string& where,
                   Reasons& reasons);
/// The same for unary tests; "-" is nothing too.
void parse_tests(Formula& formula, const feel::KnownNames& names, const std::string& where,
                 Reasons& reasons);

[[nodiscard]] Reason reason_at(std::string code, std::size_t line, std::string text);

}  // namespace foerderwerk::dmn
