// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <set>

#include "engine/dmn/check_steps.hpp"
#include "engine/feel/free_names.hpp"

namespace foerderwerk::dmn {

namespace {

using NameSet = std::set<std::string, std::less<>>;

class UsageCheck {
public:
    UsageCheck(const Model& model, Findings& findings)
        : model_(model), definitions_(model.definitions()), findings_(findings) {}

    void run() {
        check_inputs();
        for (const KnowledgeModel& knowledge : definitions_.knowledge) {
            if (knowledge.model != 0)
                continue;  // what is imported is checked where it stands
            const NameSet mentioned = mentioned_by(
                [&](const WalkVisitor& visitor) { walk_knowledge(model_, knowledge, visitor); });
            check_requirements(knowledge.name, knowledge.knowledge, mentioned);
        }
        for (const Decision& decision : definitions_.decisions) {
            if (decision.model != 0)
                continue;
            const NameSet mentioned = mentioned_by(
                [&](const WalkVisitor& visitor) { walk_decision(model_, decision, visitor); });
            check_requirements(decision.name, decision.information, mentioned);
            check_requirements(decision.name, decision.knowledge, mentioned);
        }
    }

private:
    void check_inputs() {
        std::vector<bool> required(definitions_.inputs.size());
        const auto note = [&](const std::vector<Requirement>& requirements) {
            for (const Requirement& requirement : requirements) {
                if (requirement.kind == ElementKind::input)
                    required[requirement.index] = true;
            }
        };
        for (const Decision& decision : definitions_.decisions)
            note(decision.information);
        for (const DecisionService& service : definitions_.services)
            note(service.inputs);
        for (std::size_t i = 0; i < required.size(); ++i) {
            const InputData& input = definitions_.inputs[i];
            if (required[i] || input.model != 0)
                continue;
            add("LINT_UNUSED", Weight::warning, input.line, {},
                "no decision requires the input '" + input.name + "'",
                "Take it out, or add an information requirement to the decision that needs it.");
        }
    }

    template <class Walk>
    NameSet mentioned_by(Walk walk) {
        NameSet mentioned;
        WalkVisitor visitor;
        visitor.formula = [&](const FormulaPlace& place) { read(place, mentioned); };
        visitor.cell = visitor.formula;
        visitor.table = [&](const TablePlace& place) { check_columns(place); };
        walk(visitor);
        return mentioned;
    }

    void read(const FormulaPlace& formula, NameSet& mentioned) {
        for (const feel::FreeName& name : feel::free_names(formula.formula.parsed->root())) {
            mentioned.insert(name.name);
            const VisibleNames& visible = formula.place.names;
            const bool is_known = visible.find(name.name) != nullptr || name.name == "?";
            if (is_known || name.is_builtin || !name.is_certain || visible.may_be_members)
                continue;
            add("LINT_NAME", Weight::error, formula.formula.line, formula.place.element,
                "'" + name.name + "' is not visible in '" + formula.formula.text + "'",
                "Add a requirement to the input, decision or function of that name, or correct "
                "the spelling.");
            if (formula.rule != nullptr)
                findings_.back().rule_id = formula.rule->id;
        }
    }

    void check_columns(const TablePlace& place) {
        const DecisionTable& table = place.table;
        for (std::size_t column = 0; column < table.inputs.size(); ++column) {
            const bool is_read = std::ranges::any_of(table.rules, [column](const Rule& rule) {
                return column < rule.inputs.size() && rule.inputs[column].parsed.has_value();
            });
            if (is_read || table.rules.empty())
                continue;
            add("LINT_UNUSED", Weight::warning, table.inputs[column].expression.line,
                place.place.element, "no row asks the column '" + table.inputs[column].label + "'",
                "Take the column out, or say in the rows what it is for.");
        }
    }

    void check_requirements(const std::string& element,
                            const std::vector<Requirement>& requirements,
                            const NameSet& mentioned) {
        for (const Requirement& requirement : requirements) {
            const std::string& name = visible_name(definitions_, requirement);
            if (mentioned.contains(name))
                continue;
            add("LINT_UNUSED", Weight::warning, requirement.line, element,
                "'" + element + "' requires '" + name + "' and never uses it",
                "Take the requirement out, or use it.");
        }
    }

    void add(const char* code, Weight weight, std::size_t line, std::string element,
             std::string text, const char* advice) {
        findings_.push_back({code, weight, line, std::move(element), {}, std::move(text), advice});
    }

    const Model& model_;
    const Definitions& definitions_;
    Findings& findings_;
};

}  // namespace

void check_usage(const Model& model, Findings& findings) {
    UsageCheck(model, findings).run();
}

}  // namespace foerderwerk::dmn
