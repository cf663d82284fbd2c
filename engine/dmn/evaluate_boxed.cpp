// SPDX-License-Identifier: EUPL-1.2
#include "engine/dmn/evaluation.hpp"
#include "engine/feel/function.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::dmn {

namespace {

/// Gives the values of a captured context back as a scope.
class CapturedScope final : public Scope {
public:
    explicit CapturedScope(const feel::Context& values) : values_(values) {}
    [[nodiscard]] const feel::Value* find(std::string_view name) const override {
        return values_.find(name);
    }
    void collect(feel::Context& into) const override {
        for (const auto& [name, value] : values_.entries())
            into.set(name, value);
    }

private:
    const feel::Context& values_;
};

/// The variable of a loop, and `partial`: the results so far, copied only for a body that asks.
class LoopScope final : public Scope {
public:
    struct Pass {
        const std::string& variable;
        const feel::Value& element;
        const feel::List& results;
    };
    LoopScope(Evaluation& evaluation, const Pass& pass, const Scope* outer)
        : evaluation_(evaluation), pass_(pass), outer_(outer) {}

    [[nodiscard]] const feel::Value* find(std::string_view name) const override {
        if (name == pass_.variable)
            return &pass_.element;
        if (name == "partial")
            return &partial();
        return outer_ == nullptr ? nullptr : outer_->find(name);
    }
    void collect(feel::Context& into) const override {
        if (outer_ != nullptr)
            outer_->collect(into);
        into.set(pass_.variable, pass_.element);
    }

private:
    [[nodiscard]] const feel::Value& partial() const {
        if (!partial_) {
            evaluation_.charge(pass_.results.size());
            partial_ = feel::Value(pass_.results);
        }
        return *partial_;
    }

    Evaluation& evaluation_;
    const Pass pass_;
    const Scope* outer_;
    mutable std::optional<feel::Value> partial_;
};

feel::Expression fixed(const char* text) {
    auto parsed = feel::parse_expression(text);
    FOERDERWERK_REQUIRE(parsed.has_value(), "what the engine adds is FEEL");
    return std::move(*parsed);
}

bool is_true(const feel::Value& value) {
    return value.kind() == feel::Kind::boolean && value.as_boolean();
}

class BoxedEvaluation {
public:
    BoxedEvaluation(Evaluation& evaluation, const Scope* scope)
        : evaluation_(evaluation), scope_(scope) {}

    feel::Value operator()(const Formula& formula) { return evaluation_.formula(formula, scope_); }

    feel::Value operator()(const DecisionTable& table) {
        return evaluate_table(evaluation_, table, scope_);
    }

    feel::Value operator()(const BoxedContext& context) {
        LocalScope scope(scope_);
        feel::Context result;
        for (const ContextEntry& entry : context.entries) {
            feel::Value value =
                evaluation_.typed(evaluation_.boxed(entry.value, &scope), entry.variable.type);
            if (entry.variable.name.empty())
                return value;
            result.set(entry.variable.name, value);
            scope.set(entry.variable.name, std::move(value));
        }
        return feel::Value(std::move(result));
    }

    feel::Value operator()(const BoxedList& list) {
        feel::List values;
        values.reserve(list.items.size());
        for (const BoxedPointer& item : list.items) {
            values.push_back(evaluation_.boxed(item, scope_));
        }
        return feel::Value(std::move(values));
    }

    feel::Value operator()(const BoxedRelation& relation) {
        feel::List rows;
        rows.reserve(relation.rows.size());
        for (const auto& cells : relation.rows) {
            feel::Context row;
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const InformationItem& column = relation.columns[i];
                row.set(column.name,
                        evaluation_.typed(evaluation_.boxed(cells[i], scope_), column.type));
            }
            rows.emplace_back(std::move(row));
        }
        return feel::Value(std::move(rows));
    }

    feel::Value operator()(const BoxedInvocation& invocation) {
        if (!invocation.call) {
            evaluation_.note("an invocation without a function");
            return {};
        }
        std::vector<std::string> names;
        names.reserve(invocation.bindings.size());
        LocalScope scope(scope_);
        for (const Binding& binding : invocation.bindings) {
            names.push_back(binding_variable(names.size()));
            scope.set(names.back(), evaluation_.boxed(binding.value, scope_));
        }
        return evaluation_.formula(*invocation.call, &scope);
    }

    feel::Value operator()(const BoxedFunction& function) {
        std::vector<feel::Function::Parameter> parameters;
        parameters.reserve(function.parameters.size());
        for (const InformationItem& parameter : function.parameters) {
            parameters.push_back({parameter.name, nullptr});
        }
        feel::Context captured;
        if (scope_ != nullptr)
            scope_->collect(captured);
        return feel::Function::host(
            std::move(parameters),
            [&evaluation = evaluation_, &function, captured = std::move(captured),
             token = evaluation_.alive()](const std::vector<feel::Value>& arguments) {
                if (token.expired())
                    return feel::Value::error("the evaluation is over");
                const CapturedScope scope(captured);
                return evaluation.call(function, arguments, &scope);
            });
    }

    feel::Value operator()(const BoxedConditional& conditional) {
        const feel::Value condition = evaluation_.boxed(conditional.condition, scope_);
        return evaluation_.boxed(is_true(condition) ? conditional.then : conditional.otherwise,
                                 scope_);
    }

    feel::Value operator()(const BoxedFilter& filter) {
        feel::Value list = evaluation_.boxed(filter.list, scope_);
        if (list.is_null())
            return list;
        feel::List kept;
        for (const feel::Value& item : elements_of(list)) {
            const Repeat repeat(evaluation_, Repeat::Kind::loop);
            if (repeat.is_exhausted())
                return feel::Value::error("the loop is too long");
            const ItemScope scope(item, scope_);
            const feel::Value verdict = evaluation_.boxed(filter.match, &scope);
            if (verdict.kind() == feel::Kind::number)
                return item_at(list, verdict);
            if (is_true(verdict))
                kept.push_back(item);
        }
        return feel::Value(std::move(kept));
    }

    feel::Value operator()(const BoxedIteration& iteration) {
        feel::Value list =
            evaluation_.typed(evaluation_.boxed(iteration.list, scope_), iteration.list_type);
        if (list.is_null())
            return list;
        feel::List results;
        for (const feel::Value& element : elements_of(list)) {
            const Repeat repeat(evaluation_, Repeat::Kind::loop);
            if (repeat.is_exhausted())
                return feel::Value::error("the loop is too long");
            const LoopScope scope(evaluation_, {iteration.variable, element, results}, scope_);
            results.push_back(evaluation_.boxed(iteration.body, &scope));
        }
        if (iteration.kind == BoxedIteration::Kind::collect)
            return feel::Value(results);
        return quantified(results, iteration.kind == BoxedIteration::Kind::some);
    }

private:
    /// What a loop runs over: a list, the members of a range, or one value as a list of one.
    feel::List elements_of(const feel::Value& value) {
        static const feel::Expression members = fixed("for member in range return member");
        if (value.kind() == feel::Kind::list)
            return value.as_list();
        if (value.kind() != feel::Kind::range)
            return {value};
        LocalScope scope(nullptr);
        scope.set("range", value);
        const feel::Value found = evaluation_.formula(members, &scope);
        return found.kind() == feel::Kind::list ? found.as_list() : feel::List();
    }

    // A filter that is a number is a place in the list (section 10.3.2.5).
    feel::Value item_at(const feel::Value& list, const feel::Value& place) {
        static const feel::Expression item = fixed("list[place]");
        LocalScope scope(nullptr);
        scope.set("list", list);
        scope.set("place", place);
        return evaluation_.formula(item, &scope);
    }

    // Three-valued: `some` is true with one true, `every` false with one false; a null leaves the
    // answer open, and what is no truth value at all spoils it.
    feel::Value quantified(const feel::List& verdicts, bool decisive) {
        bool is_decided = false;
        bool is_open = false;
        for (const feel::Value& verdict : verdicts) {
            if (verdict.is_null()) {
                is_open = true;
            } else if (verdict.kind() != feel::Kind::boolean) {
                evaluation_.note(feel::to_text(verdict) + " is neither true nor false");
                return {};
            } else if (verdict.as_boolean() == decisive) {
                is_decided = true;
            }
        }
        if (is_decided)
            return feel::Value(decisive);
        return is_open ? feel::Value() : feel::Value(!decisive);
    }

    Evaluation& evaluation_;
    const Scope* scope_;
};

}  // namespace

feel::Value Evaluation::boxed(const BoxedPointer& boxed, const Scope* scope) {
    if (boxed == nullptr)
        return {};
    return typed(std::visit(BoxedEvaluation(*this, scope), boxed->content), boxed->type);
}

feel::Value Evaluation::call(const BoxedFunction& function,
                             const std::vector<feel::Value>& arguments, const Scope* outer) {
    if (function.is_external)
        return feel::Value::error("external functions are not run");
    if (arguments.size() != function.parameters.size()) {
        return feel::Value::error("wrong number of arguments");
    }
    const Repeat repeat(*this, Repeat::Kind::call);
    if (repeat.is_exhausted())
        return feel::Value::error("too many calls");
    LocalScope scope(outer);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        feel::Value value = typed(arguments[i], function.parameters[i].type);
        if (value.is_error() && !arguments[i].is_null())
            return value;
        scope.set(function.parameters[i].name, std::move(value));
    }
    return boxed(function.body, &scope);
}

}  // namespace foerderwerk::dmn
