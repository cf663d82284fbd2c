// SPDX-License-Identifier: EUPL-1.2
#include "engine/dmn/model.hpp"

#include <utility>

#include "engine/dmn/compile_steps.hpp"

namespace foerderwerk::dmn {

namespace {

/// The name by which the first model calls an element; nothing when it does not see it.
template <class Element>
std::optional<std::string> visible_name(const Definitions& definitions, const Element& element) {
    if (element.model == 0)
        return element.name;
    for (const Import& import : definitions.models.front().imports) {
        if (import.model == element.model)
            return import.name.empty() ? element.name : import.name + "." + element.name;
    }
    return std::nullopt;
}

template <class Element>
std::optional<std::size_t> index_of(const Definitions& definitions,
                                    const std::vector<Element>& elements, std::string_view name) {
    for (std::size_t i = 0; i < elements.size(); ++i) {
        if (visible_name(definitions, elements[i]) == name)
            return i;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::size_t> Model::find_decision(std::string_view name) const {
    return index_of(*definitions_, definitions_->decisions, name);
}

std::optional<std::size_t> Model::find_service(std::string_view name) const {
    return index_of(*definitions_, definitions_->services, name);
}

Result<Model, Reasons> compile(Definitions definitions, std::vector<Definitions> imported) {
    Reasons reasons;
    Types types;
    merge_imports(definitions, std::move(imported), reasons);
    if (!reasons.empty())
        return Failure<Reasons>(std::move(reasons));
    TypeNames names = compile_types(definitions, types, reasons);
    resolve_requirements(definitions, reasons);
    check_cycles(definitions, reasons);
    compile_expressions(definitions, types, names, reasons);
    if (!reasons.empty())
        return Failure<Reasons>(std::move(reasons));
    Model model;
    model.named_types_ = std::make_shared<const std::vector<feel::NamedTypes>>(
        named_types(types, built_in_type_count(), definitions));
    model.definitions_ = std::make_shared<const Definitions>(std::move(definitions));
    model.types_ = std::make_shared<const Types>(std::move(types));
    return model;
}

}  // namespace foerderwerk::dmn
