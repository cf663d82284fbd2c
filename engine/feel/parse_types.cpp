// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/parser.hpp"

namespace foerderwerk::feel {

namespace {

constexpr std::size_t type_depth_max = 50;

Type::Name simple_type(std::string_view name) {
    static constexpr std::pair<std::string_view, Type::Name> names[] = {
        {"Any", Type::Name::any},
        {"Null", Type::Name::null},
        {"boolean", Type::Name::boolean},
        {"number", Type::Name::number},
        {"string", Type::Name::string},
        {"date", Type::Name::date},
        {"time", Type::Name::time},
        {"date and time", Type::Name::date_time},
        {"dateTime", Type::Name::date_time},
        {"days and time duration", Type::Name::days_time_duration},
        {"dayTimeDuration", Type::Name::days_time_duration},
        {"years and months duration", Type::Name::years_months_duration},
        {"yearMonthDuration", Type::Name::years_months_duration},
        {"list", Type::Name::list},
        {"context", Type::Name::context},
        {"function", Type::Name::function},
        {"range", Type::Name::range},
    };
    for (const auto& [text, type] : names) {
        if (text == name) {
            return type;
        }
    }
    return Type::Name::named;
}

// Only in these names is "and" not the operator.
std::size_t words_of_type(const std::vector<Token>& tokens, std::size_t at) {
    static const NameTable names = [] {
        NameTable table;
        table.add("date and time");
        table.add("days and time duration");
        table.add("years and months duration");
        return table;
    }();
    std::string name;
    const std::size_t count = names.match(tokens, at, name);
    return count == 0 ? 1 : count;
}

}  // namespace

Type Parser::type() {
    if (depth_ >= type_depth_max) {
        fail("a type is nested too deeply");
        return {};
    }
    ++depth_;
    Type parsed = type_at_depth();
    --depth_;
    return parsed;
}

Type Parser::type_at_depth() {
    if (current().kind != TokenKind::name) {
        fail("expected a type");
        return {};
    }
    if (next().is("<")) {
        if (current().is_word("context")) {
            return context_type();
        }
        if (current().is_word("function")) {
            return function_type();
        }
        Type generic;
        generic.name = simple_type(current().text);
        if (generic.name != Type::Name::list && generic.name != Type::Name::range) {
            fail("expected list<…> or range<…>");
        }
        advance();
        advance();
        generic.parts.push_back(type());
        expect(">");
        return generic;
    }
    const std::size_t start = at_;
    for (std::size_t count = words_of_type(tokens_, at_); count > 0; --count) {
        advance();
    }
    while (current().is(".") && next().kind == TokenKind::name) {  // of an imported model
        advance();
        advance();
    }
    Type simple;
    simple.custom = joined(start, at_);
    simple.name = simple_type(simple.custom);
    return simple;
}

Type Parser::context_type() {
    Type context;
    context.name = Type::Name::context;
    advance();
    expect("<");
    do {
        std::string name = declared_name(":", ":");
        expect(":");
        context.members.push_back({std::move(name), type()});
    } while (take(","));
    expect(">");
    return context;
}

Type Parser::function_type() {
    Type function;
    function.name = Type::Name::function;
    advance();
    expect("<");
    if (!current().is(">")) {
        do {
            function.parts.push_back(type());
        } while (take(","));
    }
    expect(">");
    expect("->");
    function.parts.push_back(type());
    return function;
}

}  // namespace foerderwerk::feel
