// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "engine/dmn/compile_table.hpp"
#include "engine/dmn/model_walk.hpp"

namespace foerderwerk::dmn {

namespace {

bool is_simple(std::string_view name) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || (static_cast<unsigned char>(c) & 0x80u) != 0;
    };
    return !name.empty() && (name[0] < '0' || name[0] > '9') && std::ranges::all_of(name, plain);
}

/// Member names that FEEL could not read without being told ("first name"). The value they
/// belong to may come from anywhere in the model, so they are known everywhere in it.
class MemberNames {
public:
    explicit MemberNames(const Definitions& definitions) {
        for (const ItemDefinition& item : definitions.items)
            add(item);
        for (const Decision& decision : definitions.decisions)
            add(decision.logic);
        for (const KnowledgeModel& model : definitions.knowledge)
            add(model.function.body);
        for (const DecisionService& service : definitions.services) {
            for (const Requirement& output : service.outputs) {
                add(definitions.decisions[output.index].name);
            }
        }
        std::ranges::sort(names_);
        const auto [first, last] = std::ranges::unique(names_);
        names_.erase(first, last);
    }

    feel::KnownNames take() { return std::move(names_); }

private:
    void add(const std::string& name) {
        if (!name.empty() && !is_simple(name))
            names_.push_back(name);
    }

    void add(const ItemDefinition& item) {
        for (const ItemDefinition& component : item.components) {
            add(component.name);
            add(component);
        }
    }

    void add(const BoxedPointer& boxed) {
        if (boxed == nullptr)
            return;
        std::visit([this](const auto& content) { add_inside(content); }, boxed->content);
    }

    void add_inside(const Formula&) {}
    void add_inside(const DecisionTable& table) {
        for (const OutputClause& output : table.outputs)
            add(output.name);
    }
    void add_inside(const BoxedContext& context) {
        for (const ContextEntry& entry : context.entries) {
            add(entry.variable.name);
            add(entry.value);
        }
    }
    void add_inside(const BoxedList& list) {
        for (const BoxedPointer& item : list.items)
            add(item);
    }
    void add_inside(const BoxedRelation& relation) {
        for (const InformationItem& column : relation.columns)
            add(column.name);
    }
    void add_inside(const BoxedInvocation& invocation) {
        for (const Binding& binding : invocation.bindings)
            add(binding.value);
    }
    void add_inside(const BoxedFunction& function) { add(function.body); }
    void add_inside(const BoxedConditional& conditional) {
        add(conditional.then);
        add(conditional.otherwise);
    }
    void add_inside(const BoxedFilter& filter) { add(filter.list); }
    void add_inside(const BoxedIteration& iteration) {
        add(iteration.list);
        add(iteration.body);
    }

    feel::KnownNames names_;
};

/// Walks one boxed expression with the names visible in each place.
class BoxedCompiler {
public:
    BoxedCompiler(TableCompilation& compilation, feel::KnownNames names)
        : compilation_(compilation), names_(std::move(names)) {}

    void compile(const BoxedPointer& boxed) {
        if (boxed == nullptr)
            return;
        resolve(boxed->type, boxed->line);
        std::visit([&](auto& content) { compile_inside(content, boxed->line); }, boxed->content);
    }

    void compile_function(BoxedFunction& function, std::size_t line) {
        const std::size_t outer = names_.size();
        for (InformationItem& parameter : function.parameters) {
            resolve(parameter.type, line);
            names_.push_back(parameter.name);
        }
        compile(function.body);
        names_.resize(outer);
    }

private:
    void resolve(TypeRef& type, std::size_t line) {
        compilation_.type_names.resolve(type, line, compilation_.reasons);
    }

    void parse(Formula& formula) {
        parse_formula(formula, names_, compilation_.where, compilation_.reasons);
    }

    void compile_inside(Formula& formula, std::size_t) { parse(formula); }
    void compile_inside(DecisionTable& table, std::size_t line) {
        compile_table(table, names_, line, compilation_);
    }
    void compile_inside(BoxedContext& context, std::size_t line) {
        const std::size_t outer = names_.size();
        for (ContextEntry& entry : context.entries) {
            resolve(entry.variable.type, line);
            compile(entry.value);
            names_.push_back(entry.variable.name);
        }
        names_.resize(outer);
    }
    void compile_inside(BoxedList& list, std::size_t) {
        for (const BoxedPointer& item : list.items)
            compile(item);
    }
    void compile_inside(BoxedRelation& relation, std::size_t line) {
        for (InformationItem& column : relation.columns)
            resolve(column.type, line);
        for (const auto& row : relation.rows) {
            for (const BoxedPointer& cell : row)
                compile(cell);
            if (row.size() == relation.columns.size())
                continue;
            compilation_.reasons.push_back(reason_at(
                "DMN_TABLE", line,
                compilation_.where + ": a row of the relation has " + std::to_string(row.size()) +
                    " entries for " + std::to_string(relation.columns.size()) + " columns"));
        }
    }
    void compile_inside(BoxedInvocation& invocation, std::size_t) {
        parse(invocation.function);
        for (const Binding& binding : invocation.bindings)
            compile(binding.value);
        if (!invocation.function.parsed)
            return;
        Formula call{invocation.function.text + "(", invocation.function.line, {}};
        feel::KnownNames names = names_;
        for (std::size_t i = 0; i < invocation.bindings.size(); ++i) {
            const std::string& parameter = invocation.bindings[i].parameter;
            call.text += (i == 0 ? "" : ", ") + parameter + ": " + binding_variable(i);
            names.push_back(parameter);
            names.push_back(binding_variable(i));
        }
        call.text += ")";
        parse_formula(call, names, compilation_.where, compilation_.reasons);
        invocation.call = std::move(call.parsed);
    }
    void compile_inside(BoxedFunction& function, std::size_t line) {
        compile_function(function, line);
    }
    void compile_inside(BoxedConditional& conditional, std::size_t) {
        compile(conditional.condition);
        compile(conditional.then);
        compile(conditional.otherwise);
    }
    void compile_inside(BoxedFilter& filter, std::size_t) {
        compile(filter.list);
        names_.emplace_back("item");
        compile(filter.match);
        names_.pop_back();
    }
    void compile_inside(BoxedIteration& iteration, std::size_t line) {
        resolve(iteration.list_type, line);
        compile(iteration.list);
        names_.push_back(iteration.variable);
        names_.emplace_back("partial");
        compile(iteration.body);
        names_.resize(names_.size() - 2);
    }

    TableCompilation& compilation_;
    feel::KnownNames names_;
};

}  // namespace

std::string binding_variable(std::size_t index) {
    return "__binding_" + std::to_string(index);
}

void compile_expressions(Definitions& definitions, const Types& types, TypeNames& names,
                         Reasons& reasons) {
    const feel::KnownNames member_names = MemberNames(definitions).take();
    TableCompilation compilation{types, names, reasons, {}};
    const auto visible = [&](const std::vector<Requirement>& requirements, feel::KnownNames known) {
        for (const Requirement& requirement : requirements) {
            known.push_back(element_name(definitions, requirement));
            known.push_back(requirement.qualifier);
        }
        return known;
    };
    for (InputData& input : definitions.inputs) {
        names.look_from(input.model);
        names.resolve(input.type, input.line, reasons);
    }
    for (Decision& decision : definitions.decisions) {
        names.look_from(decision.model);
        compilation.where = "decision '" + decision.name + "'";
        names.resolve(decision.type, decision.line, reasons);
        BoxedCompiler compiler(
            compilation, visible(decision.knowledge, visible(decision.information, member_names)));
        compiler.compile(decision.logic);
    }
    for (KnowledgeModel& model : definitions.knowledge) {
        names.look_from(model.model);
        compilation.where = "knowledge model '" + model.name + "'";
        BoxedCompiler compiler(compilation, visible(model.knowledge, member_names));
        compiler.compile_function(model.function, model.line);
    }
    for (DecisionService& service : definitions.services) {
        names.look_from(service.model);
        names.resolve(service.type, service.line, reasons);
    }
}

}  // namespace foerderwerk::dmn
