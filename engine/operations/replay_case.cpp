// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/replay_case.hpp"

#include "engine/evidence/entry.hpp"
#include "engine/evidence/tree_hash.hpp"
#include "engine/operations/subject_keys.hpp"

namespace foerderwerk::operations {

Reasons check_entries(ports::StoreReader& store, const ports::Sealing& sealing,
                      const std::string& case_id) {
    Reasons reasons;
    const evidence::TreeHasher hasher(
        [&sealing](std::string_view data) { return sealing.sha256(data); });
    std::vector<ports::RecordRow> records;
    store.for_each_record(case_id,
                          [&records](const ports::RecordRow& row) { records.push_back(row); });
    std::optional<Digest> previous;
    for (const ports::RecordRow& record : records) {
        const std::string place = "case " + case_id + ", record " + std::to_string(record.number);
        std::string bytes;
        store.for_each_entry(record.seq, record.seq + 1,
                             [&bytes](const ports::EntryRow& row) { bytes = row.bytes; });
        const auto entry = evidence::parse_entry(bytes);
        if (!entry.has_value()) {
            reasons.push_back({"RECORD_ENTRY", place,
                               "Der Eintrag im Protokoll fehlt oder ist "
                               "nicht lesbar."});
            continue;
        }
        if (entry->commit != sealing.hmac_sha256(record.k, record.bytes)) {
            reasons.push_back(
                {"RECORD_COMMIT", place, "Der Inhalt passt nicht zu seinem Eintrag."});
        }
        if (entry->case_id.text() != case_id || entry->sequence != record.seq ||
            entry->previous != previous) {
            reasons.push_back(
                {"RECORD_CHAIN", place, "Der Eintrag gehört nicht an diese Stelle des Vorgangs."});
        }
        previous = hasher.leaf(bytes);
    }
    return reasons;
}

CaseReplay replay_case(ports::StoreReader& store, Casework& casework, const std::string& case_id) {
    std::vector<std::string> records;
    store.for_each_record(
        case_id, [&records](const ports::RecordRow& row) { records.push_back(row.bytes); });
    CaseParts parts(store, casework.sealing, case_id);
    const cases::ReplaySources sources{
        .definition = [&](const std::string& id) { return casework.definitions.find(store, id); },
        .open_part = [&parts](const std::string& part) { return parts.open(part); },
        .commit_of_part = [&parts](const std::string& part) { return parts.commit(part); },
        .services = casework.services};
    return {.steps = cases::replay(records, sources),
            .reasons = check_entries(store, casework.sealing, case_id)};
}

}  // namespace foerderwerk::operations
