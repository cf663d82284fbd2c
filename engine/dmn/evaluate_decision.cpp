// SPDX-License-Identifier: EUPL-1.2
#include "engine/dmn/evaluate_decision.hpp"

#include "engine/dmn/evaluation.hpp"

namespace foerderwerk::dmn {

namespace {

Failure<Reasons> unknown(const char* kind, std::string_view name) {
    return Failure<Reasons>(Reasons{{"DMN_DECISION", std::string(name),
                                     std::string("The model has no ") + kind + " of this name."}});
}

}  // namespace

Result<Decided, Reasons> evaluate(const Model& model, std::string_view decision,
                                  const feel::Context& inputs,
                                  const feel::Environment& environment) {
    const auto index = model.find_decision(decision);
    if (!index)
        return unknown("decision", decision);
    Decided decided;
    Evaluation evaluation(model, environment, decided);
    Frame frame(model.definitions(), inputs);
    decided.value = evaluation.decision(frame, *index);
    return decided;
}

Result<Decided, Reasons> evaluate_service(const Model& model, std::string_view service,
                                          const feel::Context& inputs,
                                          const feel::Environment& environment) {
    const auto index = model.find_service(service);
    if (!index)
        return unknown("decision service", service);
    Decided decided;
    Evaluation evaluation(model, environment, decided);
    decided.value = evaluation.service(*index, inputs);
    return decided;
}

}  // namespace foerderwerk::dmn
