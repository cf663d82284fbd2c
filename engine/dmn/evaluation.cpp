// SPDX-License-Identifier: EUPL-1.2
#include "engine/dmn/evaluation.hpp"

#include <algorithm>
#include <utility>

#include "engine/dmn/model_walk.hpp"
#include "engine/feel/function.hpp"
#include "engine/feel/subjects.hpp"

namespace foerderwerk::dmn {

namespace {

constexpr std::size_t problems_max = 100;
// A model with more formulas than this shares the steps among them (see Repeat).
constexpr std::size_t formulas_at_full_steps = 1000;
constexpr std::size_t depth_min = 4;

bool failed(const feel::Value& before_null, const feel::Value& after) {
    return after.is_error() && !before_null.is_null();
}

// An input of an imported model may be given under its full name, or in a context that stands for
// its model; under its own name it goes to every model that has such an input.
const feel::Value* given_value(const Definitions& definitions, const feel::Context& given,
                               const InputData& input) {
    if (input.model != 0) {
        const std::string& name_space = definitions.models[input.model].name_space;
        if (const feel::Value* value = given.find(name_space + "#" + input.name))
            return value;
        for (const Import& import : definitions.models.front().imports) {
            const feel::Value* model =
                import.model == input.model ? given.find(import.name) : nullptr;
            if (model != nullptr && model->find(input.name) != nullptr)
                return model->find(input.name);
        }
    }
    return given.find(input.name);
}

}  // namespace

Evaluation::Evaluation(const Model& model, const feel::Environment& environment, Decided& decided)
    : model_(model),
      environment_(environment),
      decided_(decided),
      knowledge_(model.definitions().knowledge.size()),
      services_(model.definitions().services.size()),
      steps_(environment.limits.steps_max) {}

feel::Environment Evaluation::environment() const {
    feel::Environment result = environment_;
    result.variables = nullptr;
    result.types = &model_.named_types(owner_model_);
    result.limits.steps_max = steps_;
    result.limits.depth_max = environment_.limits.depth_max / (nesting_ + 1);
    return result;
}

feel::Value Evaluation::formula(const feel::Expression& expression, const feel::Variables* scope) {
    feel::Environment inner = environment();
    inner.variables = scope;
    if (++formulas_ > formulas_at_full_steps) {
        const std::size_t share =
            environment_.limits.steps_max / (formulas_ / formulas_at_full_steps);
        inner.limits.steps_max = std::min(inner.limits.steps_max, share);
    }
    feel::Evaluated evaluated = feel::evaluate(expression, inner);
    for (const std::string& problem : evaluated.problems)
        note(problem);
    if (evaluated.problems.empty() && evaluated.value.is_error()) {
        note(evaluated.value.error_reason());
    }
    decided_.derived_from_subject =
        feel::joined_subjects(decided_.derived_from_subject, evaluated.derived_from_subject);
    return std::move(evaluated.value);
}

feel::Value Evaluation::formula(const Formula& formula_in_place, const feel::Variables* scope) {
    if (!formula_in_place.parsed)
        return {};
    return formula(*formula_in_place.parsed, scope);
}

feel::Value Evaluation::typed(feel::Value value, const TypeRef& type) {
    if (type.index == 0 || value.is_null())
        return value;
    feel::Value result = coerced(value, model_.types(), type.index, environment());
    if (failed(value, result))
        note(result.error_reason());
    return result;
}

void Evaluation::note(const std::string& problem) {
    if (decided_.problems.size() >= problems_max)
        return;
    decided_.problems.push_back(owner_ == nullptr ? problem : "'" + *owner_ + "': " + problem);
}

void Evaluation::note_unmatched(bool has_default) {
    decided_.unmatched.push_back({owner_ == nullptr ? std::string() : *owner_, has_default});
}

void Evaluation::note_matched(const DecisionTable& table, std::size_t rule_index,
                              const feel::List& inputs) {
    const Rule& rule = table.rules[rule_index];
    MatchedRule matched;
    if (owner_ != nullptr)
        matched.decision = *owner_;
    matched.rule = rule_index + 1;
    matched.rule_id = rule.id;
    matched.annotations.reserve(rule.annotations.size());
    for (std::size_t i = 0; i < rule.annotations.size(); ++i) {
        const bool is_named = i < table.annotation_names.size();
        matched.annotations.push_back(
            {is_named ? table.annotation_names[i] : std::string(), rule.annotations[i]});
    }
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (rule.inputs[i].parsed)
            matched.inputs.push_back({table.inputs[i].label, inputs[i]});
    }
    decided_.matched.push_back(std::move(matched));
}

feel::Value Evaluation::input(const Frame& frame, std::size_t index) {
    const InputData& input = definitions().inputs[index];
    const feel::Value* given = given_value(definitions(), frame.given, input);
    if (given == nullptr) {
        note("input '" + input.name + "' was not given");
        return {};
    }
    return typed(*given, input.type);
}

void Evaluation::require(Frame& frame, const Decision& element) {
    for (const Requirement& requirement : element.information) {
        if (requirement.kind == ElementKind::decision) {
            decision(frame, requirement.index);
        } else if (!frame.inputs[requirement.index]) {
            frame.inputs[requirement.index] = input(frame, requirement.index);
        }
    }
}

const feel::Value& Evaluation::decision(Frame& frame, std::size_t index) {
    std::optional<feel::Value>& slot = frame.decisions[index];
    if (slot)
        return *slot;
    const Decision& element = definitions().decisions[index];
    const std::string* outer_owner = std::exchange(owner_, &element.name);
    const std::size_t outer_model = std::exchange(owner_model_, element.model);
    require(frame, element);
    const RequirementScope scope(*this, &frame, &element.information, element.knowledge);
    if (element.logic == nullptr)
        note("the decision has no logic");
    slot = typed(boxed(element.logic, &scope), element.type);
    owner_ = outer_owner;
    owner_model_ = outer_model;
    return *slot;
}

feel::Value Evaluation::service(std::size_t index, const feel::Context& given) {
    const DecisionService& element = definitions().services[index];
    const Repeat call(*this, Repeat::Kind::call);
    if (call.is_exhausted())
        return feel::Value::error("too many calls");
    Frame frame(definitions(), given);
    for (const Requirement& requirement : element.input_decisions) {
        const Decision& required = definitions().decisions[requirement.index];
        const feel::Value* value = given.find(required.name);
        frame.decisions[requirement.index] =
            value == nullptr ? feel::Value() : typed(*value, required.type);
    }
    if (element.outputs.size() == 1) {
        return typed(decision(frame, element.outputs.front().index), element.type);
    }
    feel::Context results;
    for (const Requirement& output : element.outputs) {
        results.set(definitions().decisions[output.index].name, decision(frame, output.index));
    }
    return typed(feel::Value(std::move(results)), element.type);
}

const feel::Value& Evaluation::function(const Requirement& requirement) {
    auto& slots = requirement.kind == ElementKind::knowledge ? knowledge_ : services_;
    std::optional<feel::Value>& slot = slots[requirement.index];
    if (!slot)
        slot = make_function(requirement);
    return *slot;
}

feel::Value Evaluation::make_function(const Requirement& requirement) {
    if (requirement.kind == ElementKind::service)
        return make_service_function(requirement.index);
    const KnowledgeModel& element = definitions().knowledge[requirement.index];
    std::vector<feel::Function::Parameter> parameters;
    parameters.reserve(element.function.parameters.size());
    for (const InformationItem& parameter : element.function.parameters) {
        parameters.push_back({parameter.name, nullptr});
    }
    return feel::Function::host(
        std::move(parameters),
        [this, &element, token = alive()](const std::vector<feel::Value>& arguments) {
            if (token.expired())
                return feel::Value::error("the evaluation is over");
            const std::string* outer_owner = std::exchange(owner_, &element.name);
            const std::size_t outer_model = std::exchange(owner_model_, element.model);
            const RequirementScope scope(*this, nullptr, nullptr, element.knowledge);
            feel::Value result = call(element.function, arguments, &scope);
            owner_ = outer_owner;
            owner_model_ = outer_model;
            return result;
        });
}

// The parameters are the input data, then the input decisions (section 10.4).
feel::Value Evaluation::make_service_function(std::size_t index) {
    const DecisionService& element = definitions().services[index];
    std::vector<feel::Function::Parameter> parameters;
    std::vector<TypeRef> types;
    for (const Requirement& requirement : element.inputs) {
        const InputData& required = definitions().inputs[requirement.index];
        parameters.push_back({required.name, nullptr});
        types.push_back(required.type);
    }
    for (const Requirement& requirement : element.input_decisions) {
        const Decision& required = definitions().decisions[requirement.index];
        parameters.push_back({required.name, nullptr});
        types.push_back(required.type);
    }
    return feel::Function::host(parameters,
                                [this, index, parameters, types = std::move(types),
                                 token = alive()](const std::vector<feel::Value>& arguments) {
                                    if (token.expired())
                                        return feel::Value::error("the evaluation is over");
                                    if (arguments.size() != parameters.size()) {
                                        return feel::Value::error("wrong number of arguments");
                                    }
                                    feel::Context given;
                                    for (std::size_t i = 0; i < arguments.size(); ++i) {
                                        const feel::Value value = typed(arguments[i], types[i]);
                                        if (failed(arguments[i], value))
                                            return value;
                                        given.set(parameters[i].name, value);
                                    }
                                    return service(index, given);
                                });
}

Repeat::Repeat(Evaluation& evaluation, Kind kind)
    : evaluation_(evaluation), kind_(kind), steps_before_(evaluation.steps_) {
    ++evaluation_.repeats_;
    if (kind_ == Kind::call)
        ++evaluation_.nesting_;
    evaluation_.steps_ =
        std::min(steps_before_, evaluation_.environment_.limits.steps_max / evaluation_.repeats_);
}

Repeat::~Repeat() {
    if (kind_ == Kind::call)
        --evaluation_.nesting_;
    evaluation_.steps_ = steps_before_;
}

bool Repeat::is_exhausted() const {
    return evaluation_.steps_ == 0 ||
           evaluation_.environment_.limits.depth_max / (evaluation_.nesting_ + 1) < depth_min;
}

const std::string& RequirementScope::name_of(const Requirement& requirement) const {
    return element_name(evaluation_.definitions(), requirement);
}

const feel::Value& RequirementScope::value_of(const Requirement& requirement) const {
    switch (requirement.kind) {
        case ElementKind::input:
            return *frame_->inputs[requirement.index];
        case ElementKind::decision:
            return *frame_->decisions[requirement.index];
        case ElementKind::knowledge:
        case ElementKind::service:
            break;
    }
    return evaluation_.function(requirement);
}

// The elements that come through one import are the members of one context.
const feel::Value* RequirementScope::find_import(std::string_view name) const {
    if (const auto known = imports_.find(name); known != imports_.end())
        return &known->second;
    feel::Context members;
    const auto add = [&](const std::vector<Requirement>& requirements) {
        for (const Requirement& requirement : requirements) {
            if (!requirement.qualifier.empty() && requirement.qualifier == name)
                members.set(name_of(requirement), value_of(requirement));
        }
    };
    if (information_ != nullptr)
        add(*information_);
    add(knowledge_);
    if (members.size() == 0)
        return nullptr;
    return &imports_.emplace(name, feel::Value(std::move(members))).first->second;
}

const feel::Value* RequirementScope::find_own(const std::vector<Requirement>& requirements,
                                              std::string_view name) const {
    for (const Requirement& requirement : requirements) {
        if (requirement.qualifier.empty() && name_of(requirement) == name)
            return &value_of(requirement);
    }
    return nullptr;
}

const feel::Value* RequirementScope::find(std::string_view name) const {
    const feel::Value* own = information_ == nullptr ? nullptr : find_own(*information_, name);
    if (own == nullptr)
        own = find_own(knowledge_, name);
    return own == nullptr ? find_import(name) : own;
}

void RequirementScope::collect(feel::Context& into) const {
    const auto add = [&](const std::vector<Requirement>& requirements) {
        for (const Requirement& requirement : requirements) {
            const std::string& name =
                requirement.qualifier.empty() ? name_of(requirement) : requirement.qualifier;
            into.set(name, *find(name));
        }
    };
    add(knowledge_);
    if (information_ != nullptr)
        add(*information_);
}

}  // namespace foerderwerk::dmn
