// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "engine/dmn/column_values.hpp"
#include "engine/dmn/table_columns.hpp"
#include "engine/feel/compare.hpp"

namespace foerderwerk::dmn {

namespace {

using feel::Kind;
using feel::Value;

constexpr std::size_t assignments_max = 1000;

const Value& valued(const Term& term, const SymbolValues& symbols) {
    return term.symbol ? symbols[*term.symbol] : term.value;
}

std::optional<bool> part_holds(const CellTests::Part& part, const Value& value,
                               const SymbolValues& symbols) {
    if (!part.is_range)
        return feel::equals(value, valued(part.start, symbols), nullptr);
    feel::Range range;
    range.start = valued(part.start, symbols);
    range.end = valued(part.end, symbols);
    range.start_included = part.start_included;
    range.end_included = part.end_included;
    range.form = part.form;
    return feel::contains(range, value, nullptr);
}

}  // namespace

void add_restrictions(std::size_t type, const Types& types,
                      std::vector<feel::Expression>& allowed) {
    while (true) {
        if (types[type].allowed)
            allowed.push_back(*types[type].allowed);
        if (types[type].form != Type::Form::refined)
            return;
        type = types[type].of;
    }
}

std::vector<Value> TableColumns::values(std::size_t index, const SymbolValues& symbols) const {
    const Column& column = columns_[index];
    if (*column.kind == Kind::boolean)
        return {true, false};
    std::vector<Value> found = constants(index);
    if (*column.kind == Kind::string) {
        std::vector<Value> texts;
        for (Value& text : found) {
            if (std::ranges::find(texts, text) == texts.end())
                texts.push_back(std::move(text));
        }
        texts.emplace_back("another text");
        return texts;
    }
    std::vector<feel::Decimal> places;
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        if (symbols_[i].column == index)
            found.push_back(symbols[i]);
    }
    for (const Value& value : found) {
        if (const auto place = place_on_line(value))
            places.push_back(*place);
    }
    std::ranges::sort(places);
    const auto [first, last] = std::ranges::unique(places);
    places.erase(first, last);
    return values_around(places, {*column.kind, column.whole});
}

std::vector<Stretch> TableColumns::stretches(std::size_t index, const SymbolValues& symbols) const {
    const Column& column = columns_[index];
    if (!column.decidable)
        return {{Value(), true}};
    std::vector<Stretch> result;
    for (Value& value : values(index, symbols)) {
        const bool allowed = std::ranges::all_of(
            column.allowed, [&value](const auto& tests) { return accepts(tests, value, {}); });
        if (allowed)
            result.push_back({std::move(value), true});
    }
    if (column.asks_null)
        result.push_back({Value(), false});
    return result;
}

std::optional<std::vector<SymbolValues>> TableColumns::assignments() const {
    std::vector<SymbolValues> all{{}};
    for (const Symbol& symbol : symbols_) {
        std::vector<feel::Expression> restrictions;
        add_restrictions(symbol.type, model_.types(), restrictions);
        const auto possible = [&restrictions](const Value& value) {
            return std::ranges::all_of(
                restrictions, [&value](const auto& tests) { return accepts(tests, value, {}); });
        };
        std::vector<SymbolValues> longer;
        for (const SymbolValues& known : all) {
            for (Value& value : values(symbol.column, known)) {
                if (!possible(value))
                    continue;
                longer.push_back(known);
                longer.back().push_back(std::move(value));
            }
        }
        if (longer.size() > assignments_max)
            return std::nullopt;
        all = std::move(longer);
    }
    return all;
}

std::optional<bool> TableColumns::accepts_value(std::size_t column, std::size_t row,
                                                const Value& value,
                                                const SymbolValues& symbols) const {
    const CellTests& cell = columns_[column].cells[row];
    if (cell.everything)
        return true;
    if (!cell.decidable)
        return std::nullopt;
    bool known = true;
    bool any = false;
    for (const CellTests::Part& part : cell.parts) {
        const auto holds = part_holds(part, value, symbols);
        any = any || holds == true;
        known = known && holds.has_value();
    }
    if (!any && !known)
        return false;  // null is no match
    return any != cell.negated;
}

}  // namespace foerderwerk::dmn
