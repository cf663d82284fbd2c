// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/rule_sets.hpp"

#include <algorithm>

namespace foerderwerk::cases {

namespace {

using statechart::Custom;

void add(Reasons& reasons, const char* code, const Custom& element, std::string text) {
    reasons.push_back({code, "workflow.scxml:" + std::to_string(element.line), std::move(text)});
}

std::string text_of(const Custom& element, std::string_view name) {
    const std::string* found = element.attribute(name);
    return found != nullptr ? *found : std::string();
}

void check_decision(const Custom& decide, const std::string& file, const Tables& tables,
                    Reasons& reasons) {
    const auto table = tables.find(file);
    const std::string decision = text_of(decide, "decision");
    if (table == tables.end()) {
        add(reasons, "RULES", decide, "there is no file " + file);
    } else if (!table->second.find_decision(decision).has_value()) {
        add(reasons, "DECISION", decide, file + " has no decision '" + decision + "'");
    }
}

}  // namespace

void read_rule_version(const Custom& element, const Tables& tables, RuleSets& sets,
                       Reasons& reasons) {
    const std::string name = text_of(element, "name");
    const std::string file = text_of(element, "file");
    const auto from = parse_date(text_of(element, "from"));
    if (name.empty() || !from.has_value()) {
        add(reasons, "RULES", element, "fw:rules needs name, file and from (a date)");
        return;
    }
    if (!tables.contains(file)) {
        add(reasons, "RULES", element, "there is no file '" + file + "'");
        return;
    }
    std::vector<RuleVersion>& versions = sets[name];
    const auto later = std::ranges::lower_bound(versions, *from, {}, &RuleVersion::from);
    if (later != versions.end() && later->from == *from) {
        add(reasons, "RULES", element,
            "two versions of '" + name + "' begin on " + to_string(*from));
        return;
    }
    versions.insert(later, {file, *from});
}

void check_rules_of(const Custom& decide, const Tables& tables, const RuleSets& sets,
                    Reasons& reasons) {
    const std::string* name = decide.attribute("rules");
    const bool has_date = decide.expression("dateexpr") != nullptr;
    if ((name != nullptr) != has_date) {
        add(reasons, "RULES", decide, "fw:decide has rules and dateexpr together, or neither");
        return;
    }
    if (name == nullptr) {
        const std::string* table = decide.attribute("table");
        check_decision(decide, table != nullptr ? *table : usual_tables, tables, reasons);
        return;
    }
    const auto set = sets.find(*name);
    if (set == sets.end() || decide.attribute("table") != nullptr) {
        add(reasons, "RULES", decide,
            set == sets.end() ? "there is no fw:rules of the name '" + *name + "'"
                              : "rules and table exclude each other");
        return;
    }
    for (const RuleVersion& version : set->second)
        check_decision(decide, version.file, tables, reasons);
}

const RuleVersion* version_for(const std::vector<RuleVersion>& versions, LocalDate day) {
    const auto later = std::ranges::upper_bound(versions, day, {}, &RuleVersion::from);
    return later == versions.begin() ? nullptr : &*std::prev(later);
}

}  // namespace foerderwerk::cases
