// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>

#include "engine/cases/case_host.hpp"
#include "engine/inspection/chart_checks.hpp"
#include "engine/inspection/chart_walk.hpp"

namespace foerderwerk::inspection {

namespace {

using statechart::Send;
using statechart::State;
using statechart::Transition;

bool is_to_the_session(const Send& send) {
    const bool scxml =
        send.type.literal.empty() || send.type.literal == statechart::scxml_processor;
    return !send.type.expression.has_value() && scxml && !send.target.expression.has_value() &&
           (send.target.literal.empty() || send.target.literal == "#_internal");
}

/// What the chart itself sends, raises and asks.
struct Sources {
    std::vector<std::string> events;  ///< of sends to itself and raises
    std::vector<std::string> processors;
    std::vector<std::string> send_ids;
    std::vector<std::string> invokes;
    bool any_event = false;      ///< a send whose event an expression gives
    bool any_processor = false;  ///< a send whose type an expression gives
    bool any_id = false;
};

void add_send(const Send& send, Sources& sources) {
    if (is_to_the_session(send)) {
        sources.events.push_back(send.event.literal);
        sources.any_event = sources.any_event || send.event.expression.has_value();
    }
    sources.processors.push_back(send.type.literal);
    sources.any_processor = sources.any_processor || send.type.expression.has_value();
    sources.send_ids.push_back(send.id);
    sources.any_id = sources.any_id || send.id_location.has_value();
}

Sources sources_of(const statechart::Document& chart) {
    Sources sources;
    ChartVisitor visitor;
    visitor.action = [&sources](const statechart::Action& action, const Spot&) {
        if (const auto* send = std::get_if<Send>(&action.content)) {
            add_send(*send, sources);
        } else if (const auto* raise = std::get_if<statechart::Raise>(&action.content)) {
            sources.events.push_back(raise->event);
        }
    };
    walk_chart(chart, visitor);
    for (const State& state : chart.states) {
        for (const statechart::Invoke& invoke : state.invokes) {
            sources.invokes.push_back(invoke.id);
        }
    }
    return sources;
}

bool contains(const std::vector<std::string>& list, std::string_view item) {
    return std::ranges::find(list, item) != list.end();
}

bool starts_with_word(std::string_view event, std::string_view word) {
    return event == word ||
           (event.starts_with(word) && event.size() > word.size() && event[word.size()] == '.');
}

/// A state of that id whose end is an event: it holds a final state, or states side by side.
bool has_done_event(const statechart::Document& chart, std::string_view id) {
    const auto found = chart.find_state(id);
    if (!found.has_value()) {
        return false;
    }
    const State& state = chart.states[*found];
    return state.kind == statechart::StateKind::parallel ||
           std::ranges::any_of(state.children, [&chart](statechart::StateIndex child) {
               return chart.states[child].kind == statechart::StateKind::final;
           });
}

bool is_invoked(const Sources& sources, std::string_view id) {
    return contains(sources.invokes, id) || contains(sources.invokes, "");
}

bool somebody_sends(const statechart::Document& chart, const Sources& sources,
                    const std::string& event) {
    static constexpr std::array outside{"message", "action", "admin", "error"};
    if (event.empty() || event == "done" || event == "answer" || event == "deadline" ||
        std::ranges::any_of(outside,
                            [&event](const char* word) { return starts_with_word(event, word); })) {
        return true;
    }
    if (event.starts_with("done.state.")) {
        return has_done_event(chart, std::string_view(event).substr(11));
    }
    if (starts_with_word(event, "done.invoke")) {
        return !sources.invokes.empty() &&
               (event.size() < 13 || is_invoked(sources, std::string_view(event).substr(12)));
    }
    if (event.starts_with("answer.")) {
        return sources.any_processor ||
               std::ranges::any_of(sources.processors, [&event](const std::string& processor) {
                   return !processor.empty() && starts_with_word(event, "answer." + processor);
               });
    }
    return sources.any_event ||
           std::ranges::any_of(sources.events, [&event](const std::string& sent) {
               return statechart::matches_event(event, sent);
           });
}

bool somebody_hears(const statechart::Document& chart, const std::string& event) {
    return std::ranges::any_of(chart.transitions, [&event](const Transition& transition) {
        return std::ranges::any_of(transition.events, [&event](const std::string& descriptor) {
            return statechart::matches_event(descriptor, event);
        });
    });
}

void check_send(const Inspection& inspection, const Send& send, const Spot& spot) {
    const std::string& element = inspection.chart.states[spot.state].id;
    if (is_to_the_session(send)) {
        if (!send.event.expression.has_value() &&
            !somebody_hears(inspection.chart, send.event.literal)) {
            inspection.add("LINT_SEND_UNHEARD", spot.line, element,
                           "No transition hears the event '" + send.event.literal + "'");
        }
        return;
    }
    const bool internal =
        send.type.literal.empty() || send.type.literal == statechart::scxml_processor;
    if (!internal && !send.type.expression.has_value() &&
        std::ranges::find(cases::event_processors, send.type.literal) ==
            cases::event_processors.end()) {
        inspection.add("LINT_PROCESSOR", spot.line, element,
                       "There is no processor '" + send.type.literal + "'");
    }
}

void check_action(const Inspection& inspection, const Sources& sources,
                  const statechart::Action& action, const Spot& spot) {
    const std::string& element = inspection.chart.states[spot.state].id;
    if (const auto* send = std::get_if<Send>(&action.content)) {
        check_send(inspection, *send, spot);
    } else if (const auto* raise = std::get_if<statechart::Raise>(&action.content)) {
        if (!somebody_hears(inspection.chart, raise->event)) {
            inspection.add("LINT_SEND_UNHEARD", spot.line, element,
                           "No transition hears the event '" + raise->event + "'");
        }
    } else if (const auto* cancel = std::get_if<statechart::Cancel>(&action.content)) {
        const std::string& id = cancel->sendid.literal;
        if (!cancel->sendid.expression.has_value() && !sources.any_id &&
            !contains(sources.send_ids, id)) {
            inspection.add("LINT_CANCEL", spot.line, element, "No send has the id '" + id + "'");
        }
    }
}

}  // namespace

void check_events(const Inspection& inspection) {
    const Sources sources = sources_of(inspection.chart);
    for (const Transition& transition : inspection.chart.transitions) {
        for (const std::string& event : transition.events) {
            if (!somebody_sends(inspection.chart, sources, event)) {
                inspection.add("LINT_EVENT_UNSENT", transition.line,
                               inspection.chart.states[transition.source].id,
                               "Nobody sends the event '" + event + "'");
            }
        }
    }
    for (const State& state : inspection.chart.states) {
        for (const statechart::Invoke& invoke : state.invokes) {
            if (!invoke.type.expression.has_value() && invoke.type.literal != "case") {
                inspection.add("LINT_PROCESSOR", invoke.line, state.id,
                               "There is no invocation of type '" + invoke.type.literal + "'");
            }
        }
    }
    ChartVisitor visitor;
    visitor.action = [&](const statechart::Action& action, const Spot& spot) {
        check_action(inspection, sources, action, spot);
    };
    walk_chart(inspection.chart, visitor);
}

}  // namespace foerderwerk::inspection
