// SPDX-License-Identifier: EUPL-1.2
#include "engine/dmn/model_walk.hpp"

#include <algorithm>
#include <utility>

namespace foerderwerk::dmn {

namespace {

class BoxedWalk {
public:
    BoxedWalk(const std::string& element, const WalkVisitor& visitor)
        : element_(element), visitor_(visitor) {}

    void walk(const BoxedPointer& boxed, const VisibleNames& names, std::size_t type) {
        if (boxed == nullptr)
            return;
        // What is around has its own names again when this is left, and they may have ended.
        const VisibleNames* const outer = std::exchange(names_, &names);
        line_ = boxed->line;
        type_ = boxed->type.index != 0 ? boxed->type.index : type;
        std::visit([this](const auto& content) { visit(content); }, boxed->content);
        names_ = outer;
    }

    void walk(const BoxedFunction& function, const VisibleNames& outer) {
        VisibleNames names = outer;
        for (const InformationItem& parameter : function.parameters)
            names.add(parameter.name, parameter.type.index);
        walk(function.body, names, 0);
    }

private:
    void visit(const Formula& formula) { tell(formula, type_); }

    void visit(const DecisionTable& table) {
        const Place place{element_, *names_};
        for (const InputClause& clause : table.inputs)
            tell(clause.expression, clause.type.index);
        for (const OutputClause& clause : table.outputs)
            tell(clause.fallback, clause.type.index);
        for (const Rule& rule : table.rules) {
            for (const Formula& cell : rule.inputs) {
                if (cell.parsed)
                    visitor_.cell({place, cell, 0, &rule});
            }
            for (std::size_t i = 0; i < rule.outputs.size(); ++i)
                tell(rule.outputs[i], output_type(table, i), &rule);
        }
        visitor_.table({place, table, line_});
    }

    void visit(const BoxedContext& context) {
        VisibleNames names = *names_;
        for (const ContextEntry& entry : context.entries) {
            walk(entry.value, names, entry.variable.type.index);
            names.add(entry.variable.name, entry.variable.type.index);
        }
    }

    void visit(const BoxedList& list) {
        const VisibleNames& names = *names_;
        for (const BoxedPointer& item : list.items)
            walk(item, names, 0);
    }

    void visit(const BoxedRelation& relation) {
        const VisibleNames& names = *names_;
        for (const auto& row : relation.rows) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                const bool has_column = i < relation.columns.size();
                walk(row[i], names, has_column ? relation.columns[i].type.index : 0);
            }
        }
    }

    void visit(const BoxedInvocation& invocation) {
        const VisibleNames& names = *names_;
        tell(invocation.function, 0);
        for (const Binding& binding : invocation.bindings)
            walk(binding.value, names, 0);
    }

    void visit(const BoxedFunction& function) { walk(function, *names_); }

    void visit(const BoxedConditional& conditional) {
        const VisibleNames& names = *names_;
        const std::size_t type = type_;
        walk(conditional.condition, names, 0);
        walk(conditional.then, names, type);
        walk(conditional.otherwise, names, type);
    }

    void visit(const BoxedFilter& filter) {
        VisibleNames names = *names_;
        walk(filter.list, *names_, 0);
        names.add("item", 0);
        names.may_be_members = true;
        walk(filter.match, names, 0);
    }

    void visit(const BoxedIteration& iteration) {
        VisibleNames names = *names_;
        walk(iteration.list, *names_, iteration.list_type.index);
        names.add(iteration.variable, 0);
        names.add("partial", 0);
        walk(iteration.body, names, 0);
    }

    void tell(const Formula& formula, std::size_t type, const Rule* rule = nullptr) {
        if (!formula.parsed)
            return;
        const Place place{element_, *names_};
        visitor_.formula({place, formula, type, rule});
    }

    static std::size_t output_type(const DecisionTable& table, std::size_t column) {
        return column < table.outputs.size() ? table.outputs[column].type.index : 0;
    }

    const std::string& element_;
    const WalkVisitor& visitor_;
    const VisibleNames* names_ = nullptr;
    std::size_t line_ = 0;
    std::size_t type_ = 0;
};

void add_functions(const Definitions& definitions, const std::vector<Requirement>& knowledge,
                   VisibleNames& names) {
    for (const Requirement& requirement : knowledge) {
        names.add(visible_name(definitions, requirement), 0);
    }
}

}  // namespace

const std::string& visible_name(const Definitions& definitions, const Requirement& requirement) {
    return requirement.qualifier.empty() ? element_name(definitions, requirement)
                                         : requirement.qualifier;
}

const std::string& element_name(const Definitions& definitions, const Requirement& requirement) {
    switch (requirement.kind) {
        case ElementKind::input:
            return definitions.inputs[requirement.index].name;
        case ElementKind::decision:
            return definitions.decisions[requirement.index].name;
        case ElementKind::knowledge:
            return definitions.knowledge[requirement.index].name;
        case ElementKind::service:
            break;
    }
    return definitions.services[requirement.index].name;
}

const std::size_t* VisibleNames::find(std::string_view name) const {
    const auto found = std::find_if(names_.rbegin(), names_.rend(),
                                    [name](const auto& entry) { return entry.first == name; });
    return found == names_.rend() ? nullptr : &found->second;
}

void walk_decision(const Model& model, const Decision& decision, const WalkVisitor& visitor) {
    const Definitions& definitions = model.definitions();
    VisibleNames names;
    add_functions(definitions, decision.knowledge, names);
    for (const Requirement& requirement : decision.information) {
        if (!requirement.qualifier.empty()) {
            names.add(requirement.qualifier, 0);
        } else if (requirement.kind == ElementKind::input) {
            const InputData& input = definitions.inputs[requirement.index];
            names.add(input.name, input.type.index);
        } else {
            const Decision& required = definitions.decisions[requirement.index];
            names.add(required.name, required.type.index);
        }
    }
    BoxedWalk(decision.name, visitor).walk(decision.logic, names, decision.type.index);
}

void walk_knowledge(const Model& model, const KnowledgeModel& knowledge,
                    const WalkVisitor& visitor) {
    VisibleNames names;
    add_functions(model.definitions(), knowledge.knowledge, names);
    BoxedWalk(knowledge.name, visitor).walk(knowledge.function, names);
}

}  // namespace foerderwerk::dmn
