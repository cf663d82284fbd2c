// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <initializer_list>
#include <set>

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
        std::set<std::string_view> names;
        for (std::size_t i = 0; i < elements.size(); ++i) {
            const Element& element = elements[i];
            if (element.name.empty()) {
                reasons_.push_back(reason_at("DMN_NAME", element.line, "an element has no name"));
            } else if (!names.insert(element.name).second) {
                reasons_.push_back(reason_at("DMN_NAME", element.line,
                                             "the name '" + element.name + "' is given twice"));
            }
            if (element.id.empty())
                continue;
            if (!by_id_.emplace(element.id, Target{kind, i}).second) {
                reasons_.push_back(reason_at("DMN_NAME", element.line,
                                             "the id '" + element.id + "' is given twice"));
            }
        }
    }

    [[nodiscard]] const Target* find(std::string_view id) const {
        const auto found = by_id_.find(id);
        return found == by_id_.end() ? nullptr : &found->second;
    }

private:
    std::map<std::string, Target, std::less<>> by_id_;
    Reasons& reasons_;
};

class Resolver {
public:
    Resolver(const Elements& elements, const std::string& name_space, Reasons& reasons)
        : elements_(elements), name_space_(name_space), reasons_(reasons) {}

    /// What cannot be resolved is reported and dropped, so that later steps see no loose ends.
    void resolve(std::vector<Requirement>& requirements,
                 std::initializer_list<ElementKind> kinds) const {
        std::erase_if(requirements, [&](Requirement& requirement) {
            const Target* target = elements_.find(local_id(requirement.href));
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
    // "#id", "id", and the full form with this model's own namespace.
    [[nodiscard]] std::string_view local_id(std::string_view href) const {
        const std::size_t hash = href.find('#');
        if (hash == std::string_view::npos)
            return href;
        if (hash == 0 || href.substr(0, hash) == name_space_)
            return href.substr(hash + 1);
        return href;
    }

    const Elements& elements_;
    const std::string& name_space_;
    Reasons& reasons_;
};

}  // namespace

void resolve_requirements(Definitions& definitions, Reasons& reasons) {
    Elements elements(reasons);
    elements.add(definitions.inputs, ElementKind::input);
    elements.add(definitions.decisions, ElementKind::decision);
    elements.add(definitions.knowledge, ElementKind::knowledge);
    elements.add(definitions.services, ElementKind::service);

    const Resolver resolver(elements, definitions.name_space, reasons);
    constexpr auto input = ElementKind::input;
    constexpr auto decision = ElementKind::decision;
    for (Decision& element : definitions.decisions) {
        resolver.resolve(element.information, {input, decision});
        resolver.resolve(element.knowledge, {ElementKind::knowledge, ElementKind::service});
    }
    for (KnowledgeModel& element : definitions.knowledge) {
        resolver.resolve(element.knowledge, {ElementKind::knowledge, ElementKind::service});
    }
    for (DecisionService& element : definitions.services) {
        resolver.resolve(element.outputs, {decision});
        resolver.resolve(element.input_decisions, {decision});
        resolver.resolve(element.inputs, {input});
    }
}

}  // namespace foerderwerk::dmn
