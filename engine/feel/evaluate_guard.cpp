// SPDX-License-Identifier: EUPL-1.2
#include <variant>

#include "engine/feel/evaluator.hpp"

namespace foerderwerk::feel {

namespace {

using Truth = std::optional<bool>;

// Limits below this are somebody's test of the limits: the usual way counts exactly.
constexpr std::size_t steps_enough = 1000;
constexpr std::size_t depth_enough = 10;

const Decimal* open_number(const Node& node, const Variables& variables) {
    if (const auto* name = std::get_if<NameNode>(&node.content)) {
        const Value* value = variables.find(name->name);
        return value == nullptr ? nullptr : value->open_number();
    }
    const auto* literal = std::get_if<LiteralNode>(&node.content);
    return literal == nullptr ? nullptr : literal->value.open_number();
}

Truth compare_numbers(const Node& node, const Variables& variables) {
    const auto* comparison = std::get_if<ComparisonNode>(&node.content);
    const Decimal* left =
        comparison == nullptr ? nullptr : open_number(*comparison->left, variables);
    const Decimal* right = left == nullptr ? nullptr : open_number(*comparison->right, variables);
    return right == nullptr ? Truth() : satisfies(comparison->comparison, *left <=> *right);
}

}  // namespace

std::optional<bool> evaluate_guard(const Node& root, const Environment& environment) {
    if (environment.variables == nullptr || environment.limits.steps_max < steps_enough ||
        environment.limits.depth_max < depth_enough) {
        return std::nullopt;
    }
    const auto* logic = std::get_if<LogicNode>(&root.content);
    if (logic == nullptr) {
        return compare_numbers(root, *environment.variables);
    }
    if (logic->operands.size() > steps_enough / 4) {
        return std::nullopt;
    }
    for (const NodeRef operand : logic->operands) {
        const Truth verdict = compare_numbers(*operand, *environment.variables);
        if (!verdict || *verdict != logic->conjunction) {
            return verdict;
        }
    }
    return logic->conjunction;
}

}  // namespace foerderwerk::feel
