// SPDX-License-Identifier: EUPL-1.2
#include "engine/inspection/chart_words.hpp"

#include <algorithm>
#include <array>

#include "engine/cases/check_rights.hpp"
#include "engine/inspection/chart_walk.hpp"

namespace foerderwerk::inspection {

namespace {

using statechart::State;
using statechart::StateIndex;
using statechart::Transition;
using statechart::TransitionIndex;

std::string text_of(const statechart::Extensions& extensions, std::string_view name) {
    const std::string* text = statechart::find_extension(extensions, name);
    return text != nullptr ? *text : std::string();
}

std::string joined(const std::vector<std::string>& words, const std::string& between) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : between) + word;
    }
    return text;
}

std::string trigger_of(const Transition& transition) {
    std::vector<std::string> words;
    for (const std::string& event : transition.events) {
        words.push_back(event_words(event));
    }
    return words.empty() ? "sofort" : joined(words, " oder ");
}

TransitionWords words_of(const statechart::Document& chart, TransitionIndex index) {
    const Transition& transition = chart.transitions[index];
    TransitionWords words;
    words.index = index;
    words.trigger = trigger_of(transition);
    words.name = text_of(transition.extensions, "label");
    if (words.name.empty()) {
        words.name = words.trigger;
    }
    words.condition = transition.condition.has_value() ? transition.condition->text() : "";
    words.who = joined(cases::words_of(transition.extensions, "by"), ", ");
    words.unlike = joined(cases::words_of(transition.extensions, "unlike"), ", ");
    words.step = text_of(transition.extensions, "step");
    words.legal_basis = text_of(transition.extensions, "legal-basis");
    words.needs_reason = text_of(transition.extensions, "reason") == "required";
    words.line = transition.line;
    for (const StateIndex target : transition.targets) {
        words.to.push_back(chart.states[target].id);
    }
    for_each_action(transition.content, [&words](const statechart::Action& action) {
        const auto* custom = std::get_if<statechart::Custom>(&action.content);
        const std::string* code = custom != nullptr ? custom->attribute("code") : nullptr;
        if (code != nullptr) {
            words.conditions.push_back(*code);
        }
    });
    return words;
}

void add_deadlines(const statechart::Block& block, std::vector<std::string>& deadlines) {
    for_each_action(block, [&deadlines](const statechart::Action& action) {
        const auto* send = std::get_if<statechart::Send>(&action.content);
        if (send == nullptr || !send->due.has_value()) {
            return;
        }
        const std::string basis = text_of(send->extensions, "legal-basis");
        const std::string text = event_words(send->event.literal) + ": " + send->due->text() +
                                 (basis.empty() ? "" : " (" + basis + ")");
        if (std::ranges::find(deadlines, text) == deadlines.end()) {
            deadlines.push_back(text);
        }
    });
}

StateWords words_of_state(const statechart::Document& chart, StateIndex index) {
    const State& state = chart.states[index];
    StateWords words;
    words.index = index;
    words.id = state.id;
    words.label = text_of(state.extensions, "label");
    if (words.label.empty()) {
        words.label = state.id;
    }
    words.public_label = text_of(state.extensions, "public-label");
    words.legal_basis = text_of(state.extensions, "legal-basis");
    words.retention = text_of(state.extensions, "retention");
    words.line = state.line;
    if (state.parent != statechart::root_state) {
        words.parent = chart.states[state.parent].id;
    }
    for (StateIndex at = state.parent; at != statechart::root_state; at = chart.states[at].parent) {
        ++words.depth;
    }
    for (const statechart::Custom& task : state.declarations) {
        const std::string* role = task.attribute("role");
        const std::string* label = task.attribute("label");
        if (task.name == "task" && role != nullptr) {
            words.tasks.push_back((label != nullptr ? *label : words.label) + " (" + *role + ")");
        }
    }
    for (const statechart::Block& block : state.on_entry) {
        add_deadlines(block, words.deadlines);
    }
    for (const auto* list : {&state.eventless_transitions, &state.event_transitions}) {
        for (const TransitionIndex transition : *list) {
            words.transitions.push_back(words_of(chart, transition));
            add_deadlines(chart.transitions[transition].content, words.deadlines);
        }
    }
    std::ranges::sort(words.transitions, {}, &TransitionWords::line);
    return words;
}

}  // namespace

std::string event_words(const std::string& event) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kinds = {{
        {"action.", "Handlung "},
        {"message.", "Nachricht "},
        {"deadline.", "Frist "},
        {"answer.", "Antwort "},
        {"admin.", "Anstoß "},
        {"done.state.", "Ende von "},
        {"done.invoke.", "Ergebnis von "},
    }};
    for (const auto& [prefix, word] : kinds) {
        if (event.starts_with(prefix)) {
            return std::string(word) + event.substr(prefix.size());
        }
    }
    return event.empty() ? "jedes Ereignis" : "Ereignis " + event;
}

std::vector<StateWords> chart_words(const statechart::Document& chart) {
    std::vector<StateWords> words;
    for (StateIndex index = 1; index < chart.states.size(); ++index) {
        if (!chart.states[index].is_history()) {
            words.push_back(words_of_state(chart, index));
        }
    }
    return words;
}

}  // namespace foerderwerk::inspection
