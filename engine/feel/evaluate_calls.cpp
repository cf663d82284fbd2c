// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "engine/feel/arguments.hpp"
#include "engine/feel/evaluator.hpp"

namespace foerderwerk::feel {

namespace {

// Named arguments in the order of the parameters; nullopt when a name is unknown or given twice.
std::optional<std::vector<Value>> ordered(const std::vector<std::string>& parameters,
                                          const std::vector<std::string>& names,
                                          std::vector<Value>& arguments) {
    std::vector<Value> result;
    std::vector<bool> given(parameters.size(), false);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto found = std::ranges::find(parameters, names[i]);
        const auto place = static_cast<std::size_t>(found - parameters.begin());
        if (found == parameters.end() || given[place]) {
            return std::nullopt;
        }
        given[place] = true;
        result.resize(std::max(result.size(), place + 1));
        result[place] = arguments[i];
    }
    return result;
}

bool fits(const Signature& signature, std::size_t count) {
    return count >= signature.required && (signature.variadic || count <= signature.names.size());
}

// A value as a parameter's type has it (section 10.3.2.9.4), or an error.
Value converted(const Value& value, const Type& type, const NamedTypes* named) {
    const auto fits_type = [&](const Value& candidate) {
        return candidate.is_null() || is_instance(candidate, type, named) == true;
    };
    if (fits_type(value)) {
        return value;
    }
    if (value.kind() == Kind::list && value.as_list().size() == 1 &&
        fits_type(value.as_list().front())) {
        return value.as_list().front();
    }
    Value list(List{value});
    return fits_type(list) ? list : Value::error("an argument has not the type of its parameter");
}

}  // namespace

Value Function::closure(std::vector<Parameter> parameters, Expression body, Context captured) {
    Function function;
    function.parameters_ = std::move(parameters);
    function.body_ = body.root_;
    const Value kept(captured);
    if (kept.is_error()) {
        return kept;
    }
    function.captured_ = std::move(captured);
    function.nesting_ = kept.nesting();
    function.weight_ = kept.weight();
    return std::make_shared<const Function>(std::move(function));
}

Value Function::host(std::vector<Parameter> parameters, Call call) {
    Function function;
    function.parameters_ = std::move(parameters);
    function.call_ = std::move(call);
    return std::make_shared<const Function>(std::move(function));
}

Value Function::builtin(const Builtin& builtin) {
    Function function;
    function.builtin_ = &builtin;
    for (const std::string& name : builtin.signatures.front().names) {
        function.parameters_.push_back({name, nullptr});
    }
    return std::make_shared<const Function>(std::move(function));
}

// Everything the body mentions is taken along by value: the function may outlive this evaluation.
Value Evaluator::visit(const FunctionNode& node) {
    if (node.body == nullptr) {
        return error("external functions are not run here");
    }
    Context captured;
    for (const std::string& name : node.free_names) {
        const Value* value = find(name);
        if (value != nullptr && charge(1)) {
            captured.set(name, *value);
        }
    }
    std::vector<Function::Parameter> parameters;
    for (const FunctionNode::Parameter& parameter : node.parameters) {
        parameters.push_back({parameter.name, parameter.type});
    }
    Expression body;
    body.root_ = std::shared_ptr<const Node>(*owner_, node.body);
    Value function = Function::closure(std::move(parameters), std::move(body), std::move(captured));
    return function.is_error() ? error(function.error_reason()) : function;
}

Value Evaluator::visit(const CallNode& node) {
    std::vector<Value> arguments;
    arguments.reserve(node.arguments.size());
    for (const NodeRef argument : node.arguments) {
        arguments.push_back(evaluate(*argument));
    }
    if (stopped()) {
        return {};
    }
    if (node.builtin != nullptr) {
        return call_builtin(*node.builtin, node.names, std::move(arguments));
    }
    if (const auto* name = std::get_if<NameNode>(&node.callee->content)) {
        return call_by_name(*name, node, std::move(arguments));
    }
    Value storage;
    return call_value(refer(*node.callee, storage), node, std::move(arguments));
}

// A variable that holds no function does not hide a function of its name: `count(count)`.
Value Evaluator::call_by_name(const NameNode& name, const CallNode& node,
                              std::vector<Value> arguments) {
    const Value* value = find(name.name);
    if (value != nullptr && value->kind() == Kind::function) {
        return call_value(*value, node, std::move(arguments));
    }
    if (const HostFunction* function = host_function(name.name)) {
        return call_host(*function, node, std::move(arguments));
    }
    if (name.builtin != nullptr) {
        return call_builtin(*name.builtin, node.names, std::move(arguments));
    }
    return error((value == nullptr ? "unknown function: " : "not a function: ") + name.name);
}

const HostFunction* Evaluator::host_function(std::string_view name) const {
    if (environment_.functions == nullptr) {
        return nullptr;
    }
    const auto found = std::ranges::find(*environment_.functions, name, &HostFunction::name);
    return found == environment_.functions->end() ? nullptr : &*found;
}

Value Evaluator::call_host(const HostFunction& function, const CallNode& node,
                           std::vector<Value> arguments) {
    if (!node.names.empty()) {
        auto sorted = ordered(function.parameters, node.names, arguments);
        if (!sorted) {
            return error(function.name + "(): no such parameter");
        }
        arguments = std::move(*sorted);
    }
    for (Value& argument : arguments) {
        look_inside(argument);
        argument = Value(argument.unmarked());
    }
    Value result = function.call(arguments);
    return result.is_error() ? error(result.error_reason()) : result;
}

Value Evaluator::call_value(const Value& function, const CallNode& node,
                            std::vector<Value> arguments) {
    if (function.kind() != Kind::function) {
        return function.is_error() ? function : error("what is called is no function");
    }
    const Function& target = function.as_function();
    if (target.builtin_ != nullptr) {
        return call_builtin(*target.builtin_, node.names, std::move(arguments));
    }
    if (!node.names.empty()) {
        std::vector<std::string> parameters;
        for (const Function::Parameter& parameter : target.parameters_) {
            parameters.push_back(parameter.name);
        }
        auto sorted = ordered(parameters, node.names, arguments);
        if (!sorted) {
            return error("a function has no parameter of that name");
        }
        arguments = std::move(*sorted);
    }
    return call(function, std::move(arguments));
}

Value Evaluator::call(const Value& function, std::vector<Value> arguments) {
    if (function.kind() != Kind::function) {
        return error("what is called is no function");
    }
    const Value keep = function;  // the variable that holds it may be gone before it ends
    const Function& target = keep.as_function();
    if (target.builtin_ != nullptr) {
        return call_builtin(*target.builtin_, {}, std::move(arguments));
    }
    if (arguments.size() != target.parameters_.size()) {
        return error("a function is called with the wrong number of arguments");
    }
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto& type = target.parameters_[i].type;
        if (type != nullptr) {
            arguments[i] = converted(arguments[i], *type, environment_.types);
            if (arguments[i].is_error()) {
                return error(arguments[i].error_reason());
            }
        }
    }
    if (target.body_ != nullptr) {
        return call_closure(target, std::move(arguments));
    }
    for (const Value& argument : arguments) {
        look_inside(argument);
    }
    Value result = target.call_(arguments);
    return result.is_error() ? error(result.error_reason()) : result;
}

Value Evaluator::call_closure(const Function& function, std::vector<Value> arguments) {
    Context bound;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        bound.set(function.parameters_[i].name, std::move(arguments[i]));
    }
    const Scope captured{nullptr, {}, nullptr, &function.captured_};
    const Scope scope{&captured, {}, nullptr, &bound};
    const auto* outer = std::exchange(owner_, &function.body_);
    Value result = evaluate_in(scope, *function.body_);
    owner_ = outer;
    return result;
}

Value Evaluator::call_builtin(const Builtin& builtin, const std::vector<std::string>& names,
                              std::vector<Value> arguments) {
    const auto refuse = [&](const char* what) {
        return error(std::string(builtin.name) + "(): " + what);
    };
    const Signature* named = nullptr;
    if (!names.empty()) {
        std::optional<std::vector<Value>> sorted;
        for (const Signature& signature : builtin.signatures) {
            sorted = ordered(signature.names, names, arguments);
            if (sorted && sorted->size() >= signature.required) {
                named = &signature;
                break;
            }
            sorted.reset();
        }
        if (!sorted) {
            return refuse("no such parameters");
        }
        arguments = std::move(*sorted);
    }
    const bool known = std::ranges::any_of(builtin.signatures, [&](const Signature& signature) {
        return fits(signature, arguments.size());
    });
    if (!known) {
        return refuse("wrong number of arguments");
    }
    if (!builtin.only_moves) {
        for (Value& argument : arguments) {
            look_inside(argument);
            argument = Value(argument.unmarked());
        }
    }
    Arguments call(*this, builtin, std::move(arguments));
    call.set_signature(named);
    return stopped() ? Value() : builtin.call(call);
}

}  // namespace foerderwerk::feel
