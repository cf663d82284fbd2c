// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/cases/definition.hpp"

namespace foerderwerk::inspection {

/// A transition as a clerk or a lawyer reads it, in German. Empty texts say nothing.
struct TransitionWords {
    statechart::TransitionIndex index = statechart::no_transition;
    std::string name;     ///< its label, or what sets it off
    std::string trigger;  ///< "Handlung votum.positiv", "Frist nachforderung", "sofort"
    std::string condition;
    std::string who;     ///< roles
    std::string unlike;  ///< steps whose persons may not take it
    std::string step;
    std::string legal_basis;
    bool needs_reason = false;
    std::vector<std::string> to;          ///< ids of the targets; none: the case stays where it is
    std::vector<std::string> conditions;  ///< codes of fw:require
    std::size_t line = 0;
};

struct StateWords {
    statechart::StateIndex index = statechart::root_state;
    std::string id;
    std::string label;  ///< its own, or the id
    std::string public_label;
    std::string legal_basis;
    std::string retention;
    std::vector<std::string> tasks;      ///< "Antrag prüfen (sachbearbeitung)"
    std::vector<std::string> deadlines;  ///< "nachforderung: fristende(…) (§ 31 LVwVfG)"
    std::vector<TransitionWords> transitions;
    std::string parent;
    std::size_t depth = 0;
    std::size_t line = 0;
};

/// Every state but histories, in the order of the chart; those without a state are none.
[[nodiscard]] std::vector<StateWords> chart_words(const statechart::Document& chart);

/// "Handlung votum.positiv", "Nachricht antrag.einreichen", "Frist nachforderung", …
[[nodiscard]] std::string event_words(const std::string& event);

}  // namespace foerderwerk::inspection
