// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/function.hpp"
#include "engine/feel/temporal_text.hpp"
#include "engine/feel/value.hpp"

namespace foerderwerk::feel {

namespace {

std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            result.push_back('\\');
        }
        result.push_back(c);
    }
    return result + "\"";
}

// Inside a list or context a text stands in quotes, so that its end can be seen.
std::string part_text(const Value& value) {
    return value.kind() == Kind::string ? quoted(value.as_string()) : to_text(value);
}

std::string list_text(const List& list) {
    std::string text = "[";
    for (const Value& item : list) {
        text += text.size() > 1 ? ", " : "";
        text += part_text(item);
    }
    return text + "]";
}

std::string context_text(const Context& context) {
    std::string text = "{";
    for (const auto& [name, value] : context.entries()) {
        text += text.size() > 1 ? ", " : "";
        text += name + ": " + part_text(value);
    }
    return text + "}";
}

std::string range_text(const Range& range) {
    switch (range.form) {
        case RangeForm::less:
            return "(< " + part_text(range.end) + ")";
        case RangeForm::less_equal:
            return "(<= " + part_text(range.end) + ")";
        case RangeForm::greater:
            return "(> " + part_text(range.start) + ")";
        case RangeForm::greater_equal:
            return "(>= " + part_text(range.start) + ")";
        case RangeForm::equal:
            return "(= " + part_text(range.start) + ")";
        case RangeForm::unequal:
            return "(!= " + part_text(range.start) + ")";
        case RangeForm::interval:
            break;
    }
    return (range.start_included ? "[" : "(") + part_text(range.start) + ".." +
           part_text(range.end) + (range.end_included ? "]" : ")");
}

std::string function_text(const Function& function) {
    std::string text;
    for (const Function::Parameter& parameter : function.parameters()) {
        text += (text.empty() ? "" : ", ") + parameter.name;
    }
    return "function(" + text + ")";
}

}  // namespace

std::string to_text(const Value& value) {
    switch (value.kind()) {
        case Kind::null:
            return "null";
        case Kind::boolean:
            return value.as_boolean() ? "true" : "false";
        case Kind::number:
            return value.as_number().to_string();
        case Kind::string:
            return value.as_string();
        case Kind::date:
            return text_of(value.as_date());
        case Kind::time:
            return text_of(value.as_time());
        case Kind::date_time:
            return text_of(value.as_date_time());
        case Kind::days_time_duration:
            return text_of(value.as_days_time_duration());
        case Kind::years_months_duration:
            return text_of(value.as_years_months_duration());
        case Kind::list:
            return list_text(value.as_list());
        case Kind::context:
            return context_text(value.as_context());
        case Kind::range:
            return range_text(value.as_range());
        case Kind::function:
            return function_text(value.as_function());
    }
    return {};
}

}  // namespace foerderwerk::feel
