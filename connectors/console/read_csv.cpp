// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/read_csv.hpp"

#include <optional>
#include <set>

#include "engine/types/utf8.hpp"

namespace foerderwerk::console {

namespace {

std::string_view take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') {
        line.remove_suffix(1);
    }
    return line;
}

/// Takes a field in quotes off the front, with what follows up to the separator; no value when
/// the quotes do not close.
std::optional<std::string> take_quoted(std::string_view& line) {
    std::string field;
    line.remove_prefix(1);
    while (!line.empty()) {
        const char c = line.front();
        line.remove_prefix(1);
        if (c != '"') {
            field += c;
        } else if (!line.empty() && line.front() == '"') {
            field += '"';
            line.remove_prefix(1);
        } else {
            return line.empty() || line.front() == ';' ? std::optional(field) : std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<std::vector<std::string>> split(std::string_view line) {
    std::vector<std::string> fields;
    while (true) {
        if (line.starts_with('"')) {
            auto field = take_quoted(line);
            if (!field.has_value()) {
                return std::nullopt;
            }
            fields.push_back(std::move(*field));
        } else {
            const std::size_t end = line.find(';');
            fields.emplace_back(line.substr(0, end));
            line.remove_prefix(end == std::string_view::npos ? line.size() : end);
        }
        if (line.empty()) {
            return fields;
        }
        line.remove_prefix(1);
    }
}

Reason wrong(std::size_t line, std::string text) {
    return {"CSV", "line " + std::to_string(line), std::move(text)};
}

}  // namespace

Result<CsvTable, Reasons> read_csv(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    CsvTable table;
    Reasons reasons;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::string_view line = take_line(text);
        if (line.empty()) {
            continue;
        }
        const auto fields = is_valid_utf8(line) ? split(line) : std::nullopt;
        if (!fields.has_value()) {
            reasons.push_back(wrong(number, is_valid_utf8(line) ? "Ein Anführungszeichen schließt "
                                                                  "nicht."
                                                                : "Das ist kein UTF-8."));
        } else if (table.columns.empty()) {
            table.columns = *fields;
        } else if (fields->size() != table.columns.size()) {
            reasons.push_back(wrong(number, std::to_string(fields->size()) + " Felder statt " +
                                                std::to_string(table.columns.size()) + "."));
        } else {
            CsvRow row{.line = number, .fields = {}};
            for (std::size_t i = 0; i < fields->size(); ++i) {
                row.fields[table.columns[i]] = (*fields)[i];
            }
            table.rows.push_back(std::move(row));
        }
    }
    if (std::set(table.columns.begin(), table.columns.end()).size() != table.columns.size()) {
        reasons.push_back(wrong(1, "Eine Spalte steht zweimal in der Kopfzeile."));
    }
    if (table.columns.empty()) {
        reasons.push_back(wrong(1, "Die Kopfzeile fehlt."));
    }
    if (!reasons.empty()) {
        return Failure<Reasons>(std::move(reasons));
    }
    return table;
}

}  // namespace foerderwerk::console
