// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <set>

#include "engine/feel/free_names.hpp"
#include "engine/inspection/chart_checks.hpp"
#include "engine/inspection/chart_walk.hpp"

namespace foerderwerk::inspection {

namespace {

using statechart::State;
using statechart::StateIndex;
using statechart::Transition;
using statechart::TransitionIndex;

bool says(const statechart::Extensions& extensions, std::string_view name) {
    const std::string* text = statechart::find_extension(extensions, name);
    return text != nullptr && !text->empty();
}

bool is_action(const std::string& event) {
    return event == "action" || event.starts_with("action.");
}

/// One transition of several for the same action may carry its words for all of them.
bool is_labelled_elsewhere(const statechart::Document& chart, const Transition& transition) {
    return std::ranges::any_of(chart.transitions, [&transition](const Transition& other) {
        return other.source == transition.source && other.events == transition.events &&
               says(other.extensions, "label");
    });
}

void check_state_words(const Inspection& inspection, StateIndex index) {
    const statechart::Document& chart = inspection.chart;
    const State& state = chart.states[index];
    if (!state.is_atomic() || state.is_history()) {
        return;
    }
    if (inherited(chart, index, "label") == nullptr) {
        inspection.add("LINT_LABEL", state.line, state.id,
                       "Neither the state '" + state.id + "' nor one around it has an fw:label");
    }
    // No applicant ever sees a state that is passed through within one step.
    if (inherited(chart, index, "public-label") == nullptr &&
        !inspection.paths.is_passed_through(index)) {
        inspection.add(
            "LINT_PUBLIC_LABEL", state.line, state.id,
            "Neither the state '" + state.id + "' nor one around it has an fw:public-label");
    }
    if (state.kind == statechart::StateKind::final && state.parent == statechart::root_state &&
        !says(state.extensions, "retention")) {
        inspection.add("LINT_RETENTION", state.line, state.id,
                       "The end '" + state.id + "' has no fw:retention");
    }
}

bool pays(const statechart::Block& block) {
    bool found = false;
    for_each_action(block, [&found](const statechart::Action& action) {
        const auto* send = std::get_if<statechart::Send>(&action.content);
        found = found || (send != nullptr && send->type.literal == "payout");
    });
    return found;
}

void check_transition_words(const Inspection& inspection, TransitionIndex index) {
    const statechart::Document& chart = inspection.chart;
    const Transition& transition = chart.transitions[index];
    const std::string& element = chart.states[transition.source].id;
    if (std::ranges::any_of(transition.events, is_action) &&
        !is_labelled_elsewhere(chart, transition)) {
        inspection.add("LINT_LABEL", transition.line, element,
                       "The " + name_of(chart, index) + " has no fw:label");
    }
    if (pays(transition.content) && !says(transition.extensions, "legal-basis")) {
        inspection.add(
            "LINT_CHART_LEGAL_BASIS", transition.line, element,
            "The " + name_of(chart, index) + " orders a payment and has no fw:legal-basis");
    }
}

/// A send that comes back to the chart later.
bool is_deadline(const statechart::Send& send) {
    const bool later = send.due.has_value() || send.delay_expression.has_value() ||
                       send.delay != std::chrono::nanoseconds(0);
    return later && send.type.literal.empty() && !send.type.expression.has_value();
}

/// Adds or subtracts without asking the calendar anywhere.
bool calculates_by_hand(const feel::Node& node) {
    static constexpr std::array<std::string_view, 10> of_calendar = {
        "fristende",        "fristberechnung", "fristverlaengerung", "monatsende",    "jahresfrist",
        "rechtsbehelf_bis", "bestandskraft",   "arbeitstag_nach",    "arbeitstag_ab", "raten"};
    bool calculates = false;
    bool asks_calendar = false;
    const std::function<void(const feel::Node&)> look = [&](const feel::Node& at) {
        calculates = calculates || std::holds_alternative<feel::ArithmeticNode>(at.content);
        const auto* name = std::get_if<feel::NameNode>(&at.content);
        asks_calendar =
            asks_calendar ||
            (name != nullptr && std::ranges::find(of_calendar, name->name) != of_calendar.end());
        feel::for_each_child(at, look);
    };
    look(node);
    return calculates && !asks_calendar;
}

/// Variables to which a date is assigned that was calculated by hand, with the line.
std::map<std::string, std::size_t> dates_by_hand(const statechart::Document& chart) {
    std::map<std::string, std::size_t> lines;
    ChartVisitor visitor;
    visitor.action = [&lines](const statechart::Action& action, const Spot& spot) {
        const auto* assign = std::get_if<statechart::Assign>(&action.content);
        if (assign != nullptr && assign->value.expression.has_value() &&
            calculates_by_hand(assign->value.expression->root())) {
            lines.emplace(assign->location.variable, spot.line);
        }
    };
    walk_chart(chart, visitor);
    return lines;
}

void check_deadline(const Inspection& inspection, const statechart::Send& send, const Spot& spot,
                    const std::map<std::string, std::size_t>& by_hand) {
    const std::string& element = inspection.chart.states[spot.state].id;
    const std::string name = "The deadline '" + send.event.literal + "' ";
    if (!says(send.extensions, "legal-basis")) {
        inspection.add("LINT_CHART_LEGAL_BASIS", spot.line, element,
                       name + "has no fw:legal-basis");
    }
    if (!send.due.has_value()) {
        inspection.add("LINT_CALENDAR", spot.line, element, name + "is a plain delay");
        return;
    }
    if (calculates_by_hand(send.due->root())) {
        inspection.add("LINT_CALENDAR", spot.line, element,
                       name + "is calculated by hand: '" + send.due->text() + "'");
    }
    for (const feel::FreeName& used : feel::free_names(send.due->root())) {
        if (const auto line = by_hand.find(used.name); line != by_hand.end()) {
            inspection.add("LINT_CALENDAR", line->second, element,
                           name + "is '" + used.name + "', which is calculated by hand");
        }
    }
}

}  // namespace

void check_words(const Inspection& inspection) {
    const State& root = inspection.chart.states[statechart::root_state];
    if (!says(root.extensions, "label")) {
        inspection.add("LINT_LABEL", root.line, "", "The programme has no fw:label");
    }
    if (!says(root.extensions, "legal-basis")) {
        inspection.add("LINT_CHART_LEGAL_BASIS", root.line, "",
                       "The programme has no fw:legal-basis");
    }
    for (StateIndex index = 1; index < inspection.chart.states.size(); ++index) {
        check_state_words(inspection, index);
    }
    for (TransitionIndex index = 0; index < inspection.chart.transitions.size(); ++index) {
        check_transition_words(inspection, index);
    }
}

void check_deadlines(const Inspection& inspection) {
    const auto by_hand = dates_by_hand(inspection.chart);
    ChartVisitor visitor;
    visitor.action = [&](const statechart::Action& action, const Spot& spot) {
        const auto* send = std::get_if<statechart::Send>(&action.content);
        if (send != nullptr && is_deadline(*send)) {
            check_deadline(inspection, *send, spot, by_hand);
        }
    };
    walk_chart(inspection.chart, visitor);
}

}  // namespace foerderwerk::inspection
