// SPDX-License-Identifier: EUPL-1.2
#include "connectors/database/sqlite_rows.hpp"

namespace foerderwerk::database {

std::uint64_t SqliteRows::log_size() {
    Query query = connection_.query("SELECT coalesce(max(seq) + 1, 0) FROM entry");
    return query.next() ? static_cast<std::uint64_t>(query.integer(0)) : 0;
}

void SqliteRows::for_each_entry(std::uint64_t from, std::uint64_t to,
                                const std::function<void(const ports::EntryRow&)>& visit) {
    Query query = connection_.query(
        "SELECT seq, bytes, leaf FROM entry WHERE seq >= ? AND seq < ? ORDER BY seq");
    query.bind(static_cast<std::int64_t>(from)).bind(static_cast<std::int64_t>(to));
    while (query.next()) {
        visit({.seq = static_cast<std::uint64_t>(query.integer(0)),
               .bytes = query.text(1),
               .leaf = query.text(2)});
    }
}

std::string SqliteRows::log_frontier() {
    return note("log.frontier").value_or("");
}

std::optional<ports::DefinitionRow> SqliteRows::find_definition(const std::string& id) {
    Query query =
        connection_.query("SELECT id, programme, files_json FROM definition WHERE id = ?");
    query.bind(id);
    if (!query.next()) {
        return std::nullopt;
    }
    return ports::DefinitionRow{
        .id = query.text(0), .programme = query.text(1), .files_json = query.text(2)};
}

std::vector<std::string> SqliteRows::definition_ids() {
    Query query = connection_.query("SELECT id FROM definition ORDER BY rowid");
    std::vector<std::string> ids;
    while (query.next()) {
        ids.push_back(query.text(0));
    }
    return ids;
}

std::vector<ports::BatchRow> SqliteRows::batches() {
    Query query =
        connection_.query("SELECT id, created, content_json, file_digest FROM batch ORDER BY id");
    std::vector<ports::BatchRow> rows;
    while (query.next()) {
        rows.push_back({.id = query.text(0),
                        .created = query.integer(1),
                        .content_json = query.text(2),
                        .file_digest = query.text(3)});
    }
    return rows;
}

std::optional<std::string> SqliteRows::note(const std::string& name) {
    Query query = connection_.query("SELECT text FROM note WHERE name = ?");
    query.bind(name);
    if (!query.next()) {
        return std::nullopt;
    }
    return query.text(0);
}

std::vector<ports::IntakeRow> SqliteRows::intake_journal(std::size_t most) {
    Query query = connection_.query(
        "SELECT at, peer, digest, bytes, reasons_json FROM intake ORDER BY id DESC LIMIT ?");
    query.bind(static_cast<std::int64_t>(most));
    std::vector<ports::IntakeRow> rows;
    while (query.next()) {
        rows.push_back({.at = query.integer(0),
                        .peer = query.text(1),
                        .digest = query.text(2),
                        .bytes = query.integer(3),
                        .reasons_json = query.text(4)});
    }
    return rows;
}

}  // namespace foerderwerk::database
