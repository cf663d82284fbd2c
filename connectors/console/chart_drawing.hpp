// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <set>
#include <string>

#include "engine/cases/definition.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::console {

/// What is drawn: a programme, and the states that a case is in.
struct Drawing {
    const cases::Definition& definition;
    std::set<std::string> present;  ///< ids of active states
    std::string case_name;          ///< file number; empty: no case
};

/// The chart in the language of Graphviz, with classes in place of colours.
[[nodiscard]] std::string chart_as_dot(const Drawing& drawing);

/// Lays the chart out with the program `dot` and gives an SVG that needs nothing from outside:
/// styled by classes, readable in light, dark and print. Reasons (GRAPHVIZ): the program is
/// missing or fails.
[[nodiscard]] Result<std::string, Reasons> chart_as_svg(const Drawing& drawing);

/// The same picture with a table of states and transitions, as one page.
[[nodiscard]] Result<std::string, Reasons> chart_as_html(const Drawing& drawing);

/// Runs `dot -Tsvg` over a text; Reasons as above.
[[nodiscard]] Result<std::string, Reasons> run_dot(const std::string& text);

/// A text as it may stand in XML, in content and in attributes.
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace foerderwerk::console
