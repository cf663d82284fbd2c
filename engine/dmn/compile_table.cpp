// SPDX-License-Identifier: EUPL-1.2
#include "engine/dmn/compile_table.hpp"

#include <algorithm>
#include <set>

namespace foerderwerk::dmn {

namespace {

class TableCompiler {
public:
    TableCompiler(DecisionTable& table, const feel::KnownNames& names,
                  TableCompilation& compilation)
        : table_(table), names_(names), compilation_(compilation) {}

    void compile(std::size_t line) {
        check_outputs(line);
        for (InputClause& input : table_.inputs) {
            const std::string where = compilation_.where + ", input '" + input.label + "'";
            parse_formula(input.expression, names_, where, compilation_.reasons);
            parse_tests(input.allowed, names_, where, compilation_.reasons);
            resolve(input.type, input.expression.line);
        }
        for (OutputClause& output : table_.outputs) {
            const std::string where = compilation_.where + ", output '" + output.name + "'";
            parse_formula(output.fallback, names_, where, compilation_.reasons);
            parse_tests(output.allowed, names_, where, compilation_.reasons);
            resolve(output.type, line);
            find_priorities(output);
        }
        if (ranks() && std::ranges::all_of(table_.outputs, [](const OutputClause& output) {
                return output.priorities.empty();
            })) {
            add(line, "no output lists its values, so the table has no priorities");
        }
        for (std::size_t i = 0; i < table_.rules.size(); ++i)
            compile_rule(i);
    }

private:
    void add(std::size_t line, const std::string& text) {
        compilation_.reasons.push_back(
            reason_at("DMN_TABLE", line, compilation_.where + ": " + text));
    }

    void resolve(TypeRef& type, std::size_t line) {
        compilation_.type_names.resolve(type, line, compilation_.reasons);
    }

    void check_outputs(std::size_t line) {
        if (table_.outputs.empty())
            add(line, "the table has no output");
        if (table_.outputs.size() > 1) {
            std::set<std::string_view> names;
            for (const OutputClause& output : table_.outputs) {
                if (output.name.empty()) {
                    add(line, "one of several outputs has no name");
                } else if (!names.insert(output.name).second) {
                    add(line, "two outputs are called '" + output.name + "'");
                }
            }
        }
        if (table_.aggregation == Aggregation::none)
            return;
        if (table_.policy != HitPolicy::collect) {
            add(line, "only the hit policy COLLECT aggregates");
        } else if (table_.outputs.size() > 1) {
            add(line, "an aggregation over several outputs is not defined");
        }
    }

    // The order of the allowed values is the priority (section 8.2.10); they stand in the clause
    // or in its type. An output without them does not rank.
    void find_priorities(OutputClause& output) {
        if (!ranks())
            return;
        std::string text = output.allowed.text;
        const Type& type = compilation_.types[output.type.index];
        if (!output.allowed.parsed && type.allowed)
            text = type.allowed->text();
        const auto list = feel::parse_expression("[" + text + "]");
        if (!list.has_value())
            return;
        const feel::Value values = feel::evaluate(*list, {}).value;
        if (values.kind() == feel::Kind::list)
            output.priorities = values.as_list();
    }

    [[nodiscard]] bool ranks() const {
        return table_.policy == HitPolicy::priority || table_.policy == HitPolicy::output_order;
    }

    void compile_rule(std::size_t index) {
        Rule& rule = table_.rules[index];
        const std::string where = compilation_.where + ", rule " + std::to_string(index + 1);
        if (rule.inputs.size() != table_.inputs.size()) {
            add(rule.line, "rule " + std::to_string(index + 1) + " has " +
                               std::to_string(rule.inputs.size()) + " input entries for " +
                               std::to_string(table_.inputs.size()) + " inputs");
        }
        if (rule.outputs.size() != table_.outputs.size()) {
            add(rule.line, "rule " + std::to_string(index + 1) + " has " +
                               std::to_string(rule.outputs.size()) + " output entries for " +
                               std::to_string(table_.outputs.size()) + " outputs");
        }
        for (Formula& entry : rule.inputs) {
            parse_tests(entry, names_, where, compilation_.reasons);
        }
        for (Formula& entry : rule.outputs) {
            parse_formula(entry, names_, where, compilation_.reasons);
        }
    }

    DecisionTable& table_;
    const feel::KnownNames& names_;
    TableCompilation& compilation_;
};

}  // namespace

void compile_table(DecisionTable& table, const feel::KnownNames& names, std::size_t line,
                   TableCompilation& compilation) {
    TableCompiler(table, names, compilation).compile(line);
}

}  // namespace foerderwerk::dmn
