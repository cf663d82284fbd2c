// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "connectors/console/execute_commands.hpp"
#include "engine/cases/definition.hpp"
#include "engine/feel/value.hpp"

namespace foerderwerk::console {

/// The rules that a command names: one DMN file, or all of a programme.
struct RuleModel {
    std::string name;  ///< as typed
    cases::Files files;
    std::string main;  ///< the file named; empty for a folder
    cases::Tables tables;
    cases::RuleSets rule_sets;
    std::string legal_basis;  ///< fw:legal-basis-column of the programme's chart
    Reasons reasons;          ///< why files could not be read, with their place

    /// Where a line of one of the files is: "workflows/x/rules.dmn:17".
    [[nodiscard]] std::string place(const std::string& file, std::size_t line) const;
};

/// A Failure is the answer to give: 2 for a request that is none, 3 when nothing is there.
[[nodiscard]] Result<RuleModel, CommandAnswer> open_rules(const OfflineTools& tools,
                                                          const Json& arguments);

/// The file that answers for a decision: the one named, or in a programme the version in force
/// `on` a legal day, or the only one that has it.
[[nodiscard]] Result<std::string, CommandAnswer> find_table(const RuleModel& model,
                                                            const std::string& decision,
                                                            const std::string& on);

/// The inputs for a model from a text that is a FEEL context. A text for an input of a temporal
/// type is read as one, because JSON has no dates. Reasons: INPUT.
[[nodiscard]] Result<feel::Context, Reasons> read_rule_inputs(const dmn::Model& model,
                                                              const std::string& text,
                                                              const feel::Environment& environment);

}  // namespace foerderwerk::console
