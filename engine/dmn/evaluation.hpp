// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/dmn/evaluate_decision.hpp"
#include "engine/dmn/scope.hpp"

namespace foerderwerk::dmn {

/// The values of one run through the requirements graph. A decision service has its own.
struct Frame {
    Frame(const Definitions& definitions, const feel::Context& given_values)
        : given(given_values),
          inputs(definitions.inputs.size()),
          decisions(definitions.decisions.size()) {}

    const feel::Context& given;
    std::vector<std::optional<feel::Value>> inputs;
    std::vector<std::optional<feel::Value>> decisions;
};

/// One call of evaluate: what it has found so far and what it may still spend.
class Evaluation {
public:
    Evaluation(const Model& model, const feel::Environment& environment, Decided& decided);

    const feel::Value& decision(Frame& frame, std::size_t index);
    feel::Value service(std::size_t index, const feel::Context& given);
    /// A knowledge model or a service as a function value.
    const feel::Value& function(const Requirement& requirement);
    [[nodiscard]] const Definitions& definitions() const { return model_.definitions(); }

    // Boxed expressions (evaluate_boxed.cpp).
    feel::Value boxed(const BoxedPointer& boxed, const Scope* scope);
    feel::Value call(const BoxedFunction& function, const std::vector<feel::Value>& arguments,
                     const Scope* outer);

    // For tables.
    feel::Value formula(const feel::Expression& expression, const feel::Variables* scope);
    feel::Value formula(const Formula& formula, const feel::Variables* scope);
    /// The value as that type; null with a problem when it cannot be.
    feel::Value typed(feel::Value value, const TypeRef& type);
    [[nodiscard]] feel::Environment environment() const;
    void note(const std::string& problem);
    /// Counts work that is no formula as that many repetitions (see Repeat).
    void charge(std::size_t repeats) { repeats_ += repeats; }
    void note_matched(const DecisionTable& table, std::size_t rule, const feel::List& inputs);
    void note_unmatched(bool has_default);

    /// Function values reach back into this object and may outlive it; they look here first.
    [[nodiscard]] std::weak_ptr<const bool> alive() const { return alive_; }

private:
    friend class Repeat;

    feel::Value input(const Frame& frame, std::size_t index);
    void require(Frame& frame, const Decision& decision);
    feel::Value make_function(const Requirement& requirement);
    feel::Value make_service_function(std::size_t index);

    const Model& model_;
    const feel::Environment& environment_;
    Decided& decided_;
    const std::string* owner_ = nullptr;  // the element whose logic is running
    std::size_t owner_model_ = 0;         // the model it stands in
    std::vector<std::optional<feel::Value>> knowledge_;
    std::vector<std::optional<feel::Value>> services_;
    std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);

    std::size_t repeats_ = 0;   // bodies of functions and loops run so far
    std::size_t formulas_ = 0;  // FEEL expressions run so far
    std::size_t nesting_ = 0;   // function calls under way
    std::size_t steps_;         // what one FEEL expression may spend now
};

/// Running a body again. FEEL counts its own steps within one expression, but not those of the
/// functions that it calls here: so the n-th repetition gets the n-th part of the steps, and the
/// n-th nested call the n-th part of the depth. Bodies of equal cost then end where one common
/// count would have ended them, and the sum is bounded whatever they cost.
class Repeat {
public:
    enum class Kind { call, loop };
    Repeat(Evaluation& evaluation, Kind kind);
    ~Repeat();
    Repeat(const Repeat&) = delete;
    Repeat& operator=(const Repeat&) = delete;
    [[nodiscard]] bool is_exhausted() const;

private:
    Evaluation& evaluation_;
    Kind kind_;
    std::size_t steps_before_;
};

/// The decisions, inputs and functions that an element requires, by name.
class RequirementScope final : public Scope {
public:
    RequirementScope(Evaluation& evaluation, const Frame* frame,
                     const std::vector<Requirement>* information,
                     const std::vector<Requirement>& knowledge)
        : evaluation_(evaluation),
          frame_(frame),
          information_(information),
          knowledge_(knowledge) {}
    [[nodiscard]] const feel::Value* find(std::string_view name) const override;
    void collect(feel::Context& into) const override;

private:
    [[nodiscard]] const feel::Value* find_own(const std::vector<Requirement>& requirements,
                                              std::string_view name) const;
    [[nodiscard]] const feel::Value* find_import(std::string_view name) const;
    [[nodiscard]] const std::string& name_of(const Requirement& requirement) const;
    [[nodiscard]] const feel::Value& value_of(const Requirement& requirement) const;

    Evaluation& evaluation_;
    const Frame* frame_;
    const std::vector<Requirement>* information_;  // nullptr for a knowledge model
    const std::vector<Requirement>& knowledge_;
    mutable std::map<std::string, feel::Value, std::less<>> imports_;  // made when asked for
};

/// Section 8.2: the result of a table in the scope of its owner.
feel::Value evaluate_table(Evaluation& evaluation, const DecisionTable& table, const Scope* scope);

}  // namespace foerderwerk::dmn
