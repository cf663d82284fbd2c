// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/ports/case_filter.hpp"
#include "engine/ports/stored_rows.hpp"

namespace foerderwerk::ports {

/// Reads on a consistent state of the store. Every call may throw OperatingError
/// (transient: lock or disk; corrupt: the stored data contradicts itself).
class StoreReader {
public:
    virtual ~StoreReader() = default;

    [[nodiscard]] virtual std::optional<CaseRow> find_case(const std::string& case_id) = 0;
    [[nodiscard]] virtual std::optional<std::string> case_by_file_number(
        const std::string& file_number) = 0;
    /// Newest first; empty filters match everything.
    [[nodiscard]] virtual std::vector<CaseRow> list_cases(const CaseFilter& filter) = 0;
    /// The first in the queue of a ledger line, by `waits_since` and then case id, leaving out
    /// `except_case`.
    [[nodiscard]] virtual std::optional<WaitingRow> first_waiting(
        const std::string& line, const std::string& except_case) = 0;
    /// Every owner that any row names, known or not: rows that belong to nobody are found by it.
    [[nodiscard]] virtual std::vector<RowOwner> row_owners() = 0;
    /// All records of a case in order; with `case_id` empty, all records of the store in order of
    /// the log.
    virtual void for_each_record(const std::string& case_id,
                                 const std::function<void(const RecordRow&)>& visit) = 0;
    [[nodiscard]] virtual std::vector<PartRow> parts(const std::string& case_id) = 0;
    [[nodiscard]] virtual std::optional<std::string> subject_key(const std::string& key_id) = 0;
    [[nodiscard]] virtual std::optional<DocumentRow> find_document(const std::string& digest) = 0;
    virtual void for_each_document(const std::function<void(const DocumentRow&)>& visit) = 0;

    [[nodiscard]] virtual std::optional<InboxRow> find_inbox(const std::string& sender,
                                                             const std::string& message_id) = 0;
    [[nodiscard]] virtual LineRow line(const std::string& line) = 0;
    [[nodiscard]] virtual std::vector<LineRow> lines() = 0;
    [[nodiscard]] virtual std::vector<PostingRow> postings(const std::string& case_id) = 0;
    /// The row of a register that is valid on `date`: the latest `valid_from` not after it.
    [[nodiscard]] virtual std::optional<RegisterRow> register_row(const std::string& name,
                                                                  const std::string& key,
                                                                  const std::string& date) = 0;
    [[nodiscard]] virtual std::vector<RegisterRow> register_rows(const std::string& name) = 0;

    [[nodiscard]] virtual std::optional<OutboxRow> find_outbox(const std::string& id) = 0;
    /// Open items that are due, oldest first.
    [[nodiscard]] virtual std::vector<OutboxRow> due_outbox(std::int64_t now_micros,
                                                            std::size_t most) = 0;
    [[nodiscard]] virtual std::vector<OutboxRow> outbox_of_case(const std::string& case_id) = 0;
    /// Items that their receiver refused for good and nobody has settled, by case and age. Without
    /// wake-ups of other cases, which may be refused in the course of things.
    [[nodiscard]] virtual std::vector<OutboxRow> undelivered() = 0;
    /// Open items of a processor, whatever their time, by id.
    [[nodiscard]] virtual std::vector<OutboxRow> open_outbox(const std::string& processor) = 0;
    /// Without those of parked cases, earliest first.
    [[nodiscard]] virtual std::vector<TimerRow> due_timers(std::int64_t now_micros,
                                                           std::size_t most) = 0;
    [[nodiscard]] virtual std::optional<std::int64_t> next_timer_micros() = 0;
    [[nodiscard]] virtual std::vector<TimerRow> timers_of_case(const std::string& case_id) = 0;
    [[nodiscard]] virtual std::vector<TaskRow> tasks(const std::string& case_id) = 0;
    [[nodiscard]] virtual std::vector<ApprovalRow> approvals(const std::string& case_id) = 0;

    /// The evidence log: entries by sequence, gap-free from 0.
    [[nodiscard]] virtual std::uint64_t log_size() = 0;
    virtual void for_each_entry(std::uint64_t from, std::uint64_t to,
                                const std::function<void(const EntryRow&)>& visit) = 0;
    /// The frontier after the last entry (engine/evidence), as text; "" for an empty log.
    [[nodiscard]] virtual std::string log_frontier() = 0;

    [[nodiscard]] virtual std::optional<DefinitionRow> find_definition(const std::string& id) = 0;
    [[nodiscard]] virtual std::vector<std::string> definition_ids() = 0;
    [[nodiscard]] virtual std::vector<BatchRow> batches() = 0;
    /// Named text that belongs to no case: counters, the last published checkpoint, settings.
    [[nodiscard]] virtual std::optional<std::string> note(const std::string& name) = 0;
    [[nodiscard]] virtual std::vector<IntakeRow> intake_journal(std::size_t most) = 0;
};

/// One unit of work inside the writer's transaction: all of it or nothing.
class UnitOfWork : public StoreReader {
public:
    /// Appends record and entry; record.seq is the entry's sequence and must be log_size().
    virtual void append_record(const RecordRow& record, const EntryRow& entry,
                               const std::string& frontier) = 0;
    virtual void put_case(const CaseRow& row) = 0;
    virtual void put_tasks(const std::string& case_id, const std::vector<TaskRow>& tasks) = 0;
    virtual void put_timer(const TimerRow& timer) = 0;
    virtual void drop_timer(const std::string& case_id, const std::string& timer_id) = 0;
    virtual void put_part(const PartRow& part) = 0;
    virtual void put_subject_key(const std::string& key_id, const std::string& wrapped) = 0;
    virtual void put_document(const DocumentRow& document) = 0;
    virtual void put_inbox(const InboxRow& row) = 0;
    /// A new item of processor "payout" is refused by a constraint of the store (OperatingError
    /// permanent) unless an approval of its record and an earlier one of another person, also by
    /// deputies, name the same digest.
    virtual void put_outbox(const OutboxRow& row) = 0;
    /// Refused by a constraint of the store when the person, or whom they act for, took or had
    /// taken one of the steps in `approval.unlike` of the case (OperatingError permanent).
    virtual void put_approval(const ApprovalRow& approval) = 0;
    virtual void append_posting(const PostingRow& posting) = 0;
    virtual void put_line(const LineRow& line) = 0;
    virtual void put_register_row(const RegisterRow& row) = 0;
    virtual void put_definition(const DefinitionRow& row) = 0;
    virtual void put_batch(const BatchRow& row) = 0;
    virtual void put_note(const std::string& name, const std::string& text) = 0;
    /// Bounded: keeps the newest `keep` rows.
    virtual void append_intake(const IntakeRow& row, std::size_t keep) = 0;
};

/// Durable storage of cases. One writer; any number of readers.
class CaseStore {
public:
    virtual ~CaseStore() = default;

    /// Runs `work` in the writer, in order of arrival, many callers sharing one commit; returns
    /// after the commit is on disk. When `work` throws, nothing of it is kept and the exception
    /// goes to this caller only. When the commit fails (disk full), every caller of it gets
    /// OperatingError transient and nothing is kept.
    virtual void write(const std::function<void(UnitOfWork&)>& work) = 0;
    /// Runs `work` on a consistent snapshot; never waits for the writer.
    virtual void read(const std::function<void(StoreReader&)>& work) = 0;
};

}  // namespace foerderwerk::ports
