// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/check_store.hpp"

#include <algorithm>
#include <set>

#include "engine/operations/append_record.hpp"
#include "engine/operations/change_register.hpp"
#include "engine/operations/check_owners.hpp"
#include "engine/operations/commit_step.hpp"
#include "engine/operations/fold_case.hpp"
#include "engine/operations/park_case.hpp"
#include "engine/operations/replay_case.hpp"
#include "engine/operations/subject_keys.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

namespace {

/// One pass over all records in order of the log, then a comparison case by case.
class Check {
public:
    Check(ports::StoreReader& store, Casework& casework) : store_(store), casework_(casework) {}

    StoreCheck run() {
        store_.for_each_record("", [this](const ports::RecordRow& row) { fold(row); });
        for (auto& [case_id, folded] : cases_) {
            check_case(case_id, folded);
        }
        check_lines();
        check_register();
        check_documents();
        check_definitions();
        check_strangers();
        return std::move(check_);
    }

private:
    void wrong(const std::string& code, const std::string& place, const std::string& text) {
        check_.reasons.push_back({code, place, text});
    }

    void fold(const ports::RecordRow& row) {
        ++check_.records;
        const auto record = parse_json(row.bytes);
        const std::string place = "record " + std::to_string(row.seq);
        if (!record.has_value()) {
            wrong("FOLD_RECORD", place, "Der Satz ist nicht lesbar: " + record.error().reason);
            return;
        }
        const Json* number = record->find("number");
        if (record->text("case") != row.case_id || number == nullptr ||
            !(*number == Json(row.number))) {
            wrong("FOLD_RECORD", place, "Der Satz gehört nicht an diese Stelle.");
        }
        if (row.case_id == register_case) {
            ++register_records_;
            fold_register(*record);
            return;
        }
        fold_record(*record, cases_[row.case_id], check_.reasons);
        fold_postings(*record, lines_, holdings_, check_.reasons);
    }

    void fold_register(const Json& record) {
        fold_parts(record, register_parts_);
        const RegisterAct act = act_of_record(record);
        for (const ports::RegisterRow& row : act.rows) {
            register_[row.name + "\n" + row.key + "\n" + row.valid_from] = row;
        }
        for (const ports::BatchRow& batch : act.batches) {
            batches_[batch.id] = batch;
        }
        for (const ports::PostingRow& allotment : act.allotments) {
            lines_[allotment.line].allotted += allotment.amount;
            register_postings_.push_back(allotment);
        }
    }

    void check_case(const std::string& case_id, const FoldedCase& folded) {
        ++check_.cases;
        const std::string place = "case " + case_id;
        const Reasons entries = check_entries(store_, casework_.sealing, case_id);
        check_.reasons.insert(check_.reasons.end(), entries.begin(), entries.end());
        const auto row = store_.find_case(case_id);
        if (!row.has_value()) {
            wrong("FOLD_CASE", place, "Die Zeile des Vorgangs fehlt.");
            return;
        }
        if (!folded.state.is_object()) {
            return;
        }
        const std::map<std::int64_t, std::string> leaves = leaves_of(case_id);
        ports::CaseRow expected =
            case_row(folded.state, leaves.empty() ? std::string() : leaves.rbegin()->second);
        const auto incidents = register_.find("incident\n" + case_id + "\n");
        expected.parked =
            incidents != register_.end() ? parked_by(incidents->second.value) : std::string();
        if (!(expected == *row)) {
            wrong("FOLD_CASE", place, "Die Zeile in case_row ist nicht die Summe ihrer Sätze.");
        }
        if (!same(task_rows(folded.state), store_.tasks(case_id))) {
            wrong("FOLD_TASK", place, "Die Aufgaben sind nicht die der Sätze.");
        }
        if (!same(timer_rows(folded.state), store_.timers_of_case(case_id))) {
            wrong("FOLD_TIMER", place, "Die Fristen sind nicht die der Sätze.");
        }
        if (!(folded.postings == store_.postings(case_id))) {
            wrong("FOLD_POSTING", place, "Die Buchungen sind nicht die der Sätze.");
        }
        check_approvals(case_id, folded);
        check_outbox(case_id, folded);
        check_inbox(folded);
        check_parts(case_id, folded.part_commits);
    }

    template <class Row>
    static bool same(std::vector<Row> expected, std::vector<Row> found) {
        return expected.size() == found.size() &&
               std::all_of(expected.begin(), expected.end(), [&found](const Row& row) {
                   return std::find(found.begin(), found.end(), row) != found.end();
               });
    }

    /// Leaf hash (hex) of each record's entry, by number.
    std::map<std::int64_t, std::string> leaves_of(const std::string& case_id) {
        std::map<std::int64_t, std::uint64_t> entries;
        store_.for_each_record(
            case_id, [&entries](const ports::RecordRow& row) { entries[row.number] = row.seq; });
        std::map<std::int64_t, std::string> leaves;
        for (const auto& [number, seq] : entries) {
            store_.for_each_entry(seq, seq + 1, [&, number = number](const ports::EntryRow& row) {
                leaves[number] = to_hex(std::string_view(row.leaf));
            });
        }
        return leaves;
    }

    /// Rows and entries that no record knows.
    void check_strangers() {
        std::set<std::string> registers;
        std::set<std::string> persons;
        for (const auto& [key, row] : register_) {
            registers.insert(row.name);
            if (row.name == "person") {
                persons.insert(row.key);
            }
        }
        const Reasons owners = check_owners(store_, {.cases = cases_,
                                                     .registers = registers,
                                                     .persons = persons,
                                                     .register_parts = register_parts_});
        check_.reasons.insert(check_.reasons.end(), owners.begin(), owners.end());
        const auto records = static_cast<std::uint64_t>(check_.records);
        if (store_.log_size() != records) {
            wrong("FOLD_UNKNOWN", "entry " + std::to_string(records),
                  "Das Protokoll hat nicht so viele Einträge, wie es Sätze gibt.");
        }
    }

    void check_approvals(const std::string& case_id, const FoldedCase& folded) {
        const auto found = store_.approvals(case_id);
        bool equal = found.size() == folded.approvals.size();
        for (const ports::ApprovalRow& expected : folded.approvals) {
            equal = equal && std::any_of(found.begin(), found.end(), [&](const auto& row) {
                        return row.number == expected.number && row.step == expected.step &&
                               row.person == expected.person && row.unlike == expected.unlike &&
                               row.digest == expected.digest &&
                               row.on_behalf_of == expected.on_behalf_of;
                    });
        }
        if (!equal) {
            wrong("FOLD_APPROVAL", "case " + case_id, "Die Zeichnungen sind nicht die der Sätze.");
        }
    }

    void check_outbox(const std::string& case_id, const FoldedCase& folded) {
        const auto found = store_.outbox_of_case(case_id);
        bool equal = found.size() == folded.effects.size();
        for (const ports::OutboxRow& expected : folded.effects) {
            equal = equal && std::any_of(found.begin(), found.end(), [&](const auto& row) {
                        return row.id == expected.id && row.number == expected.number &&
                               row.processor == expected.processor && row.event == expected.event &&
                               row.effect_json == expected.effect_json;
                    });
        }
        if (!equal) {
            wrong("FOLD_OUTBOX", "case " + case_id, "Der Postausgang ist nicht der der Sätze.");
        }
        for (const ports::OutboxRow& row : found) {
            if (!row.document.empty() && !store_.find_document(row.document).has_value()) {
                wrong("DOCUMENT", "outbox " + row.id, "Das gesendete Dokument fehlt.");
            }
            if ((row.status == "settled") != register_.contains("delivery\n" + row.id + "\n")) {
                wrong("FOLD_OUTBOX", "outbox " + row.id,
                      "Als erledigt gilt nur, was der Registersatz dazu nennt.");
            }
        }
    }

    void check_inbox(const FoldedCase& folded) {
        for (std::size_t i = 0; i < folded.messages.size(); ++i) {
            const ports::InboxRow& expected = folded.messages[i];
            const std::string place = "inbox " + expected.sender + " " + expected.message_id;
            const auto row = store_.find_inbox(expected.sender, expected.message_id);
            if (!row.has_value() || row->case_id != expected.case_id ||
                row->number != expected.number || row->receipt != expected.receipt) {
                wrong("FOLD_INBOX", place, "Der Posteingang ist nicht der der Sätze.");
                continue;
            }
            const auto document = store_.find_document(folded.documents[i]);
            if (!document.has_value()) {
                wrong("DOCUMENT", "document " + folded.documents[i], "Das Dokument fehlt.");
                continue;
            }
            const auto content = open_document(casework_.sealing, store_, *document);
            const auto key = key_if_any(store_, casework_.sealing, inbox_key);
            // A document that does not open is named by check_documents.
            if (content.has_value() &&
                (!key.has_value() ||
                 commitment(casework_.sealing, *key, *content) != row->content_digest)) {
                wrong("FOLD_INBOX", place, "Der Inhalt der Nachricht ist ein anderer.");
            }
        }
    }

    void check_parts(const std::string& case_id, const FoldedParts& part_commits) {
        CaseParts parts(store_, casework_.sealing, case_id);
        for (const auto& [id, commit] : part_commits) {
            if (parts.commit(id) != commit) {
                wrong("PART", "case " + case_id + ", part " + id,
                      "Der versiegelte Teil fehlt, ist verändert oder gelöscht.");
            }
        }
    }

    void check_lines() {
        std::map<std::string, ledger::LineBalance> found;
        for (const ports::LineRow& row : store_.lines()) {
            found[row.line] = {.allotted = row.allotted,
                               .reserved = row.reserved,
                               .committed = row.committed,
                               .paid = row.paid};
        }
        std::set<std::string> names;
        for (const auto& [line, balance] : lines_) {
            names.insert(line);
        }
        for (const auto& [line, balance] : found) {
            names.insert(line);
        }
        for (const std::string& line : names) {
            if (!lines_.contains(line) || !(lines_[line] == found[line])) {
                wrong("FOLD_LINE", "line " + line, "Der Stand ist nicht die Summe der Buchungen.");
            }
        }
    }

    void check_register() {
        const Reasons entries = check_entries(store_, casework_.sealing, register_case);
        check_.reasons.insert(check_.reasons.end(), entries.begin(), entries.end());
        std::set<std::string> names = {"gemeinde", "bildungstraeger", "person",   "sender",
                                       "token",    "incident",        "delivery", "conflict"};
        for (const auto& [key, row] : register_) {
            names.insert(row.name);
        }
        for (const std::string& name : names) {
            std::size_t count = 0;
            for (const ports::RegisterRow& row : store_.register_rows(name)) {
                ++count;
                const auto expected =
                    register_.find(row.name + "\n" + row.key + "\n" + row.valid_from);
                if (expected == register_.end() || !(expected->second == row)) {
                    wrong("FOLD_REGISTER", "register " + name + " " + row.key,
                          "Die Zeile ist nicht die der Registersätze.");
                }
            }
            const auto expected =
                std::count_if(register_.begin(), register_.end(),
                              [&name](const auto& item) { return item.second.name == name; });
            if (count != static_cast<std::size_t>(expected)) {
                wrong("FOLD_REGISTER", "register " + name, "Zeilen fehlen oder sind zu viel.");
            }
        }
        if (!(store_.postings(register_case) == register_postings_)) {
            wrong("FOLD_POSTING", "register", "Die Zuweisungen sind nicht die der Registersätze.");
        }
        check_batches();
        check_parts(register_case, register_parts_);
        if (store_.note("register.number").value_or("0") != std::to_string(register_records_)) {
            wrong("FOLD_REGISTER", "note register.number",
                  "Es ist nicht die Zahl der Registersätze.");
        }
        const std::map<std::int64_t, std::string> leaves = leaves_of(register_case);
        if (store_.note("register.leaf").value_or("") !=
            (leaves.empty() ? std::string() : leaves.rbegin()->second)) {
            wrong("FOLD_REGISTER", "note register.leaf", "Es ist nicht der letzte Registersatz.");
        }
    }

    void check_batches() {
        const std::vector<ports::BatchRow> rows = store_.batches();
        if (rows.size() != batches_.size()) {
            wrong("FOLD_BATCH", "batch", "Zahlungsläufe fehlen oder sind zu viel.");
        }
        for (const ports::BatchRow& row : rows) {
            const auto expected = batches_.find(row.id);
            if (expected == batches_.end() || expected->second.content_json != row.content_json ||
                expected->second.file_digest != row.file_digest ||
                expected->second.created != row.created) {
                wrong("FOLD_BATCH", "batch " + row.id, "Der Zahlungslauf ist verändert.");
            }
        }
    }

    void check_documents() {
        std::map<std::pair<std::string, std::string>, std::size_t> kept;  // by case and kind
        store_.for_each_document([this, &kept](const ports::DocumentRow& row) {
            ++kept[{row.case_id, row.kind}];
            if (!open_document(casework_.sealing, store_, row).has_value()) {
                wrong("DOCUMENT", "document " + row.digest,
                      "Das Dokument fehlt, ist verändert oder gelöscht.");
            }
        });
        for (const auto& [case_id, folded] : cases_) {
            for (const char* kind : {"received", "canonical", "report"}) {
                if (kept[{case_id, kind}] != folded.messages.size()) {
                    wrong("DOCUMENT", "case " + case_id + ", documents of kind " + kind,
                          "Zu jeder Nachricht gehört genau eines: Eines fehlt oder ist zu viel.");
                }
            }
        }
    }

    void check_definitions() {
        for (const std::string& id : store_.definition_ids()) {
            const auto row = store_.find_definition(id);
            const auto files = row.has_value() ? files_from_json(row->files_json) : std::nullopt;
            const bool sound = files.has_value() && files_json(*files) == row->files_json &&
                               cases::definition_id(*files, [this](std::string_view bytes) {
                                   return casework_.sealing.sha256(bytes);
                               }).text() == id;
            if (!sound) {
                wrong("DEFINITION", "definition " + id, "Der Inhalt passt nicht zur Kennung.");
                continue;
            }
            const auto compiled = casework_.definitions.find(store_, id);
            if (compiled == nullptr || compiled->programme != row->programme) {
                wrong("DEFINITION", "definition " + id, "Das Programm heißt anders.");
            }
        }
    }

    ports::StoreReader& store_;
    Casework& casework_;
    StoreCheck check_;
    std::map<std::string, FoldedCase> cases_;
    FoldedLines lines_;
    FoldedHoldings holdings_;
    std::map<std::string, ports::RegisterRow> register_;
    std::map<std::string, ports::BatchRow> batches_;
    std::vector<ports::PostingRow> register_postings_;
    FoldedParts register_parts_;
    std::int64_t register_records_ = 0;
};

}  // namespace

StoreCheck check_store(ports::StoreReader& store, Casework& casework) {
    return Check(store, casework).run();
}

}  // namespace foerderwerk::operations
