// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/feel/type.hpp"
#include "engine/feel/value.hpp"

namespace foerderwerk::feel {

struct Builtin;
struct Node;
using NodeRef = const Node*;

/// What the tree of an expression consists of; numbers are the grammar rules of DMN 1.5.
struct LiteralNode {  // 33, 34; also lists and ranges whose parts are literals
    Value value;
};
struct NameNode {  // 25
    std::string name;
    const Builtin* builtin = nullptr;  // of that name, when no variable has it
};
struct PathNode {  // 45
    NodeRef base = nullptr;
    std::string member;
};
struct FilterNode {  // 50
    NodeRef base = nullptr;
    NodeRef condition = nullptr;
};
struct NegationNode {  // 24
    NodeRef operand = nullptr;
};

enum class Arithmetic : std::uint8_t { add, subtract, multiply, divide, power };
/// `a + b - c`, `a * b / c` or `a ** b ** c`, from left to right: a long sum is not a deep tree.
struct ArithmeticNode {  // 4
    NodeRef first = nullptr;
    std::vector<std::pair<Arithmetic, NodeRef>> rest;
};
struct LogicNode {  // 46, 47
    bool conjunction = false;
    std::vector<NodeRef> operands;
};

enum class Comparison : std::uint8_t { equal, unequal, less, less_equal, greater, greater_equal };
struct ComparisonNode {  // 49 a
    Comparison comparison = Comparison::equal;
    NodeRef left = nullptr;
    NodeRef right = nullptr;
};
struct BetweenNode {  // 49 b
    NodeRef value = nullptr;
    NodeRef low = nullptr;
    NodeRef high = nullptr;
};

struct Test {
    NodeRef node = nullptr;
    bool uses_input = false;  // mentions `?`: the test holds when the node is true
};
struct InNode {  // 49 c
    NodeRef value = nullptr;
    std::vector<Test> tests;
};
/// Holds the tests of a decision table cell; the value is the variable `?`.
struct UnaryTestsNode {       // 15
    std::vector<Test> tests;  // none: `-`
    bool negated = false;
};

struct InstanceNode {  // 51
    NodeRef value = nullptr;
    Type type;
};
struct RangeNode {            // 8, 18
    NodeRef start = nullptr;  // nullptr: open
    NodeRef end = nullptr;
    bool start_included = false;
    bool end_included = false;
    RangeForm form = RangeForm::interval;
};
struct ListNode {  // 54
    std::vector<NodeRef> items;
};
struct ContextNode {  // 57
    std::vector<std::pair<std::string, NodeRef>> entries;
};
struct ConditionNode {  // 43
    NodeRef condition = nullptr;
    NodeRef yes = nullptr;
    NodeRef no = nullptr;
};

enum class Iteration : std::uint8_t { for_each, some, every };
struct IterationNode {  // 42, 44
    struct Iterator {
        std::string name;
        NodeRef domain = nullptr;
        NodeRef domain_end = nullptr;  // set in `i in 1..3`
    };
    Iteration iteration = Iteration::for_each;
    std::vector<Iterator> iterators;
    NodeRef body = nullptr;
    bool uses_partial = false;  // the body mentions `partial`, the results so far
};

struct FunctionNode {  // 55
    struct Parameter {
        std::string name;
        std::shared_ptr<const Type> type;  // nullptr: any
    };
    std::vector<Parameter> parameters;
    NodeRef body = nullptr;               // nullptr: external, which this engine does not run
    std::vector<std::string> free_names;  // every name the body mentions
};
struct CallNode {  // 38
    NodeRef callee = nullptr;
    const Builtin* builtin = nullptr;  // set when the callee can only be that one
    std::vector<NodeRef> arguments;
    std::vector<std::string> names;  // of the arguments, in a call with named parameters
};

struct Node {
    std::variant<LiteralNode, NameNode, PathNode, FilterNode, NegationNode, ArithmeticNode,
                 LogicNode, ComparisonNode, BetweenNode, InNode, UnaryTestsNode, InstanceNode,
                 RangeNode, ListNode, ContextNode, ConditionNode, IterationNode, FunctionNode,
                 CallNode>
        content;
};

/// All nodes of one expression. They are freed without recursion, however deep the tree is.
struct Tree {
    std::deque<Node> nodes;
};

}  // namespace foerderwerk::feel
