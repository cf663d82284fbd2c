// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/dmn/check_steps.hpp"
#include "engine/feel/node.hpp"

namespace foerderwerk::dmn {

/// A name in a cell whose value is not known before, such as the rate of another decision:
/// `>= foerdersatz.satz_je_tag`.
struct Symbol {
    std::string text;
    std::size_t column = 0;
    std::size_t type = 0;  ///< its declared type
};
using SymbolValues = std::vector<feel::Value>;

/// One end of a range, or one value: a constant or a symbol.
struct Term {
    feel::Value value;
    std::optional<std::size_t> symbol;
};

/// The tests of one cell, as far as they are constants and symbols.
struct CellTests {
    struct Part {
        Term start;  ///< of a single value: the value
        Term end;
        bool is_range = false;
        bool start_included = false;
        bool end_included = false;
        feel::RangeForm form = feel::RangeForm::interval;
    };
    bool everything = false;
    bool decidable = true;
    bool negated = false;
    std::vector<Part> parts;
};

struct Column {
    std::optional<feel::Kind> kind;
    bool whole = false;      ///< integers only
    bool decidable = false;  ///< its kind has values that can be listed or stand on a line
    std::vector<feel::Expression> allowed;  ///< what every value of it has to pass
    std::vector<CellTests> cells;           ///< one a row
    bool asks_null = false;
};

/// Adds what the type and the types below it demand of a value.
void add_restrictions(std::size_t type, const Types& types, std::vector<feel::Expression>& allowed);

/// The value of a stretch of a column in which no cell changes its answer.
struct Stretch {
    feel::Value value;
    bool is_expected = true;  ///< false: null, which no table has to answer
};

/// The columns of a table as sets of values. What the cells say wrong, or in a form that cannot
/// be judged, is told as findings.
class TableColumns {
public:
    TableColumns(const Model& model, const TablePlace& place, Findings& findings);

    [[nodiscard]] std::size_t size() const { return columns_.size(); }
    [[nodiscard]] const std::vector<Symbol>& symbols() const { return symbols_; }
    /// Which values of the symbols differ in what the cells answer; nullopt when too many.
    [[nodiscard]] std::optional<std::vector<SymbolValues>> assignments() const;
    [[nodiscard]] std::vector<Stretch> stretches(std::size_t column,
                                                 const SymbolValues& symbols) const;
    /// Whether a cell accepts a value: nullopt when that cannot be judged.
    [[nodiscard]] std::optional<bool> accepts_value(std::size_t column, std::size_t row,
                                                    const feel::Value& value,
                                                    const SymbolValues& symbols) const;

private:
    void read_column(std::size_t column);
    void read_allowed(std::size_t column);
    void guess_kind(std::size_t column);
    CellTests read_cell(std::size_t column, std::size_t row);
    bool read_test(const feel::Test& test, const Formula& cell, CellTests& tests);
    bool read_value(const feel::Value& value, CellTests& tests);
    bool read_range(const feel::RangeNode& range, const Formula& cell, CellTests& tests);
    std::optional<Term> read_term(const feel::Node& node, const Formula& cell);
    std::optional<std::size_t> symbol_of(const feel::Node& node);
    void judge_cell(std::size_t row, const CellTests& tests);
    [[nodiscard]] bool has_wrong_kind(const feel::Value& value) const;
    [[nodiscard]] std::vector<feel::Value> constants(std::size_t column) const;
    [[nodiscard]] std::vector<feel::Value> values(std::size_t column,
                                                  const SymbolValues& symbols) const;
    void add(const char* code, Weight weight, std::size_t row, std::string text,
             const char* advice);

    const Model& model_;
    const TablePlace& place_;
    Findings& findings_;
    std::vector<Column> columns_;
    std::vector<Symbol> symbols_;
    std::size_t column_ = 0;  // the one that is being read
};

}  // namespace foerderwerk::dmn
