// SPDX-License-Identifier: EUPL-1.2
#include "engine/dmn/table_columns.hpp"

#include <algorithm>

#include "engine/dmn/column_values.hpp"
#include "engine/dmn/infer_kind.hpp"
#include "engine/dmn/type.hpp"
#include "engine/feel/compare.hpp"
#include "engine/feel/free_names.hpp"

namespace foerderwerk::dmn {

namespace {

using feel::Kind;
using feel::Value;

constexpr std::size_t symbols_max = 2;

/// "a.b.c" for a name or a path of names; empty for anything else.
std::string path_text(const feel::Node& node) {
    if (const auto* name = std::get_if<feel::NameNode>(&node.content))
        return name->name == "?" ? std::string() : name->name;
    const auto* path = std::get_if<feel::PathNode>(&node.content);
    const std::string base = path == nullptr ? std::string() : path_text(*path->base);
    return base.empty() ? base : base + "." + path->member;
}

/// The declared type of a name or a path of names, with its restrictions; 0 when there is none.
std::size_t declared_type(const feel::Node& node, const VisibleNames& names, const Types& types) {
    if (const auto* name = std::get_if<feel::NameNode>(&node.content)) {
        const std::size_t* type = names.find(name->name);
        return type == nullptr ? 0 : *type;
    }
    const auto* path = std::get_if<feel::PathNode>(&node.content);
    if (path == nullptr)
        return 0;
    std::size_t base = declared_type(*path->base, names, types);
    while (types[base].form == Type::Form::refined)
        base = types[base].of;
    for (const auto& [member, type] : types[base].members) {
        if (member == path->member)
            return type;
    }
    return 0;
}

bool is_whole_type(std::size_t type, const Types& types) {
    while (types[type].form == Type::Form::refined)
        type = types[type].of;
    return types[type].name == "integer" || types[type].name == "long";
}

void add_constants(const Value& value, std::vector<Value>& into) {
    if (value.kind() == Kind::range) {
        add_constants(value.as_range().start, into);
        add_constants(value.as_range().end, into);
    } else if (value.kind() == Kind::list) {
        for (const Value& item : value.as_list())
            add_constants(item, into);
    } else if (!value.is_null()) {
        into.push_back(value);
    }
}

/// Needs nothing from outside: no name but those of functions, and not those that ask the day.
bool is_constant(const feel::Node& node) {
    return std::ranges::all_of(feel::free_names(node), [](const feel::FreeName& name) {
        return name.is_builtin && name.name != "now" && name.name != "today";
    });
}

void add_literals(const feel::Node& node, const feel::Expression& whole, std::vector<Value>& into) {
    if (is_constant(node) && !std::holds_alternative<feel::UnaryTestsNode>(node.content)) {
        add_constants(feel::constant_value(whole, node), into);
        return;
    }
    feel::for_each_child(node, [&](const feel::Node& child) { add_literals(child, whole, into); });
}

}  // namespace

TableColumns::TableColumns(const Model& model, const TablePlace& place, Findings& findings)
    : model_(model), place_(place), findings_(findings), columns_(place.table.inputs.size()) {
    for (std::size_t column = 0; column < columns_.size(); ++column)
        read_column(column);
}

void TableColumns::read_column(std::size_t index) {
    column_ = index;
    Column& column = columns_[index];
    read_allowed(index);
    if (!column.kind)
        guess_kind(index);
    column.decidable = column.kind && (has_line(*column.kind) || *column.kind == Kind::string ||
                                       *column.kind == Kind::boolean);
    bool told = false;
    for (std::size_t row = 0; row < place_.table.rules.size(); ++row) {
        column.cells.push_back(read_cell(index, row));
        CellTests& tests = column.cells.back();
        if (tests.everything)
            continue;
        if (!column.decidable) {
            tests.decidable = false;
            if (!std::exchange(told, true)) {
                add("LINT_UNDECIDED", Weight::note, row,
                    "the column '" + place_.table.inputs[index].label +
                        "' has no type whose values can be gone through",
                    "Give the column a type; until then only tests show gaps and overlaps.");
            }
        } else if (!tests.decidable) {
            add("LINT_UNDECIDED", Weight::note, row,
                "the cell '" + place_.table.rules[row].inputs[index].text +
                    "' cannot be judged: it is more than constants and names",
                "Read it with care, or move the calculation into a decision of its own.");
        } else {
            judge_cell(row, tests);
        }
    }
}

void TableColumns::read_allowed(std::size_t index) {
    const InputClause& clause = place_.table.inputs[index];
    Column& column = columns_[index];
    const Types& types = model_.types();
    std::size_t declared = 0;
    if (clause.expression.parsed)
        declared = declared_type(clause.expression.parsed->root(), place_.place.names, types);
    if (clause.allowed.parsed)
        column.allowed.push_back(*clause.allowed.parsed);
    add_restrictions(clause.type.index, types, column.allowed);
    add_restrictions(declared, types, column.allowed);
    column.kind = known_of_type(types, clause.type.index).kind;
    if (!column.kind && clause.expression.parsed) {
        column.kind =
            infer_kind(clause.expression.parsed->root(), place_.place.names, types, nullptr).kind;
    }
    column.whole = is_whole_type(clause.type.index, types) || is_whole_type(declared, types);
}

// Without a type the cells say what kind of values they expect.
void TableColumns::guess_kind(std::size_t index) {
    std::vector<Value> found;
    for (const Rule& rule : place_.table.rules) {
        if (index < rule.inputs.size() && rule.inputs[index].parsed)
            add_literals(rule.inputs[index].parsed->root(), *rule.inputs[index].parsed, found);
    }
    const bool of_one_kind = std::ranges::all_of(
        found, [&found](const Value& value) { return value.kind() == found.front().kind(); });
    if (!found.empty() && of_one_kind)
        columns_[index].kind = found.front().kind();
}

CellTests TableColumns::read_cell(std::size_t index, std::size_t row) {
    const Rule& rule = place_.table.rules[row];
    CellTests tests;
    if (index >= rule.inputs.size() || !rule.inputs[index].parsed) {
        tests.everything = true;
        return tests;
    }
    const Formula& cell = rule.inputs[index];
    const auto* root = std::get_if<feel::UnaryTestsNode>(&cell.parsed->root().content);
    if (root == nullptr) {
        tests.decidable = false;
        return tests;
    }
    tests.everything = root->tests.empty();
    tests.negated = root->negated;
    for (const feel::Test& test : root->tests)
        tests.decidable = read_test(test, cell, tests) && tests.decidable;
    return tests;
}

bool TableColumns::read_test(const feel::Test& test, const Formula& cell, CellTests& tests) {
    if (test.uses_input)
        return false;
    if (const auto* range = std::get_if<feel::RangeNode>(&test.node->content))
        return read_range(*range, cell, tests);
    const auto term = read_term(*test.node, cell);
    if (!term)
        return false;
    if (!term->symbol)
        return read_value(term->value, tests);
    tests.parts.push_back({*term, {}, false, false, false, feel::RangeForm::interval});
    return true;
}

bool TableColumns::read_value(const Value& value, CellTests& tests) {
    if (value.kind() == Kind::list) {
        return std::ranges::all_of(value.as_list(), [&](const Value& item) {
            return item.kind() != Kind::list && read_value(item, tests);
        });
    }
    if (value.kind() == Kind::context || value.kind() == Kind::function || value.is_error())
        return false;
    CellTests::Part part;
    if (value.kind() == Kind::range) {
        const feel::Range& range = value.as_range();
        part = {{range.start, {}},    {range.end, {}},    true,
                range.start_included, range.end_included, range.form};
        // Text between two texts is a set that cannot be gone through.
        if (range.start.kind() == Kind::string || range.end.kind() == Kind::string)
            return false;
    } else {
        part.start.value = value;
        columns_[column_].asks_null = columns_[column_].asks_null || value.is_null();
        // A cell of true or false in a column of another kind is a verdict, not a value.
        if (value.kind() == Kind::boolean && columns_[column_].kind != Kind::boolean)
            return false;
    }
    tests.parts.push_back(std::move(part));
    return true;
}

bool TableColumns::read_range(const feel::RangeNode& range, const Formula& cell, CellTests& tests) {
    CellTests::Part part{{}, {}, true, range.start_included, range.end_included, range.form};
    for (const auto& [node, term] : {std::pair{range.start, &part.start}, {range.end, &part.end}}) {
        if (node == nullptr)
            continue;
        auto read = read_term(*node, cell);
        if (!read || read->value.kind() == Kind::string || read->value.is_error())
            return false;
        *term = std::move(*read);
    }
    tests.parts.push_back(std::move(part));
    return true;
}

std::optional<Term> TableColumns::read_term(const feel::Node& node, const Formula& cell) {
    if (is_constant(node)) {
        Value value = feel::constant_value(*cell.parsed, node);
        return value.is_error() ? std::nullopt : std::optional(Term{std::move(value), {}});
    }
    const auto symbol = symbol_of(node);
    return symbol ? std::optional(Term{{}, symbol}) : std::nullopt;
}

std::optional<std::size_t> TableColumns::symbol_of(const feel::Node& node) {
    const std::string text = path_text(node);
    const Column& column = columns_[column_];
    const Known known = infer_kind(node, place_.place.names, model_.types(), nullptr);
    if (text.empty() || !column.kind || known.kind != column.kind || !has_line(*column.kind))
        return std::nullopt;
    const auto found = std::ranges::find(symbols_, text, &Symbol::text);
    if (found != symbols_.end() && found->column == column_)
        return static_cast<std::size_t>(found - symbols_.begin());
    if (found != symbols_.end() || symbols_.size() == symbols_max)
        return std::nullopt;
    symbols_.push_back({text, column_, declared_type(node, place_.place.names, model_.types())});
    return symbols_.size() - 1;
}

bool TableColumns::has_wrong_kind(const Value& value) const {
    return !value.is_null() && value.kind() != *columns_[column_].kind;
}

void TableColumns::judge_cell(std::size_t row, const CellTests& tests) {
    const std::string& label = place_.table.inputs[column_].label;
    for (const CellTests::Part& part : tests.parts) {
        for (const Term* term : {&part.start, &part.end}) {
            if (term->symbol || !has_wrong_kind(term->value))
                continue;
            add("LINT_TYPE", Weight::error, row,
                feel_literal(term->value) + " is a " + kind_name(term->value.kind()) +
                    ", the column '" + label + "' holds values of the kind " +
                    kind_name(*columns_[column_].kind),
                "Correct the cell, or the type of its column.");
        }
        const bool is_text = !part.is_range && part.start.value.kind() == Kind::string;
        const auto refuses = [&part](const feel::Expression& allowed) {
            return !accepts(allowed, part.start.value, {});
        };
        if (is_text && std::ranges::any_of(columns_[column_].allowed, refuses)) {
            add("LINT_TYPE", Weight::error, row,
                feel_literal(part.start.value) + " is none of the values that the column '" +
                    label + "' allows",
                "Correct the spelling, or allow the value.");
        }
    }
}

std::vector<Value> TableColumns::constants(std::size_t index) const {
    const Column& column = columns_[index];
    std::vector<Value> found;
    for (const CellTests& cell : column.cells) {
        for (const CellTests::Part& part : cell.parts) {
            add_constants(part.start.value, found);
            add_constants(part.end.value, found);
        }
    }
    for (const feel::Expression& allowed : column.allowed)
        add_literals(allowed.root(), allowed, found);
    std::erase_if(found, [&](const Value& value) { return value.kind() != *column.kind; });
    return found;
}

void TableColumns::add(const char* code, Weight weight, std::size_t row, std::string text,
                       const char* advice) {
    const Rule& rule = place_.table.rules[row];
    findings_.push_back({code, weight, rule.inputs[column_].line, place_.place.element, rule.id,
                         row_text(place_.table, row) + ": " + std::move(text), advice});
}

}  // namespace foerderwerk::dmn
