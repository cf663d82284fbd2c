// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/show_rules.hpp"

#include <algorithm>

#include "connectors/console/print_answer.hpp"
#include "engine/dmn/model_walk.hpp"

namespace foerderwerk::console {

namespace {

std::string policy_text(const dmn::DecisionTable& table) {
    const auto aggregated = [&table]() -> std::string {
        switch (table.aggregation) {
            case dmn::Aggregation::none:
                return "alle Treffer als Liste";
            case dmn::Aggregation::sum:
                return "Summe der Treffer";
            case dmn::Aggregation::count:
                return "Anzahl der Treffer";
            case dmn::Aggregation::min:
                return "kleinster Treffer";
            case dmn::Aggregation::max:
                return "größter Treffer";
        }
        return {};
    };
    switch (table.policy) {
        case dmn::HitPolicy::unique:
            return "genau eine Zeile trifft zu";
        case dmn::HitPolicy::first:
            return "die erste zutreffende Zeile gilt";
        case dmn::HitPolicy::priority:
            return "der Treffer mit dem höchsten Rang gilt";
        case dmn::HitPolicy::any:
            return "alle Treffer ergeben dasselbe";
        case dmn::HitPolicy::collect:
            return aggregated();
        case dmn::HitPolicy::rule_order:
            return "alle Treffer in der Folge der Zeilen";
        case dmn::HitPolicy::output_order:
            return "alle Treffer in der Folge ihres Ranges";
    }
    return {};
}

std::string cell_text(const dmn::Formula& formula) {
    return formula.parsed ? formula.text : "–";
}

ShownTable shown_table(const std::string& name, const dmn::DecisionTable& table) {
    ShownTable shown;
    shown.name = name;
    shown.policy = policy_text(table);
    for (const dmn::InputClause& clause : table.inputs)
        shown.inputs.push_back(clause.label);
    for (const dmn::OutputClause& clause : table.outputs) {
        const std::string& heading = clause.label.empty() ? clause.name : clause.label;
        shown.outputs.push_back(heading.empty() ? "Ergebnis" : heading);
    }
    shown.annotations = table.annotation_names;
    for (const dmn::Rule& rule : table.rules) {
        ShownTable::Row row{.id = rule.id, .cells = {}, .annotations = rule.annotations};
        for (const dmn::Formula& cell : rule.inputs)
            row.cells.push_back(cell_text(cell));
        for (const dmn::Formula& cell : rule.outputs)
            row.cells.push_back(cell_text(cell));
        row.annotations.resize(shown.annotations.size());
        shown.rows.push_back(std::move(row));
    }
    return shown;
}

/// Collects what one decision or knowledge model says.
class Shower {
public:
    Shower() {
        visitor.formula = [this](const dmn::FormulaPlace& place) {
            if (place.rule == nullptr)
                expressions_.push_back(place.formula.text);
        };
        visitor.cell = [](const dmn::FormulaPlace&) {};
        visitor.table = [this](const dmn::TablePlace& place) {
            tables_.push_back(shown_table(place.place.element, place.table));
        };
    }

    void finish(const std::string& name, std::vector<ShownTable>& into) {
        if (tables_.empty())
            into.push_back({name, {}, {}, {}, {}, {}, std::exchange(expressions_, {})});
        std::ranges::move(tables_, std::back_inserter(into));
        tables_.clear();
        expressions_.clear();
    }

    dmn::WalkVisitor visitor;

private:
    std::vector<ShownTable> tables_;
    std::vector<std::string> expressions_;
};

void add_row(std::string& text, const std::vector<std::string>& cells,
             const std::vector<std::size_t>& widths, std::size_t inputs) {
    std::string line = "  ";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        line += i == inputs + 1 ? "→ " : "";
        line += cells[i];
        line.append(widths[i] - std::min(widths[i], display_width(cells[i])) + 2, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
}

void add_table(std::string& text, const ShownTable& table) {
    std::vector<std::vector<std::string>> lines{{"Zeile"}};
    lines[0].insert(lines[0].end(), table.inputs.begin(), table.inputs.end());
    lines[0].insert(lines[0].end(), table.outputs.begin(), table.outputs.end());
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        lines.push_back({std::to_string(i + 1)});
        lines.back().insert(lines.back().end(), table.rows[i].cells.begin(),
                            table.rows[i].cells.end());
    }
    std::vector<std::size_t> widths(lines[0].size());
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths[i], display_width(line[i]));
    }
    add_row(text, lines[0], widths, table.inputs.size());
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        add_row(text, lines[i + 1], widths, table.inputs.size());
        for (std::size_t a = 0; a < table.annotations.size(); ++a) {
            const std::string& annotation = table.rows[i].annotations[a];
            if (!annotation.empty())
                text += "         " + table.annotations[a] + ": " + annotation + "\n";
        }
    }
}

Json::Array texts(const std::vector<std::string>& list) {
    Json::Array array;
    for (const std::string& text : list)
        array.emplace_back(text);
    return array;
}

}  // namespace

std::vector<ShownTable> shown_tables(const dmn::Model& model) {
    std::vector<ShownTable> shown;
    Shower shower;
    for (const dmn::Decision& decision : model.definitions().decisions) {
        if (decision.model != 0)
            continue;  // what is imported is shown with its own file
        dmn::walk_decision(model, decision, shower.visitor);
        shower.finish(decision.name, shown);
    }
    for (const dmn::KnowledgeModel& knowledge : model.definitions().knowledge) {
        if (knowledge.model != 0)
            continue;
        dmn::walk_knowledge(model, knowledge, shower.visitor);
        shower.finish(knowledge.name, shown);
    }
    return shown;
}

std::string rules_as_text(const std::vector<ShownFile>& files) {
    std::string text;
    for (const ShownFile& file : files) {
        text += (text.empty() ? "" : "\n") + file.title + " (" + file.path + ")\n";
        for (const ShownTable& table : file.tables) {
            text += "\n" + table.name + (table.policy.empty() ? "" : ": " + table.policy) + "\n";
            if (!table.policy.empty())
                add_table(text, table);
            if (table.policy.empty()) {
                for (const std::string& expression : table.expressions)
                    text += "  " + expression + "\n";
            }
        }
    }
    return text;
}

Json rules_as_json(const std::vector<ShownFile>& files) {
    Json::Array array;
    for (const ShownFile& file : files) {
        for (const ShownTable& table : file.tables) {
            Json::Array rows;
            for (const ShownTable::Row& row : table.rows) {
                rows.push_back(Json::Object{{"id", row.id},
                                            {"cells", texts(row.cells)},
                                            {"annotations", texts(row.annotations)}});
            }
            array.push_back(Json::Object{{"file", file.path},
                                         {"name", table.name},
                                         {"policy", table.policy},
                                         {"inputs", texts(table.inputs)},
                                         {"outputs", texts(table.outputs)},
                                         {"annotations", texts(table.annotations)},
                                         {"rows", std::move(rows)},
                                         {"expressions", texts(table.expressions)}});
        }
    }
    return Json(std::move(array));
}

}  // namespace foerderwerk::console
