// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "connectors/database/sqlite_connection.hpp"
#include "engine/ports/case_store.hpp"

namespace foerderwerk::database {

/// The tables of sql/*.sql as the rows of engine/ports. Runs inside a transaction that its owner
/// began: the writer's, or a reader's snapshot (then every call that writes fails).
class SqliteRows : public ports::UnitOfWork {
public:
    explicit SqliteRows(Connection& connection) : connection_(connection) {}

    std::optional<ports::CaseRow> find_case(const std::string& case_id) override;
    std::optional<std::string> case_by_file_number(const std::string& file_number) override;
    std::vector<ports::CaseRow> list_cases(const ports::CaseFilter& filter) override;
    std::optional<ports::WaitingRow> first_waiting(const std::string& line,
                                                   const std::string& except_case) override;
    std::vector<ports::RowOwner> row_owners() override;
    void for_each_record(const std::string& case_id,
                         const std::function<void(const ports::RecordRow&)>& visit) override;
    std::vector<ports::PartRow> parts(const std::string& case_id) override;
    std::optional<std::string> subject_key(const std::string& key_id) override;
    std::optional<ports::DocumentRow> find_document(const std::string& digest) override;
    void for_each_document(const std::function<void(const ports::DocumentRow&)>& visit) override;
    std::optional<ports::InboxRow> find_inbox(const std::string& sender,
                                              const std::string& message_id) override;
    ports::LineRow line(const std::string& line) override;
    std::vector<ports::LineRow> lines() override;
    std::vector<ports::PostingRow> postings(const std::string& case_id) override;
    std::optional<ports::RegisterRow> register_row(const std::string& name, const std::string& key,
                                                   const std::string& date) override;
    std::vector<ports::RegisterRow> register_rows(const std::string& name) override;
    std::optional<ports::OutboxRow> find_outbox(const std::string& id) override;
    std::vector<ports::OutboxRow> due_outbox(std::int64_t now_micros, std::size_t most) override;
    std::vector<ports::OutboxRow> outbox_of_case(const std::string& case_id) override;
    std::vector<ports::OutboxRow> undelivered() override;
    std::vector<ports::OutboxRow> open_outbox(const std::string& processor) override;
    std::vector<ports::TimerRow> due_timers(std::int64_t now_micros, std::size_t most) override;
    std::optional<std::int64_t> next_timer_micros() override;
    std::vector<ports::TimerRow> timers_of_case(const std::string& case_id) override;
    std::vector<ports::TaskRow> tasks(const std::string& case_id) override;
    std::vector<ports::ApprovalRow> approvals(const std::string& case_id) override;
    std::uint64_t log_size() override;
    void for_each_entry(std::uint64_t from, std::uint64_t to,
                        const std::function<void(const ports::EntryRow&)>& visit) override;
    std::string log_frontier() override;
    std::optional<ports::DefinitionRow> find_definition(const std::string& id) override;
    std::vector<std::string> definition_ids() override;
    std::vector<ports::BatchRow> batches() override;
    std::optional<std::string> note(const std::string& name) override;
    std::vector<ports::IntakeRow> intake_journal(std::size_t most) override;

    void append_record(const ports::RecordRow& record, const ports::EntryRow& entry,
                       const std::string& frontier) override;
    void put_case(const ports::CaseRow& row) override;
    void put_tasks(const std::string& case_id, const std::vector<ports::TaskRow>& tasks) override;
    void put_timer(const ports::TimerRow& timer) override;
    void drop_timer(const std::string& case_id, const std::string& timer_id) override;
    void put_part(const ports::PartRow& part) override;
    void put_subject_key(const std::string& key_id, const std::string& wrapped) override;
    void put_document(const ports::DocumentRow& document) override;
    void put_inbox(const ports::InboxRow& row) override;
    void put_outbox(const ports::OutboxRow& row) override;
    void put_approval(const ports::ApprovalRow& approval) override;
    void append_posting(const ports::PostingRow& posting) override;
    void put_line(const ports::LineRow& line) override;
    void put_register_row(const ports::RegisterRow& row) override;
    void put_definition(const ports::DefinitionRow& row) override;
    void put_batch(const ports::BatchRow& row) override;
    void put_note(const std::string& name, const std::string& text) override;
    void append_intake(const ports::IntakeRow& row, std::size_t keep) override;

private:
    Connection& connection_;
};

}  // namespace foerderwerk::database
