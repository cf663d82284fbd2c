// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foerderwerk::feel {

enum class TokenKind {
    end,
    name,  ///< letters and digits only: which tokens make up one name, the parser knows
    number,
    string,   ///< with its quotes, double or single, and escapes
    symbol,   ///< an operator, a bracket, `..`, `->`, or one character of no other kind
    invalid,  ///< an unfinished string or comment, or bytes that are not UTF-8
};

struct Token {
    TokenKind kind = TokenKind::end;
    std::size_t offset = 0;
    std::string_view text;  ///< of an invalid token: the reason

    [[nodiscard]] bool is(std::string_view symbol) const {
        return kind == TokenKind::symbol && text == symbol;
    }
    [[nodiscard]] bool is_word(std::string_view word) const {
        return kind == TokenKind::name && text == word;
    }
};

/// Cuts a text into tokens (DMN 1.5, section 10.3.1.4); blanks and comments fall away. The last
/// token is the only one of kind end or invalid. The tokens refer into `text`.
[[nodiscard]] std::vector<Token> tokenize(std::string_view text);

/// The text that a string token stands for; nullopt for an escape that means no character.
[[nodiscard]] std::optional<std::string> unquote(std::string_view token);

}  // namespace foerderwerk::feel
