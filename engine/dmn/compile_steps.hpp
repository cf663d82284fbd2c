// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/dmn/definitions.hpp"
#include "engine/dmn/type.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::dmn {

/// The steps of compile, in their order. Each adds the reasons it finds and goes on.

/// Appends the elements of `imported` to those of `definitions` and fills its `models`.
void merge_imports(Definitions& definitions, std::vector<Definitions> imported, Reasons& reasons);

class TypeNames {
public:
    explicit TypeNames(const std::vector<MergedModel>& models)
        : models_(models), items_(models.size()) {}
    void add_built_in(std::string name, std::size_t index);
    /// False when the model has a type of that name already.
    bool add_item(std::size_t model, std::string name, std::size_t index);
    /// The names that follow stand in that model.
    void look_from(std::size_t model) { model_ = model; }
    /// Built-in types and item definitions by name, those of an imported model as `import.name`. A
    /// prefix ("feel:string", DMN 1.1) is dropped when the whole name is unknown; an empty name is
    /// Any.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
    /// Sets the index; an unknown name is a reason.
    void resolve(TypeRef& type, std::size_t line, Reasons& reasons) const;

private:
    using Indexes = std::map<std::string, std::size_t, std::less<>>;
    [[nodiscard]] std::optional<std::size_t> find_in(std::size_t model,
                                                     std::string_view name) const;

    const std::vector<MergedModel>& models_;
    std::vector<Indexes> items_;
    Indexes built_in_;
    std::size_t model_ = 0;
};

/// The built-in types, then one for each item definition in their order, then their parts.
TypeNames compile_types(Definitions& definitions, Types& types, Reasons& reasons);
[[nodiscard]] std::size_t built_in_type_count();

/// For each model the item definitions, which stand from `first` on, as its FEEL names them in
/// `instance of`. FEEL knows no restrictions of values: only the form is compared.
[[nodiscard]] std::vector<feel::NamedTypes> named_types(const Types& types, std::size_t first,
                                                        const Definitions& definitions);

/// Names and ids are there and distinct, every href points to an element of the right kind.
void resolve_requirements(Definitions& definitions, Reasons& reasons);

/// No decision or service requires itself, and no chain is longer than the evaluation may nest.
void check_cycles(const Definitions& definitions, Reasons& reasons);

/// Every FEEL text is parsed with the names that are visible in its place.
void compile_expressions(Definitions& definitions, const Types& types, TypeNames& names,
                         Reasons& reasons);

/// Parses in place; nothing for an empty text. `where` says in the reason whose text it is.
void parse_formula(Formula& formula, const feel::KnownNames& names, const std::string& where,
                   Reasons& reasons);
/// The same for unary tests; "-" is nothing too.
void parse_tests(Formula& formula, const feel::KnownNames& names, const std::string& where,
                 Reasons& reasons);

[[nodiscard]] Reason reason_at(std::string code, std::size_t line, std::string text);

}  // namespace foerderwerk::dmn
