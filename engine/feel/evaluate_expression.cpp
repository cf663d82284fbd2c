// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/compare.hpp"
#include "engine/feel/evaluator.hpp"
#include "engine/feel/subjects.hpp"
#include "engine/feel/temporal_arithmetic.hpp"

namespace foerderwerk::feel {

namespace {

constexpr std::size_t problems_max = 100;

}  // namespace

void Evaluator::run(const Expression& expression) {
    run(expression, *expression.root_);
}

void Evaluator::run(const Expression& whole, const Node& part) {
    owner_ = &whole.root_;
    result_.value = evaluate(part);
    finish();
}

void Evaluator::run(const Value& function, const std::vector<Value>& arguments) {
    result_.value = call(function, arguments);
    finish();
}

void Evaluator::finish() {
    if (stopped()) {
        result_.value = Value::error(stopped_);
    }
}

Value Evaluator::error(std::string reason) {
    if (result_.problems.size() < problems_max) {
        result_.problems.push_back(reason);
    }
    return Value::error(std::move(reason));
}

void Evaluator::stop(const char* reason) {
    if (!stopped()) {
        stopped_ = reason;
        result_.problems.emplace_back(reason);
    }
}

const Value& Evaluator::look_through(const Value& value) {
    const std::string& subject = value.mark()->subject;
    if (result_.derived_from_subject != subject) {
        result_.derived_from_subject = joined_subjects(result_.derived_from_subject, subject);
    }
    return value.unmarked();
}

void Evaluator::look_inside(const Value& value) {
    look(value);
    if (value.kind() == Kind::list && charge(value.as_list().size())) {
        for (const Value& item : value.as_list()) {
            look_inside(item);
        }
    }
    if (value.kind() == Kind::context && charge(value.as_context().size())) {
        for (const auto& [name, part] : value.as_context().entries()) {
            look_inside(part);
        }
    }
}

Value Evaluator::checked(std::string text) {
    constexpr std::size_t text_step = 64;  // copying this much costs about one evaluated node
    if (text.size() > environment_.limits.text_length_max) {
        stop("a text is too long");
    }
    return charge(text.size() / text_step) ? Value(std::move(text)) : Value();
}

Value Evaluator::checked(List list) {
    if (list.size() > environment_.limits.list_length_max) {
        stop("a list is too long");
    }
    if (!charge(list.size())) {
        return {};
    }
    Value value(std::move(list));
    return value.is_error() ? error(value.error_reason()) : value;
}

Value Evaluator::evaluate(const Node& node) {
    if (depth_ >= environment_.limits.depth_max) {
        stop("nested too deeply");
    }
    if (!charge(1)) {
        return {};
    }
    ++depth_;
    Value value = std::visit([this](const auto& content) { return visit(content); }, node.content);
    --depth_;
    return value;
}

const Value& Evaluator::refer(const Node& node, Value& storage) {
    const Value* found = nullptr;
    if (const auto* literal = std::get_if<LiteralNode>(&node.content)) {
        found = literal->value.is_error() ? nullptr : &literal->value;
    } else if (const auto* name = std::get_if<NameNode>(&node.content)) {
        found = find(name->name);
    } else if (const auto* path = std::get_if<PathNode>(&node.content)) {
        found = refer_member(*path);
    }
    if (found != nullptr && charge(1)) {
        return *found;
    }
    storage = evaluate(node);
    return storage;
}

// Only `a.b.c` through contexts that are variables; anything else is left to evaluate.
const Value* Evaluator::refer_member(const PathNode& node) {
    const Value* base = nullptr;
    if (const auto* name = std::get_if<NameNode>(&node.base->content)) {
        base = find(name->name);
    } else if (const auto* path = std::get_if<PathNode>(&node.base->content)) {
        base = depth_ < environment_.limits.depth_max && charge(1) ? refer_member(*path) : nullptr;
    }
    return base == nullptr ? nullptr : base->find(node.member);
}

const Value* Evaluator::find(std::string_view name) const {
    for (const Scope* scope = scope_; scope != nullptr; scope = scope->parent) {
        if (scope->context == nullptr) {
            if (scope->name == name) {
                return scope->value;
            }
        } else if (const Value* value = scope->context->find(name)) {
            return value;
        }
    }
    return environment_.variables == nullptr ? nullptr : environment_.variables->find(name);
}

Value Evaluator::evaluate_in(const Scope& scope, const Node& node) {
    const Scope* outer = scope_;
    scope_ = &scope;
    Value value = evaluate(node);
    scope_ = outer;
    return value;
}

Value Evaluator::visit(const LiteralNode& node) {
    return node.value.is_error() ? error(node.value.error_reason()) : node.value;
}

Value Evaluator::visit(const NameNode& node) {
    if (const Value* value = find(node.name)) {
        return *value;
    }
    if (const HostFunction* function = host_function(node.name)) {
        std::vector<Function::Parameter> parameters;
        for (const std::string& parameter : function->parameters) {
            parameters.push_back({parameter, nullptr});
        }
        return Function::host(std::move(parameters), function->call);
    }
    return node.builtin != nullptr ? Function::builtin(*node.builtin)
                                   : error("unknown name: " + node.name);
}

Value Evaluator::visit(const PathNode& node) {
    Value storage;
    return member(refer(*node.base, storage), node.member);
}

Value Evaluator::member(const Value& base, const std::string& name) {
    const auto missing = [&] { return error("no member or property: " + name); };
    switch (base.kind()) {
        case Kind::context: {
            const Value* found = base.find(name);
            return found == nullptr ? Value() : *found;
        }
        case Kind::list: {
            List members;
            for (const Value& item : base.as_list()) {
                if (!charge(1)) {
                    return {};
                }
                members.push_back(item.is_null() ? Value() : member(item, name));
            }
            return checked(std::move(members));
        }
        case Kind::range: {
            const Range& range = base.as_range();
            if (name == "start" || name == "end") {
                return name == "start" ? range.start : range.end;
            }
            if (name == "start included" || name == "end included") {
                return name == "start included" ? range.start_included : range.end_included;
            }
            return missing();
        }
        case Kind::null:
            return base.is_error() ? base : error("member of null: " + name);
        case Kind::date:
        case Kind::time:
        case Kind::date_time:
        case Kind::days_time_duration:
        case Kind::years_months_duration: {
            const auto property = temporal_property(look(base), name, services());
            return property ? *property : missing();
        }
        case Kind::boolean:
        case Kind::number:
        case Kind::string:
        case Kind::function:
            break;
    }
    return missing();
}

Value Evaluator::visit(const FilterNode& node) {
    Value storage;
    const Value& base = refer(*node.base, storage);
    if (base.is_error()) {
        return base;
    }
    // A value that is no list is a list of one, null is an empty one (section 10.3.2.5).
    Value single;
    if (base.kind() != Kind::list) {
        single = base.is_null() ? List{} : List{base};
    }
    const List& list = base.kind() == Kind::list ? base.as_list() : single.as_list();
    const auto* literal = std::get_if<LiteralNode>(&node.condition->content);
    if (literal != nullptr && literal->value.kind() == Kind::number) {
        return item_at(list, literal->value.as_number());
    }
    return select(list, *node.condition);
}

Value Evaluator::item_at(const List& list, const Decimal& index) {
    const auto size = static_cast<std::int64_t>(list.size());
    const auto place = index.to_int64();
    if (!place || *place == 0 || *place > size || *place < -size) {
        return error("no such place in the list: " + index.to_string());
    }
    return list[static_cast<std::size_t>(*place > 0 ? *place - 1 : size + *place)];
}

Value Evaluator::item_condition(const Value& item, const Node& condition) {
    const Scope named{scope_, "item", &item, nullptr};
    if (item.kind() != Kind::context) {
        return evaluate_in(named, condition);
    }
    return evaluate_in(Scope{&named, {}, nullptr, &item.as_context()}, condition);
}

// The condition is an index when it gives a number for the first item.
Value Evaluator::select(const List& list, const Node& condition) {
    if (list.empty()) {
        const std::size_t problems = result_.problems.size();
        const Value index = item_condition({}, condition);
        result_.problems.resize(std::min(problems, result_.problems.size()));
        return index.kind() == Kind::number ? item_at(list, look(index).as_number())
                                            : Value(List{});
    }
    List selected;
    for (std::size_t i = 0; i < list.size() && !stopped(); ++i) {
        const Value found = item_condition(list[i], condition);
        const Value& verdict = look(found);
        if (i == 0 && verdict.kind() == Kind::number) {
            return item_at(list, verdict.as_number());
        }
        if (verdict.kind() == Kind::boolean && verdict.as_boolean()) {
            selected.push_back(list[i]);
        }
    }
    return checked(std::move(selected));
}

Value Evaluator::visit(const RangeNode& node) {
    const Value start = node.start == nullptr ? Value() : evaluate(*node.start);
    const bool same = node.start == node.end;
    const Value end = node.end == nullptr ? Value() : same ? start : evaluate(*node.end);
    for (const Value* part : {&start, &end}) {
        if (part->is_error()) {
            return *part;
        }
    }
    Value range = make_range(
        {look(start), look(end), node.start_included, node.end_included, node.form}, services());
    return range.is_error() ? error(range.error_reason()) : range;
}

Value Evaluator::visit(const ListNode& node) {
    List items;
    items.reserve(node.items.size());
    for (const NodeRef item : node.items) {
        items.push_back(evaluate(*item));
    }
    return checked(std::move(items));
}

Value Evaluator::visit(const ContextNode& node) {
    Context context;
    const Scope scope{scope_, {}, nullptr, &context};
    for (const auto& [name, entry] : node.entries) {
        if (context.find(name) != nullptr) {
            return error("a context names an entry twice: " + name);
        }
        if (!charge(1 + context.size() / 8)) {  // the cost of looking the name up
            return {};
        }
        context.set(name, evaluate_in(scope, *entry));
    }
    Value value(std::move(context));
    return value.is_error() ? error(value.error_reason()) : value;
}

Value Evaluator::visit(const ConditionNode& node) {
    Value storage;
    const Value& condition = look(refer(*node.condition, storage));
    const bool yes = condition.kind() == Kind::boolean && condition.as_boolean();
    return evaluate(yes ? *node.yes : *node.no);
}

Value Evaluator::visit(const InstanceNode& node) {
    Value storage;
    const Value& value = refer(*node.value, storage);
    const auto is = is_instance(value, node.type, environment_.types);
    return is ? Value(*is) : error("unknown type: " + node.type.custom);
}

Evaluated evaluate(const Expression& expression, const Environment& environment) {
    if (const auto verdict = evaluate_guard(expression.root(), environment)) {
        return {.value = *verdict, .problems = {}, .derived_from_subject = {}};
    }
    Evaluated result;
    Evaluator(environment, result).run(expression);
    return result;
}

Evaluated invoke(const Value& function, const std::vector<Value>& arguments,
                 const Environment& environment) {
    Evaluated result;
    Evaluator(environment, result).run(function, arguments);
    return result;
}

}  // namespace foerderwerk::feel
