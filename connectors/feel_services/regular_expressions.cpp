// SPDX-License-Identifier: EUPL-1.2
#include "connectors/feel_services/regular_expressions.hpp"

#include <memory>

#include <re2/re2.h>

#include "connectors/feel_services/translate_pattern.hpp"

namespace foerderwerk::feel_services {

namespace {

constexpr std::size_t result_bytes_max = 1'000'000;  // as feel::Limits; growth has to end before

struct Compiled {
    std::unique_ptr<const re2::RE2> expression;
    std::size_t groups = 0;
};

feel::Answer<Compiled> compile(const std::string& pattern, const std::string& flags) {
    const auto translated = translate_pattern(pattern, flags);
    if (!translated.has_value())
        return Failure<std::string>(translated.error());
    re2::RE2::Options options;
    options.set_log_errors(false);
    auto expression = std::make_unique<const re2::RE2>(translated->text, options);
    if (!expression->ok())
        return Failure<std::string>("not a regular expression: " + expression->error());
    return Compiled{std::move(expression), translated->groups};
}

feel::Answer<Compiled> compile_for_parts(const std::string& pattern, const std::string& flags) {
    auto compiled = compile(pattern, flags);
    if (compiled.has_value() && re2::RE2::PartialMatch("", *compiled->expression))
        return Failure<std::string>("the pattern matches the empty text");
    return compiled;
}

/// One piece of a replacement: a text, or the number of a group.
struct Piece {
    std::string text;
    std::optional<std::size_t> group;
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// "$12" means group 12 when there are that many, else group 1 and a 2.
std::size_t read_group(std::string_view text, std::size_t& at, std::size_t groups) {
    std::size_t group = static_cast<std::size_t>(text[at++] - '0');
    while (at < text.size() && is_digit(text[at])) {
        const std::size_t longer = group * 10 + static_cast<std::size_t>(text[at] - '0');
        if (longer > groups)
            break;
        group = longer;
        ++at;
    }
    return group;
}

feel::Answer<std::vector<Piece>> read_replacement(std::string_view text, std::size_t groups) {
    std::vector<Piece> pieces;
    std::string literal;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at++];
        const char next = at < text.size() ? text[at] : '\0';
        if (c == '\\') {
            if (next != '\\' && next != '$') {
                return Failure<std::string>("in the replacement only \\$ and \\\\ are escapes");
            }
            literal += next;
            ++at;
        } else if (c == '$') {
            if (!is_digit(next))
                return Failure<std::string>("in the replacement a $ needs the number of a group");
            pieces.push_back({std::exchange(literal, {}), std::nullopt});
            pieces.push_back({{}, read_group(text, at, groups)});
        } else {
            literal += c;
        }
    }
    pieces.push_back({std::move(literal), std::nullopt});
    return pieces;
}

void append(std::string& result, const std::vector<Piece>& pieces,
            const std::vector<re2::StringPiece>& found) {
    for (const Piece& piece : pieces) {
        if (!piece.group) {
            result += piece.text;
        } else if (*piece.group < found.size()) {
            result.append(found[*piece.group].data(), found[*piece.group].size());
        }
    }
}

/// Calls `on_match(text before it, groups)` for every match from left to right and gives the text
/// after the last one; stops when `on_match` gives false.
template <class OnMatch>
re2::StringPiece for_each_match(const std::string& text, const Compiled& compiled,
                                OnMatch on_match) {
    std::vector<re2::StringPiece> found(compiled.groups + 1);
    std::size_t from = 0;
    // A pattern that does not match the empty text matches no empty part of another: there is no
    // condition that holds in the middle of a text alone. So each turn goes on.
    while (from <= text.size() &&
           compiled.expression->Match(text, from, text.size(), re2::RE2::UNANCHORED, found.data(),
                                      static_cast<int>(found.size()))) {
        const auto start = static_cast<std::size_t>(found[0].data() - text.data());
        const re2::StringPiece before(text.data() + from, start - from);
        from = start + found[0].size();
        if (found[0].empty() || !on_match(before, found))
            break;
    }
    return {text.data() + from, text.size() - from};
}

}  // namespace

feel::Answer<bool> matches(const std::string& text, const std::string& pattern,
                           const std::string& flags) {
    const auto compiled = compile(pattern, flags);
    if (!compiled.has_value())
        return Failure<std::string>(compiled.error());
    return re2::RE2::PartialMatch(text, *compiled->expression);
}

feel::Answer<std::string> replace(const std::string& text, const std::string& pattern,
                                  const std::string& replacement, const std::string& flags) {
    const auto compiled = compile_for_parts(pattern, flags);
    if (!compiled.has_value())
        return Failure<std::string>(compiled.error());
    const auto pieces = read_replacement(replacement, compiled->groups);
    if (!pieces.has_value())
        return Failure<std::string>(pieces.error());
    std::string result;
    const re2::StringPiece rest =
        for_each_match(text, *compiled, [&](re2::StringPiece before, const auto& found) {
            result.append(before.data(), before.size());
            append(result, *pieces, found);
            return result.size() <= result_bytes_max;
        });
    if (result.size() > result_bytes_max)
        return Failure<std::string>("the result is too long");
    result.append(rest.data(), rest.size());
    return result;
}

feel::Answer<std::vector<std::string>> split(const std::string& text, const std::string& pattern) {
    const auto compiled = compile_for_parts(pattern, {});
    if (!compiled.has_value())
        return Failure<std::string>(compiled.error());
    std::vector<std::string> parts;
    const re2::StringPiece rest =
        for_each_match(text, *compiled, [&](re2::StringPiece before, const auto&) {
            parts.emplace_back(before.data(), before.size());
            return true;
        });
    parts.emplace_back(rest.data(), rest.size());
    return parts;
}

}  // namespace foerderwerk::feel_services
