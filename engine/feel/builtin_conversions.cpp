// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "engine/feel/arguments.hpp"
#include "engine/feel/compare.hpp"
#include "engine/feel/node.hpp"
#include "engine/feel/temporal_text.hpp"

namespace foerderwerk::feel {

namespace {

Value negate(Arguments& arguments) {
    const Value* value = arguments.of_kind(0, Kind::boolean);
    if (value == nullptr) {
        return arguments.at(0).is_null() ? Value() : arguments.wrong();
    }
    return !value->as_boolean();
}

Value string(Arguments& arguments) {
    const Value& value = arguments.at(0);
    return value.is_null() ? Value() : arguments.evaluator().checked(to_text(value));
}

// "" when there is none, nullopt when it is not one of the allowed characters.
std::optional<std::string> separator(Arguments& arguments, std::size_t index,
                                     std::string_view allowed) {
    if (!arguments.has(index)) {
        return "";
    }
    const std::string* text = arguments.text(index);
    const bool known = text != nullptr && text->size() == 1 &&
                       allowed.find(text->front()) != std::string_view::npos;
    return known ? std::optional(*text) : std::nullopt;
}

Value number(Arguments& arguments) {
    if (arguments.at(0).kind() == Kind::number) {
        return arguments.at(0);
    }
    const std::string* from = arguments.text(0);
    if (from == nullptr) {
        return arguments.wrong();
    }
    const auto grouping = separator(arguments, 1, " ,.");
    const auto decimal = separator(arguments, 2, ",.");
    if (!grouping || !decimal || (!grouping->empty() && grouping == decimal)) {
        return arguments.error("not a separator, or the same one twice");
    }
    std::string text = *from;
    if (!grouping->empty()) {
        std::erase(text, grouping->front());
    }
    if (*decimal == ",") {
        if (text.find('.') != std::string::npos) {
            return arguments.error("not a number: " + *from);
        }
        std::ranges::replace(text, ',', '.');
    }
    const auto parsed = Decimal::parse(text);
    return parsed ? Value(*parsed) : arguments.error("not a number: " + *from);
}

Value duration(Arguments& arguments) {
    const Kind kind = arguments.at(0).kind();
    if (kind == Kind::days_time_duration || kind == Kind::years_months_duration) {
        return arguments.at(0);
    }
    const std::string* text = arguments.text(0);
    if (text == nullptr) {
        return arguments.wrong();
    }
    const auto value = duration_from_text(*text);
    return value ? *value : arguments.error("not a duration: " + *text);
}

// Same kind and the same in every part: a time with "Z" is not one without (section 10.3.4.7).
Value is(Arguments& arguments) {
    return arguments.at(0) == arguments.at(1);
}

bool is_literal(NodeRef node) {
    return std::holds_alternative<LiteralNode>(node->content);
}

bool is_endpoint(NodeRef node) {
    if (node == nullptr || is_literal(node)) {
        return true;
    }
    const auto* call = std::get_if<CallNode>(&node->content);
    return call != nullptr && call->builtin != nullptr &&
           std::ranges::all_of(call->arguments, is_literal);
}

// The text of a range whose ends are literals or calls such as `date("…")` (DMN 1.5, table 68).
Value range(Arguments& arguments) {
    const std::string* text = arguments.text(0);
    if (text == nullptr) {
        return arguments.wrong();
    }
    const auto parsed = parse_expression(*text);
    if (!parsed.has_value()) {
        return arguments.error("not a range: " + *text);
    }
    const auto* node = std::get_if<RangeNode>(&parsed->root().content);
    const bool constant = is_literal(&parsed->root()) ||
                          (node != nullptr && is_endpoint(node->start) && is_endpoint(node->end));
    Environment environment = arguments.evaluator().environment();
    environment.variables = nullptr;
    const Value value = constant ? evaluate(*parsed, environment).value : Value();
    const bool open = value.kind() != Kind::range ||
                      (value.as_range().start.is_null() && value.as_range().end.is_null());
    return open ? arguments.error("not a range: " + *text) : value;
}

}  // namespace

std::span<const Builtin> conversion_builtins() {
    static const Builtin builtins[] = {
        {"not", "negand", negate},
        {"string", "from", string},
        {"number", "from,grouping separator?,decimal separator?", number},
        {"duration", "from", duration},
        {"range", "from", range},
        {"is", "value1?,value2?", is},
    };
    return builtins;
}

}  // namespace foerderwerk::feel
