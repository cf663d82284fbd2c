// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/bare_case.hpp"

namespace foerderwerk::performance {

namespace {

constexpr std::size_t decision_step = 4;
// Nonce and tag of AES-256-GCM; the sizes in the profile are those of the sealed bytes.
constexpr std::size_t seal_overhead = 28;

}  // namespace

StepRows rows_of_case(const StepRows& profile, const std::string& id) {
    StepRows rows = profile;
    const auto rename = [&id](auto& list) {
        for (auto& row : list) {
            row.case_id = id;
        }
    };
    rows.record.case_id = id;
    rows.state.case_id = id;
    rows.state.file_number = id;
    rename(rows.tasks);
    rename(rows.timers_set);
    rename(rows.timers_dropped);
    rename(rows.parts);
    rename(rows.documents);
    rename(rows.effects);
    rename(rows.postings);
    rename(rows.approvals);
    for (ports::OutboxRow& effect : rows.effects) {
        effect.id = id + effect.id.substr(effect.id.find('-'));
    }
    for (ports::PartRow& part : rows.parts) {
        part.key_id = id + part.key_id.substr(part.key_id.find('/'));
    }
    for (ports::DocumentRow& document : rows.documents) {
        document.digest = id + document.kind;
    }
    return rows;
}

BareCase::BareCase(const BareKeys& keys, database::SqliteStore& store, const CaseProfile& profile)
    : messages_(keys),
      store_(store),
      profile_(profile),
      sealing_(signature::MasterKey(std::string(32, 'b'))),
      decision_(sample_message("antrag.entscheidung.0201.xml")) {}

void BareCase::run(const std::string& name, const std::string& message) {
    // Cases have random ids, as the log asks for, so their rows lie all over the trees.
    const std::string id = to_hex(sealing_.sha256(name)).substr(0, 32);
    messages_.validate(messages_.verify(message));
    for (std::size_t i = 0; i < profile_.size(); ++i) {
        step(id, profile_[i]);
        if (i + 1 == decision_step) {
            // What leaves is verified and validated before it leaves.
            messages_.validate(messages_.verify_own(messages_.sign(decision_)));
        }
    }
}

void BareCase::step(const std::string& id, const StepRows& profile) {
    if (profile.by_person) {
        store_.read([](ports::StoreReader& store) {
            static_cast<void>(store.register_row("person", "sb-1", "2026-01-01"));
        });
    }
    StepRows rows = rows_of_case(profile, id);
    const std::string key(32, 'k');
    const auto seal = [&](std::string& sealed, const std::string& place) {
        const std::string content(std::max(sealed.size(), seal_overhead) - seal_overhead, 'c');
        const Digest digest = sealing_.hmac_sha256(key, content + place);
        sealed = sealing_.seal(key, content, place);
        return to_hex(digest);
    };
    for (ports::PartRow& part : rows.parts) {
        static_cast<void>(seal(part.sealed, id + part.part_id));
    }
    for (ports::DocumentRow& document : rows.documents) {
        document.digest = seal(document.sealed, id + document.kind);
    }
    rows.record.k = sealing_.random_bytes(32);
    static_cast<void>(sealing_.hmac_sha256(rows.record.k, rows.record.bytes));
    rows.entry.leaf = as_bytes(sealing_.sha256(rows.entry.bytes));
    store_.write([&](ports::UnitOfWork& unit) { write_step(unit, rows); });
}

void write_step(ports::UnitOfWork& unit, StepRows rows) {
    const std::string& id = rows.record.case_id;
    static_cast<void>(unit.find_case(id));
    for (std::size_t i = 0; i < rows.facts; ++i) {
        static_cast<void>(unit.register_row("gemeinde", "08000000", "2026-01-01"));
    }
    for (const ports::PartRow& part : rows.parts) {
        if (!unit.subject_key(part.key_id).has_value()) {
            unit.put_subject_key(part.key_id, std::string(68, 'w'));
        }
        unit.put_part(part);
    }
    for (const ports::DocumentRow& document : rows.documents) {
        unit.put_document(document);
    }
    if (!rows.documents.empty()) {
        unit.put_inbox({"service-bw", id, rows.documents.front().digest, id, 1, id + "-1"});
    }
    static_cast<void>(unit.log_frontier());
    rows.record.seq = rows.entry.seq = unit.log_size();
    unit.append_record(rows.record, rows.entry, rows.frontier);
    unit.put_case(rows.state);
    for (const ports::ApprovalRow& approval : rows.approvals) {
        unit.put_approval(approval);
    }
    for (const ports::OutboxRow& effect : rows.effects) {
        unit.put_outbox(effect);
    }
    unit.put_tasks(id, rows.tasks);
    for (const ports::TimerRow& timer : rows.timers_dropped) {
        unit.drop_timer(id, timer.timer_id);
    }
    for (const ports::TimerRow& timer : rows.timers_set) {
        unit.put_timer(timer);
    }
    for (const ports::PostingRow& posting : rows.postings) {
        unit.append_posting(posting);
    }
    for (const ports::LineRow& line : rows.lines) {
        unit.put_line(line);
    }
}

}  // namespace foerderwerk::performance
