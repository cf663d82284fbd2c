// SPDX-License-Identifier: EUPL-1.2
#include "engine/dmn/infer_kind.hpp"

#include <algorithm>
#include <array>

#include "engine/feel/builtin.hpp"
#include "engine/feel/free_names.hpp"

namespace foerderwerk::dmn {

namespace {

using feel::Arithmetic;
using feel::Kind;

constexpr std::array kind_names{
    "null",
    "boolean",
    "number",
    "string",
    "date",
    "time",
    "date and time",
    "days and time duration",
    "years and months duration",
    "list",
    "context",
    "range",
    "function",
};

struct Gives {
    std::string_view builtin;
    Kind kind;
};
constexpr std::array gives{
    Gives{"date", Kind::date},
    Gives{"time", Kind::time},
    Gives{"date and time", Kind::date_time},
    Gives{"today", Kind::date},
    Gives{"now", Kind::date_time},
    Gives{"number", Kind::number},
    Gives{"string", Kind::string},
    Gives{"decimal", Kind::number},
    Gives{"floor", Kind::number},
    Gives{"ceiling", Kind::number},
    Gives{"round up", Kind::number},
    Gives{"round down", Kind::number},
    Gives{"round half up", Kind::number},
    Gives{"round half down", Kind::number},
    Gives{"modulo", Kind::number},
    Gives{"sqrt", Kind::number},
    Gives{"count", Kind::number},
    Gives{"string length", Kind::number},
    Gives{"upper case", Kind::string},
    Gives{"lower case", Kind::string},
    Gives{"substring", Kind::string},
    Gives{"not", Kind::boolean},
    Gives{"all", Kind::boolean},
    Gives{"any", Kind::boolean},
    Gives{"contains", Kind::boolean},
    Gives{"starts with", Kind::boolean},
    Gives{"ends with", Kind::boolean},
    Gives{"list contains", Kind::boolean},
    Gives{"years and months duration", Kind::years_months_duration},
};

bool is_duration(Kind kind) {
    return kind == Kind::days_time_duration || kind == Kind::years_months_duration;
}

bool is_point(Kind kind) {
    return kind == Kind::date || kind == Kind::time || kind == Kind::date_time;
}

bool can_add(Arithmetic operation, Kind left, Kind right) {
    const bool add = operation == Arithmetic::add;
    if (left == Kind::string || right == Kind::string)
        return add && left == right;
    if (is_point(left))
        return is_duration(right) || (!add && is_point(right));
    if (is_duration(left))
        return left == right || (add && is_point(right));
    return false;
}

// DMN 1.5, tables 56 to 59.
bool can_calculate(Arithmetic operation, Kind left, Kind right) {
    if (left == Kind::number && right == Kind::number)
        return true;
    switch (operation) {
        case Arithmetic::add:
        case Arithmetic::subtract:
            return can_add(operation, left, right);
        case Arithmetic::multiply:
            return (is_duration(left) && right == Kind::number) ||
                   (left == Kind::number && is_duration(right));
        case Arithmetic::divide:
            return is_duration(left) && (right == Kind::number || right == left);
        case Arithmetic::power:
            return false;
    }
    return false;
}

bool has_order(Kind kind) {
    return kind == Kind::number || kind == Kind::string || is_point(kind) || is_duration(kind);
}

class Inference {
public:
    Inference(const VisibleNames& names, const Types& types, std::vector<std::string>* mistakes)
        : names_(names), types_(types), mistakes_(mistakes) {}

    Known infer(const feel::Node& node) {
        return std::visit([&](const auto& content) { return of(content, node); }, node.content);
    }

private:
    Known of(const feel::LiteralNode& literal, const feel::Node&) {
        if (literal.value.is_null())
            return {};
        return {literal.value.kind(), 0};
    }

    Known of(const feel::NameNode& name, const feel::Node&) {
        if (names_.may_be_members || bindings_ > 0)
            return {};
        const std::size_t* type = names_.find(name.name);
        return type == nullptr ? Known{} : known_of_type(types_, *type);
    }

    Known of(const feel::PathNode& path, const feel::Node&) {
        const Known base = infer(*path.base);
        if (base.type == 0)
            return {};
        const auto& members = types_[base.type].members;
        const auto found = std::ranges::find(members, path.member,
                                             [](const auto& member) { return member.first; });
        return found == members.end() ? Known{} : known_of_type(types_, found->second);
    }

    Known of(const feel::NegationNode& negation, const feel::Node&) {
        const Known operand = infer(*negation.operand);
        if (operand.kind && *operand.kind != Kind::number && !is_duration(*operand.kind))
            tell("a " + kind_name(*operand.kind) + " has no negative");
        return {operand.kind, 0};
    }

    Known of(const feel::ArithmeticNode& sum, const feel::Node&) {
        static constexpr std::array symbols{"+", "-", "*", "/", "**"};
        Known left = infer(*sum.first);
        for (const auto& [operation, operand] : sum.rest) {
            const Known right = infer(*operand);
            const bool known = left.kind && right.kind;
            if (known && !can_calculate(operation, *left.kind, *right.kind)) {
                tell("'" + std::string(symbols[static_cast<std::size_t>(operation)]) +
                     "' between a " + kind_name(*left.kind) + " and a " + kind_name(*right.kind));
            }
            // Only numbers and texts surely keep their kind.
            const bool kept = known && left.kind == right.kind && !is_point(*left.kind) &&
                              (operation != Arithmetic::divide || *left.kind == Kind::number);
            left = kept ? Known{left.kind, 0} : Known{};
        }
        return left;
    }

    Known of(const feel::LogicNode& logic, const feel::Node&) {
        for (const feel::NodeRef operand : logic.operands) {
            const Known known = infer(*operand);
            if (known.kind && *known.kind != Kind::boolean) {
                tell(std::string(logic.conjunction ? "'and'" : "'or'") + " with a " +
                     kind_name(*known.kind));
            }
        }
        return {Kind::boolean, 0};
    }

    Known of(const feel::ComparisonNode& comparison, const feel::Node&) {
        const Known left = infer(*comparison.left);
        const Known right = infer(*comparison.right);
        const bool equality = comparison.comparison == feel::Comparison::equal ||
                              comparison.comparison == feel::Comparison::unequal;
        compare(left, right, equality);
        return {Kind::boolean, 0};
    }

    Known of(const feel::BetweenNode& between, const feel::Node&) {
        const Known value = infer(*between.value);
        compare(value, infer(*between.low), false);
        compare(value, infer(*between.high), false);
        return {Kind::boolean, 0};
    }

    Known of(const feel::ConditionNode& condition, const feel::Node&) {
        const Known test = infer(*condition.condition);
        if (test.kind && *test.kind != Kind::boolean)
            tell("a " + kind_name(*test.kind) + " as the condition of 'if'");
        const Known yes = infer(*condition.yes);
        const Known no = infer(*condition.no);
        return yes.kind == no.kind ? Known{yes.kind, 0} : Known{};
    }

    Known of(const feel::CallNode& call, const feel::Node&) {
        for (const feel::NodeRef argument : call.arguments)
            (void)infer(*argument);
        if (call.builtin == nullptr || call.callee == nullptr)
            return {};
        const auto* const found = std::ranges::find(gives, call.builtin->name, &Gives::builtin);
        return found == gives.end() ? Known{} : Known{found->kind, 0};
    }

    // What follows binds names of its own, whose kinds are not followed.
    Known of(const feel::FilterNode&, const feel::Node& node) { return inside(node, {}); }
    Known of(const feel::IterationNode& loop, const feel::Node& node) {
        const bool is_list = loop.iteration == feel::Iteration::for_each;
        return inside(node, {is_list ? Kind::list : Kind::boolean, 0});
    }
    Known of(const feel::FunctionNode&, const feel::Node& node) {
        return inside(node, {Kind::function, 0});
    }
    Known of(const feel::ContextNode&, const feel::Node& node) {
        return inside(node, {Kind::context, 0});
    }
    Known of(const feel::InNode&, const feel::Node& node) {
        return inside(node, {Kind::boolean, 0});
    }
    Known of(const feel::UnaryTestsNode&, const feel::Node& node) {
        each(node);
        return {Kind::boolean, 0};
    }
    Known of(const feel::InstanceNode&, const feel::Node& node) {
        each(node);
        return {Kind::boolean, 0};
    }
    Known of(const feel::RangeNode&, const feel::Node& node) {
        each(node);
        return {Kind::range, 0};
    }
    Known of(const feel::ListNode&, const feel::Node& node) {
        each(node);
        return {Kind::list, 0};
    }

    void each(const feel::Node& node) {
        feel::for_each_child(node, [this](const feel::Node& child) { (void)infer(child); });
    }

    Known inside(const feel::Node& node, Known known) {
        ++bindings_;
        each(node);
        --bindings_;
        return known;
    }

    void compare(const Known& left, const Known& right, bool equality) {
        if (!left.kind || !right.kind)
            return;
        if (*left.kind != *right.kind) {
            tell("a " + kind_name(*left.kind) + " is compared with a " + kind_name(*right.kind));
        } else if (!equality && !has_order(*left.kind)) {
            tell("values of the kind " + kind_name(*left.kind) + " have no order");
        }
    }

    void tell(std::string mistake) {
        if (mistakes_ != nullptr)
            mistakes_->push_back(std::move(mistake));
    }

    const VisibleNames& names_;
    const Types& types_;
    std::vector<std::string>* mistakes_;
    std::size_t bindings_ = 0;
};

}  // namespace

std::string kind_name(Kind kind) {
    return kind_names[static_cast<std::size_t>(kind)];
}

Known known_of_type(const Types& types, std::size_t type) {
    while (types[type].form == Type::Form::refined)
        type = types[type].of;
    switch (types[type].form) {
        case Type::Form::kind:
            return {types[type].kind, type};
        case Type::Form::list:
            return {Kind::list, type};
        case Type::Form::members:
            return {Kind::context, type};
        case Type::Form::any:
        case Type::Form::refined:
            break;
    }
    return {};
}

Known infer_kind(const feel::Node& node, const VisibleNames& names, const Types& types,
                 std::vector<std::string>* mistakes) {
    return Inference(names, types, mistakes).infer(node);
}

}  // namespace foerderwerk::dmn
