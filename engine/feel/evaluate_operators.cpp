// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/compare.hpp"
#include "engine/feel/evaluator.hpp"
#include "engine/feel/temporal_arithmetic.hpp"

namespace foerderwerk::feel {

namespace {

std::optional<Decimal> apply(Arithmetic operation, const Decimal& left, const Decimal& right) {
    switch (operation) {
        case Arithmetic::add:
            return left.plus(right);
        case Arithmetic::subtract:
            return left.minus(right);
        case Arithmetic::multiply:
            return left.times(right);
        case Arithmetic::divide:
            return left.divided_by(right);
        case Arithmetic::power:
            return left.power(right);
    }
    return std::nullopt;
}

std::optional<Value> apply_temporal(Arithmetic operation, const Value& left, const Value& right,
                                    const Services* services) {
    switch (operation) {
        case Arithmetic::add:
            return add_temporal(left, right);
        case Arithmetic::subtract:
            return subtract_temporal(left, right, services);
        case Arithmetic::multiply:
            return multiply_temporal(left, right);
        case Arithmetic::divide:
            return divide_temporal(left, right);
        case Arithmetic::power:
            break;
    }
    return std::nullopt;
}

}  // namespace

Value Evaluator::visit(const NegationNode& node) {
    Value storage;
    const Value& operand = look(refer(*node.operand, storage));
    if (operand.kind() == Kind::number) {
        return operand.as_number().negated();
    }
    if (operand.is_error()) {
        return operand;
    }
    const auto negative = negate_duration(operand);
    return negative ? *negative : error("only numbers and durations have a negative");
}

Value Evaluator::visit(const ArithmeticNode& node) {
    Value storage;
    const Value* left = &look(refer(*node.first, storage));
    Value result;
    for (const auto& [operation, operand] : node.rest) {
        Value right_storage;
        const Value& right = look(refer(*operand, right_storage));
        result = calculate(operation, *left, right);
        left = &result;
    }
    return result;
}

Value Evaluator::calculate(Arithmetic operation, const Value& left, const Value& right) {
    if (left.kind() == Kind::number && right.kind() == Kind::number) {
        const auto result = apply(operation, left.as_number(), right.as_number());
        return result ? Value(*result)
                      : error("arithmetic without a result: division by zero, or out of range");
    }
    if (left.is_error() || right.is_error()) {
        return left.is_error() ? left : right;
    }
    if (left.is_null() || right.is_null()) {
        return error("arithmetic with null");
    }
    const bool add = operation == Arithmetic::add;
    if (add && left.kind() == Kind::string && right.kind() == Kind::string) {
        return checked(left.as_string() + right.as_string());
    }
    const auto result = apply_temporal(operation, left, right, services());
    return result ? *result : error("arithmetic between values that have none");
}

const Value* Evaluator::known(const Node& node) const {
    if (const auto* literal = std::get_if<LiteralNode>(&node.content)) {
        return &literal->value;
    }
    const auto* name = std::get_if<NameNode>(&node.content);
    return name == nullptr ? nullptr : find(name->name);
}

// The usual guard compares a number that is there with another one: no value is made for that.
// nullopt when this is another case.
Evaluator::Truth Evaluator::compare_known_numbers(const Node& node) {
    constexpr std::size_t nodes = 3;
    const auto* comparison = std::get_if<ComparisonNode>(&node.content);
    const Value* left = comparison == nullptr ? nullptr : known(*comparison->left);
    const Value* right = left == nullptr ? nullptr : known(*comparison->right);
    const Decimal* left_number = right == nullptr ? nullptr : left->open_number();
    const Decimal* right_number = left_number == nullptr ? nullptr : right->open_number();
    if (right_number == nullptr || !charge(nodes)) {
        return std::nullopt;
    }
    return satisfies(comparison->comparison, *left_number <=> *right_number);
}

// Tables 46 and 47: false decides a conjunction and true a disjunction, whatever the others are.
Value Evaluator::visit(const LogicNode& node) {
    bool undecided = false;
    Value failure;
    for (const NodeRef operand : node.operands) {
        if (const Truth quick = compare_known_numbers(*operand)) {
            if (*quick != node.conjunction) {
                return *quick;
            }
            continue;
        }
        Value storage;
        const Value& value = look(refer(*operand, storage));
        if (value.kind() != Kind::boolean) {
            undecided = true;
            if (value.is_error() && !failure.is_error()) {
                failure = value;
            } else if (!value.is_null() && !failure.is_error()) {
                failure = error("`and` and `or` need true or false");
            }
        } else if (value.as_boolean() != node.conjunction) {
            return !node.conjunction;
        }
    }
    return undecided ? failure : Value(node.conjunction);
}

Value Evaluator::visit(const ComparisonNode& node) {
    Value left_storage;
    Value right_storage;
    const Value& left = look(refer(*node.left, left_storage));
    const Value& right = look(refer(*node.right, right_storage));
    return compare(node.comparison, left, right);
}

Value Evaluator::compare(Comparison comparison, const Value& left, const Value& right) {
    if (left.kind() == Kind::number && right.kind() == Kind::number) {
        return satisfies(comparison, left.as_number() <=> right.as_number());
    }
    if (comparison == Comparison::equal || comparison == Comparison::unequal) {
        look_inside(left);
        look_inside(right);
        const auto same = equals(left, right, services());
        if (!same) {
            return error("values of different kinds are compared");
        }
        return *same == (comparison == Comparison::equal);
    }
    if (left.is_null() || right.is_null()) {
        return right.is_error() ? right : left.is_null() ? left : right;
    }
    const auto found = order(left, right, services());
    return found ? Value(satisfies(comparison, *found))
                 : error("values that have no order are compared");
}

Value Evaluator::visit(const BetweenNode& node) {
    Value storage;
    Value low_storage;
    Value high_storage;
    const Value& value = look(refer(*node.value, storage));
    const Value& low = look(refer(*node.low, low_storage));
    const Value& high = look(refer(*node.high, high_storage));
    const Value above = compare(Comparison::greater_equal, value, low);
    const Value below = compare(Comparison::less_equal, value, high);
    if (above.is_null() || below.is_null()) {
        return above.is_null() ? above : below;
    }
    return above.as_boolean() && below.as_boolean();
}

}  // namespace foerderwerk::feel
