// SPDX-License-Identifier: EUPL-1.2
#include "engine/dmn/check_model.hpp"

#include <algorithm>
#include <array>

#include "engine/dmn/check_steps.hpp"

namespace foerderwerk::dmn {

namespace {

constexpr std::array<std::string_view, 4> usual_columns{"Rechtsgrundlage", "Rechtsgrundlagen",
                                                        "Legal basis", "legal basis"};

std::optional<std::size_t> basis_column(const DecisionTable& table, const std::string& wanted) {
    for (std::size_t i = 0; i < table.annotation_names.size(); ++i) {
        const std::string& name = table.annotation_names[i];
        const bool found = wanted.empty()
                               ? std::ranges::find(usual_columns, name) != usual_columns.end()
                               : name == wanted;
        if (found)
            return i;
    }
    return std::nullopt;
}

bool is_blank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n-") == std::string::npos;
}

}  // namespace

std::string row_text(const DecisionTable& table, std::size_t row) {
    const std::string& id = table.rules[row].id;
    return "row " + std::to_string(row + 1) + (id.empty() ? "" : " ('" + id + "')");
}

void walk_model(const Model& model, const WalkVisitor& visitor) {
    for (const KnowledgeModel& knowledge : model.definitions().knowledge) {
        if (knowledge.model == 0)
            walk_knowledge(model, knowledge, visitor);
    }
    for (const Decision& decision : model.definitions().decisions) {
        if (decision.model == 0)
            walk_decision(model, decision, visitor);
    }
}

void check_legal_basis(const TablePlace& place, const std::string& column, Findings& findings) {
    const DecisionTable& table = place.table;
    const auto found = basis_column(table, column);
    const auto add = [&](std::size_t line, std::string rule_id, std::string text,
                         std::string advice) {
        findings.push_back({"LINT_LEGAL_BASIS", Weight::error, line, place.place.element,
                            std::move(rule_id), std::move(text), std::move(advice)});
    };
    if (!found) {
        if (!column.empty()) {
            add(place.line, "", "the table has no annotation column '" + column + "'",
                "Add the column and name in every row the rule it comes from.");
        }
        return;
    }
    for (std::size_t row = 0; row < table.rules.size(); ++row) {
        const Rule& rule = table.rules[row];
        if (*found < rule.annotations.size() && !is_blank(rule.annotations[*found]))
            continue;
        add(rule.line, rule.id, row_text(table, row) + " names no legal basis",
            "Write in the column '" + table.annotation_names[*found] + "' which rule it follows.");
    }
}

Findings check_model(const Model& model, const CheckOptions& options) {
    Findings findings;
    check_usage(model, findings);
    check_kinds(model, findings);
    WalkVisitor visitor;
    visitor.formula = [](const FormulaPlace&) {};
    visitor.cell = visitor.formula;
    visitor.table = [&](const TablePlace& place) {
        check_rows(model, place, findings);
        check_legal_basis(place, options.legal_basis, findings);
    };
    walk_model(model, visitor);
    std::ranges::stable_sort(findings, {}, &Finding::line);
    return findings;
}

}  // namespace foerderwerk::dmn
