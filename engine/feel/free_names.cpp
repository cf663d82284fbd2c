// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/free_names.hpp"

#include <algorithm>

#include "engine/feel/evaluator.hpp"

namespace foerderwerk::feel {

namespace {

using Visit = std::function<void(const Node&)>;

void visit_if(NodeRef node, const Visit& visit) {
    if (node != nullptr)
        visit(*node);
}

/// One overload for each kind of node that has parts.
struct Children {
    const Visit& visit;

    void operator()(const LiteralNode&) const {}
    void operator()(const NameNode&) const {}
    void operator()(const PathNode& node) const { visit_if(node.base, visit); }
    void operator()(const FilterNode& node) const {
        visit_if(node.base, visit);
        visit_if(node.condition, visit);
    }
    void operator()(const NegationNode& node) const { visit_if(node.operand, visit); }
    void operator()(const ArithmeticNode& node) const {
        visit_if(node.first, visit);
        for (const auto& [operation, operand] : node.rest)
            visit_if(operand, visit);
    }
    void operator()(const LogicNode& node) const { all(node.operands); }
    void operator()(const ComparisonNode& node) const {
        visit_if(node.left, visit);
        visit_if(node.right, visit);
    }
    void operator()(const BetweenNode& node) const {
        visit_if(node.value, visit);
        visit_if(node.low, visit);
        visit_if(node.high, visit);
    }
    void operator()(const InNode& node) const {
        visit_if(node.value, visit);
        tests(node.tests);
    }
    void operator()(const UnaryTestsNode& node) const { tests(node.tests); }
    void operator()(const InstanceNode& node) const { visit_if(node.value, visit); }
    void operator()(const RangeNode& node) const {
        visit_if(node.start, visit);
        if (node.end != node.start)
            visit_if(node.end, visit);
    }
    void operator()(const ListNode& node) const { all(node.items); }
    void operator()(const ContextNode& node) const {
        for (const auto& [name, entry] : node.entries)
            visit_if(entry, visit);
    }
    void operator()(const ConditionNode& node) const {
        visit_if(node.condition, visit);
        visit_if(node.yes, visit);
        visit_if(node.no, visit);
    }
    void operator()(const IterationNode& node) const {
        for (const IterationNode::Iterator& iterator : node.iterators) {
            visit_if(iterator.domain, visit);
            visit_if(iterator.domain_end, visit);
        }
        visit_if(node.body, visit);
    }
    void operator()(const FunctionNode& node) const { visit_if(node.body, visit); }
    void operator()(const CallNode& node) const {
        visit_if(node.callee, visit);
        all(node.arguments);
    }

private:
    void all(const std::vector<NodeRef>& nodes) const {
        for (const NodeRef node : nodes)
            visit_if(node, visit);
    }
    void tests(const std::vector<Test>& list) const {
        for (const Test& test : list)
            visit_if(test.node, visit);
    }
};

class Collector {
public:
    void walk(const Node& node) {
        if (const auto* name = std::get_if<NameNode>(&node.content)) {
            note(*name);
        } else if (const auto* filter = std::get_if<FilterNode>(&node.content)) {
            walk(*filter->base);
            ++filters_;
            walk_bound({"item"}, *filter->condition);
            --filters_;
        } else if (const auto* membership = std::get_if<InNode>(&node.content)) {
            walk(*membership->value);
            for (const Test& test : membership->tests)
                walk_bound({"?"}, *test.node);
        } else if (const auto* loop = std::get_if<IterationNode>(&node.content)) {
            walk_iteration(*loop);
        } else if (const auto* function = std::get_if<FunctionNode>(&node.content)) {
            std::vector<std::string> names;
            for (const FunctionNode::Parameter& parameter : function->parameters)
                names.push_back(parameter.name);
            if (function->body != nullptr)
                walk_bound(names, *function->body);
        } else if (const auto* context = std::get_if<ContextNode>(&node.content)) {
            const std::size_t outer = bound_.size();
            for (const auto& [key, entry] : context->entries) {
                walk(*entry);
                bound_.push_back(key);
            }
            bound_.resize(outer);
        } else {
            for_each_child(node, [this](const Node& child) { walk(child); });
        }
    }

    std::vector<FreeName> found;

private:
    void note(const NameNode& node) {
        if (std::ranges::find(bound_, node.name) != bound_.end())
            return;
        const auto known = std::ranges::find(found, node.name, &FreeName::name);
        if (known == found.end()) {
            found.push_back({node.name, filters_ == 0, node.builtin != nullptr});
        } else {
            known->is_certain = known->is_certain || filters_ == 0;
        }
    }

    void walk_bound(const std::vector<std::string>& names, const Node& node) {
        const std::size_t outer = bound_.size();
        bound_.insert(bound_.end(), names.begin(), names.end());
        walk(node);
        bound_.resize(outer);
    }

    void walk_iteration(const IterationNode& loop) {
        const std::size_t outer = bound_.size();
        for (const IterationNode::Iterator& iterator : loop.iterators) {
            walk(*iterator.domain);
            if (iterator.domain_end != nullptr)
                walk(*iterator.domain_end);
            bound_.push_back(iterator.name);
        }
        bound_.emplace_back("partial");
        walk(*loop.body);
        bound_.resize(outer);
    }

    std::vector<std::string> bound_;
    std::size_t filters_ = 0;
};

}  // namespace

void for_each_child(const Node& node, const Visit& visit) {
    std::visit(Children{visit}, node.content);
}

std::vector<FreeName> free_names(const Node& node) {
    Collector collector;
    collector.walk(node);
    return std::move(collector.found);
}

Value constant_value(const Expression& whole, const Node& part) {
    const Environment nothing;
    Evaluated result;
    Evaluator(nothing, result).run(whole, part);
    return std::move(result.value);
}

}  // namespace foerderwerk::feel
