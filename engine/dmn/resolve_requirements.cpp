// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <initializer_list>
#include <set>
#include <utility>

#include "engine/dmn/compile_steps.hpp"

namespace foerderwerk::dmn {

namespace {

struct Target {
    ElementKind kind;
    std::size_t index;
};

class Elements {
public:
    explicit Elements(Reasons& reasons) : reasons_(reasons) {}

    template <class Element>
    void add(const std::vector<Element>& elements, ElementKind kind) {
        std::set<std::pair<std::size_t, std::string_view>> names;
        for (std::size_t i = 0; i < elements.size(); ++i) {
            const Element& element = elements[i];
            if (element.name.empty()) {
                reasons_.push_back(reason_at("DMN_NAME", element.line, "an element has no name"));
            } else if (!names.emplace(element.model, element.name).second) {
                reasons_.push_back(reason_at("DMN_NAME", element.line,
                                             "the name '" + element.name + "' is given twice"));
            }
            if (element.id.empty())
                continue;
            if (!by_id_.emplace(Place{element.model, element.id}, Target{kind, i}).second) {
                reasons_.push_back(reason_at("DMN_NAME", element.line,
                                             "the id '" + element.id + "' is given twice"));
            }
        }
    }

    [[nodiscard]] const Target* find(std::size_t model, std::string_view id) const {
        const auto found = by_id_.find(Place{model, std::string(id)});
        return found == by_id_.end() ? nullptr : &found->second;
    }

private:
    using Place = std::pair<std::size_t, std::string>;  // model, id
    std::map<Place, Target> by_id_;
    Reasons& reasons_;
};

class Resolver {
public:
    Resolver(const Elements& elements, const std::vector<MergedModel>& models, Reasons& reasons)
        : elements_(elements), models_(models), reasons_(reasons) {}

    /// What cannot be resolved is reported and dropped, so that later steps see no loose ends.
    void resolve(std::size_t model, std::vector<Requirement>& requirements,
                 std::initializer_list<ElementKind> kinds) const {
        std::erase_if(requirements, [&](Requirement& requirement) {
            const Target* target = find(model, requirement);
            if (target != nullptr && std::ranges::find(kinds, target->kind) != kinds.end()) {
                requirement.kind = target->kind;
                requirement.index = target->index;
                return false;
            }
            reasons_.push_back(
                reason_at("DMN_REFERENCE", requirement.line,
                          "'" + requirement.href +
                              (target == nullptr ? "' is nothing in this model"
                                                 : "' is not the kind of element asked for")));
            return true;
        });
    }

private:
    // "#id", "id", and the full form with the namespace of this model or of an imported one.
    const Target* find(std::size_t model, Requirement& requirement) const {
        const std::string_view href = requirement.href;
        const std::size_t hash = href.find('#');
        if (hash == std::string_view::npos)
            return elements_.find(model, href);
        const std::string_view name_space = href.substr(0, hash);
        const std::string_view id = href.substr(hash + 1);
        if (hash == 0 || name_space == models_[model].name_space)
            return elements_.find(model, id);
        for (const Import& import : models_[model].imports) {
            if (import.name_space != name_space)
                continue;
            requirement.qualifier = import.name;
            return elements_.find(import.model, id);
        }
        return nullptr;
    }

    const Elements& elements_;
    const std::vector<MergedModel>& models_;
    Reasons& reasons_;
};

}  // namespace

void resolve_requirements(Definitions& definitions, Reasons& reasons) {
    Elements elements(reasons);
    elements.add(definitions.inputs, ElementKind::input);
    elements.add(definitions.decisions, ElementKind::decision);
    elements.add(definitions.knowledge, ElementKind::knowledge);
    elements.add(definitions.services, ElementKind::service);

    const Resolver resolver(elements, definitions.models, reasons);
    constexpr auto input = ElementKind::input;
    constexpr auto decision = ElementKind::decision;
    for (Decision& element : definitions.decisions) {
        resolver.resolve(element.model, element.information, {input, decision});
        resolver.resolve(element.model, element.knowledge,
                         {ElementKind::knowledge, ElementKind::service});
    }
    for (KnowledgeModel& element : definitions.knowledge) {
        resolver.resolve(element.model, element.knowledge,
                         {ElementKind::knowledge, ElementKind::service});
    }
    for (DecisionService& element : definitions.services) {
        resolver.resolve(element.model, element.outputs, {decision});
        resolver.resolve(element.model, element.input_decisions, {decision});
        resolver.resolve(element.model, element.inputs, {input});
    }
}

}  // namespace foerderwerk::dmn
