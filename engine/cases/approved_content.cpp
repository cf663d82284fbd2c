// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/approved_content.hpp"

#include <algorithm>

#include "engine/cases/check_rights.hpp"
#include "engine/cases/seal_values.hpp"

namespace foerderwerk::cases {

std::string approved_digest(const CaseState& state, const Sha256& sha256) {
    Json::Array states;
    for (const std::string& id : state.states) {
        states.emplace_back(id);
    }
    const Json content = Json::Object{{"case", state.id.text()},
                                      {"definition", state.definition.text()},
                                      {"states", std::move(states)},
                                      {"data", sealed_json(feel::Value(state.session.data))}};
    return to_hex(sha256(canonical_json(content)));
}

void check_confirmed(const Definition& definition, const statechart::Transition& transition,
                     const CaseState& state, const Command& command, Reasons& reasons) {
    const std::vector<std::string> confirmed = words_of(transition.extensions, "confirms");
    if (confirmed.empty()) {
        return;
    }
    const std::string now = approved_digest(state, definition.sha256);
    for (const std::string& step : confirmed) {
        const auto approved = state.approved.find(step);
        if (approved == state.approved.end() || approved->second != now) {
            reasons.push_back({"APPROVAL_VOID", command.event,
                               "Der Schritt „" + step +
                                   "“ gilt nicht für das, was jetzt zu zeichnen wäre: Der Inhalt "
                                   "ist seither geändert. Bitte zurückgeben und neu vorlegen."});
        }
    }
}

bool is_confirmed(const statechart::Document& chart,
                  const std::vector<statechart::TransitionIndex>& transitions) {
    return std::any_of(transitions.begin(), transitions.end(), [&chart](auto index) {
        return statechart::find_extension(chart.transitions[index].extensions, "confirms") !=
               nullptr;
    });
}

void settle_approvals(const Definition& definition, const CaseState* before,
                      const std::vector<statechart::TransitionIndex>& transitions, Step& step) {
    if (step.taken_steps.empty()) {
        return;
    }
    const bool confirms = before != nullptr && is_confirmed(definition.chart, transitions);
    step.approved_digest = approved_digest(confirms ? *before : step.after, definition.sha256);
    for (const std::string& name : step.taken_steps) {
        step.after.approved[name] = step.approved_digest;
    }
}

}  // namespace foerderwerk::cases
