// SPDX-License-Identifier: EUPL-1.2
#include "engine/inspection/inspect_definition.hpp"

#include <algorithm>

#include "engine/cases/check_rights.hpp"
#include "engine/inspection/chart_checks.hpp"

namespace foerderwerk::inspection {

namespace {

/// Two persons for each role that the chart names.
Staff usual_staff(const statechart::Document& chart) {
    Staff staff;
    for (const statechart::Transition& transition : chart.transitions) {
        for (const std::string& role : cases::words_of(transition.extensions, "by")) {
            staff[role + " 1"] = {role};
            staff[role + " 2"] = {role};
        }
    }
    return staff;
}

}  // namespace

Findings inspect(const cases::Definition& definition, const Staff& staff,
                 const MessageNames& messages) {
    Findings findings;
    const ChartPaths paths(definition.chart);
    const Staff at_hand = staff.empty() ? usual_staff(definition.chart) : staff;
    const Inspection inspection{.definition = definition,
                                .chart = definition.chart,
                                .paths = paths,
                                .staff = at_hand,
                                .messages = messages,
                                .findings = findings};
    for (const auto check :
         {&check_states, &check_transitions, &check_events, &check_messages, &check_expressions,
          &check_words, &check_deadlines, &check_roles, &check_four_eyes, &check_payments}) {
        check(inspection);
    }
    std::ranges::stable_sort(findings, {}, &Finding::line);
    const auto is_same = [](const Finding& a, const Finding& b) {
        return a.code == b.code && a.line == b.line && a.element == b.element && a.text == b.text;
    };
    findings.erase(std::unique(findings.begin(), findings.end(), is_same), findings.end());
    return findings;
}

}  // namespace foerderwerk::inspection
