// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "engine/feel/compare.hpp"
#include "engine/feel/evaluator.hpp"

namespace foerderwerk::feel {

namespace {

using Truth = std::optional<bool>;

Truth matches_single(const Value& value, const Value& wanted, const Services* services) {
    if (wanted.kind() == Kind::range && value.kind() != Kind::range) {
        return contains(wanted.as_range(), value, services);
    }
    return equals(value, wanted, services);
}

// DMN 1.5, table 55, row for `in`: equal, inside the range, or one of the list.
Truth matches(const Value& value, const Value& wanted, const Services* services) {
    if (wanted.kind() != Kind::list) {
        return matches_single(value, wanted, services);
    }
    for (const Value& item : wanted.as_list()) {
        if (matches_single(value, item, services) == true) {
            return true;
        }
    }
    return value.kind() == Kind::list ? equals(value, wanted, services) : false;
}

}  // namespace

Value Evaluator::visit(const InNode& node) {
    Value storage;
    const Value& value = refer(*node.value, storage);
    const Scope scope{scope_, "?", &value, nullptr};
    const Scope* outer = scope_;
    scope_ = &scope;
    const Truth result = holds(node.tests, look(value));
    scope_ = outer;
    return result ? Value(*result) : error("`in` between values that cannot be compared");
}

Value Evaluator::visit(const UnaryTestsNode& node) {
    if (node.tests.empty()) {
        return true;
    }
    const Value* input = find("?");
    if (input == nullptr) {
        return error("unary tests without a value to test");
    }
    const Truth result = holds(node.tests, look(*input));
    if (!result) {
        return {};
    }
    return *result != node.negated;
}

Evaluator::Truth Evaluator::holds(const std::vector<Test>& tests, const Value& value) {
    bool known = true;
    for (const Test& test : tests) {
        const Truth found = holds(test, value);
        if (found == true) {
            return true;
        }
        known = known && found.has_value();
    }
    return known ? Truth(false) : std::nullopt;
}

Evaluator::Truth Evaluator::holds(const Test& test, const Value& value) {
    Value storage;
    const Value& wanted = look(refer(*test.node, storage));
    const bool verdict =
        wanted.kind() == Kind::boolean && (test.uses_input || value.kind() != Kind::boolean);
    if (verdict) {
        return wanted.as_boolean();
    }
    if (wanted.is_error() && !value.is_null()) {
        return std::nullopt;
    }
    look_inside(wanted);
    look_inside(value);
    return matches(value, wanted, services());
}

}  // namespace foerderwerk::feel
