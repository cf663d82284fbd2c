// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace foerderwerk::ports {

// What the store keeps. Instants are microseconds since 1970 UTC; JSON is canonical (RFC 8785).
// "Fold" says that the row is derived: it equals the fold of the records, and `db check` proves it.

/// The current state of a case. Fold.
struct CaseRow {
    std::string case_id;
    std::string programme;
    std::string definition;
    std::string file_number;
    std::string states;  ///< active state ids, document order, joined by blanks
    std::string label;   ///< German label of the innermost labelled state
    bool closed = false;
    std::int64_t received = 0;
    std::int64_t last_step = 0;
    std::int64_t number = 0;       ///< of the last record
    std::string last_leaf;         ///< hex leaf hash of the case's last entry
    std::string state_json;        ///< cases::to_json(CaseState)
    std::string parked;            ///< why the case halted; empty: it goes on. Fold of the register
    std::string waits_for;         ///< ledger line whose queue the case stands in; empty: none
    std::int64_t waits_since = 0;  ///< its place in that queue
    friend bool operator==(const CaseRow&, const CaseRow&) = default;
};

/// One record, the truth. `seq` is the sequence of its entry in the log.
struct RecordRow {
    std::uint64_t seq = 0;
    std::string case_id;
    std::int64_t number = 0;
    std::string bytes;  ///< canonical JSON
    std::string k;      ///< 32 random bytes: entry.commit = HMAC-SHA-256(k, bytes)
};

/// One leaf of the evidence log (engine/evidence/entry.hpp).
struct EntryRow {
    std::uint64_t seq = 0;
    std::string bytes;
    std::string leaf;  ///< 32 bytes
};

/// A personal value, sealed. `commit` in the record is HMAC-SHA-256(k, plaintext).
struct PartRow {
    std::string case_id;
    std::string part_id;
    std::string key_id;
    std::string sealed;  ///< AES-256-GCM of k ‖ plaintext (canonical JSON of the value)
};

/// The content of a document, sealed, named by a keyed digest.
struct DocumentRow {
    std::string digest;  ///< hex HMAC-SHA-256(k, content)
    std::string case_id;
    std::string kind;  ///< "received", "canonical", "report", "sent", "payment-file"
    std::string key_id;
    std::string sealed;  ///< AES-256-GCM of k ‖ content
};

/// Which message became which case step: a duplicate is known as long as the case lives. Fold.
struct InboxRow {
    std::string sender;
    std::string message_id;
    std::string content_digest;  ///< keyed digest of the canonical bytes
    std::string case_id;
    std::int64_t number = 0;  ///< of the record
    std::string receipt;
};

/// Fold of the postings.
struct LineRow {
    std::string line;
    std::int64_t allotted = 0;
    std::int64_t reserved = 0;
    std::int64_t committed = 0;
    std::int64_t paid = 0;
    friend bool operator==(const LineRow&, const LineRow&) = default;
};

/// Fold: one posting of a record.
struct PostingRow {
    std::string case_id;
    std::int64_t number = 0;
    std::int64_t index = 0;
    std::string line;
    std::string kind;
    std::int64_t amount = 0;
    std::int64_t limit = -1;  ///< -1: none
    friend bool operator==(const PostingRow&, const PostingRow&) = default;
};

/// A row of master data: municipalities, education providers, persons, senders. Fold.
struct RegisterRow {
    std::string name;  ///< "gemeinde", "bildungstraeger", "person", "sender", "token", "incident",
                       ///< "delivery", "conflict"
    std::string key;
    std::string valid_from;  ///< ISO date; "" always
    std::string value;       ///< canonical JSON
    friend bool operator==(const RegisterRow&, const RegisterRow&) = default;
};

/// An effect for the outside. The part that a record fixes is a fold; `status` and what follows
/// is the dispatcher's.
struct OutboxRow {
    std::string id;  ///< case-number-index: the idempotency key
    std::string case_id;
    std::int64_t number = 0;
    std::string processor;  ///< "portal", "payout", "case"
    std::string event;
    std::string effect_json;  ///< as in the record
    std::string status;       ///< "open", "delivered", "refused", "settled", "batched", "returned"
    std::int64_t attempts = 0;
    std::int64_t next_attempt = 0;
    std::string last_cause;
    std::string document;  ///< digest of the bytes that are sent, once built
};

struct TimerRow {
    std::string case_id;
    std::string timer_id;
    std::string event;
    std::int64_t due = 0;
    friend bool operator==(const TimerRow&, const TimerRow&) = default;
};

struct TaskRow {
    std::string case_id;
    std::string role;
    std::string label;
    std::int64_t since = 0;
    friend bool operator==(const TaskRow&, const TaskRow&) = default;
};

/// A case that stands in the queue of a ledger line.
struct WaitingRow {
    std::string case_id;
    std::int64_t since = 0;
    friend bool operator==(const WaitingRow&, const WaitingRow&) = default;
};

/// How many rows of a table name an owner: a case, a register, a key.
struct RowOwner {
    std::string table;  ///< "case_row", "task", "timer", "part", "subject_key", "document",
                        ///< "inbox", "outbox", "posting", "approval", "register_row", "note"
    std::string owner;  ///< case id; name of the register or note; key id
    std::int64_t rows = 0;
    friend bool operator==(const RowOwner&, const RowOwner&) = default;
};

/// Who took a named step, and what was approved with it. The store's own constraint repeats
/// four-eyes (formats.md).
struct ApprovalRow {
    std::string case_id;
    std::int64_t number = 0;
    std::string step;
    std::string person;
    std::vector<std::string> unlike;  ///< steps whose persons may not take this one
    std::string digest;               ///< hex; of the approved content, cases::approved_digest
    std::string on_behalf_of{};       ///< whom the person acted for; empty: for themself
};

struct DefinitionRow {
    std::string id;
    std::string programme;
    std::string files_json;  ///< {"path": "base64 content", …}
};

/// A payment batch: frozen content (the payments, canonical).
struct BatchRow {
    std::string id;
    std::int64_t created = 0;
    std::string content_json;
    std::string file_digest;  ///< hex SHA-256 of the payment file
};

/// What belonged to no case: junk, unsigned, unknown sender.
struct IntakeRow {
    std::int64_t at = 0;
    std::string peer;
    std::string digest;  ///< hex SHA-256 of the received bytes
    std::int64_t bytes = 0;
    std::string reasons_json;
};

}  // namespace foerderwerk::ports
