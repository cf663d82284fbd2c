// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "engine/feel/parser.hpp"

namespace foerderwerk::feel {

namespace {

constexpr std::size_t text_size_max = 1'000'000;

}  // namespace

Parser::Parser(std::string_view text, const KnownNames& names) : text_(text) {
    for (const std::string& name : names) {
        names_.add(name);
        declared_.push_back(name);
    }
    if (text.size() > text_size_max) {
        tokens_.push_back({TokenKind::invalid, text_size_max, "the text is too long"});
    } else {
        tokens_ = tokenize(text);
    }
    if (tokens_.back().kind == TokenKind::invalid) {
        at_ = tokens_.size() - 1;
        fail(std::string(current().text));
    }
}

Result<std::shared_ptr<const Node>, SyntaxError> Parser::finish(NodeRef root) {
    if (!failed_ && current().kind != TokenKind::end) {
        fail("not expected here: " + std::string(current().text));
    }
    if (failed_) {
        return Failure<SyntaxError>(error_);
    }
    return std::shared_ptr<const Node>(tree_, root);
}

Result<std::shared_ptr<const Node>, SyntaxError> Parser::parse_whole_expression() {
    return finish(expression());
}

Result<std::shared_ptr<const Node>, SyntaxError> Parser::parse_whole_unary_tests() {
    return finish(unary_tests());
}

const Token& Parser::next() const {
    return tokens_[std::min(at_ + 1, tokens_.size() - 1)];
}

void Parser::advance() {
    if (at_ + 1 < tokens_.size()) {
        ++at_;
    }
}

bool Parser::take(std::string_view symbol) {
    if (!current().is(symbol)) {
        return false;
    }
    advance();
    return true;
}

bool Parser::take_word(std::string_view word) {
    if (!current().is_word(word)) {
        return false;
    }
    advance();
    return true;
}

void Parser::expect(std::string_view symbol) {
    if (!take(symbol)) {
        fail("expected " + std::string(symbol));
    }
}

void Parser::expect_word(std::string_view word) {
    if (!take_word(word)) {
        fail("expected " + std::string(word));
    }
}

NodeRef Parser::fail(std::string reason) {
    if (!failed_) {
        failed_ = true;
        error_ = {current().offset, std::move(reason)};
        at_ = tokens_.size() - 1;
        // What is still on the stack must find an end token, also behind an invalid one.
        tokens_.back() = {TokenKind::end, text_.size(), {}};
    }
    return make_literal({});
}

NodeRef Parser::make_literal(Value value) {
    return make(LiteralNode{std::move(value)});
}

NodeRef Parser::expression() {
    if (depth_ >= depth_max) {
        return fail("nested too deeply");
    }
    ++depth_;
    const bool outer_range_end = range_end_;
    range_end_ = false;
    const NodeRef node = expression_at_depth();
    range_end_ = outer_range_end;
    --depth_;
    return node;
}

NodeRef Parser::expression_at_depth() {
    if (current().is_word("if")) {
        return condition();
    }
    const bool iterates =
        current().is_word("for") || current().is_word("some") || current().is_word("every");
    return iterates ? iteration() : disjunction();
}

NodeRef Parser::condition() {
    advance();
    ConditionNode node;
    node.condition = expression();
    expect_word("then");
    node.yes = expression();
    expect_word("else");
    node.no = expression();
    return make(node);
}

NodeRef Parser::iteration() {
    IterationNode node;
    node.iteration = current().is_word("for")    ? Iteration::for_each
                     : current().is_word("some") ? Iteration::some
                                                 : Iteration::every;
    advance();
    const std::size_t scope = declared_.size();
    const std::size_t mentioned = mentioned_.size();
    do {
        node.iterators.push_back(iterator());
    } while (take(","));
    if (node.iteration == Iteration::for_each) {
        expect_word("return");
        declare("partial");
    } else {
        expect_word("satisfies");
    }
    node.body = expression();
    declared_.resize(scope);
    node.uses_partial = std::find(mentioned_.begin() + static_cast<std::ptrdiff_t>(mentioned),
                                  mentioned_.end(), "partial") != mentioned_.end();
    return make(std::move(node));
}

IterationNode::Iterator Parser::iterator() {
    IterationNode::Iterator iterator;
    iterator.name = declared_name("in", "in");
    expect_word("in");
    iterator.domain = expression();
    if (take("..")) {
        iterator.domain_end = expression();
    }
    declare(iterator.name);
    return iterator;
}

NodeRef Parser::disjunction() {
    const NodeRef first = conjunction();
    if (!current().is_word("or")) {
        return first;
    }
    LogicNode node{.conjunction = false, .operands = {first}};
    while (take_word("or")) {
        node.operands.push_back(conjunction());
    }
    return make(std::move(node));
}

NodeRef Parser::conjunction() {
    const NodeRef first = comparison();
    if (!current().is_word("and")) {
        return first;
    }
    LogicNode node{.conjunction = true, .operands = {first}};
    while (take_word("and")) {
        node.operands.push_back(comparison());
    }
    return make(std::move(node));
}

namespace {

std::optional<Comparison> comparison_of(const Token& token) {
    static constexpr std::pair<std::string_view, Comparison> comparisons[] = {
        {"=", Comparison::equal},   {"!=", Comparison::unequal},
        {"<", Comparison::less},    {"<=", Comparison::less_equal},
        {">", Comparison::greater}, {">=", Comparison::greater_equal},
    };
    for (const auto& [symbol, comparison] : comparisons) {
        if (token.is(symbol)) {
            return comparison;
        }
    }
    return std::nullopt;
}

}  // namespace

NodeRef Parser::comparison() {
    NodeRef left = sum();
    while (true) {
        if (const auto operation = comparison_of(current())) {
            advance();
            left = make(ComparisonNode{*operation, left, sum()});
        } else if (take_word("between")) {
            left = between(left);
        } else if (take_word("in")) {
            left = membership(left);
        } else {
            return left;
        }
    }
}

NodeRef Parser::between(NodeRef value) {
    BetweenNode node{.value = value};
    node.low = sum();
    expect_word("and");
    node.high = sum();
    return make(node);
}

// `x in (1, < 5)` holds tests in parentheses, `x in (1..3)` a range: which one it is shows after
// the first test. Reading on from there, and not again from the start, keeps the time linear.
NodeRef Parser::membership(NodeRef value) {
    InNode node{value, {}};
    if (!take("(")) {
        node.tests.push_back(test());
        return make(std::move(node));
    }
    node.tests = test_list();
    if (current().is("..") && node.tests.size() == 1) {
        node.tests.front().node = range(node.tests.front().node, false);
    } else {
        expect(")");
    }
    return make(std::move(node));
}

template <class Operand>
NodeRef Parser::arithmetic_chain(Operand operand, std::string_view symbols) {
    const NodeRef first = (this->*operand)();
    ArithmeticNode node{first, {}};
    const auto operation = [&]() -> std::optional<Arithmetic> {
        static constexpr std::pair<std::string_view, Arithmetic> operations[] = {
            {"+", Arithmetic::add},    {"-", Arithmetic::subtract}, {"*", Arithmetic::multiply},
            {"/", Arithmetic::divide}, {"**", Arithmetic::power},
        };
        for (const auto& [symbol, arithmetic] : operations) {
            if (current().is(symbol) && symbols.find(symbol) != std::string_view::npos &&
                (symbols == "**") == (symbol == "**")) {
                return arithmetic;
            }
        }
        return std::nullopt;
    };
    while (const auto found = operation()) {
        advance();
        node.rest.emplace_back(*found, (this->*operand)());
    }
    return node.rest.empty() ? first : make(std::move(node));
}

NodeRef Parser::sum() {
    return arithmetic_chain(&Parser::product, "+-");
}

NodeRef Parser::product() {
    return arithmetic_chain(&Parser::power, "*/");
}

NodeRef Parser::power() {
    return arithmetic_chain(&Parser::negation, "**");
}

NodeRef Parser::negation() {
    if (!current().is("-")) {
        return postfix();
    }
    if (depth_ >= depth_max) {
        return fail("nested too deeply");
    }
    ++depth_;
    advance();
    const NodeRef operand = negation();
    --depth_;
    const auto* number = std::get_if<LiteralNode>(&operand->content);
    if (number != nullptr && number->value.kind() == Kind::number) {
        return make_literal(number->value.as_number().negated());
    }
    return make(NegationNode{operand});
}

namespace {

using Parsed = Result<std::shared_ptr<const Node>, SyntaxError>;

}  // namespace

Result<Expression, SyntaxError> parse_expression(std::string_view text, const KnownNames& names) {
    Parsed parsed = Parser(text, names).parse_whole_expression();
    if (!parsed.has_value()) {
        return Failure<SyntaxError>(std::move(parsed.error()));
    }
    Expression expression;
    expression.text_ = std::make_shared<const std::string>(text);
    expression.root_ = std::move(parsed.value());
    return expression;
}

Result<Expression, SyntaxError> parse_unary_tests(std::string_view text, const KnownNames& names) {
    Parsed parsed = Parser(text, names).parse_whole_unary_tests();
    if (!parsed.has_value()) {
        return Failure<SyntaxError>(std::move(parsed.error()));
    }
    Expression expression;
    expression.text_ = std::make_shared<const std::string>(text);
    expression.root_ = std::move(parsed.value());
    return expression;
}

}  // namespace foerderwerk::feel
