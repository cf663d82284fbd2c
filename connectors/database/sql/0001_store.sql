-- SPDX-License-Identifier: EUPL-1.2
-- Append-only tables have a plain rowid and a separate index on (case_id, number): rows written in
-- order of the log go three to four times faster than rows clustered by case.

CREATE TABLE record (
    seq INTEGER PRIMARY KEY,
    case_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    k BLOB NOT NULL CHECK (length(k) = 32)
);
CREATE UNIQUE INDEX record_case ON record (case_id, number);

CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL,
    leaf BLOB NOT NULL CHECK (length(leaf) = 32)
);

-- Also against INSERT OR REPLACE, which deletes without firing the triggers for DELETE.
CREATE TRIGGER record_next BEFORE INSERT ON record
WHEN NEW.seq <> (SELECT coalesce(max(seq) + 1, 0) FROM record)
  OR EXISTS (SELECT 1 FROM record WHERE case_id = NEW.case_id AND number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'records are appended without gaps, each number of a case once');
END;
CREATE TRIGGER entry_next BEFORE INSERT ON entry
WHEN NEW.seq <> (SELECT coalesce(max(seq) + 1, 0) FROM entry)
BEGIN
    SELECT RAISE(ABORT, 'the log is appended without gaps');
END;
CREATE TRIGGER record_frozen BEFORE UPDATE ON record BEGIN
    SELECT RAISE(ABORT, 'records are append-only');
END;
CREATE TRIGGER record_kept BEFORE DELETE ON record BEGIN
    SELECT RAISE(ABORT, 'records are append-only');
END;
CREATE TRIGGER entry_frozen BEFORE UPDATE ON entry BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;
CREATE TRIGGER entry_kept BEFORE DELETE ON entry BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;

-- A plain rowid here and in outbox: rows that carry a whole state or effect are too wide for a
-- tree whose inner nodes hold them too.
CREATE TABLE case_row (
    case_id TEXT NOT NULL PRIMARY KEY,
    programme TEXT NOT NULL,
    definition TEXT NOT NULL,
    file_number TEXT NOT NULL UNIQUE,
    states TEXT NOT NULL,
    label TEXT NOT NULL,
    closed INTEGER NOT NULL CHECK (closed IN (0, 1)),
    received INTEGER NOT NULL,
    last_step INTEGER NOT NULL,
    number INTEGER NOT NULL,
    last_leaf TEXT NOT NULL,
    state_json BLOB NOT NULL,
    parked TEXT NOT NULL DEFAULT '',
    waits_for TEXT NOT NULL DEFAULT '',
    waits_since INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX case_received ON case_row (received, case_id);
CREATE INDEX case_programme ON case_row (programme, received, case_id);
CREATE INDEX case_open ON case_row (programme, received, case_id) WHERE closed = 0;
-- Covering: who is first in a queue is asked inside the writer, and must not read states.
CREATE INDEX case_waiting ON case_row (waits_for, waits_since, case_id) WHERE waits_for <> '';

CREATE TABLE task (
    case_id TEXT NOT NULL,
    role TEXT NOT NULL,
    label TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (case_id, role, label)
) WITHOUT ROWID;
CREATE INDEX task_role ON task (role, case_id);

CREATE TABLE timer (
    case_id TEXT NOT NULL,
    timer_id TEXT NOT NULL,
    event TEXT NOT NULL,
    due INTEGER NOT NULL,
    PRIMARY KEY (case_id, timer_id)
) WITHOUT ROWID;
CREATE INDEX timer_due ON timer (due);

CREATE TABLE part (
    case_id TEXT NOT NULL,
    part_id TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (case_id, part_id)
) WITHOUT ROWID;

CREATE TABLE subject_key (
    key_id TEXT PRIMARY KEY,
    wrapped BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE document (
    digest TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX document_case ON document (case_id);

CREATE TABLE inbox (
    sender TEXT NOT NULL,
    message_id TEXT NOT NULL,
    content_digest TEXT NOT NULL,
    case_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    receipt TEXT NOT NULL,
    PRIMARY KEY (sender, message_id)
) WITHOUT ROWID;

CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    processor TEXT NOT NULL,
    event TEXT NOT NULL,
    effect_json BLOB NOT NULL,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt INTEGER NOT NULL,
    last_cause TEXT NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX outbox_due ON outbox (next_attempt) WHERE status = 'open';
CREATE INDEX outbox_case ON outbox (case_id, number);

CREATE TABLE posting (
    case_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    line TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount INTEGER NOT NULL,
    limit_ INTEGER NOT NULL
);
CREATE UNIQUE INDEX posting_case ON posting (case_id, number, idx);
CREATE TRIGGER posting_new BEFORE INSERT ON posting
WHEN EXISTS (SELECT 1 FROM posting
             WHERE case_id = NEW.case_id AND number = NEW.number AND idx = NEW.idx)
BEGIN
    SELECT RAISE(ABORT, 'postings are corrected by counter-entries');
END;
CREATE TRIGGER posting_frozen BEFORE UPDATE ON posting BEGIN
    SELECT RAISE(ABORT, 'postings are corrected by counter-entries');
END;
CREATE TRIGGER posting_kept BEFORE DELETE ON posting BEGIN
    SELECT RAISE(ABORT, 'postings are corrected by counter-entries');
END;

CREATE TABLE line (
    line TEXT PRIMARY KEY,
    allotted INTEGER NOT NULL CHECK (allotted >= 0),
    reserved INTEGER NOT NULL CHECK (reserved >= 0),
    committed INTEGER NOT NULL CHECK (committed >= 0),
    paid INTEGER NOT NULL CHECK (paid >= 0)
) WITHOUT ROWID;

CREATE TABLE register_row (
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name, key, valid_from)
) WITHOUT ROWID;

-- Four-eyes in the database, not only in code: nobody may take a step that is `unlike` one which
-- the same person took in this case, neither themself nor as or through a deputy. `unlike` holds the
-- steps, each between two line feeds. `digest` is of what was approved: a payment needs two approvals
-- of different persons over the same digest, the later one in the record that releases it.
CREATE TABLE approval (
    case_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    step TEXT NOT NULL,
    person TEXT NOT NULL,
    unlike TEXT NOT NULL CHECK (substr(unlike, 1, 1) = char(10)),
    digest TEXT NOT NULL,
    on_behalf_of TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (case_id, number, step)
) WITHOUT ROWID;
CREATE TRIGGER approval_four_eyes BEFORE INSERT ON approval
WHEN EXISTS (
    SELECT 1 FROM approval AS earlier
    WHERE earlier.case_id = NEW.case_id
      AND instr(NEW.unlike, char(10) || earlier.step || char(10)) > 0
      AND (earlier.person IN (NEW.person, NEW.on_behalf_of)
           OR earlier.on_behalf_of <> ''
              AND earlier.on_behalf_of IN (NEW.person, NEW.on_behalf_of)))
BEGIN
    SELECT RAISE(ABORT, 'four-eyes: this person took the earlier step');
END;
CREATE TRIGGER approval_new BEFORE INSERT ON approval
WHEN EXISTS (SELECT 1 FROM approval
             WHERE case_id = NEW.case_id AND number = NEW.number AND step = NEW.step)
BEGIN
    SELECT RAISE(ABORT, 'approvals are never edited');
END;
CREATE TRIGGER approval_frozen BEFORE UPDATE ON approval BEGIN
    SELECT RAISE(ABORT, 'approvals are never edited');
END;
CREATE TRIGGER approval_kept BEFORE DELETE ON approval BEGIN
    SELECT RAISE(ABORT, 'approvals are never edited');
END;

CREATE TRIGGER outbox_two_persons BEFORE INSERT ON outbox
WHEN NEW.processor = 'payout' AND NOT EXISTS (
    SELECT 1 FROM approval AS release
    JOIN approval AS earlier ON earlier.case_id = release.case_id
                            AND earlier.digest = release.digest
                            AND earlier.number < release.number
    WHERE release.case_id = NEW.case_id AND release.number = NEW.number
      AND earlier.person NOT IN (release.person, release.on_behalf_of)
      AND (earlier.on_behalf_of = ''
           OR earlier.on_behalf_of NOT IN (release.person, release.on_behalf_of)))
BEGIN
    SELECT RAISE(ABORT, 'a payment needs two persons who approved the same');
END;
CREATE TRIGGER outbox_fixed
BEFORE UPDATE OF id, case_id, number, processor, event, effect_json ON outbox BEGIN
    SELECT RAISE(ABORT, 'what a record sends out is fixed');
END;

CREATE TABLE definition (
    id TEXT NOT NULL PRIMARY KEY,
    programme TEXT NOT NULL,
    files_json BLOB NOT NULL
);

CREATE TABLE batch (
    id TEXT NOT NULL PRIMARY KEY,
    created INTEGER NOT NULL,
    content_json BLOB NOT NULL,
    file_digest TEXT NOT NULL
);

CREATE TABLE note (
    name TEXT PRIMARY KEY,
    text TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE intake (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    peer TEXT NOT NULL,
    digest TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    reasons_json TEXT NOT NULL
);
