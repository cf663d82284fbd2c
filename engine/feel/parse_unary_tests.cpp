// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "engine/feel/parser.hpp"

namespace foerderwerk::feel {

NodeRef Parser::unary_tests() {
    UnaryTestsNode node;
    if (current().is("-") && next().kind == TokenKind::end) {
        advance();
        return make(std::move(node));
    }
    // `not(…)` around the whole cell negates the tests; `not(…)` as a part of one is the function.
    const std::size_t start = at_;
    if (current().is_word("not") && next().is("(")) {
        advance();
        advance();
        node.tests = test_list();
        node.negated = true;
        if (current().is(")") && next().kind == TokenKind::end) {
            advance();
            return make(std::move(node));
        }
        if (failed_) {
            return make(std::move(node));
        }
        at_ = start;
        node = {};
    }
    node.tests = test_list();
    return make(std::move(node));
}

std::vector<Test> Parser::test_list() {
    std::vector<Test> tests;
    do {
        tests.push_back(test());
    } while (take(","));
    return tests;
}

Test Parser::test() {
    static constexpr std::string_view comparisons[] = {"<", "<=", ">", ">=", "=", "!="};
    const auto mentioned = static_cast<std::ptrdiff_t>(mentioned_.size());
    Test test;
    if (std::ranges::any_of(comparisons, [&](std::string_view c) { return current().is(c); })) {
        test.node = comparison_range();
    } else {
        test.node = expression();
        test.uses_input =
            std::find(mentioned_.begin() + mentioned, mentioned_.end(), "?") != mentioned_.end();
    }
    return test;
}

NodeRef Parser::comparison_range() {
    const std::string_view symbol = current().text;
    advance();
    RangeNode node;
    node.form = symbol == "<"    ? RangeForm::less
                : symbol == "<=" ? RangeForm::less_equal
                : symbol == ">"  ? RangeForm::greater
                : symbol == ">=" ? RangeForm::greater_equal
                : symbol == "="  ? RangeForm::equal
                                 : RangeForm::unequal;
    const NodeRef operand = endpoint();
    if (node.form != RangeForm::less && node.form != RangeForm::less_equal) {
        node.start = operand;
        node.start_included = node.form != RangeForm::greater;
    }
    if (node.form != RangeForm::greater && node.form != RangeForm::greater_equal) {
        node.end = operand;
        node.end_included = node.form != RangeForm::less;
    }
    return make_range_node(node);
}

}  // namespace foerderwerk::feel
