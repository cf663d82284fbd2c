// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/inspection/chart_paths.hpp"
#include "engine/inspection/inspect_definition.hpp"

namespace foerderwerk::inspection {

/// What every check reads, and where it puts what it finds.
struct Inspection {
    const cases::Definition& definition;
    const statechart::Document& chart;
    const ChartPaths& paths;
    const Staff& staff;
    const MessageNames& messages;
    Findings& findings;

    void add(std::string_view code, std::size_t line, const std::string& element,
             const std::string& what) const {
        findings.push_back(make_finding(code, line, element, what));
    }
};

// One function a family of findings, one file each.
void check_states(const Inspection& inspection);
void check_transitions(const Inspection& inspection);
void check_events(const Inspection& inspection);
void check_messages(const Inspection& inspection);
void check_expressions(const Inspection& inspection);
void check_words(const Inspection& inspection);
void check_deadlines(const Inspection& inspection);
void check_roles(const Inspection& inspection);
void check_four_eyes(const Inspection& inspection);
void check_payments(const Inspection& inspection);

/// Nodes that a search looks at before it gives up with LINT_SEARCH.
inline constexpr std::size_t search_nodes_max = 10'000;

}  // namespace foerderwerk::inspection
