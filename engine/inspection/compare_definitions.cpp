// SPDX-License-Identifier: EUPL-1.2
#include "engine/inspection/compare_definitions.hpp"

#include <algorithm>
#include <map>

#include "engine/inspection/chart_words.hpp"

namespace foerderwerk::inspection {

namespace {

std::string shown(const std::string& text) {
    return text.empty() ? "(nichts)" : "„" + text + "“";
}

std::string joined(const std::vector<std::string>& list) {
    std::string text;
    for (const std::string& item : list) {
        text += (text.empty() ? "" : ", ") + item;
    }
    return text;
}

/// Lines that stand only in the second list, as often as they do.
std::vector<std::string> only_in(std::vector<std::string> list,
                                 const std::vector<std::string>& other) {
    for (const std::string& line : other) {
        if (const auto found = std::ranges::find(list, line); found != list.end()) {
            list.erase(found);
        }
    }
    return list;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

class Comparison {
public:
    Comparison(const cases::Definition& before, const cases::Definition& after)
        : before_(before), after_(after) {}

    std::vector<Difference> run() {
        compare_programme();
        compare_variables();
        compare_states();
        compare_tables();
        compare_files();
        return std::move(differences_);
    }

private:
    void tell(const char* about, const std::string& where, std::string text) {
        differences_.push_back({about, where, std::move(text)});
    }

    void changed(const char* about, const std::string& where, const std::string& what,
                 const std::string& old, const std::string& now) {
        if (old != now) {
            tell(about, where, what + " war " + shown(old) + " und ist nun " + shown(now) + ".");
        }
    }

    void lines(const char* about, const std::string& where, const std::string& what,
               const std::vector<std::string>& old, const std::vector<std::string>& now) {
        for (const std::string& line : only_in(old, now)) {
            tell(about, where, what + " – es entfällt: " + line);
        }
        for (const std::string& line : only_in(now, old)) {
            tell(about, where, what + " – es kommt hinzu: " + line);
        }
        if (old != now && only_in(old, now).empty() && only_in(now, old).empty()) {
            tell(about, where, what + " – die Reihenfolge ist eine andere.");
        }
    }

    static std::string root_word(const cases::Definition& definition, std::string_view name) {
        const auto& root = definition.chart.states[statechart::root_state];
        const std::string* text = statechart::find_extension(root.extensions, name);
        return text != nullptr ? *text : std::string();
    }

    void compare_programme() {
        changed("Programm", after_.programme, "Der Name", before_.programme, after_.programme);
        changed("Programm", after_.programme, "Die Bezeichnung", root_word(before_, "label"),
                root_word(after_, "label"));
        changed("Programm", after_.programme, "Die Rechtsgrundlage",
                root_word(before_, "legal-basis"), root_word(after_, "legal-basis"));
    }

    void compare_variables() {
        const auto& old = before_.chart.variables;
        const auto& now = after_.chart.variables;
        for (const std::string& name : only_in(old, now)) {
            tell("Angabe", name, "Die Angabe entfällt.");
        }
        for (const std::string& name : only_in(now, old)) {
            tell("Angabe", name, "Die Angabe kommt hinzu.");
        }
    }

    void compare_states() {
        const auto old = chart_words(before_.chart);
        const auto now = chart_words(after_.chart);
        for (const StateWords& state : old) {
            if (std::ranges::find(now, state.id, &StateWords::id) == now.end()) {
                tell("Zustand", state.id, "Der Zustand " + shown(state.label) + " entfällt.");
            }
        }
        for (const StateWords& state : now) {
            const auto known = std::ranges::find(old, state.id, &StateWords::id);
            if (known == old.end()) {
                tell("Zustand", state.id, "Der Zustand " + shown(state.label) + " kommt hinzu.");
                continue;
            }
            compare_state(*known, state);
            compare_transitions(*known, state);
        }
    }

    void compare_state(const StateWords& old, const StateWords& now) {
        const char* about = "Zustand";
        changed(about, now.id, "Die Bezeichnung", old.label, now.label);
        changed(about, now.id, "Die Bezeichnung für Antragstellende", old.public_label,
                now.public_label);
        changed(about, now.id, "Die Rechtsgrundlage", old.legal_basis, now.legal_basis);
        changed(about, now.id, "Die Aufbewahrung", old.retention, now.retention);
        changed(about, now.id, "Der Zustand darum", old.parent, now.parent);
        lines(about, now.id, "Aufgaben", old.tasks, now.tasks);
        const auto& was = before_.chart.states[old.index];
        const auto& is = after_.chart.states[now.index];
        lines(about, now.id, "Beim Betreten", lines_of_blocks(was.on_entry),
              lines_of_blocks(is.on_entry));
        lines(about, now.id, "Beim Verlassen", lines_of_blocks(was.on_exit),
              lines_of_blocks(is.on_exit));
    }

    static std::vector<std::string> lines_of_blocks(const std::vector<statechart::Block>& blocks) {
        std::vector<std::string> all;
        for (const statechart::Block& block : blocks) {
            std::ranges::move(action_lines(block), std::back_inserter(all));
        }
        return all;
    }

    /// Pairs transitions by trigger and target, then by trigger alone, in their order.
    void compare_transitions(const StateWords& old, const StateWords& now) {
        std::vector<const TransitionWords*> unpaired;
        for (const TransitionWords& transition : old.transitions) {
            unpaired.push_back(&transition);
        }
        std::vector<std::pair<const TransitionWords*, const TransitionWords*>> pairs;
        std::vector<const TransitionWords*> fresh;
        for (const TransitionWords& transition : now.transitions) {
            fresh.push_back(&transition);
        }
        for (const bool with_target : {true, false}) {
            for (auto each = fresh.begin(); each != fresh.end();) {
                const auto match =
                    std::ranges::find_if(unpaired, [&](const TransitionWords* candidate) {
                        return candidate->trigger == (*each)->trigger &&
                               (!with_target || candidate->to == (*each)->to);
                    });
                if (match == unpaired.end()) {
                    ++each;
                    continue;
                }
                pairs.emplace_back(*match, *each);
                unpaired.erase(match);
                each = fresh.erase(each);
            }
        }
        for (const TransitionWords* gone : unpaired) {
            tell("Übergang", place_of(old, *gone), "Der Übergang entfällt.");
        }
        for (const TransitionWords* added : fresh) {
            tell("Übergang", place_of(now, *added), "Der Übergang kommt hinzu.");
        }
        for (const auto& [was, is] : pairs) {
            compare_transition(place_of(now, *is), *was, *is);
        }
    }

    static std::string place_of(const StateWords& state, const TransitionWords& transition) {
        return state.label + ": " + transition.name +
               (transition.to.empty() ? "" : " → " + joined(transition.to));
    }

    void compare_transition(const std::string& where, const TransitionWords& old,
                            const TransitionWords& now) {
        const char* about = "Übergang";
        changed(about, where, "Die Bezeichnung", old.name, now.name);
        changed(about, where, "Das Ziel", joined(old.to), joined(now.to));
        changed(about, where, "Die Bedingung", old.condition, now.condition);
        changed(about, where, "Wer handeln darf,", old.who, now.who);
        changed(about, where, "Der Name des Schritts", old.step, now.step);
        changed(about, where, "Von wem verschieden (Vier-Augen)", old.unlike, now.unlike);
        changed(about, where, "Die Rechtsgrundlage", old.legal_basis, now.legal_basis);
        if (old.needs_reason != now.needs_reason) {
            tell(about, where,
                 now.needs_reason ? "Es muss nun begründet werden."
                                  : "Es muss nicht mehr begründet werden.");
        }
        lines(about, where, "Dabei", action_lines(before_.chart.transitions[old.index].content),
              action_lines(after_.chart.transitions[now.index].content));
    }

    void compare_tables() {
        for (const auto& [path, table] : before_.tables) {
            if (!after_.tables.contains(path)) {
                tell("Regel", path, "Die Regeldatei entfällt.");
            }
        }
        for (const auto& [path, table] : after_.tables) {
            const auto old = before_.tables.find(path);
            if (old == before_.tables.end()) {
                tell("Regel", path, "Die Regeldatei kommt hinzu.");
            } else if (before_.files.at(path) != after_.files.at(path)) {
                compare_table(path, old->second.definitions(), table.definitions());
            }
        }
    }

    void compare_table(const std::string& path, const dmn::Definitions& old,
                       const dmn::Definitions& now) {
        const std::size_t told = differences_.size();
        for (const dmn::Decision& decision : old.decisions) {
            if (std::ranges::find(now.decisions, decision.name, &dmn::Decision::name) ==
                now.decisions.end()) {
                tell("Regel", decision.name, "Die Entscheidung entfällt.");
            }
        }
        for (const dmn::Decision& decision : now.decisions) {
            const auto known =
                std::ranges::find(old.decisions, decision.name, &dmn::Decision::name);
            if (known == old.decisions.end()) {
                tell("Regel", decision.name, "Die Entscheidung kommt hinzu.");
                continue;
            }
            compare_rows(decision.name, rows_of(*known), rows_of(decision));
        }
        if (differences_.size() == told) {
            tell("Regel", path, "Die Datei ist anders geschrieben, ohne dass sich Zeilen ändern.");
        }
    }

    /// Rows by their id, or by their number when they have none.
    static std::map<std::string, std::string> rows_of(const dmn::Decision& decision) {
        std::map<std::string, std::string> rows;
        const auto* table = decision.logic != nullptr
                                ? std::get_if<dmn::DecisionTable>(&decision.logic->content)
                                : nullptr;
        const auto* formula = decision.logic != nullptr
                                  ? std::get_if<dmn::Formula>(&decision.logic->content)
                                  : nullptr;
        if (formula != nullptr) {
            rows["mit der Formel"] = formula->text;
        }
        std::size_t number = 0;
        for (const dmn::Rule& rule : table != nullptr ? table->rules : std::vector<dmn::Rule>{}) {
            std::string text;
            for (const dmn::Formula& cell : rule.inputs) {
                text += (text.empty() ? "" : " | ") + cell.text;
            }
            text += " →";
            for (const dmn::Formula& cell : rule.outputs) {
                text += " " + cell.text;
            }
            for (const std::string& annotation : rule.annotations) {
                text += " | " + annotation;
            }
            ++number;
            rows[rule.id.empty() ? "Zeile " + std::to_string(number) : rule.id] = text;
        }
        return rows;
    }

    void compare_rows(const std::string& decision, const std::map<std::string, std::string>& old,
                      const std::map<std::string, std::string>& now) {
        for (const auto& [id, text] : old) {
            if (!now.contains(id)) {
                tell("Regel", decision, "Die Zeile " + id + " entfällt: " + text);
            }
        }
        for (const auto& [id, text] : now) {
            const auto known = old.find(id);
            if (known == old.end()) {
                tell("Regel", decision, "Die Zeile " + id + " kommt hinzu: " + text);
            } else {
                changed("Regel", decision, "Die Zeile " + id, known->second, text);
            }
        }
    }

    void compare_files() {
        for (const auto& [path, content] : before_.files) {
            if (!after_.files.contains(path) && !path.ends_with(".dmn")) {
                tell(kind_of(path), path, "Die Datei entfällt.");
            }
        }
        for (const auto& [path, content] : after_.files) {
            const auto old = before_.files.find(path);
            if (path.ends_with(".dmn") || path.ends_with(".scxml")) {
                continue;
            }
            if (old == before_.files.end()) {
                tell(kind_of(path), path, "Die Datei kommt hinzu.");
            } else if (path.starts_with("notices/")) {
                lines("Bescheid", path, "Text", lines_of(old->second), lines_of(content));
            } else if (old->second != content) {
                tell("Datei", path, "Der Inhalt ist ein anderer.");
            }
        }
    }

    static const char* kind_of(const std::string& path) {
        return path.starts_with("notices/") ? "Bescheid" : "Datei";
    }

    const cases::Definition& before_;
    const cases::Definition& after_;
    std::vector<Difference> differences_;
};

}  // namespace

std::vector<Difference> compare_definitions(const cases::Definition& before,
                                            const cases::Definition& after) {
    return Comparison(before, after).run();
}

}  // namespace foerderwerk::inspection
