// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <map>
#include <set>

#include "engine/dmn/column_values.hpp"
#include "engine/dmn/table_columns.hpp"
#include "engine/feel/free_names.hpp"

namespace foerderwerk::dmn {

namespace {

// Beyond this a table is generated, and its author has other means than reading findings.
constexpr std::size_t steps_max = 300'000;
constexpr std::size_t gaps_max = 5;
constexpr std::size_t overlaps_max = 10;

/// Rows of a table as a set.
class Rows {
public:
    explicit Rows(std::size_t count) : words_((count + 63) / 64) {}
    void add(std::size_t row) { words_[row / 64] |= std::uint64_t{1} << (row % 64); }
    [[nodiscard]] bool has(std::size_t row) const {
        return ((words_[row / 64] >> (row % 64)) & 1u) != 0;
    }
    [[nodiscard]] bool none() const {
        return std::ranges::all_of(words_, [](std::uint64_t word) { return word == 0; });
    }
    Rows& operator&=(const Rows& other) {
        for (std::size_t i = 0; i < words_.size(); ++i)
            words_[i] &= other.words_[i];
        return *this;
    }
    Rows& operator|=(const Rows& other) {
        for (std::size_t i = 0; i < words_.size(); ++i)
            words_[i] |= other.words_[i];
        return *this;
    }
    friend auto operator<=>(const Rows&, const Rows&) = default;

private:
    std::vector<std::uint64_t> words_;
};

/// The rows that surely match so far, and those that may: a cell that cannot be judged may.
struct Candidates {
    Rows surely;
    Rows maybe;
    bool expected = true;
    friend auto operator<=>(const Candidates&, const Candidates&) = default;
};

struct StretchRows {
    Stretch stretch;
    Candidates rows;
};

class RowCheck {
public:
    RowCheck(const Model& model, const TablePlace& place, Findings& findings)
        : place_(place),
          table_(place.table),
          findings_(findings),
          columns_(model, place, findings),
          reached_(table_.rules.size()),
          deciding_(table_.rules.size()) {}

    void run() {
        const auto assignments = columns_.assignments();
        if (!assignments)
            return give_up();
        read_outputs();
        for (const SymbolValues& symbols : *assignments) {
            if (!sweep_with(symbols))
                return give_up();
        }
        report_unreachable();
    }

private:
    bool sweep_with(const SymbolValues& symbols) {
        symbols_ = &symbols;
        seen_.clear();
        path_.assign(columns_.size(), 0);
        stretches_.clear();
        for (std::size_t column = 0; column < columns_.size(); ++column) {
            stretches_.push_back(rows_of(column, symbols));
            if (stretches_.back().empty())
                return true;  // no value at all is allowed there: nothing can be asked
        }
        const std::size_t count = table_.rules.size();
        Candidates all{Rows(count), Rows(count), true};
        for (std::size_t row = 0; row < count; ++row) {
            all.surely.add(row);
            all.maybe.add(row);
        }
        return sweep(0, all);
    }

    [[nodiscard]] std::vector<StretchRows> rows_of(std::size_t column,
                                                   const SymbolValues& symbols) const {
        std::vector<StretchRows> result;
        const std::size_t count = table_.rules.size();
        for (Stretch& stretch : columns_.stretches(column, symbols)) {
            Candidates rows{Rows(count), Rows(count), stretch.is_expected};
            for (std::size_t row = 0; row < count; ++row) {
                const auto verdict = columns_.accepts_value(column, row, stretch.value, symbols);
                if (verdict == true)
                    rows.surely.add(row);
                if (verdict != false)
                    rows.maybe.add(row);
            }
            result.push_back({std::move(stretch), std::move(rows)});
        }
        return result;
    }

    /// Goes through the columns; false when that takes too long.
    bool sweep(std::size_t column, const Candidates& rows) {
        if (rows.maybe.none()) {
            report_gap(column, rows);
            return true;
        }
        if (column == columns_.size()) {
            judge(rows);
            return true;
        }
        if (!seen_.insert({column, rows}).second)
            return true;
        std::optional<Candidates> before;
        for (std::size_t i = 0; i < stretches_[column].size(); ++i) {
            if (++steps_ > steps_max)
                return false;
            const StretchRows& here = stretches_[column][i];
            Candidates next = rows;
            next.surely &= here.rows.surely;
            next.maybe &= here.rows.maybe;
            next.expected = next.expected && here.stretch.is_expected;
            if (before == next)
                continue;
            path_[column] = i;
            if (!sweep(column + 1, next))
                return false;
            before = std::move(next);
        }
        return true;
    }

    void judge(const Candidates& rows) {
        reached_ |= rows.maybe;
        std::vector<std::size_t> surely;
        for (std::size_t row = 0; row < table_.rules.size(); ++row) {
            if (rows.surely.has(row))
                surely.push_back(row);
        }
        for (std::size_t row = 0; row < table_.rules.size(); ++row) {
            const bool beaten =
                std::ranges::any_of(surely, [&](std::size_t other) { return beats(other, row); });
            if (rows.maybe.has(row) && !beaten)
                deciding_.add(row);
        }
        for (std::size_t i = 0; i < surely.size(); ++i) {
            for (std::size_t j = i + 1; j < surely.size(); ++j)
                report_overlap(surely[i], surely[j]);
        }
    }

    /// Whether a match of `other` keeps `row` from giving the result.
    [[nodiscard]] bool beats(std::size_t other, std::size_t row) const {
        if (table_.policy == HitPolicy::first)
            return other < row;
        if (table_.policy != HitPolicy::priority || !ranks_[other] || !ranks_[row])
            return false;
        return *ranks_[other] < *ranks_[row] || (*ranks_[other] == *ranks_[row] && other < row);
    }

    void read_outputs() {
        for (const Rule& rule : table_.rules) {
            std::optional<feel::List> outputs = feel::List{};
            for (const Formula& output : rule.outputs) {
                const bool constant =
                    !output.parsed || feel::free_names(output.parsed->root()).empty();
                if (!constant)
                    outputs.reset();
                if (!outputs)
                    break;
                outputs->push_back(output.parsed ? feel::evaluate(*output.parsed, {}).value
                                                 : feel::Value());
            }
            ranks_.push_back(outputs ? std::optional(ranks_of(*outputs)) : std::nullopt);
            outputs_.push_back(std::move(outputs));
        }
    }

    [[nodiscard]] std::vector<std::size_t> ranks_of(const feel::List& outputs) const {
        std::vector<std::size_t> ranks;
        for (std::size_t i = 0; i < std::min(outputs.size(), table_.outputs.size()); ++i) {
            const auto& priorities = table_.outputs[i].priorities;
            const auto found = std::ranges::find(priorities, outputs[i]);
            ranks.push_back(static_cast<std::size_t>(found - priorities.begin()));
        }
        return ranks;
    }

    /// The values on the way here, as a FEEL context; columns not yet reached take any.
    [[nodiscard]] std::string example(std::size_t reached) const {
        std::string text;
        for (std::size_t column = 0; column < columns_.size(); ++column) {
            const std::vector<StretchRows>& all = stretches_[column];
            const std::size_t index = column < reached ? path_[column] : 0;
            const feel::Value& value = all[index].stretch.value;
            if (value.is_null() && all[index].stretch.is_expected)
                continue;  // a column without a type: no value of it can be named
            const InputClause& clause = table_.inputs[column];
            const bool plain =
                clause.expression.text.find_first_of(" +-*/()[]{}\"'<>=,;:") == std::string::npos &&
                !clause.expression.text.empty();
            const std::string& name = plain ? clause.expression.text : clause.label;
            text += (text.empty() ? "" : ", ") + (plain ? name : feel_literal(name)) + ": " +
                    feel_literal(value);
        }
        return "{" + text + "}" + assumption();
    }

    [[nodiscard]] std::string assumption() const {
        std::string text;
        for (std::size_t i = 0; i < symbols_->size(); ++i) {
            text += (i == 0 ? " where " : " and ") + columns_.symbols()[i].text + " is " +
                    feel_literal((*symbols_)[i]);
        }
        return text;
    }

    [[nodiscard]] Weight weight() const {
        return symbols_->empty() ? Weight::error : Weight::warning;
    }

    void report_gap(std::size_t column, const Candidates& rows) {
        const bool lists = table_.policy == HitPolicy::collect ||
                           table_.policy == HitPolicy::rule_order ||
                           table_.policy == HitPolicy::output_order;
        const bool has_default = std::ranges::any_of(
            table_.outputs, [](const OutputClause& o) { return o.fallback.parsed.has_value(); });
        if (lists || has_default || !rows.expected || gaps_ == gaps_max || told_under_assumption())
            return;
        ++gaps_;
        add("LINT_GAP", weight(), std::nullopt, "no row matches " + example(column),
            "Add a row for it, or a default output.");
    }

    // What one assumed value shows, the next would show again.
    bool told_under_assumption() {
        if (symbols_->empty() || gap_assumption_ == symbols_)
            return false;
        if (gap_assumption_ != nullptr)
            return true;
        gap_assumption_ = symbols_;
        return false;
    }

    void report_overlap(std::size_t first, std::size_t second) {
        const bool unique = table_.policy == HitPolicy::unique;
        if (!unique && table_.policy != HitPolicy::any)
            return;
        if (overlaps_.size() == overlaps_max || !overlaps_.insert({first, second}).second)
            return;
        if (!unique && give_the_same(first, second))
            return;
        const std::string rows = row_text(table_, first) + " and " + row_text(table_, second);
        if (!unique && (!outputs_[first] || !outputs_[second])) {
            add("LINT_UNDECIDED", Weight::note, second,
                rows + " both match " + example(columns_.size()) +
                    "; whether they then give the same cannot be judged",
                "Read both outputs; hit policy ANY needs them equal.");
            return;
        }
        add("LINT_OVERLAP", weight(), second,
            rows + " both match " + example(columns_.size()) +
                (unique ? "" : " and give different outputs"),
            "Narrow one of them, or choose a hit policy that says which one counts.");
    }

    [[nodiscard]] bool give_the_same(std::size_t first, std::size_t second) const {
        if (outputs_[first] && outputs_[second])
            return *outputs_[first] == *outputs_[second];
        const auto& left = table_.rules[first].outputs;
        const auto& right = table_.rules[second].outputs;
        return std::ranges::equal(left, right, {}, &Formula::text, &Formula::text);
    }

    void report_unreachable() {
        for (std::size_t row = 0; row < table_.rules.size(); ++row) {
            if (!reached_.has(row)) {
                add("LINT_UNREACHABLE", Weight::error, row,
                    row_text(table_, row) + " matches no allowed input",
                    "Take the row out, or correct its cells or the allowed values.");
            } else if (!deciding_.has(row)) {
                add("LINT_UNREACHABLE", Weight::error, row,
                    row_text(table_, row) +
                        " never gives the result: rows that go before it match all it matches",
                    "Take the row out, move it up, or narrow the rows before it.");
            }
        }
    }

    void give_up() {
        add("LINT_UNDECIDED", Weight::note, std::nullopt,
            "the table has more combinations than can be gone through",
            "Divide it into several decisions.");
    }

    void add(const char* code, Weight weight, std::optional<std::size_t> row, std::string text,
             const char* advice) {
        findings_.push_back({code, weight, row ? table_.rules[*row].line : place_.line,
                             place_.place.element, row ? table_.rules[*row].id : std::string(),
                             std::move(text), advice});
    }

    const TablePlace& place_;
    const DecisionTable& table_;
    Findings& findings_;
    TableColumns columns_;
    std::vector<std::optional<feel::List>> outputs_;  // of each row, when they are constants
    std::vector<std::optional<std::vector<std::size_t>>> ranks_;
    Rows reached_;   // rows that some input matches
    Rows deciding_;  // rows that give the result for some input

    const SymbolValues* symbols_ = nullptr;
    const SymbolValues* gap_assumption_ = nullptr;
    std::vector<std::vector<StretchRows>> stretches_;
    std::vector<std::size_t> path_;
    std::set<std::pair<std::size_t, Candidates>> seen_;
    std::size_t steps_ = 0;
    std::size_t gaps_ = 0;
    std::set<std::pair<std::size_t, std::size_t>> overlaps_;
};

}  // namespace

void check_rows(const Model& model, const TablePlace& place, Findings& findings) {
    if (!place.table.rules.empty())
        RowCheck(model, place, findings).run();
}

}  // namespace foerderwerk::dmn
