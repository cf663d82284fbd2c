// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/approved_content.hpp"

#include <algorithm>

#include "engine/cases/check_rights.hpp"
#include "engine/cases/state_text.hpp"

namespace foerderwerk::cases {

std::string approved_digest(const CaseState& state, const CaseState* known, const Sha256& sha256) {
    Json::Array states;
    for (const std::string& id : state.states) {
        states.emplace_back(id);
    }
    CanonicalObject content;
    content.add("case", Json(state.id.text()));
    content.add("definition", Json(state.definition.text()));
    content.add("states", Json(std::move(states)));
    content.add("data", data_text(state, known).text());
    return to_hex(sha256(content.text()));
}

void check_confirmed(const Definition& definition, const statechart::Transition& transition,
                     const CaseState& state, const Command& command, Reasons& reasons) {
    const std::vector<std::string> confirmed = words_of(transition.extensions, "confirms");
    if (confirmed.empty()) {
        return;
    }
    const std::string now = approved_digest(state, &state, definition.sha256);
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
    step.approved_digest =
        approved_digest(confirms ? *before : step.after, before, definition.sha256);
    for (const std::string& name : step.taken_steps) {
        step.after.approved[name] = step.approved_digest;
    }
}

}  // namespace foerderwerk::cases
