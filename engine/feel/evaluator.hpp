// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/feel/builtin.hpp"
#include "engine/feel/expression.hpp"
#include "engine/feel/function.hpp"
#include "engine/feel/node.hpp"

namespace foerderwerk::feel {

/// Whether what a comparison found is what it asks for. In line: a guard is little else.
[[nodiscard]] inline bool satisfies(Comparison comparison, std::strong_ordering found) {
    switch (comparison) {
        case Comparison::equal:
            return found == 0;
        case Comparison::unequal:
            return found != 0;
        case Comparison::less:
            return found < 0;
        case Comparison::less_equal:
            return found <= 0;
        case Comparison::greater:
            return found > 0;
        case Comparison::greater_equal:
            return found >= 0;
    }
    return false;
}

/// A name bound inside an expression, or a context whose entries are names there. Scopes live on
/// the stack of the evaluation, the innermost first.
struct Scope {
    const Scope* parent = nullptr;
    std::string_view name;
    const Value* value = nullptr;
    const Context* context = nullptr;  // set when name and value are not
};

/// The usual guard of a transition compares numbers that are there, one with another: for that no
/// evaluation is set up. nullopt when the expression is anything else, or an operand is no open
/// number; then nothing has happened yet.
[[nodiscard]] std::optional<bool> evaluate_guard(const Node& root, const Environment& environment);

/// One evaluation: walks the tree, counts what it costs, keeps the problems met.
class Evaluator {
public:
    /// Writes value, problems and subject to `result`.
    Evaluator(const Environment& environment, Evaluated& result)
        : environment_(environment), steps_left_(environment.limits.steps_max), result_(result) {}

    void run(const Expression& expression);
    void run(const Expression& whole, const Node& part);
    void run(const Value& function, const std::vector<Value>& arguments);

    // For the built-in functions.
    [[nodiscard]] const Environment& environment() const { return environment_; }
    [[nodiscard]] const Services* services() const { return environment_.services; }
    /// Null with a reason, which joins the problems.
    Value error(std::string reason);
    /// False when the work goes beyond the limit of steps: then the evaluation ends in an error,
    /// and whatever is still computed on the way out does not count.
    bool charge(std::size_t steps) {
        if (steps > steps_left_) {
            stop("too many steps");
        }
        if (stopped()) {
            return false;
        }
        steps_left_ -= steps;
        return true;
    }
    /// Ends the evaluation in an error.
    void stop(const char* reason);
    [[nodiscard]] bool stopped() const { return stopped_ != nullptr; }
    /// The value itself; notes whose it is when it is a personal one.
    const Value& look(const Value& value) {
        return value.mark() == nullptr ? value : look_through(value);
    }
    /// The same for everything inside a list or context.
    void look_inside(const Value& value);
    [[nodiscard]] Value call(const Value& function, std::vector<Value> arguments);
    /// A text or a list as a value, unless it is longer than the limits allow.
    [[nodiscard]] Value checked(std::string text);
    [[nodiscard]] Value checked(List list);

private:
    using Truth = std::optional<bool>;

    [[nodiscard]] Value evaluate(const Node& node);
    /// As evaluate, without a copy: refers to a literal or a variable, or else to `storage`.
    [[nodiscard]] const Value& refer(const Node& node, Value& storage);
    [[nodiscard]] const Value* find(std::string_view name) const;
    [[nodiscard]] Value evaluate_in(const Scope& scope, const Node& node);
    const Value& look_through(const Value& value);
    void finish();

    // evaluate_expression.cpp
    Value visit(const LiteralNode& node);
    Value visit(const NameNode& node);
    Value visit(const PathNode& node);
    Value visit(const FilterNode& node);
    Value visit(const RangeNode& node);
    Value visit(const ListNode& node);
    Value visit(const ContextNode& node);
    Value visit(const ConditionNode& node);
    Value visit(const InstanceNode& node);
    Value member(const Value& base, const std::string& name);
    Value item_at(const List& list, const Decimal& index);
    Value select(const List& list, const Node& condition);
    Value item_condition(const Value& item, const Node& condition);
    const Value* refer_member(const PathNode& node);

    // evaluate_operators.cpp
    Value visit(const NegationNode& node);
    Value visit(const ArithmeticNode& node);
    Value visit(const LogicNode& node);
    Value visit(const ComparisonNode& node);
    Value visit(const BetweenNode& node);
    Value calculate(Arithmetic operation, const Value& left, const Value& right);
    Value compare(Comparison comparison, const Value& left, const Value& right);
    Truth compare_known_numbers(const Node& node);
    [[nodiscard]] const Value* known(const Node& node) const;

    // evaluate_tests.cpp
    Value visit(const InNode& node);
    Value visit(const UnaryTestsNode& node);
    Truth holds(const std::vector<Test>& tests, const Value& value);
    Truth holds(const Test& test, const Value& value);

    // evaluate_iteration.cpp
    struct Loop;
    Value visit(const IterationNode& node);
    bool iterate(Loop& loop, std::size_t iterator);
    bool iterate_over(Loop& loop, std::size_t iterator, const Value& domain);
    bool iterate_between(Loop& loop, std::size_t iterator, const Range& range);
    bool turn(Loop& loop, std::size_t iterator, const Value& value);
    bool finish_turn(Loop& loop);

    // evaluate_calls.cpp
    Value visit(const FunctionNode& node);
    Value visit(const CallNode& node);
    Value call_by_name(const NameNode& name, const CallNode& node, std::vector<Value> arguments);
    Value call_value(const Value& function, const CallNode& node, std::vector<Value> arguments);
    Value call_host(const HostFunction& function, const CallNode& node,
                    std::vector<Value> arguments);
    Value call_builtin(const Builtin& builtin, const std::vector<std::string>& names,
                       std::vector<Value> arguments);
    Value call_closure(const Function& function, std::vector<Value> arguments);
    [[nodiscard]] const HostFunction* host_function(std::string_view name) const;

    const Environment& environment_;
    const Scope* scope_ = nullptr;
    const std::shared_ptr<const Node>* owner_ = nullptr;  // of the tree that is being evaluated
    std::size_t steps_left_;
    std::size_t depth_ = 0;
    const char* stopped_ = nullptr;
    Evaluated& result_;
};

}  // namespace foerderwerk::feel
