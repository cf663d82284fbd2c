// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "engine/feel/builtin.hpp"
#include "engine/feel/compare.hpp"
#include "engine/feel/parser.hpp"
#include "engine/feel/temporal_text.hpp"

namespace foerderwerk::feel {

namespace {

constexpr std::size_t chain_length_max = 150;

const Value* literal_value(NodeRef node) {
    const auto* literal = std::get_if<LiteralNode>(&node->content);
    return literal == nullptr ? nullptr : &literal->value;
}

// Whether an expression may begin here: then `[` opens a filter and does not close a range.
bool may_start_expression(const Token& token) {
    switch (token.kind) {
        case TokenKind::number:
        case TokenKind::string:
            return true;
        case TokenKind::name:
            return !is_keyword(token.text) || token.text == "if" || token.text == "true" ||
                   token.text == "false" || token.text == "null";
        case TokenKind::symbol:
            return token.text == "(" || token.text == "[" || token.text == "{" ||
                   token.text == "-" || token.text == "@" || token.text == "?";
        case TokenKind::end:
        case TokenKind::invalid:
            break;
    }
    return false;
}

}  // namespace

NodeRef Parser::postfix() {
    NodeRef node = primary();
    for (std::size_t links = 0; links < chain_length_max; ++links) {
        if (take(".")) {
            node = path(node);
        } else if (current().is("[") && (!range_end_ || may_start_expression(next()))) {
            node = filter(node);
        } else if (current().is("(")) {
            node = call(node);
        } else if (current().is_word("instance") && next().is_word("of")) {
            node = instance_of(node);
        } else {
            return node;
        }
    }
    return fail("too many parts behind one another");
}

NodeRef Parser::instance_of(NodeRef value) {
    advance();
    advance();
    return make(InstanceNode{value, type()});
}

NodeRef Parser::path(NodeRef base) {
    return make(PathNode{base, path_member()});
}

NodeRef Parser::filter(NodeRef base) {
    advance();
    const std::size_t scope = declared_.size();
    declare("item");
    const NodeRef condition = expression();
    declared_.resize(scope);
    expect("]");
    return make(FilterNode{base, condition});
}

NodeRef Parser::primary() {
    const Token& token = current();
    switch (token.kind) {
        case TokenKind::number:
        case TokenKind::string:
            return literal();
        case TokenKind::name:
            break;
        case TokenKind::symbol:
            if (token.is("(")) {
                return in_parentheses();
            }
            if (token.is("[") || token.is("]")) {
                return in_brackets();
            }
            if (token.is("{")) {
                return context();
            }
            if (token.is("@")) {
                return at_literal();
            }
            if (take("?")) {
                mentioned_.emplace_back("?");
                return make(NameNode{"?", nullptr});
            }
            return fail("not expected here: " + std::string(token.text));
        case TokenKind::end:
        case TokenKind::invalid:
            return fail("an expression is missing");
    }
    if (token.text == "function" && next().is("(")) {
        return function_literal();
    }
    std::string known;
    if (!is_keyword(token.text) || names_.match(tokens_, at_, known) > 0) {
        return name();
    }
    const bool textual =
        token.text == "if" || token.text == "for" || token.text == "some" || token.text == "every";
    return textual ? expression() : literal();
}

NodeRef Parser::literal() {
    const Token token = current();
    advance();
    if (token.kind == TokenKind::number) {
        const auto number = Decimal::parse(token.text);
        return number ? make_literal(*number) : fail("the number is too large");
    }
    if (token.kind == TokenKind::string) {
        auto text = unquote(token.text);
        return text ? make_literal(std::move(*text)) : fail("an escape that means no character");
    }
    if (token.text == "true" || token.text == "false") {
        return make_literal(token.text == "true");
    }
    if (token.text == "null") {
        return make_literal({});
    }
    return fail("not expected here: " + std::string(token.text));
}

// A literal in a named zone is looked up while evaluating: the parser knows no zones.
NodeRef Parser::at_literal() {
    advance();
    const auto text = current().kind == TokenKind::string ? unquote(current().text) : std::nullopt;
    if (!text) {
        return fail("expected a string after @");
    }
    advance();
    const auto value = temporal_from_text(*text);
    if (!value) {
        return make_literal(Value::error("no date, time or duration: " + *text));
    }
    if (text->find('@') == std::string::npos) {
        return make_literal(*value);
    }
    const Builtin* function = find_builtin(value->kind() == Kind::time ? "time" : "date and time");
    return make(CallNode{nullptr, function, {make_literal(*text)}, {}});
}

NodeRef Parser::in_parentheses() {
    advance();
    static constexpr std::string_view comparisons[] = {"<", "<=", ">", ">=", "=", "!="};
    if (std::ranges::any_of(comparisons, [&](std::string_view c) { return current().is(c); })) {
        const NodeRef range = comparison_range();
        expect(")");
        return range;
    }
    const NodeRef inner = expression();
    if (current().is("..")) {
        return range(inner, false);
    }
    expect(")");
    return inner;
}

NodeRef Parser::in_brackets() {
    const bool start_included = current().is("[");
    advance();
    if (start_included && take("]")) {
        return make_literal(List{});
    }
    const NodeRef first = expression();
    if (current().is("..") || !start_included) {
        return range(first, start_included);
    }
    ListNode node{{first}};
    while (take(",")) {
        node.items.push_back(expression());
    }
    expect("]");
    List values;
    for (const NodeRef item : node.items) {
        const Value* value = literal_value(item);
        if (value == nullptr) {
            return make(std::move(node));
        }
        values.push_back(*value);
    }
    return make_literal(std::move(values));
}

NodeRef Parser::range(NodeRef start, bool start_included) {
    expect("..");
    RangeNode node;
    node.start = start;
    node.start_included = start_included;
    node.end = endpoint();
    node.end_included = current().is("]");
    if (!take("]") && !take(")") && !take("[")) {
        return fail("expected the end of the range");
    }
    return make_range_node(node);
}

NodeRef Parser::endpoint() {
    if (depth_ >= depth_max) {
        return fail("nested too deeply");
    }
    ++depth_;
    const bool outer = range_end_;
    range_end_ = true;
    const NodeRef node = sum();
    range_end_ = outer;
    --depth_;
    return node;
}

// A range between literals is built once, here: the cells of decision tables are full of them.
NodeRef Parser::make_range_node(const RangeNode& node) {
    const Value none;
    const Value* start = node.start == nullptr ? &none : literal_value(node.start);
    const Value* end = node.end == nullptr ? &none : literal_value(node.end);
    if (start == nullptr || end == nullptr) {
        return make(node);
    }
    return make_literal(
        make_range({*start, *end, node.start_included, node.end_included, node.form}, nullptr));
}

NodeRef Parser::context() {
    advance();
    ContextNode node;
    const std::size_t scope = declared_.size();
    if (!current().is("}")) {
        do {
            std::string key = context_key();
            expect(":");
            node.entries.emplace_back(key, expression());
            declare(key);
        } while (take(","));
    }
    expect("}");
    declared_.resize(scope);
    return make(std::move(node));
}

NodeRef Parser::function_literal() {
    advance();
    FunctionNode node;
    const std::size_t scope = declared_.size();
    const auto mentioned = static_cast<std::ptrdiff_t>(mentioned_.size());
    parameters(node);
    if (take_word("external")) {
        expression();
    } else {
        node.body = expression();
    }
    declared_.resize(scope);
    node.free_names.assign(mentioned_.begin() + mentioned, mentioned_.end());
    std::ranges::sort(node.free_names);
    const auto repeated = std::ranges::unique(node.free_names);
    node.free_names.erase(repeated.begin(), repeated.end());
    return make(std::move(node));
}

void Parser::parameters(FunctionNode& node) {
    expect("(");
    if (take(")")) {
        return;
    }
    do {
        FunctionNode::Parameter parameter{declared_name(":", ","), nullptr};
        if (take(":")) {
            parameter.type = std::make_shared<const Type>(type());
        }
        declare(parameter.name);
        node.parameters.push_back(std::move(parameter));
    } while (take(","));
    expect(")");
}

NodeRef Parser::call(NodeRef callee) {
    advance();
    CallNode node{.callee = callee, .builtin = nullptr, .arguments = {}, .names = {}};
    const auto* name = std::get_if<NameNode>(&callee->content);
    if (name != nullptr && !is_declared(name->name)) {
        node.builtin = name->builtin;
    }
    if (take(")")) {
        return make(std::move(node));
    }
    do {
        std::string parameter = named_argument();
        const bool first = node.arguments.empty();
        if (!first && parameter.empty() != node.names.empty()) {
            return fail("either all parameters are named or none");
        }
        if (!parameter.empty()) {
            node.names.push_back(std::move(parameter));
        }
        node.arguments.push_back(expression());
    } while (take(","));
    expect(")");
    return make(std::move(node));
}

}  // namespace foerderwerk::feel
