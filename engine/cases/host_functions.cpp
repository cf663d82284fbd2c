// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/host_functions.hpp"

#include <algorithm>
#include <array>

#include "engine/cases/house_function.hpp"
#include "engine/cases/step.hpp"
#include "engine/types/iban.hpp"

namespace foerderwerk::cases {

namespace {

using feel::Kind;
using feel::Value;
using Answer = std::optional<Value>;

/// `{name}` or `{name:05}` (padded with zeros to that width).
std::optional<std::string> placeholder(const std::string& inside, const feel::Context& values) {
    const std::size_t colon = inside.find(':');
    const Value* value = values.find(inside.substr(0, colon));
    if (value == nullptr || value->is_null()) {
        return std::nullopt;
    }
    std::string text = feel::to_text(*value);
    if (colon == std::string::npos) {
        return text;
    }
    const std::string width = inside.substr(colon + 1);
    const bool digits =
        !width.empty() && width.size() <= 2 &&
        std::all_of(width.begin(), width.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits) {
        return std::nullopt;
    }
    const auto length = static_cast<std::size_t>(std::stoi(width));
    return std::string(length > text.size() ? length - text.size() : 0, '0') + text;
}

Answer identifier(const HouseCall& call) {
    const std::vector<Value>& arguments = call.arguments();
    if (arguments[0].kind() != Kind::string || arguments[1].kind() != Kind::context) {
        return std::nullopt;
    }
    const std::string& pattern = arguments[0].as_string();
    std::string text;
    for (std::size_t at = 0; at < pattern.size();) {
        const std::size_t close = pattern.find('}', at);
        if (pattern[at] != '{' || close == std::string::npos) {
            text += pattern[at++];
            continue;
        }
        const std::string inside = pattern.substr(at + 1, close - at - 1);
        const auto filled = placeholder(inside, arguments[1].as_context());
        if (!filled.has_value()) {
            return Value::error("kennung: {" + inside + "} cannot be filled");
        }
        text += *filled;
        at = close + 1;
    }
    return Value(std::move(text));
}

Answer valid_iban(const HouseCall& call) {
    return Value(call.text(0).has_value() && Iban::parse(*call.text(0)).has_value());
}

std::span<const HouseFunction> identifier_functions() {
    static const std::array<HouseFunction, 2> functions = {{
        {"kennung", {"muster", "werte"}, 2, "kennung takes a pattern and a context", identifier, 1},
        {"iban_gueltig", {"iban"}, 0, "iban_gueltig takes a text", valid_iban, 1},
    }};
    return functions;
}

Value called(const HouseFunction& function, const std::vector<Value>& arguments,
             const FunctionScope& scope) {
    if (arguments.size() >= function.required && arguments.size() <= function.parameters.size()) {
        if (auto answer = function.call(HouseCall(function.name, arguments, scope))) {
            return std::move(*answer);
        }
    }
    return Value::error(function.usage);
}

}  // namespace

std::vector<feel::HostFunction> host_functions(const FunctionScope& scope) {
    std::vector<feel::HostFunction> functions;
    for (const auto group : {first_calendar_functions(), deadline_functions(),
                             working_day_functions(), money_functions(), identifier_functions()}) {
        for (const HouseFunction& function : group) {
            if (function.since <= scope.semantics && scope.semantics <= function.until) {
                functions.push_back({function.name, function.parameters,
                                     [&function, &scope](const std::vector<Value>& arguments) {
                                         return called(function, arguments, scope);
                                     }});
            }
        }
    }
    return functions;
}

const std::vector<feel::HostFunction>& host_functions() {
    static const FunctionScope scope{
        .law = calendar::built_in_law(), .log = nullptr, .semantics = semantics_version};
    static const std::vector<feel::HostFunction> functions = host_functions(scope);
    return functions;
}

}  // namespace foerderwerk::cases
