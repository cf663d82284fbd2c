// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "engine/inspection/chart_checks.hpp"
#include "engine/inspection/chart_walk.hpp"

namespace foerderwerk::inspection {

namespace {

constexpr std::string_view message_word = "message.";
constexpr const char* refused_payment = "answer.payout.refused";

/// Whether some message can come in that the descriptor matches.
bool may_come(const MessageNames& messages, const std::string& descriptor) {
    return !descriptor.starts_with(message_word) ||
           std::ranges::any_of(messages, [&descriptor](const std::string& message) {
               return statechart::matches_event(descriptor, std::string(message_word) + message);
           });
}

bool hears_refused_payments(const statechart::Document& chart) {
    return std::ranges::any_of(chart.transitions, [](const statechart::Transition& transition) {
        return std::ranges::any_of(transition.events, [](const std::string& descriptor) {
            return statechart::matches_event(descriptor, refused_payment);
        });
    });
}

void check_incoming(const Inspection& inspection) {
    for (const statechart::Transition& transition : inspection.chart.transitions) {
        for (const std::string& event : transition.events) {
            if (!may_come(inspection.messages, event)) {
                inspection.add(
                    "LINT_MESSAGE", transition.line, inspection.chart.states[transition.source].id,
                    "No schema defines the message '" + event.substr(message_word.size()) + "'");
            }
        }
    }
}

}  // namespace

void check_messages(const Inspection& inspection) {
    const bool names_known = !inspection.messages.empty();
    if (names_known) {
        check_incoming(inspection);
    }
    const bool hears_refused = hears_refused_payments(inspection.chart);
    ChartVisitor visitor;
    visitor.action = [&](const statechart::Action& action, const Spot& spot) {
        const auto* send = std::get_if<statechart::Send>(&action.content);
        if (send == nullptr) {
            return;
        }
        const std::string& state = inspection.chart.states[spot.state].id;
        if (names_known && send->type.literal == "portal" && !send->event.literal.empty() &&
            std::ranges::find(inspection.messages, send->event.literal) ==
                inspection.messages.end()) {
            inspection.add("LINT_MESSAGE", spot.line, state,
                           "No schema defines the message '" + send->event.literal + "'");
        }
        if (send->type.literal == "payout" && !hears_refused) {
            inspection.add("LINT_PAYOUT_REFUSED", spot.line, state,
                           std::string("No transition hears '") + refused_payment + "'");
        }
    };
    walk_chart(inspection.chart, visitor);
}

}  // namespace foerderwerk::inspection
