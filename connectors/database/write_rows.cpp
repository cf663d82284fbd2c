// SPDX-License-Identifier: EUPL-1.2
#include "connectors/database/sqlite_rows.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::database {

void SqliteRows::append_record(const ports::RecordRow& record, const ports::EntryRow& entry,
                               const std::string& frontier) {
    FOERDERWERK_REQUIRE(record.seq == entry.seq && entry.seq == log_size(),
                        "the log is gap-free and every record has its entry");
    const auto seq = static_cast<std::int64_t>(record.seq);
    connection_.query("INSERT INTO record (seq, case_id, number, bytes, k) VALUES (?, ?, ?, ?, ?)")
        .bind(seq)
        .bind(record.case_id)
        .bind(record.number)
        .bind_bytes(record.bytes)
        .bind_bytes(record.k)
        .run();
    connection_.query("INSERT INTO entry (seq, bytes, leaf) VALUES (?, ?, ?)")
        .bind(seq)
        .bind_bytes(entry.bytes)
        .bind_bytes(entry.leaf)
        .run();
    put_note("log.frontier", frontier);
}

void SqliteRows::put_case(const ports::CaseRow& row) {
    connection_
        .query(
            "INSERT INTO case_row (case_id, programme, definition, file_number, states, label, "
            "closed, received, last_step, number, last_leaf, state_json, parked, waits_for, "
            "waits_since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (case_id) DO UPDATE SET definition = excluded.definition, "
            "states = excluded.states, label = excluded.label, closed = excluded.closed, "
            "last_step = excluded.last_step, number = excluded.number, "
            "last_leaf = excluded.last_leaf, state_json = excluded.state_json, "
            "parked = excluded.parked, waits_for = excluded.waits_for, "
            "waits_since = excluded.waits_since")
        .bind(row.case_id)
        .bind(row.programme)
        .bind(row.definition)
        .bind(row.file_number)
        .bind(row.states)
        .bind(row.label)
        .bind(static_cast<std::int64_t>(row.closed))
        .bind(row.received)
        .bind(row.last_step)
        .bind(row.number)
        .bind(row.last_leaf)
        .bind_bytes(row.state_json)
        .bind(row.parked)
        .bind(row.waits_for)
        .bind(row.waits_since)
        .run();
}

void SqliteRows::put_tasks(const std::string& case_id, const std::vector<ports::TaskRow>& tasks) {
    connection_.query("DELETE FROM task WHERE case_id = ?").bind(case_id).run();
    for (const ports::TaskRow& task : tasks) {
        connection_.query("INSERT INTO task (case_id, role, label, since) VALUES (?, ?, ?, ?)")
            .bind(task.case_id)
            .bind(task.role)
            .bind(task.label)
            .bind(task.since)
            .run();
    }
}

void SqliteRows::put_timer(const ports::TimerRow& timer) {
    connection_
        .query(
            "INSERT INTO timer (case_id, timer_id, event, due) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (case_id, timer_id) DO UPDATE SET event = excluded.event, "
            "due = excluded.due")
        .bind(timer.case_id)
        .bind(timer.timer_id)
        .bind(timer.event)
        .bind(timer.due)
        .run();
}

void SqliteRows::drop_timer(const std::string& case_id, const std::string& timer_id) {
    connection_.query("DELETE FROM timer WHERE case_id = ? AND timer_id = ?")
        .bind(case_id)
        .bind(timer_id)
        .run();
}

void SqliteRows::put_part(const ports::PartRow& part) {
    connection_.query("INSERT INTO part (case_id, part_id, key_id, sealed) VALUES (?, ?, ?, ?)")
        .bind(part.case_id)
        .bind(part.part_id)
        .bind(part.key_id)
        .bind_bytes(part.sealed)
        .run();
}

void SqliteRows::put_subject_key(const std::string& key_id, const std::string& wrapped) {
    connection_
        .query(
            "INSERT INTO subject_key (key_id, wrapped) VALUES (?, ?) "
            "ON CONFLICT (key_id) DO UPDATE SET wrapped = excluded.wrapped")
        .bind(key_id)
        .bind_bytes(wrapped)
        .run();
}

void SqliteRows::put_document(const ports::DocumentRow& document) {
    connection_
        .query(
            "INSERT INTO document (digest, case_id, kind, key_id, sealed) "
            "VALUES (?, ?, ?, ?, ?)")
        .bind(document.digest)
        .bind(document.case_id)
        .bind(document.kind)
        .bind(document.key_id)
        .bind_bytes(document.sealed)
        .run();
}

void SqliteRows::put_inbox(const ports::InboxRow& row) {
    connection_
        .query(
            "INSERT INTO inbox (sender, message_id, content_digest, case_id, number, receipt) "
            "VALUES (?, ?, ?, ?, ?, ?)")
        .bind(row.sender)
        .bind(row.message_id)
        .bind(row.content_digest)
        .bind(row.case_id)
        .bind(row.number)
        .bind(row.receipt)
        .run();
}

void SqliteRows::put_outbox(const ports::OutboxRow& row) {
    connection_
        .query(
            "INSERT INTO outbox (id, case_id, number, processor, event, effect_json, status, "
            "attempts, next_attempt, last_cause, document) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET status = excluded.status, "
            "attempts = excluded.attempts, next_attempt = excluded.next_attempt, "
            "last_cause = excluded.last_cause, document = excluded.document")
        .bind(row.id)
        .bind(row.case_id)
        .bind(row.number)
        .bind(row.processor)
        .bind(row.event)
        .bind_bytes(row.effect_json)
        .bind(row.status)
        .bind(row.attempts)
        .bind(row.next_attempt)
        .bind(row.last_cause)
        .bind(row.document)
        .run();
}

void SqliteRows::put_approval(const ports::ApprovalRow& approval) {
    std::string unlike = "\n";
    for (const std::string& step : approval.unlike) {
        unlike += step + "\n";
    }
    connection_
        .query(
            "INSERT INTO approval (case_id, number, step, person, unlike, digest, on_behalf_of) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)")
        .bind(approval.case_id)
        .bind(approval.number)
        .bind(approval.step)
        .bind(approval.person)
        .bind(unlike)
        .bind(approval.digest)
        .bind(approval.on_behalf_of)
        .run();
}

void SqliteRows::append_posting(const ports::PostingRow& posting) {
    connection_
        .query(
            "INSERT INTO posting (case_id, number, idx, line, kind, amount, limit_) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)")
        .bind(posting.case_id)
        .bind(posting.number)
        .bind(posting.index)
        .bind(posting.line)
        .bind(posting.kind)
        .bind(posting.amount)
        .bind(posting.limit)
        .run();
}

void SqliteRows::put_line(const ports::LineRow& line) {
    connection_
        .query(
            "INSERT INTO line (line, allotted, reserved, committed, paid) "
            "VALUES (?, ?, ?, ?, ?) ON CONFLICT (line) DO UPDATE SET "
            "allotted = excluded.allotted, reserved = excluded.reserved, "
            "committed = excluded.committed, paid = excluded.paid")
        .bind(line.line)
        .bind(line.allotted)
        .bind(line.reserved)
        .bind(line.committed)
        .bind(line.paid)
        .run();
}

void SqliteRows::put_register_row(const ports::RegisterRow& row) {
    connection_
        .query(
            "INSERT INTO register_row (name, key, valid_from, value) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (name, key, valid_from) DO UPDATE SET value = excluded.value")
        .bind(row.name)
        .bind(row.key)
        .bind(row.valid_from)
        .bind(row.value)
        .run();
}

void SqliteRows::put_definition(const ports::DefinitionRow& row) {
    connection_
        .query(
            "INSERT INTO definition (id, programme, files_json) VALUES (?, ?, ?) "
            "ON CONFLICT (id) DO NOTHING")
        .bind(row.id)
        .bind(row.programme)
        .bind_bytes(row.files_json)
        .run();
}

void SqliteRows::put_batch(const ports::BatchRow& row) {
    connection_
        .query("INSERT INTO batch (id, created, content_json, file_digest) VALUES (?, ?, ?, ?)")
        .bind(row.id)
        .bind(row.created)
        .bind_bytes(row.content_json)
        .bind(row.file_digest)
        .run();
}

void SqliteRows::put_note(const std::string& name, const std::string& text) {
    connection_
        .query(
            "INSERT INTO note (name, text) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET text = excluded.text")
        .bind(name)
        .bind(text)
        .run();
}

void SqliteRows::append_intake(const ports::IntakeRow& row, std::size_t keep) {
    connection_
        .query("INSERT INTO intake (at, peer, digest, bytes, reasons_json) VALUES (?, ?, ?, ?, ?)")
        .bind(row.at)
        .bind(row.peer)
        .bind(row.digest)
        .bind(row.bytes)
        .bind(row.reasons_json)
        .run();
    connection_.query("DELETE FROM intake WHERE id <= (SELECT max(id) FROM intake) - ?")
        .bind(static_cast<std::int64_t>(keep))
        .run();
}

}  // namespace foerderwerk::database
