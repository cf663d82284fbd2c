// SPDX-License-Identifier: EUPL-1.2
#include "engine/dmn/model.hpp"

#include <algorithm>

#include "engine/dmn/compile_steps.hpp"

namespace foerderwerk::dmn {

namespace {

template <class Element>
std::optional<std::size_t> index_of(const std::vector<Element>& elements, std::string_view name) {
    const auto found = std::ranges::find(elements, name, &Element::name);
    if (found == elements.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - elements.begin());
}

}  // namespace

std::optional<std::size_t> Model::find_decision(std::string_view name) const {
    return index_of(definitions_->decisions, name);
}

std::optional<std::size_t> Model::find_service(std::string_view name) const {
    return index_of(definitions_->services, name);
}

Result<Model, Reasons> compile(Definitions definitions) {
    Reasons reasons;
    Types types;
    const TypeNames names = compile_types(definitions, types, reasons);
    resolve_requirements(definitions, reasons);
    check_cycles(definitions, reasons);
    compile_expressions(definitions, types, names, reasons);
    if (!reasons.empty())
        return Failure<Reasons>(std::move(reasons));
    Model model;
    model.named_types_ = std::make_shared<const feel::NamedTypes>(
        named_types(types, built_in_type_count(), definitions.items.size()));
    model.definitions_ = std::make_shared<const Definitions>(std::move(definitions));
    model.types_ = std::make_shared<const Types>(std::move(types));
    return model;
}

}  // namespace foerderwerk::dmn
