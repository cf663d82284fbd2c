// SPDX-License-Identifier: EUPL-1.2
#include "connectors/database/case_list_sql.hpp"
#include "connectors/database/sqlite_rows.hpp"

namespace foerderwerk::database {

namespace {

ports::CaseRow case_row(const Query& row) {
    return {.case_id = row.text(0),
            .programme = row.text(1),
            .definition = row.text(2),
            .file_number = row.text(3),
            .states = row.text(4),
            .label = row.text(5),
            .closed = row.integer(6) != 0,
            .received = row.integer(7),
            .last_step = row.integer(8),
            .number = row.integer(9),
            .last_leaf = row.text(10),
            .state_json = row.text(11),
            .parked = row.text(12),
            .waits_for = row.text(13),
            .waits_since = row.integer(14)};
}

ports::OutboxRow outbox_row(const Query& row) {
    return {.id = row.text(0),
            .case_id = row.text(1),
            .number = row.integer(2),
            .processor = row.text(3),
            .event = row.text(4),
            .effect_json = row.text(5),
            .status = row.text(6),
            .attempts = row.integer(7),
            .next_attempt = row.integer(8),
            .last_cause = row.text(9),
            .document = row.text(10)};
}

ports::TimerRow timer_row(const Query& row) {
    return {.case_id = row.text(0),
            .timer_id = row.text(1),
            .event = row.text(2),
            .due = row.integer(3)};
}

ports::LineRow line_row(const Query& row) {
    return {.line = row.text(0),
            .allotted = row.integer(1),
            .reserved = row.integer(2),
            .committed = row.integer(3),
            .paid = row.integer(4)};
}

ports::RegisterRow register_row_of(const Query& row) {
    return {
        .name = row.text(0), .key = row.text(1), .valid_from = row.text(2), .value = row.text(3)};
}

ports::DocumentRow document_row(const Query& row) {
    return {.digest = row.text(0),
            .case_id = row.text(1),
            .kind = row.text(2),
            .key_id = row.text(3),
            .sealed = row.text(4)};
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t start = 1; start < text.size();) {
        const std::size_t end = text.find('\n', start);
        lines.push_back(text.substr(start, end - start));
        start = end == std::string::npos ? end : end + 1;
    }
    return lines;
}

template <class Row, class Rows, class Make>
std::vector<Row> all(Rows&& query, Make make) {
    std::vector<Row> rows;
    while (query.next()) {
        rows.push_back(make(query));
    }
    return rows;
}

template <class Row, class Rows, class Make>
std::optional<Row> first(Rows&& query, Make make) {
    if (!query.next()) {
        return std::nullopt;
    }
    return make(query);
}

}  // namespace

std::optional<ports::CaseRow> SqliteRows::find_case(const std::string& case_id) {
    return first<ports::CaseRow>(
        connection_
            .query("SELECT case_id, programme, definition, file_number, states, label, "
                   "closed, received, last_step, number, last_leaf, state_json, parked, "
                   "waits_for, waits_since FROM case_row WHERE case_id = ?")
            .bind(case_id),
        case_row);
}

std::optional<std::string> SqliteRows::case_by_file_number(const std::string& file_number) {
    return first<std::string>(
        connection_.query("SELECT case_id FROM case_row WHERE file_number = ?").bind(file_number),
        [](const Query& row) { return row.text(0); });
}

std::vector<ports::CaseRow> SqliteRows::list_cases(const ports::CaseFilter& filter) {
    return all<ports::CaseRow>(connection_.query(case_list_sql(filter))
                                   .bind(filter.programme)
                                   .bind(filter.state)
                                   .bind(filter.role)
                                   .bind(filter.after_case)
                                   .bind(static_cast<std::int64_t>(filter.most)),
                               case_row);
}

std::optional<ports::WaitingRow> SqliteRows::first_waiting(const std::string& line,
                                                           const std::string& except_case) {
    return first<ports::WaitingRow>(
        connection_
            .query("SELECT case_id, waits_since FROM case_row WHERE waits_for = ? "
                   "AND waits_for <> '' AND case_id <> ? ORDER BY waits_since, case_id LIMIT 1")
            .bind(line)
            .bind(except_case),
        [](const Query& row) -> ports::WaitingRow {
            return {.case_id = row.text(0), .since = row.integer(1)};
        });
}

std::vector<ports::RowOwner> SqliteRows::row_owners() {
    return all<ports::RowOwner>(
        connection_.query(
            "SELECT 'approval' AS name, case_id AS owner, count(*) FROM approval GROUP BY owner "
            "UNION ALL SELECT 'case_row', case_id, count(*) FROM case_row GROUP BY 2 "
            "UNION ALL SELECT 'document', case_id, count(*) FROM document GROUP BY 2 "
            "UNION ALL SELECT 'inbox', case_id, count(*) FROM inbox GROUP BY 2 "
            "UNION ALL SELECT 'note', name, count(*) FROM note GROUP BY 2 "
            "UNION ALL SELECT 'outbox', case_id, count(*) FROM outbox GROUP BY 2 "
            "UNION ALL SELECT 'part', case_id, count(*) FROM part GROUP BY 2 "
            "UNION ALL SELECT 'posting', case_id, count(*) FROM posting GROUP BY 2 "
            "UNION ALL SELECT 'register_row', name, count(*) FROM register_row GROUP BY 2 "
            "UNION ALL SELECT 'subject_key', key_id, count(*) FROM subject_key GROUP BY 2 "
            "UNION ALL SELECT 'task', case_id, count(*) FROM task GROUP BY 2 "
            "UNION ALL SELECT 'timer', case_id, count(*) FROM timer GROUP BY 2 "
            "ORDER BY 1, 2"),
        [](const Query& row) -> ports::RowOwner {
            return {.table = row.text(0), .owner = row.text(1), .rows = row.integer(2)};
        });
}

void SqliteRows::for_each_record(const std::string& case_id,
                                 const std::function<void(const ports::RecordRow&)>& visit) {
    const auto walk = [&visit](auto&& query) {
        while (query.next()) {
            visit({.seq = static_cast<std::uint64_t>(query.integer(0)),
                   .case_id = query.text(1),
                   .number = query.integer(2),
                   .bytes = query.text(3),
                   .k = query.text(4)});
        }
    };
    if (case_id.empty()) {
        walk(connection_.query("SELECT seq, case_id, number, bytes, k FROM record ORDER BY seq"));
        return;
    }
    walk(connection_
             .query("SELECT seq, case_id, number, bytes, k FROM record "
                    "WHERE case_id = ? ORDER BY number")
             .bind(case_id));
}

std::vector<ports::PartRow> SqliteRows::parts(const std::string& case_id) {
    return all<ports::PartRow>(
        connection_
            .query("SELECT part_id, key_id, sealed FROM part WHERE case_id = ? "
                   "ORDER BY part_id")
            .bind(case_id),
        [&case_id](const Query& row) -> ports::PartRow {
            return {.case_id = case_id,
                    .part_id = row.text(0),
                    .key_id = row.text(1),
                    .sealed = row.text(2)};
        });
}

std::optional<std::string> SqliteRows::subject_key(const std::string& key_id) {
    return first<std::string>(
        connection_.query("SELECT wrapped FROM subject_key WHERE key_id = ?").bind(key_id),
        [](const Query& row) { return row.text(0); });
}

std::optional<ports::DocumentRow> SqliteRows::find_document(const std::string& digest) {
    return first<ports::DocumentRow>(
        connection_
            .query("SELECT digest, case_id, kind, key_id, sealed FROM document WHERE digest = ?")
            .bind(digest),
        document_row);
}

void SqliteRows::for_each_document(const std::function<void(const ports::DocumentRow&)>& visit) {
    Query query = connection_.query(
        "SELECT digest, case_id, kind, key_id, sealed FROM document ORDER BY digest");
    while (query.next()) {
        visit(document_row(query));
    }
}

std::optional<ports::InboxRow> SqliteRows::find_inbox(const std::string& sender,
                                                      const std::string& message_id) {
    return first<ports::InboxRow>(
        connection_
            .query("SELECT sender, message_id, content_digest, case_id, number, receipt "
                   "FROM inbox WHERE sender = ? AND message_id = ?")
            .bind(sender)
            .bind(message_id),
        [](const Query& row) -> ports::InboxRow {
            return {.sender = row.text(0),
                    .message_id = row.text(1),
                    .content_digest = row.text(2),
                    .case_id = row.text(3),
                    .number = row.integer(4),
                    .receipt = row.text(5)};
        });
}

ports::LineRow SqliteRows::line(const std::string& line) {
    const auto found = first<ports::LineRow>(
        connection_
            .query("SELECT line, allotted, reserved, committed, paid FROM line WHERE line = ?")
            .bind(line),
        line_row);
    return found.value_or(ports::LineRow{.line = line});
}

std::vector<ports::LineRow> SqliteRows::lines() {
    return all<ports::LineRow>(
        connection_.query(
            "SELECT line, allotted, reserved, committed, paid FROM line ORDER BY line"),
        line_row);
}

std::vector<ports::PostingRow> SqliteRows::postings(const std::string& case_id) {
    return all<ports::PostingRow>(
        connection_
            .query("SELECT case_id, number, idx, line, kind, amount, limit_ FROM posting "
                   "WHERE case_id = ? ORDER BY number, idx")
            .bind(case_id),
        [](const Query& row) -> ports::PostingRow {
            return {.case_id = row.text(0),
                    .number = row.integer(1),
                    .index = row.integer(2),
                    .line = row.text(3),
                    .kind = row.text(4),
                    .amount = row.integer(5),
                    .limit = row.integer(6)};
        });
}

std::optional<ports::RegisterRow> SqliteRows::register_row(const std::string& name,
                                                           const std::string& key,
                                                           const std::string& date) {
    return first<ports::RegisterRow>(
        connection_
            .query("SELECT name, key, valid_from, value FROM register_row "
                   "WHERE name = ? AND key = ? AND valid_from <= ? "
                   "ORDER BY valid_from DESC LIMIT 1")
            .bind(name)
            .bind(key)
            .bind(date),
        register_row_of);
}

std::vector<ports::RegisterRow> SqliteRows::register_rows(const std::string& name) {
    return all<ports::RegisterRow>(
        connection_
            .query("SELECT name, key, valid_from, value FROM register_row WHERE name = ? "
                   "ORDER BY key, valid_from")
            .bind(name),
        register_row_of);
}

std::optional<ports::OutboxRow> SqliteRows::find_outbox(const std::string& id) {
    return first<ports::OutboxRow>(
        connection_
            .query("SELECT id, case_id, number, processor, event, effect_json, status, attempts, "
                   "next_attempt, last_cause, document FROM outbox WHERE id = ?")
            .bind(id),
        outbox_row);
}

std::vector<ports::OutboxRow> SqliteRows::due_outbox(std::int64_t now_micros, std::size_t most) {
    return all<ports::OutboxRow>(
        connection_
            .query("SELECT id, case_id, number, processor, event, effect_json, status, attempts, "
                   "next_attempt, last_cause, document FROM outbox "
                   "WHERE status = 'open' AND next_attempt <= ? "
                   "ORDER BY next_attempt, case_id, number, length(id), id LIMIT ?")
            .bind(now_micros)
            .bind(static_cast<std::int64_t>(most)),
        outbox_row);
}

std::vector<ports::OutboxRow> SqliteRows::outbox_of_case(const std::string& case_id) {
    return all<ports::OutboxRow>(
        connection_
            .query("SELECT id, case_id, number, processor, event, effect_json, status, attempts, "
                   "next_attempt, last_cause, document FROM outbox WHERE case_id = ? "
                   "ORDER BY number, length(id), id")
            .bind(case_id),
        outbox_row);
}

std::vector<ports::OutboxRow> SqliteRows::undelivered() {
    return all<ports::OutboxRow>(
        connection_.query(
            "SELECT id, case_id, number, processor, event, effect_json, status, attempts, "
            "next_attempt, last_cause, document FROM outbox "
            "WHERE status = 'refused' AND processor <> 'case' "
            "ORDER BY case_id, number, length(id), id"),
        outbox_row);
}

std::vector<ports::OutboxRow> SqliteRows::open_outbox(const std::string& processor) {
    return all<ports::OutboxRow>(
        connection_
            .query("SELECT id, case_id, number, processor, event, effect_json, status, attempts, "
                   "next_attempt, last_cause, document FROM outbox WHERE status = 'open' "
                   "AND processor = ? ORDER BY id")
            .bind(processor),
        outbox_row);
}

std::vector<ports::TimerRow> SqliteRows::due_timers(std::int64_t now_micros, std::size_t most) {
    return all<ports::TimerRow>(
        connection_
            .query("SELECT case_id, timer_id, event, due FROM timer WHERE due <= ? AND NOT EXISTS "
                   "(SELECT 1 FROM case_row WHERE case_row.case_id = timer.case_id "
                   "AND parked <> '') ORDER BY due, case_id, timer_id LIMIT ?")
            .bind(now_micros)
            .bind(static_cast<std::int64_t>(most)),
        timer_row);
}

std::optional<std::int64_t> SqliteRows::next_timer_micros() {
    return first<std::int64_t>(
        connection_.query("SELECT due FROM timer WHERE NOT EXISTS (SELECT 1 FROM case_row WHERE "
                          "case_row.case_id = timer.case_id AND parked <> '') "
                          "ORDER BY due LIMIT 1"),
        [](const Query& row) { return row.integer(0); });
}

std::vector<ports::TimerRow> SqliteRows::timers_of_case(const std::string& case_id) {
    return all<ports::TimerRow>(
        connection_
            .query("SELECT case_id, timer_id, event, due FROM timer WHERE case_id = ? "
                   "ORDER BY timer_id")
            .bind(case_id),
        timer_row);
}

std::vector<ports::TaskRow> SqliteRows::tasks(const std::string& case_id) {
    return all<ports::TaskRow>(
        connection_
            .query("SELECT case_id, role, label, since FROM task WHERE case_id = ? "
                   "ORDER BY role, label")
            .bind(case_id),
        [](const Query& row) -> ports::TaskRow {
            return {.case_id = row.text(0),
                    .role = row.text(1),
                    .label = row.text(2),
                    .since = row.integer(3)};
        });
}

std::vector<ports::ApprovalRow> SqliteRows::approvals(const std::string& case_id) {
    return all<ports::ApprovalRow>(
        connection_
            .query(
                "SELECT case_id, number, step, person, unlike, digest, on_behalf_of FROM approval "
                "WHERE case_id = ? ORDER BY number, step")
            .bind(case_id),
        [](const Query& row) {
            return ports::ApprovalRow{.case_id = row.text(0),
                                      .number = row.integer(1),
                                      .step = row.text(2),
                                      .person = row.text(3),
                                      .unlike = lines_of(row.text(4)),
                                      .digest = row.text(5),
                                      .on_behalf_of = row.text(6)};
        });
}

}  // namespace foerderwerk::database
