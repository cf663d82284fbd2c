// SPDX-License-Identifier: EUPL-1.2
#include "tests/contract/in_memory_store.hpp"

#include <algorithm>

namespace foerderwerk::contract {

namespace {

/// Whether the same person stands behind both, themself or through a deputy.
bool one_person(const ports::ApprovalRow& earlier, const ports::ApprovalRow& later) {
    const auto is_later = [&later](const std::string& person) {
        return !person.empty() && (person == later.person || person == later.on_behalf_of);
    };
    return is_later(earlier.person) || is_later(earlier.on_behalf_of);
}

/// Whether an approval of record `number` repeats the digest of another person's earlier one.
bool two_persons(const std::vector<ports::ApprovalRow>& approvals, std::int64_t number) {
    for (const ports::ApprovalRow& release : approvals) {
        for (const ports::ApprovalRow& earlier : approvals) {
            if (release.number == number && earlier.number < number &&
                earlier.digest == release.digest && !one_person(earlier, release)) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

Tables& InMemoryRows::changed() const {
    FOERDERWERK_REQUIRE(changed_ != nullptr, "a reader does not write");
    return *changed_;
}

void InMemoryRows::refuse_if(bool wrong, const char* why) {
    if (!wrong) {
        return;
    }
    const OperatingError error(FailureKind::permanent, std::string("store: ") + why);
    if (!failure_.has_value()) {
        failure_ = error;
    }
    throw OperatingError(error);
}

void InMemoryRows::append_record(const ports::RecordRow& record, const ports::EntryRow& entry,
                                 const std::string& frontier) {
    FOERDERWERK_REQUIRE(record.seq == entry.seq && entry.seq == log_size(),
                        "the log is gap-free and every record has its entry");
    refuse_if(record.k.size() != 32 || entry.leaf.size() != 32, "k and leaf have 32 bytes");
    const bool known = std::any_of(
        tables_.records.begin(), tables_.records.end(), [&record](const ports::RecordRow& row) {
            return row.case_id == record.case_id && row.number == record.number;
        });
    refuse_if(known, "each number of a case once");
    changed().records.push_back(record);
    changed().entries.push_back(entry);
    changed().frontier = frontier;
}

void InMemoryRows::put_case(const ports::CaseRow& row) {
    const auto holder = case_by_file_number(row.file_number);
    const auto known = changed().cases.find(row.case_id);
    if (known == changed().cases.end()) {
        refuse_if(holder.has_value(), "a file number belongs to one case");
        changed().cases.emplace(row.case_id, row);
        return;
    }
    ports::CaseRow after = row;
    after.programme = known->second.programme;
    after.file_number = known->second.file_number;
    after.received = known->second.received;
    known->second = std::move(after);
}

void InMemoryRows::put_tasks(const std::string& case_id, const std::vector<ports::TaskRow>& tasks) {
    std::erase_if(changed().tasks,
                  [&case_id](const auto& item) { return std::get<0>(item.first) == case_id; });
    for (const ports::TaskRow& task : tasks) {
        const bool added =
            changed().tasks.emplace(std::tuple(task.case_id, task.role, task.label), task).second;
        refuse_if(!added, "a task of a case is named once");
    }
}

void InMemoryRows::put_timer(const ports::TimerRow& timer) {
    changed().timers.insert_or_assign({timer.case_id, timer.timer_id}, timer);
}

void InMemoryRows::drop_timer(const std::string& case_id, const std::string& timer_id) {
    changed().timers.erase({case_id, timer_id});
}

void InMemoryRows::put_part(const ports::PartRow& part) {
    const bool added =
        changed().parts.emplace(Tables::Two(part.case_id, part.part_id), part).second;
    refuse_if(!added, "a part is stored once");
}

void InMemoryRows::put_subject_key(const std::string& key_id, const std::string& wrapped) {
    changed().subject_keys.insert_or_assign(key_id, wrapped);
}

void InMemoryRows::put_document(const ports::DocumentRow& document) {
    refuse_if(!changed().documents.emplace(document.digest, document).second,
              "a document is stored once");
}

void InMemoryRows::put_inbox(const ports::InboxRow& row) {
    const bool added = changed().inbox.emplace(Tables::Two(row.sender, row.message_id), row).second;
    refuse_if(!added, "a message becomes one step");
}

void InMemoryRows::put_outbox(const ports::OutboxRow& row) {
    refuse_if(row.processor == "payout" && !two_persons(approvals(row.case_id), row.number),
              "a payment needs two persons who approved the same");
    const auto [place, added] = changed().outbox.emplace(row.id, row);
    if (!added) {
        place->second.status = row.status;
        place->second.attempts = row.attempts;
        place->second.next_attempt = row.next_attempt;
        place->second.last_cause = row.last_cause;
        place->second.document = row.document;
    }
}

void InMemoryRows::put_approval(const ports::ApprovalRow& approval) {
    for (const ports::ApprovalRow& earlier : approvals(approval.case_id)) {
        const bool unlike = std::find(approval.unlike.begin(), approval.unlike.end(),
                                      earlier.step) != approval.unlike.end();
        refuse_if(unlike && one_person(earlier, approval),
                  "four-eyes: this person took the earlier step");
    }
    const bool added =
        changed()
            .approvals
            .emplace(std::tuple(approval.case_id, approval.number, approval.step), approval)
            .second;
    refuse_if(!added, "approvals are never edited");
}

void InMemoryRows::append_posting(const ports::PostingRow& posting) {
    const bool added =
        changed()
            .postings
            .emplace(Tables::Numbered(posting.case_id, posting.number, posting.index), posting)
            .second;
    refuse_if(!added, "postings are corrected by counter-entries");
}

void InMemoryRows::put_line(const ports::LineRow& line) {
    refuse_if(line.allotted < 0 || line.reserved < 0 || line.committed < 0 || line.paid < 0,
              "a line is never negative");
    changed().lines.insert_or_assign(line.line, line);
}

void InMemoryRows::put_register_row(const ports::RegisterRow& row) {
    changed().registers.insert_or_assign({row.name, row.key, row.valid_from}, row);
}

void InMemoryRows::put_definition(const ports::DefinitionRow& row) {
    if (!find_definition(row.id).has_value()) {
        changed().definitions.push_back(row);
    }
}

void InMemoryRows::put_batch(const ports::BatchRow& row) {
    refuse_if(!changed().batches.emplace(row.id, row).second, "a batch is frozen");
}

void InMemoryRows::put_note(const std::string& name, const std::string& text) {
    changed().notes.insert_or_assign(name, text);
}

void InMemoryRows::append_intake(const ports::IntakeRow& row, std::size_t keep) {
    changed().intake.push_front(row);
    changed().intake.resize(std::min(changed().intake.size(), keep));
}

std::shared_ptr<const Tables> InMemoryStore::present() const {
    const std::lock_guard lock(present_mutex_);
    return present_;
}

void InMemoryStore::write(const std::function<void(ports::UnitOfWork&)>& work) {
    const std::lock_guard lock(writer_);
    const auto copy = std::make_shared<Tables>(*present());
    InMemoryRows rows(*copy);
    work(rows);
    if (rows.failure().has_value()) {
        throw OperatingError(*rows.failure());
    }
    const std::lock_guard present_lock(present_mutex_);
    present_ = copy;
}

void InMemoryStore::read(const std::function<void(ports::StoreReader&)>& work) {
    const std::shared_ptr<const Tables> tables = present();
    InMemoryRows rows(*tables);
    work(rows);
}

}  // namespace foerderwerk::contract
