// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>

#include "engine/feel/builtin.hpp"
#include "engine/feel/parser.hpp"

namespace foerderwerk::feel {

namespace {

// Characters that may stand inside a name (grammar rule 30).
bool is_additional_symbol(const Token& token) {
    static constexpr std::array<std::string_view, 8> symbols{".", "/", "-", "'",
                                                             "’", "+", "*", "?"};
    return token.kind == TokenKind::symbol &&
           (token.text == "**" || std::ranges::find(symbols, token.text) != symbols.end());
}

bool may_be_in_name(const Token& token) {
    return token.kind == TokenKind::name || token.kind == TokenKind::number ||
           is_additional_symbol(token);
}

// The names of built-in functions and types that consist of several tokens.
const NameTable& standard_names() {
    static const NameTable table = [] {
        NameTable names;
        for (const Builtin& builtin : all_builtins()) {
            names.add(builtin.name);
        }
        return names;
    }();
    return table;
}

}  // namespace

bool is_keyword(std::string_view word) {
    static constexpr std::array<std::string_view, 20> keywords{
        "and",  "or",    "if",    "then",      "else",     "for",     "return",
        "in",   "some",  "every", "satisfies", "of",       "between", "instance",
        "true", "false", "null",  "function",  "external", "return"};
    return std::ranges::find(keywords, word) != keywords.end();
}

void NameTable::add(std::string_view name) {
    const std::vector<Token> tokens = tokenize(name);
    if (tokens.size() <= 2 || tokens.back().kind == TokenKind::invalid) {
        return;  // one token is a name without being known
    }
    Known known{std::string(name), {}};
    for (const Token& token : tokens) {
        if (token.kind != TokenKind::end) {
            known.tokens.emplace_back(token.text);
        }
    }
    by_first_token_[known.tokens.front()].push_back(std::move(known));
}

std::size_t NameTable::match(const std::vector<Token>& tokens, std::size_t at,
                             std::string& name) const {
    const auto found = by_first_token_.find(tokens[at].text);
    if (found == by_first_token_.end()) {
        return 0;
    }
    std::size_t longest = 0;
    for (const Known& known : found->second) {
        const std::size_t count = known.tokens.size();
        const bool fits =
            count > longest && count < tokens.size() - at &&
            std::equal(known.tokens.begin(), known.tokens.end(),
                       tokens.begin() + static_cast<std::ptrdiff_t>(at),
                       [](const std::string& text, const Token& t) { return text == t.text; });
        if (fits) {
            longest = count;
            name = known.name;
        }
    }
    return longest;
}

bool Parser::is_declared(std::string_view name) const {
    return std::ranges::find(declared_, name) != declared_.end();
}

void Parser::declare(const std::string& name) {
    declared_.push_back(name);
    names_.add(name);
}

// The tokens as one name: a run of blanks between two of them counts as one space.
std::string Parser::joined(std::size_t from, std::size_t to) const {
    std::string name;
    for (std::size_t i = from; i < to; ++i) {
        const Token& token = tokens_[i];
        const bool gap =
            i > from && tokens_[i - 1].offset + tokens_[i - 1].text.size() < token.offset;
        name += gap ? " " : "";
        name += token.text;
    }
    return name;
}

NodeRef Parser::name() {
    std::string name;
    std::size_t count = names_.match(tokens_, at_, name);
    std::string standard;
    if (const std::size_t other = standard_names().match(tokens_, at_, standard); other > count) {
        count = other;
        name = standard;
    }
    if (count == 0) {
        // Several words before a bracket can only be a function that the host adds.
        std::size_t end = at_ + 1;
        while (tokens_[end].kind == TokenKind::name && !is_keyword(tokens_[end].text)) {
            ++end;
        }
        count = tokens_[end].is("(") ? end - at_ : 1;
        name = joined(at_, at_ + count);
    }
    for (; count > 0; --count) {
        advance();
    }
    mentioned_.push_back(name);
    const Builtin* builtin = find_builtin(name);
    return make(NameNode{std::move(name), builtin});
}

std::string Parser::path_member() {
    if (current().kind != TokenKind::name) {
        fail("expected a name");
        return {};
    }
    std::string name;
    std::size_t count = names_.match(tokens_, at_, name);
    if (count == 0) {
        std::size_t end = at_ + 1;
        while (tokens_[end].kind == TokenKind::name && !is_keyword(tokens_[end].text)) {
            ++end;
        }
        count = end - at_;
        name = joined(at_, end);
    }
    for (; count > 0; --count) {
        advance();
    }
    return name;
}

std::string Parser::context_key() {
    if (current().kind != TokenKind::string) {
        return declared_name(":", ":");
    }
    auto key = unquote(current().text);
    if (!key) {
        fail("an escape that means no character");
        return {};
    }
    advance();
    return std::move(*key);
}

std::string Parser::declared_name(std::string_view stop, std::string_view other_stop) {
    const std::size_t start = at_;
    const auto stands_at = [&](std::string_view end) {
        return current().is(end) || current().is_word(end);
    };
    while (may_be_in_name(current()) && !stands_at(stop) && !stands_at(other_stop)) {
        advance();
    }
    if (at_ == start || tokens_[start].kind != TokenKind::name) {
        fail("expected a name");
        return {};
    }
    return joined(start, at_);
}

std::string Parser::named_argument() {
    std::size_t end = at_;
    if (current().kind != TokenKind::name) {
        return {};
    }
    while (may_be_in_name(tokens_[end])) {
        ++end;
    }
    if (!tokens_[end].is(":")) {
        return {};
    }
    std::string name = joined(at_, end);
    at_ = end + 1;
    return name;
}

}  // namespace foerderwerk::feel
