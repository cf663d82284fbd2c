// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/dmn/model.hpp"
#include "engine/statechart/content.hpp"
#include "engine/types/instant.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::cases {

/// The compiled DMN files of a programme by their path in its folder.
using Tables = std::map<std::string, dmn::Model>;

/// The table file that fw:decide asks when it names none.
inline constexpr const char* usual_tables = "rules.dmn";

/// One version of a rule set (<fw:rules>): a file, and the first legal day it is for.
struct RuleVersion {
    std::string file;
    LocalDate from;
};

/// Versions by the name of the rule set, the oldest first. A version is for the days until the
/// next one begins.
using RuleSets = std::map<std::string, std::vector<RuleVersion>>;

/// Reads one <fw:rules name file from>. Reasons (RULES): something is missing, the file is not
/// there, two versions begin on one day.
void read_rule_version(const statechart::Custom& element, const Tables& tables, RuleSets& sets,
                       Reasons& reasons);

/// What an <fw:decide> says about rules and decision is there: every version of its rule set
/// has the decision. Reasons: RULES, DECISION.
void check_rules_of(const statechart::Custom& decide, const Tables& tables, const RuleSets& sets,
                    Reasons& reasons);

/// The version for a legal day: the last one that begins on it or before; nullptr when the day
/// is before the first.
[[nodiscard]] const RuleVersion* version_for(const std::vector<RuleVersion>& versions,
                                             LocalDate day);

}  // namespace foerderwerk::cases
