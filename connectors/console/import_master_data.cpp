// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <set>

#include "connectors/console/execute_commands.hpp"
#include "connectors/console/read_csv.hpp"
#include "engine/operations/change_register.hpp"
#include "engine/types/ags.hpp"
#include "engine/types/iban.hpp"

namespace foerderwerk::console {

namespace {

enum class Kind { municipalities, counties, providers };

struct Layout {
    Kind kind = Kind::providers;
    std::string population;      ///< column "einwohner_2019_12_31"
    std::string reference_date;  ///< "2019-12-31"
};

/// One file on its way into the register.
struct Import {
    Layout layout;
    std::string valid_from;
    std::vector<ports::RegisterRow> rows;
    std::set<std::string> keys;
    Reasons reasons;

    void wrong(const CsvRow& row, std::string text) {
        reasons.push_back({"MASTER_DATA", "line " + std::to_string(row.line), std::move(text)});
    }
    void add(const CsvRow& row, const std::string& name, const std::string& key,
             const Json& value) {
        if (!keys.insert(key).second) {
            wrong(row, "Der Schlüssel " + key + " steht schon in einer früheren Zeile.");
        }
        rows.push_back(
            {.name = name, .key = key, .valid_from = valid_from, .value = canonical_json(value)});
    }
};

bool has(const CsvTable& table, std::string_view column) {
    return std::find(table.columns.begin(), table.columns.end(), column) != table.columns.end();
}

/// The column that names its reference date; empty when there is not exactly one.
std::string population_column(const CsvTable& table) {
    std::string found;
    for (const std::string& column : table.columns) {
        if (column.starts_with("einwohner_")) {
            if (!found.empty()) {
                return {};
            }
            found = column;
        }
    }
    return found;
}

/// The header decides what a file is.
Result<Layout, Reason> layout_of(const CsvTable& table) {
    if (has(table, "id") && has(table, "name") && has(table, "iban")) {
        return Layout{};
    }
    Layout layout;
    layout.population = population_column(table);
    if (layout.population.size() == 20) {
        layout.reference_date = layout.population.substr(10);
        std::replace(layout.reference_date.begin(), layout.reference_date.end(), '_', '-');
    }
    const bool named = has(table, "name") && has(table, "art") && has(table, "kreis_schluessel");
    if (!named || !parse_date(layout.reference_date).has_value()) {
        return Failure<Reason>(Reason{
            "MASTER_DATA", "line 1",
            "Die Kopfzeile ist keine bekannte: gebraucht werden id;name;iban oder name, art, "
            "kreis_schluessel und genau eine Spalte einwohner_JJJJ_MM_TT (Gemeinden: auch ags)."});
    }
    layout.kind = has(table, "ags") ? Kind::municipalities : Kind::counties;
    return layout;
}

void add_area(const CsvRow& row, const std::string& key, Import& import) {
    const std::string& population = row.fields.find(import.layout.population)->second;
    const std::string& county = row.fields.find("kreis_schluessel")->second;
    const bool counted = !population.empty() && population.size() <= 9 &&
                         population.find_first_not_of("0123456789") == std::string::npos &&
                         (population.size() == 1 || population[0] != '0');
    if (!Ags::parse(key).has_value()) {
        import.wrong(row, "'" + key + "' ist kein achtstelliger Gemeindeschlüssel.");
    }
    if (county.size() != 5 || !key.starts_with(county)) {
        import.wrong(row, "Der Kreisschlüssel '" + county + "' passt nicht zu " + key + ".");
    }
    if (!counted) {
        import.wrong(row, "'" + population + "' ist keine Einwohnerzahl.");
    }
    if (row.fields.find("name")->second.empty() || row.fields.find("art")->second.empty()) {
        import.wrong(row, "Name und Art werden gebraucht.");
    }
    import.add(row, "gemeinde", key,
               Json::Object{{"ags", key},
                            {"name", row.fields.find("name")->second},
                            {"art", row.fields.find("art")->second},
                            {"einwohner",
                             Json::Object {
                                 { "number",
                                   population }
                             }},
                            {"stichtag",
                             Json::Object {
                                 { "date",
                                   import.layout.reference_date }
                             }},
                            { "kreis",
                              county }});
}

void add_provider(const CsvRow& row, Import& import) {
    const std::string& id = row.fields.find("id")->second;
    const std::string& name = row.fields.find("name")->second;
    const auto iban = Iban::parse(row.fields.find("iban")->second);
    if (id.empty() || name.empty()) {
        import.wrong(row, "Kennung und Name werden gebraucht.");
    }
    if (!iban.has_value()) {
        import.wrong(row, "Die IBAN ist nicht richtig (Länge oder Prüfziffer).");
        return;
    }
    import.add(row, "bildungstraeger", id, Json::Object{{"id", id}, {"name", name}, {
                                                            "iban",
                                                            iban->text()
                                                        }});
}

void add_row(const CsvRow& row, Import& import) {
    if (import.layout.kind == Kind::providers) {
        add_provider(row, import);
    } else if (import.layout.kind == Kind::municipalities) {
        add_area(row, row.fields.find("ags")->second, import);
    } else if (row.fields.find("art")->second != "Stadtkreis") {
        // A Stadtkreis is a municipality too and stands in that file under the same key.
        add_area(row, row.fields.find("kreis_schluessel")->second + "000", import);
    }
}

/// Bank details of a known provider change by two persons only (`provider propose`).
Reasons refuse_changed_accounts(ports::StoreReader& store,
                                const std::vector<ports::RegisterRow>& rows) {
    Reasons reasons;
    if (rows.front().name != "bildungstraeger") {
        return reasons;
    }
    for (const ports::RegisterRow& row : rows) {
        const auto known = store.register_row(row.name, row.key, "9999-12-31");
        if (known.has_value() &&
            parse_json(known->value)->text("iban") != parse_json(row.value)->text("iban")) {
            reasons.push_back({"FOUR_EYES", row.key,
                               "Die Bankverbindung eines eingetragenen Bildungsträgers ändern zwei "
                               "Personen: provider propose, dann provider confirm."});
        }
    }
    return reasons;
}

}  // namespace

CommandAnswer import_master_data(House& house, const CommandRequest& request) {
    const auto bytes = file_argument(request.arguments, "content");
    const std::string valid_from = request.arguments.text("valid_from");
    if (!bytes.has_value() || (!valid_from.empty() && !parse_date(valid_from).has_value())) {
        return failed(2, "USAGE", valid_from, "A file is needed, and --valid-from is a date.");
    }
    const auto table = read_csv(*bytes);
    if (!table.has_value()) {
        return failed(1, table.error());
    }
    const auto layout = layout_of(*table);
    if (!layout.has_value()) {
        return failed(1, Reasons{layout.error()});
    }
    Import import;
    import.layout = *layout;
    import.valid_from = !valid_from.empty()              ? valid_from
                        : layout->reference_date.empty() ? "0001-01-01"
                                                         : layout->reference_date;
    for (const CsvRow& row : table->rows) {
        add_row(row, import);
    }
    if (import.rows.empty() && import.reasons.empty()) {
        import.reasons.push_back({"MASTER_DATA", "", "Die Datei enthält keine Zeile."});
    }
    if (!import.reasons.empty()) {
        return failed(1, std::move(import.reasons));
    }
    operations::RegisterAct act;
    act.act = "master-data.import";
    act.actor = register_actor(request);
    act.reason = request.arguments.text("reason");
    act.rows = std::move(import.rows);
    CommandAnswer answer;
    house.casework.store.write([&](ports::UnitOfWork& unit) {
        if (Reasons refused = refuse_changed_accounts(unit, act.rows); !refused.empty()) {
            answer = failed(1, std::move(refused));
            return;
        }
        const std::int64_t record = operations::change_register(unit, house.casework, act);
        answer.result = Json::Object{{"register", act.rows.front().name},
                                     {"rows", static_cast<std::int64_t>(act.rows.size())},
                                     {"reference_date", layout->reference_date},
                                     {"valid_from", import.valid_from},
                                     {"record", record}};
    });
    return answer;
}

}  // namespace foerderwerk::console
