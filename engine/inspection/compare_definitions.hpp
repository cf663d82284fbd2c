// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/cases/definition.hpp"

namespace foerderwerk::inspection {

/// One thing that a new definition does otherwise, as a German sentence.
struct Difference {
    std::string about;  ///< "Programm", "Zustand", "Übergang", "Regel", "Bescheid", "Datei"
    std::string where;  ///< id of the state, name of the decision, path
    std::string text;
};

/// What changes for cases and clerks when `after` takes the place of `before`: states, transitions,
/// conditions, rights, actions, decision tables, notices and other files. Comments and the order
/// of attributes do not count.
[[nodiscard]] std::vector<Difference> compare_definitions(const cases::Definition& before,
                                                          const cases::Definition& after);

/// What a block of executable content does, one line an action, as it is compared.
[[nodiscard]] std::vector<std::string> action_lines(const statechart::Block& block);

}  // namespace foerderwerk::inspection
