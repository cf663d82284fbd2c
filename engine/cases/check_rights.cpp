// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/check_rights.hpp"

#include <algorithm>
#include <sstream>

namespace foerderwerk::cases {

namespace {

bool contains(const std::vector<std::string>& list, const std::string& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

std::string joined(const std::vector<std::string>& words, const std::string& between) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : between) + word;
    }
    return text;
}

}  // namespace

std::vector<std::string> words_of(const statechart::Extensions& extensions, std::string_view name) {
    std::vector<std::string> list;
    if (const std::string* text = statechart::find_extension(extensions, name)) {
        std::istringstream words(*text);
        for (std::string word; words >> word;) {
            list.push_back(word);
        }
    }
    return list;
}

std::string role_used(const statechart::Transition& transition, const Actor& actor) {
    for (const std::string& role : words_of(transition.extensions, "by")) {
        if (contains(actor.roles, role)) {
            return role;
        }
    }
    return {};
}

void check_rights(const statechart::Transition& transition, const CaseState& state,
                  const Command& command, Reasons& reasons) {
    const std::vector<std::string> roles = words_of(transition.extensions, "by");
    // An action without fw:by would be everybody's; a wildcard event must not make it one.
    const bool by_person =
        command.actor.kind == Actor::Kind::person && command.event.starts_with("action");
    if (!roles.empty() || by_person) {
        const bool has_role =
            command.actor.kind == Actor::Kind::person &&
            std::any_of(roles.begin(), roles.end(), [&command](const std::string& role) {
                return contains(command.actor.roles, role);
            });
        if (!has_role) {
            reasons.push_back({"ROLE", command.event,
                               roles.empty()
                                   ? "Diesen Schritt kann keine Person tun."
                                   : "Dafür ist die Rolle " + joined(roles, " oder ") + " nötig."});
        }
    }
    for (const std::string& step : words_of(transition.extensions, "unlike")) {
        const auto persons = state.persons_of_step.find(step);
        if (persons == state.persons_of_step.end()) {
            continue;
        }
        if (contains(persons->second, command.actor.id) ||
            contains(persons->second, command.actor.on_behalf_of)) {
            reasons.push_back({"FOUR_EYES", command.event,
                               "Wer den Schritt „" + step +
                                   "“ in diesem Vorgang getan hat, darf diesen nicht tun "
                                   "(Vier-Augen-Prinzip)."});
        }
    }
    const std::string* reason = statechart::find_extension(transition.extensions, "reason");
    if (reason != nullptr && *reason == "required" && command.reason.empty()) {
        reasons.push_back(
            {"REASON_MISSING", command.event, "Für diesen Schritt ist eine Begründung nötig."});
    }
}

}  // namespace foerderwerk::cases
