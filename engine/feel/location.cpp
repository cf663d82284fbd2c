// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/location.hpp"

#include <span>

#include "engine/feel/lexer.hpp"

namespace foerderwerk::feel {

namespace {

using Parts = std::span<const Location::Part>;
using Assigned = Result<Value, std::string>;

Failure<SyntaxError> refused(std::size_t offset, std::string reason) {
    return Failure<SyntaxError>(SyntaxError{offset, std::move(reason)});
}

// Place of the bracket that closes the one at `open`; the number of tokens when there is none.
std::size_t closing_bracket(const std::vector<Token>& tokens, std::size_t open) {
    std::size_t depth = 0;
    for (std::size_t i = open; i < tokens.size(); ++i) {
        if (tokens[i].is("[")) {
            ++depth;
        } else if (tokens[i].is("]") && --depth == 0) {
            return i;
        }
    }
    return tokens.size();
}

Failure<std::string> impossible(std::string reason) {
    return Failure<std::string>(std::move(reason));
}

Assigned put(const Value& current, Parts parts, const Value& value, const Environment& environment);

Assigned put_member(const Value& current, Parts parts, const Value& value,
                    const Environment& environment) {
    const std::string& name = parts.front().member;
    if (current.kind() != Kind::context) {
        return impossible("a member of something that is no context: " + name);
    }
    const Value* old = current.find(name);
    if (old == nullptr && parts.size() > 1) {
        return impossible("no such member: " + name);
    }
    Assigned inner = put(old == nullptr ? Value() : *old, parts.subspan(1), value, environment);
    if (!inner.has_value()) {
        return inner;
    }
    Context changed = current.as_context();
    changed.set(name, std::move(*inner));
    return Value(std::move(changed));
}

Assigned put_item(const Value& current, Parts parts, const Value& value,
                  const Environment& environment) {
    if (current.kind() != Kind::list) {
        return impossible("an item of something that is no list");
    }
    const Value index = evaluate(*parts.front().index, environment).value;
    if (index.kind() != Kind::number) {
        return impossible(index.is_error() ? index.error_reason() : "an index that is no number");
    }
    const auto size = static_cast<std::int64_t>(current.as_list().size());
    const auto place = index.as_number().to_int64();
    if (!place || *place == 0 || *place > size || *place < -size) {
        return impossible("no such place in the list: " + index.as_number().to_string());
    }
    const auto at = static_cast<std::size_t>(*place > 0 ? *place - 1 : size + *place);
    Assigned inner = put(current.as_list()[at], parts.subspan(1), value, environment);
    if (!inner.has_value()) {
        return inner;
    }
    List changed = current.as_list();
    changed[at] = std::move(*inner);
    return Value(std::move(changed));
}

Assigned put(const Value& current, Parts parts, const Value& value,
             const Environment& environment) {
    if (parts.empty()) {
        return value;
    }
    Assigned changed = parts.front().index == nullptr
                           ? put_member(current, parts, value, environment)
                           : put_item(current, parts, value, environment);
    if (changed.has_value() && changed->is_error()) {
        return impossible(changed->error_reason());
    }
    return changed;
}

}  // namespace

Result<Location, SyntaxError> parse_location(std::string_view text) {
    const std::vector<Token> tokens = tokenize(text);
    if (tokens.back().kind == TokenKind::invalid) {
        return refused(tokens.back().offset, std::string(tokens.back().text));
    }
    if (tokens.front().kind != TokenKind::name) {
        return refused(0, "expected a name");
    }
    Location location{std::string(tokens.front().text), {}};
    std::size_t at = 1;
    while (tokens[at].kind != TokenKind::end) {
        if (location.parts.size() == static_cast<std::size_t>(Value::nesting_max)) {
            return refused(tokens[at].offset, "too many parts");
        }
        if (tokens[at].is(".") && tokens[at + 1].kind == TokenKind::name) {
            location.parts.push_back({std::string(tokens[at + 1].text), nullptr});
            at += 2;
            continue;
        }
        const std::size_t end = tokens[at].is("[") ? closing_bracket(tokens, at) : tokens.size();
        if (end == tokens.size()) {
            return refused(tokens[at].offset, "expected .member or [index]");
        }
        const std::size_t from = tokens[at].offset + 1;
        auto index = parse_expression(text.substr(from, tokens[end].offset - from));
        if (!index.has_value()) {
            return refused(from + index.error().offset, std::move(index.error().reason));
        }
        location.parts.push_back({{}, std::make_shared<const Expression>(std::move(*index))});
        at = end + 1;
    }
    return location;
}

Result<Value, std::string> assign(const Location& location, const Value& current, Value value,
                                  const Environment& environment) {
    return put(current, location.parts, value, environment);
}

}  // namespace foerderwerk::feel
