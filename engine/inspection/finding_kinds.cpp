// SPDX-License-Identifier: EUPL-1.2
#include "engine/inspection/finding_kinds.hpp"

#include <algorithm>
#include <array>

#include "engine/types/failure.hpp"

namespace foerderwerk::inspection {

namespace {

constexpr std::array kinds{
    FindingKind{"LINT_SCHEMA", Weight::error, "the chart breaks its schema",
                "What the schema does not know, the engine does not carry out",
                "Correct the element or attribute, or take it out"},
    FindingKind{"LINT_STATE_UNREACHABLE", Weight::error, "no path enters a state",
                "No case will ever be there; something that was planned never happens",
                "Lead a transition there, or take the state out"},
    FindingKind{"LINT_STATE_TRAP", Weight::error, "a state can never be left",
                "A case that gets there stays open for ever",
                "Give it a transition to another state, or make it a final state"},
    FindingKind{"LINT_NO_END", Weight::error, "no path leads to an end",
                "A case that gets there is never closed, and its means are never free again",
                "Lead some path on to a final state of the chart"},
    FindingKind{"LINT_ENDLESS", Weight::error, "transitions without event go round in a circle",
                "The step never comes to rest and is refused",
                "Give one of them a condition or an event"},
    FindingKind{"LINT_NOBODY_MOVES", Weight::error,
                "a state with neither role nor timer nor connector to move it",
                "When no message comes, the case stays there and nobody notices",
                "Add a task with a role, a deadline, or an action"},
    FindingKind{"LINT_SHADOWED", Weight::error, "a transition that an earlier one never lets fire",
                "What it says never happens",
                "Give the earlier one a condition, change the order, or take it out"},
    FindingKind{"LINT_NEVER_TRUE", Weight::error, "a condition that is never true",
                "What depends on it never happens", "Correct the condition, or take it out"},
    FindingKind{"LINT_EVENT_UNSENT", Weight::error, "an event that nobody sends",
                "The transition waits for something that never comes",
                "Send or raise the event, correct its name, or take the transition out"},
    FindingKind{"LINT_SEND_UNHEARD", Weight::error, "a send that no transition hears",
                "The event is dropped without a trace",
                "Add a transition for the event, correct its name, or do not send it"},
    FindingKind{"LINT_MESSAGE", Weight::error, "a message that no schema defines",
                "It can never come in, and none of that name can be written",
                "Correct the name, or define the message in the schema"},
    FindingKind{"LINT_PROCESSOR", Weight::error, "a send or invoke of a type that does not exist",
                "The step ends in an error and is refused",
                "Use portal, payout or case (invoke: case), or leave the type out for a deadline"},
    FindingKind{"LINT_CANCEL", Weight::error, "a cancel that no send belongs to",
                "The deadline that was meant goes on running",
                "Give the send this id, or correct the sendid"},
    FindingKind{"LINT_NAME", Weight::error, "an expression asks for a name that is not there",
                "The expression ends in an error and the step is refused",
                "Declare the name with <data> or <fw:fact>, or correct its spelling"},
    FindingKind{"LINT_TYPE", Weight::error, "an operation or condition of the wrong kind",
                "The expression can only end in an error and the step is refused",
                "Compare and calculate with values of one kind; a condition is true or false"},
    FindingKind{"LINT_ROLE", Weight::error, "a role that does not exist, or that nobody has",
                "Nobody can ever act there", "Use one of the roles of the house, or give it out"},
    FindingKind{"LINT_STEP", Weight::error, "fw:unlike names a step that no transition is",
                "The four-eyes rule forbids nobody anything",
                "Name the step that is meant with fw:step, or correct the name"},
    FindingKind{"LINT_FOUR_EYES", Weight::error,
                "a four-eyes rule that the persons at hand can never satisfy",
                "A case that gets there waits for a person that does not exist",
                "Give the role to another person, or let another role take the step"},
    FindingKind{"LINT_PAYMENT_UNAPPROVED", Weight::error,
                "money is paid on a path without the approval of a second person",
                "One person alone could pay out public money",
                "Put a transition with fw:step before it, and one with fw:unlike for another "
                "person"},
    FindingKind{"LINT_PAYOUT_REFUSED", Weight::error, "a payment whose refusal no transition hears",
                "Money that the payment run leaves out is neither paid nor free again",
                "Add a transition for answer.payout.refused behind the payment"},
    FindingKind{"LINT_LABEL", Weight::error, "a state or an action without words for the clerk",
                "The clerk reads a technical name", "Say it with fw:label"},
    FindingKind{"LINT_PUBLIC_LABEL", Weight::error, "a state without words for the applicant",
                "The applicant reads nothing about their application",
                "Say it with fw:public-label"},
    FindingKind{"LINT_CHART_LEGAL_BASIS", Weight::error,
                "a programme, deadline or payment without its legal basis",
                "A court and an audit office ask for it first",
                "Name the rule with "
                "fw:legal-basis"},
    FindingKind{"LINT_CALENDAR", Weight::error, "a deadline without a calendar",
                "Weekends, holidays and delivery are not counted: the deadline is unlawful",
                "Use fw:due with fristende() and bekanntgabe()"},
    FindingKind{"LINT_RETENTION", Weight::error, "an end without a period of retention",
                "Nobody knows when the file may be destroyed",
                "Say it with fw:retention, for instance P5Y"},
    FindingKind{"LINT_SEARCH", Weight::note, "a search that grew too large to finish",
                "The four-eyes rules and payments could not be judged",
                "Split the chart, or name fewer persons"},
};

}  // namespace

std::span<const FindingKind> finding_kinds() {
    return kinds;
}

Finding make_finding(std::string_view code, std::size_t line, std::string element,
                     const std::string& what) {
    const auto* const kind = std::ranges::find(kinds, code, &FindingKind::code);
    FOERDERWERK_REQUIRE(kind != kinds.end(), "every finding is of a listed kind");
    return {.code = std::string(code),
            .weight = kind->weight,
            .line = line,
            .element = std::move(element),
            .rule_id = {},
            .text = what + ". " + std::string(kind->why),
            .advice = std::string(kind->mend)};
}

}  // namespace foerderwerk::inspection
