// SPDX-License-Identifier: EUPL-1.2
#include "engine/dmn/compile_steps.hpp"

namespace foerderwerk::dmn {

namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

void keep(Formula& formula, Result<feel::Expression, feel::SyntaxError> parsed,
          const std::string& where, Reasons& reasons) {
    if (parsed.has_value()) {
        formula.parsed = std::move(*parsed);
        return;
    }
    reasons.push_back(reason_at("DMN_FEEL", formula.line,
                                where + ": " + parsed.error().reason + " (byte " +
                                    std::to_string(parsed.error().offset) + " of \"" +
                                    formula.text + "\")"));
}

}  // namespace

Reason reason_at(std::string code, std::size_t line, std::string text) {
    return {std::move(code), "line " + std::to_string(line), std::move(text)};
}

void parse_formula(Formula& formula, const feel::KnownNames& names, const std::string& where,
                   Reasons& reasons) {
    if (trimmed(formula.text).empty())
        return;
    keep(formula, feel::parse_expression(formula.text, names), where, reasons);
}

void parse_tests(Formula& formula, const feel::KnownNames& names, const std::string& where,
                 Reasons& reasons) {
    const std::string_view text = trimmed(formula.text);
    if (text.empty() || text == "-")
        return;
    keep(formula, feel::parse_unary_tests(formula.text, names), where, reasons);
}

}  // namespace foerderwerk::dmn
