// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "engine/dmn/evaluation.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::dmn {

namespace {

feel::Expression aggregator(const char* text) {
    auto parsed = feel::parse_expression(text);
    FOERDERWERK_REQUIRE(parsed.has_value(), "the aggregators are FEEL");
    return std::move(*parsed);
}

class TableEvaluation {
public:
    TableEvaluation(Evaluation& evaluation, const DecisionTable& table, const Scope* scope)
        : evaluation_(evaluation), table_(table), scope_(scope) {}

    feel::Value run() {
        if (!read_inputs())
            return {};
        find_matches();
        if (matches_.empty())
            return unmatched();
        switch (table_.policy) {
            case HitPolicy::unique:
                return unique();
            case HitPolicy::first:
                return output_of(matches_.front());
            case HitPolicy::any:
                return any();
            case HitPolicy::priority:
                return by_priority().front();
            case HitPolicy::output_order:
                return feel::Value(by_priority());
            case HitPolicy::rule_order:
            case HitPolicy::collect:
                break;
        }
        return aggregated(outputs());
    }

private:
    // An input outside its allowed values is an error of the data, not a row that is missing.
    bool read_inputs() {
        inputs_.reserve(table_.inputs.size());
        for (const InputClause& clause : table_.inputs) {
            feel::Value value =
                evaluation_.typed(evaluation_.formula(clause.expression, scope_), clause.type);
            if (clause.allowed.parsed &&
                !accepts(*clause.allowed.parsed, value, evaluation_.environment())) {
                evaluation_.note("input '" + clause.expression.text + "' is " +
                                 feel::to_text(value) + ", allowed is " + clause.allowed.text);
                return false;
            }
            inputs_.push_back(std::move(value));
        }
        return true;
    }

    void find_matches() {
        for (std::size_t rule = 0; rule < table_.rules.size(); ++rule) {
            if (!matches(table_.rules[rule]))
                continue;
            matches_.push_back(rule);
            if (table_.policy == HitPolicy::first)
                return;
        }
    }

    bool matches(const Rule& rule) {
        for (std::size_t i = 0; i < rule.inputs.size(); ++i) {
            if (!rule.inputs[i].parsed)
                continue;
            const TestedValue scope(inputs_[i], scope_);
            const feel::Value verdict = evaluation_.formula(*rule.inputs[i].parsed, &scope);
            if (verdict.kind() != feel::Kind::boolean || !verdict.as_boolean())
                return false;
        }
        return true;
    }

    // The default output (section 8.3.3); without one, no row means no value.
    feel::Value unmatched() {
        const bool has_default = std::ranges::any_of(
            table_.outputs, [](const OutputClause& o) { return o.fallback.parsed.has_value(); });
        evaluation_.note_unmatched(has_default);
        if (has_default) {
            return composed([](const OutputClause& clause, std::size_t) -> const Formula& {
                return clause.fallback;
            });
        }
        if (table_.policy == HitPolicy::collect && table_.aggregation == Aggregation::count) {
            return feel::Value(0);
        }
        return {};
    }

    feel::Value unique() {
        if (matches_.size() == 1)
            return output_of(matches_.front());
        std::string rules;
        for (const std::size_t rule : matches_) {
            rules += (rules.empty() ? "" : ", ") + std::to_string(rule + 1);
        }
        evaluation_.note("rules " + rules + " match, the table allows one (hit policy UNIQUE)");
        for (const std::size_t rule : matches_)
            evaluation_.note_matched(table_, rule, inputs_);
        return {};
    }

    feel::Value any() {
        feel::List results = outputs();
        for (std::size_t i = 1; i < results.size(); ++i) {
            if (results[i] == results.front())
                continue;
            evaluation_.note("rules " + std::to_string(matches_[0] + 1) + " and " +
                             std::to_string(matches_[i] + 1) +
                             " match with different outputs (hit policy ANY)");
            return {};
        }
        return results.front();
    }

    feel::Value output_of(std::size_t rule) {
        evaluation_.note_matched(table_, rule, inputs_);
        return computed(rule);
    }

    feel::List outputs() {
        feel::List results;
        results.reserve(matches_.size());
        for (const std::size_t rule : matches_)
            results.push_back(output_of(rule));
        return results;
    }

    feel::Value computed(std::size_t rule) {
        return composed([&](const OutputClause&, std::size_t i) -> const Formula& {
            return table_.rules[rule].outputs[i];
        });
    }

    /// One value for one output, a context for several.
    template <class FormulaOf>
    feel::Value composed(FormulaOf formula_of) {
        if (table_.outputs.size() == 1) {
            const OutputClause& clause = table_.outputs.front();
            return checked(evaluation_.formula(formula_of(clause, 0), scope_), clause);
        }
        feel::Context result;
        for (std::size_t i = 0; i < table_.outputs.size(); ++i) {
            const OutputClause& clause = table_.outputs[i];
            result.set(clause.name,
                       checked(evaluation_.formula(formula_of(clause, i), scope_), clause));
        }
        return feel::Value(std::move(result));
    }

    feel::Value checked(feel::Value value, const OutputClause& clause) {
        value = evaluation_.typed(std::move(value), clause.type);
        if (value.is_null() || !clause.allowed.parsed ||
            accepts(*clause.allowed.parsed, value, evaluation_.environment())) {
            return value;
        }
        evaluation_.note("output '" + clause.name + "' is " + feel::to_text(value) +
                         ", allowed is " + clause.allowed.text);
        return {};
    }

    /// The outputs of all matches, highest priority first; equal ones keep the order of the rules.
    /// A table with priority tells only its first row, so only that one took part.
    feel::List by_priority() {
        struct Ranked {
            std::vector<std::size_t> ranks;
            std::size_t rule = 0;
            feel::Value value;
        };
        std::vector<Ranked> ranked;
        for (const std::size_t rule : matches_) {
            feel::Value value = computed(rule);
            ranked.push_back({ranks_of(value), rule, std::move(value)});
        }
        std::ranges::stable_sort(ranked, {}, &Ranked::ranks);
        feel::List results;
        for (Ranked& entry : ranked) {
            if (results.empty() || table_.policy == HitPolicy::output_order) {
                evaluation_.note_matched(table_, entry.rule, inputs_);
            }
            results.push_back(std::move(entry.value));
        }
        return results;
    }

    [[nodiscard]] std::vector<std::size_t> ranks_of(const feel::Value& output) const {
        std::vector<std::size_t> ranks;
        for (const OutputClause& clause : table_.outputs) {
            const feel::Value* value =
                table_.outputs.size() == 1 ? &output : output.find(clause.name);
            const auto found = std::ranges::find(clause.priorities, *value);
            ranks.push_back(static_cast<std::size_t>(found - clause.priorities.begin()));
        }
        return ranks;
    }

    feel::Value aggregated(feel::List results) {
        static const feel::Expression sum = aggregator("sum(values)");
        static const feel::Expression min = aggregator("min(values)");
        static const feel::Expression max = aggregator("max(values)");
        switch (table_.aggregation) {
            case Aggregation::none:
                return feel::Value(std::move(results));
            case Aggregation::count:
                return feel::Value(static_cast<std::int64_t>(results.size()));
            case Aggregation::sum:
            case Aggregation::min:
            case Aggregation::max:
                break;
        }
        LocalScope scope(nullptr);
        scope.set("values", feel::Value(std::move(results)));
        if (table_.aggregation == Aggregation::sum)
            return evaluation_.formula(sum, &scope);
        return evaluation_.formula(table_.aggregation == Aggregation::min ? min : max, &scope);
    }

    Evaluation& evaluation_;
    const DecisionTable& table_;
    const Scope* scope_;
    feel::List inputs_;
    std::vector<std::size_t> matches_;
};

}  // namespace

feel::Value evaluate_table(Evaluation& evaluation, const DecisionTable& table, const Scope* scope) {
    return TableEvaluation(evaluation, table, scope).run();
}

}  // namespace foerderwerk::dmn
