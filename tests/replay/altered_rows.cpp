// SPDX-License-Identifier: EUPL-1.2
#include "tests/replay/altered_rows.hpp"

#include <map>
#include <memory>
#include <stdexcept>

#include <sqlite3.h>

namespace foerderwerk::testhouse {

namespace {

using Row = std::vector<std::string>;

/// A connection of its own, as somebody with the file in hand has it.
class RawDatabase {
public:
    explicit RawDatabase(const std::filesystem::path& path) {
        if (sqlite3_open_v2(path.c_str(), &connection_, SQLITE_OPEN_READWRITE, nullptr) !=
            SQLITE_OK) {
            throw std::runtime_error("cannot open " + path.string());
        }
    }
    ~RawDatabase() { sqlite3_close(connection_); }
    RawDatabase(const RawDatabase&) = delete;
    RawDatabase& operator=(const RawDatabase&) = delete;

    std::vector<Row> ask(const std::string& sql) {
        std::vector<Row> rows;
        sqlite3_stmt* statement = prepare(sql);
        while (sqlite3_step(statement) == SQLITE_ROW) {
            Row row;
            for (int i = 0; i < sqlite3_column_count(statement); ++i) {
                const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, i));
                const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
                row.emplace_back(bytes != nullptr ? std::string(bytes, size) : std::string());
            }
            rows.push_back(std::move(row));
        }
        sqlite3_finalize(statement);
        return rows;
    }

    bool set(const std::string& sql, const std::string& bytes, bool blob) {
        sqlite3_stmt* statement = prepare(sql);
        const int size = static_cast<int>(bytes.size());
        blob ? sqlite3_bind_blob(statement, 1, bytes.data(), size, SQLITE_TRANSIENT)
             : sqlite3_bind_text(statement, 1, bytes.data(), size, SQLITE_TRANSIENT);
        const bool done = sqlite3_step(statement) == SQLITE_DONE;
        sqlite3_finalize(statement);
        return done && sqlite3_changes(connection_) == 1;
    }

private:
    sqlite3_stmt* prepare(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(connection_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
            throw std::runtime_error(sql + ": " + sqlite3_errmsg(connection_));
        }
        return statement;
    }

    sqlite3* connection_ = nullptr;
};

/// How a row of the table is found again: its primary key, or its rowid.
std::string identity(RawDatabase& database, const std::string& table) {
    std::string parts;
    for (const Row& column : database.ask("PRAGMA table_info(" + table + ")")) {
        if (column[5] != "0") {
            parts += (parts.empty() ? "'" : " || ' AND ") + column[1] + " = ' || quote(\"" +
                     column[1] + "\")";
        }
    }
    return parts.empty() ? "'rowid = ' || rowid" : parts;
}

std::string flipped(std::string text) {
    if (text.empty()) {
        return "x";
    }
    char& middle = text[text.size() / 2];
    middle = static_cast<char>(middle ^ 1);
    return text;
}

/// A copy that nobody keeps: the disk need not be waited for, and no trigger is in the way.
void drop_guards(RawDatabase& database) {
    database.ask("PRAGMA synchronous = OFF");
    database.ask("PRAGMA journal_mode = MEMORY");
    for (const Row& trigger : database.ask("SELECT name FROM sqlite_master WHERE type='trigger'")) {
        database.ask("DROP TRIGGER \"" + trigger[0] + "\"");
    }
}

}  // namespace

std::string is_operational(const std::string& table, const std::string& column,
                           const std::string& where) {
    static const std::map<std::string, std::string> reasons = {
        {"outbox.status", "the dispatcher's; the answer is a record of its own"},
        {"outbox.attempts", "the dispatcher's"},
        {"outbox.next_attempt", "the dispatcher's"},
        {"outbox.last_cause", "the dispatcher's, for the operator"},
    };
    if (table == "intake") {
        return "a bounded journal of what was refused at the door";
    }
    if (table == "note" && where.find("'log.published'") != std::string::npos) {
        return "a lower bound for the size of the checkpoint; the checkpoint itself is signed";
    }
    if (table == "note" && where.find("'counter.") != std::string::npos) {
        return "a counter; the numbers drawn from it stand in the records";
    }
    const auto found = reasons.find(table + "." + column);
    return found != reasons.end() ? found->second : "";
}

std::vector<Alteration> alterations_of(const std::filesystem::path& path) {
    RawDatabase database(path);
    std::vector<Alteration> all;
    for (const Row& table : database.ask(
             "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")) {
        std::vector<Row> rows =
            database.ask("SELECT " + identity(database, table[0]) + " FROM " + table[0]);
        for (const Row& column : database.ask("PRAGMA table_info(" + table[0] + ")")) {
            // The first, the middle and the last row; the last alone has room for another key.
            std::map<std::string, bool> chosen;
            for (std::size_t i = 0; i < 3 && !rows.empty(); ++i) {
                chosen[rows[i * (rows.size() - 1) / 2][0]] = true;
            }
            for (const auto& [where, taken] : chosen) {
                if (is_operational(table[0], column[1], where).empty()) {
                    all.push_back({table[0], column[1], where,
                                   table[0] + "." + column[1] + " where " + where});
                }
            }
        }
    }
    return all;
}

std::vector<Stranger> strangers() {
    return {
        {"case_row",
         "INSERT INTO case_row SELECT 'f0', programme, definition, 'F-0', states, label, closed, "
         "received, last_step, number, last_leaf, state_json, parked, waits_for, waits_since "
         "FROM case_row LIMIT 1"},
        {"record", "INSERT INTO record SELECT max(seq) + 1, 'f0', 1, bytes, k FROM record"},
        {"entry", "INSERT INTO entry SELECT max(seq) + 1, bytes, leaf FROM entry"},
        {"task", "INSERT INTO task SELECT 'f0', role, label, since FROM task LIMIT 1"},
        {"task", "INSERT INTO task SELECT case_id, role, 'mehr', since FROM task LIMIT 1"},
        {"timer", "INSERT INTO timer SELECT 'f0', timer_id, event, due FROM timer LIMIT 1"},
        {"timer", "INSERT INTO timer SELECT case_id, '999', event, due FROM timer LIMIT 1"},
        {"part", "INSERT INTO part SELECT 'f0', part_id, key_id, sealed FROM part LIMIT 1"},
        {"part", "INSERT INTO part SELECT case_id, 'p9.9', key_id, sealed FROM part LIMIT 1"},
        {"subject_key",
         "INSERT INTO subject_key SELECT 'f0/kontakt', wrapped FROM subject_key "
         "LIMIT 1"},
        {"subject_key",
         "INSERT INTO subject_key SELECT case_id || '/niemand', (SELECT wrapped "
         "FROM subject_key LIMIT 1) FROM case_row LIMIT 1"},
        {"document",
         "INSERT INTO document SELECT 'd0', 'f0', kind, key_id, sealed FROM document LIMIT 1"},
        {"document",
         "INSERT INTO document SELECT 'd0', case_id, kind, key_id, sealed FROM document LIMIT 1"},
        {"inbox",
         "INSERT INTO inbox SELECT sender, 'm0', content_digest, 'f0', number, receipt "
         "FROM inbox LIMIT 1"},
        {"inbox",
         "INSERT INTO inbox SELECT sender, 'm0', content_digest, case_id, number, receipt "
         "FROM inbox LIMIT 1"},
        {"outbox",
         "INSERT INTO outbox SELECT 'f0-1-0', 'f0', number, processor, event, effect_json, status, "
         "attempts, next_attempt, last_cause, document FROM outbox LIMIT 1"},
        {"outbox",
         "INSERT INTO outbox SELECT case_id || '-1-99', case_id, number, processor, event, "
         "effect_json, status, attempts, next_attempt, last_cause, document FROM outbox LIMIT 1"},
        {"posting",
         "INSERT INTO posting SELECT 'f0', number, idx, line, kind, amount, limit_ FROM posting "
         "LIMIT 1"},
        {"posting",
         "INSERT INTO posting SELECT case_id, number, 99, line, kind, amount, limit_ FROM posting "
         "LIMIT 1"},
        {"approval",
         "INSERT INTO approval SELECT 'f0', number, step, person, unlike, digest, on_behalf_of "
         "FROM approval LIMIT 1"},
        {"approval",
         "INSERT INTO approval SELECT case_id, number, 'mehr', person, unlike, digest, "
         "on_behalf_of FROM approval LIMIT 1"},
        {"line", "INSERT INTO line VALUES ('fremd', 0, 0, 0, 0)"},
        {"register_row",
         "INSERT INTO register_row SELECT 'fremd', key, valid_from, value FROM register_row "
         "LIMIT 1"},
        {"register_row",
         "INSERT INTO register_row SELECT name, 'fremd', valid_from, value FROM register_row "
         "LIMIT 1"},
        {"definition",
         "INSERT INTO definition SELECT 'f0', programme, files_json FROM definition LIMIT 1"},
        {"batch",
         "INSERT INTO batch SELECT 'f0', created, content_json, file_digest FROM batch "
         "LIMIT 1"},
        {"note", "INSERT INTO note VALUES ('fremd', '1')"},
    };
}

void plant(const std::filesystem::path& path, const Stranger& stranger) {
    RawDatabase database(path);
    drop_guards(database);
    database.ask(stranger.sql);
}

bool alter(const std::filesystem::path& path, const Alteration& alteration) {
    RawDatabase database(path);
    drop_guards(database);
    const std::string column = "\"" + alteration.column + "\"";
    const Row value = database
                          .ask("SELECT typeof(" + column + "), " + column + " FROM " +
                               alteration.table + " WHERE " + alteration.where)
                          .at(0);
    const std::string update =
        "UPDATE " + alteration.table + " SET " + column + " = ?1 WHERE " + alteration.where;
    if (value[0] == "integer") {
        // The next number may be another row's key; one far away is free.
        const long long number = std::stoll(value[1]);
        return database.set(update, std::to_string(number + 1), false) ||
               database.set(update, std::to_string(number + 1000), false);
    }
    return database.set(update, flipped(value[1]), value[0] == "blob");
}

}  // namespace foerderwerk::testhouse
