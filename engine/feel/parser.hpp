// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/feel/expression.hpp"
#include "engine/feel/lexer.hpp"
#include "engine/feel/node.hpp"

namespace foerderwerk::feel {

/// Which sequences of tokens are one name: "years and months duration", the inputs of a decision,
/// and every name the text itself introduces. Blanks between tokens do not count.
class NameTable {
public:
    void add(std::string_view name);
    /// Number of tokens, 0 when none of the names stands at `at`; the longest one wins.
    [[nodiscard]] std::size_t match(const std::vector<Token>& tokens, std::size_t at,
                                    std::string& name) const;

private:
    struct Known {
        std::string name;
        std::vector<std::string> tokens;
    };
    std::map<std::string, std::vector<Known>, std::less<>> by_first_token_;
};

/// Recursive descent. After the first error it stands at the end of the text and everything it
/// still builds is thrown away, so no caller has to look.
class Parser {
public:
    Parser(std::string_view text, const KnownNames& names);

    [[nodiscard]] Result<std::shared_ptr<const Node>, SyntaxError> parse_whole_expression();
    [[nodiscard]] Result<std::shared_ptr<const Node>, SyntaxError> parse_whole_unary_tests();

private:
    // parse_expression.cpp
    NodeRef expression();
    NodeRef expression_at_depth();
    NodeRef condition();
    NodeRef iteration();
    IterationNode::Iterator iterator();
    NodeRef disjunction();
    NodeRef conjunction();
    NodeRef comparison();
    NodeRef between(NodeRef value);
    NodeRef membership(NodeRef value);
    NodeRef sum();
    NodeRef product();
    NodeRef power();
    NodeRef negation();
    template <class Operand>
    NodeRef arithmetic_chain(Operand operand, std::string_view symbols);

    // parse_unary_tests.cpp
    NodeRef unary_tests();
    std::vector<Test> test_list();
    Test test();
    NodeRef comparison_range();

    // parse_primary.cpp
    NodeRef postfix();
    NodeRef instance_of(NodeRef value);
    NodeRef path(NodeRef base);
    NodeRef filter(NodeRef base);
    NodeRef primary();
    NodeRef literal();
    NodeRef at_literal();
    NodeRef name();  // parse_names.cpp
    NodeRef in_parentheses();
    NodeRef in_brackets();
    NodeRef context();
    NodeRef range(NodeRef start, bool start_included);
    NodeRef endpoint();
    NodeRef make_range_node(const RangeNode& node);
    NodeRef function_literal();
    NodeRef call(NodeRef callee);

    // parse_names.cpp
    std::string path_member();
    std::string context_key();
    std::string declared_name(std::string_view stop, std::string_view other_stop);
    std::string named_argument();
    Type type();
    Type type_at_depth();
    Type context_type();
    Type function_type();
    void parameters(FunctionNode& node);
    [[nodiscard]] std::string joined(std::size_t from, std::size_t to) const;
    [[nodiscard]] bool is_declared(std::string_view name) const;
    void declare(const std::string& name);

    [[nodiscard]] const Token& current() const { return tokens_[at_]; }
    [[nodiscard]] const Token& next() const;
    void advance();
    bool take(std::string_view symbol);
    bool take_word(std::string_view word);
    void expect(std::string_view symbol);
    void expect_word(std::string_view word);
    NodeRef fail(std::string reason);
    template <class Content>
    NodeRef make(Content content);
    NodeRef make_literal(Value value);
    Result<std::shared_ptr<const Node>, SyntaxError> finish(NodeRef root);

    // Deeper nesting than this in a text is an attack or a generated file, not a rule.
    static constexpr std::size_t depth_max = 150;

    std::string_view text_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    NameTable names_;
    std::vector<std::string> declared_;
    // Names mentioned since the outermost function literal began; the inner ones take their part.
    std::vector<std::string> mentioned_;
    bool failed_ = false;
    SyntaxError error_;
    // In `[a..b[` the last bracket closes the range unless an expression follows it.
    bool range_end_ = false;
    std::shared_ptr<Tree> tree_ = std::make_shared<Tree>();
};

[[nodiscard]] bool is_keyword(std::string_view word);

template <class Content>
NodeRef Parser::make(Content content) {
    return &tree_->nodes.emplace_back(Node{std::move(content)});
}

}  // namespace foerderwerk::feel
