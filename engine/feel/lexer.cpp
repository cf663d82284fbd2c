// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/lexer.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/feel/code_points.hpp"
#include "engine/types/utf8.hpp"

namespace foerderwerk::feel {

namespace {

using Interval = std::pair<char32_t, char32_t>;

bool within(char32_t c, const auto& intervals) {
    return std::ranges::any_of(intervals,
                               [c](const Interval& i) { return c >= i.first && c <= i.second; });
}

// Grammar rule 61 and the vertical spaces of rule 63.
bool is_blank(char32_t c) {
    static constexpr std::array<Interval, 11> blanks{{{0x09, 0x0D},
                                                      {0x20, 0x20},
                                                      {0x85, 0x85},
                                                      {0xA0, 0xA0},
                                                      {0x1680, 0x1680},
                                                      {0x180E, 0x180E},
                                                      {0x2000, 0x200B},
                                                      {0x2028, 0x2029},
                                                      {0x202F, 0x205F},
                                                      {0x3000, 0x3000},
                                                      {0xFEFF, 0xFEFF}}};
    return within(c, blanks);
}

// Grammar rule 28.
bool is_name_start(char32_t c) {
    static constexpr std::array<Interval, 16> starts{{{'A', 'Z'},
                                                      {'_', '_'},
                                                      {'a', 'z'},
                                                      {0xC0, 0xD6},
                                                      {0xD8, 0xF6},
                                                      {0xF8, 0x2FF},
                                                      {0x370, 0x37D},
                                                      {0x37F, 0x1FFF},
                                                      {0x200C, 0x200D},
                                                      {0x2070, 0x218F},
                                                      {0x2C00, 0x2FEF},
                                                      {0x3001, 0xD7FF},
                                                      {0xF900, 0xFDCF},
                                                      {0xFDF0, 0xFEFE},
                                                      {0xFF00, 0xFFFD},
                                                      {0x10000, 0xEFFFF}}};
    return within(c, starts) && !is_blank(c);
}

// Grammar rule 29.
bool is_name_part(char32_t c) {
    static constexpr std::array<Interval, 4> parts{
        {{'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}}};
    return is_name_start(c) || within(c, parts);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    std::vector<Token> run() {
        while (skip_blanks() && at_ < text_.size()) {
            if (!read_token()) {
                return std::move(tokens_);
            }
        }
        if (tokens_.empty() || tokens_.back().kind != TokenKind::invalid) {
            tokens_.push_back({TokenKind::end, text_.size(), {}});
        }
        return std::move(tokens_);
    }

private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }

    bool invalid(std::string_view reason) {
        tokens_.push_back({TokenKind::invalid, at_, reason});
        return false;
    }

    bool take(TokenKind kind, std::size_t length) {
        tokens_.push_back({kind, at_, text_.substr(at_, length)});
        at_ += length;
        return true;
    }

    // False when the text cannot be read on.
    bool skip_blanks() {
        while (at_ < text_.size()) {
            if (peek() == '/' && (peek(1) == '/' || peek(1) == '*')) {
                if (!skip_comment()) {
                    return false;
                }
                continue;
            }
            const auto c = code_point_at(text_, at_);
            if (!c) {
                return invalid("not UTF-8");
            }
            if (!is_blank(c->value)) {
                return true;
            }
            at_ += c->length;
        }
        return true;
    }

    bool skip_comment() {
        const bool block = peek(1) == '*';
        const std::size_t end = block ? text_.find("*/", at_ + 2) : text_.find('\n', at_);
        if (end == std::string_view::npos && block) {
            return invalid("unfinished comment");
        }
        at_ = end == std::string_view::npos ? text_.size() : end + (block ? 2 : 1);
        return true;
    }

    bool read_token() {
        if (peek() == '"' || starts_single_quoted()) {
            return read_string();
        }
        if (is_digit(peek()) || (peek() == '.' && is_digit(peek(1)))) {
            return read_number();
        }
        const auto c = code_point_at(text_, at_);
        if (!c) {
            return invalid("not UTF-8");
        }
        if (is_name_start(c->value)) {
            return read_name();
        }
        static constexpr std::array<std::string_view, 6> pairs{"**", "<=", ">=", "!=", "..", "->"};
        const bool pair = std::ranges::find(pairs, text_.substr(at_, 2)) != pairs.end();
        return take(TokenKind::symbol, pair ? 2 : c->length);
    }

    bool read_name() {
        std::size_t end = at_;
        while (end < text_.size()) {
            const auto c = code_point_at(text_, end);
            if (!c) {
                at_ = end;
                return invalid("not UTF-8");
            }
            if (!is_name_part(c->value)) {
                break;
            }
            end += c->length;
        }
        return take(TokenKind::name, end - at_);
    }

    // `1..3` is a 1, two points and a 3; an exponent needs a digit after it.
    bool read_number() {
        std::size_t length = digits(0);
        if (peek(length) == '.' && is_digit(peek(length + 1))) {
            length += 1 + digits(length + 1);
        }
        if (peek(length) == 'e' || peek(length) == 'E') {
            const std::size_t sign = peek(length + 1) == '+' || peek(length + 1) == '-' ? 1 : 0;
            if (is_digit(peek(length + 1 + sign))) {
                length += 1 + sign + digits(length + 1 + sign);
            }
        }
        return take(TokenKind::number, length);
    }

    [[nodiscard]] std::size_t digits(std::size_t ahead) const {
        std::size_t count = 0;
        while (is_digit(peek(ahead + count))) {
            ++count;
        }
        return count;
    }

    // SCXML is full of In('id'), because its attributes stand in double quotes. An apostrophe
    // right behind a letter is part of a name, as the grammar has it.
    [[nodiscard]] bool starts_single_quoted() const {
        const bool in_name = !tokens_.empty() && tokens_.back().kind == TokenKind::name &&
                             tokens_.back().offset + tokens_.back().text.size() == at_;
        return peek() == '\'' && !in_name && text_.find('\'', at_ + 1) != std::string_view::npos;
    }

    bool read_string() {
        const char quote = peek();
        std::size_t end = at_ + 1;
        while (end < text_.size() && text_[end] != quote) {
            if (text_[end] == '\\') {
                ++end;
                if (end == text_.size()) {
                    break;
                }
            }
            const auto c = code_point_at(text_, end);
            if (!c) {
                at_ = end;
                return invalid("not UTF-8");
            }
            end += c->length;
        }
        if (end >= text_.size()) {
            return invalid("unfinished string");
        }
        return take(TokenKind::string, end + 1 - at_);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<Token> tokens_;
};

std::optional<char32_t> hex_number(std::string_view digits) {
    char32_t value = 0;
    for (const char c : digits) {
        const auto place = std::string_view("0123456789abcdef")
                               .find(static_cast<char>(c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c));
        if (place == std::string_view::npos) {
            return std::nullopt;
        }
        value = value * 16 + static_cast<char32_t>(place);
    }
    return value;
}

// Reads the digits after `\u` (four) or `\U` (six) at `at` and moves on behind them.
std::optional<char32_t> read_unicode(std::string_view text, std::size_t& at, char letter) {
    const std::size_t count = letter == 'u' ? 4 : 6;
    if (text.size() - at < count) {
        return std::nullopt;
    }
    const auto value = hex_number(text.substr(at, count));
    at += count;
    return value;
}

// Two escapes may stand for the two halves of one code point, as JSON writes it.
std::optional<char32_t> read_code_point(std::string_view text, std::size_t& at, char letter) {
    auto value = read_unicode(text, at, letter);
    const bool high = value && *value >= 0xD800 && *value <= 0xDBFF;
    if (high && text.substr(at, 2) == "\\u") {
        at += 2;
        const auto low = read_unicode(text, at, 'u');
        if (!low || *low < 0xDC00 || *low > 0xDFFF) {
            return std::nullopt;
        }
        return 0x10000 + ((*value - 0xD800) << 10U) + (*low - 0xDC00);
    }
    const bool valid = value && *value <= 0x10FFFF && (*value < 0xD800 || *value > 0xDFFF);
    return valid ? value : std::nullopt;
}

}  // namespace

std::vector<Token> tokenize(std::string_view text) {
    return Lexer(text).run();
}

std::optional<std::string> unquote(std::string_view token) {
    const std::string_view text = token.substr(1, token.size() - 2);
    std::string result;
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] != '\\') {
            result.push_back(text[at++]);
            continue;
        }
        const char letter = text[at + 1];
        at += 2;
        static constexpr std::string_view plain = "\"'\\ntrbf";
        static constexpr std::string_view meaning = "\"'\\\n\t\r\b\f";
        if (letter == 'u' || letter == 'U') {
            const auto value = read_code_point(text, at, letter);
            if (!value) {
                return std::nullopt;
            }
            append_utf8(result, *value);
        } else if (const auto place = plain.find(letter); place != std::string_view::npos) {
            result.push_back(meaning[place]);
        } else {
            // An unknown escape stands for itself, so that regular expressions stay readable.
            result.push_back('\\');
            result.push_back(letter);
        }
    }
    return result;
}

}  // namespace foerderwerk::feel
