// SPDX-License-Identifier: EUPL-1.2
#include <set>

#include "connectors/console/case_bundle.hpp"
#include "engine/operations/subject_keys.hpp"
#include "engine/types/digest.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::console {

namespace {

Result<Json, Reasons> record_json(House& house, ports::StoreReader& store,
                                  const ports::RecordRow& record) {
    std::string entry;
    store.for_each_entry(record.seq, record.seq + 1,
                         [&entry](const ports::EntryRow& row) { entry = row.bytes; });
    auto proof = operations::prove_entry(store, house.log_files, house.log_key, record.seq);
    if (!proof.has_value()) {
        return Failure<Reasons>(Reasons{proof.error()});
    }
    return Json(Json::Object{{"seq", record.seq},
                             {"record", record.bytes},
                             {"k", to_base64(record.k)},
                             {"entry", entry},
                             {"proof", *proof}});
}

/// Erased parts are left out: the records still prove that there was one.
Json parts_json(House& house, ports::StoreReader& store, const std::string& case_id) {
    Json::Array list;
    operations::CaseParts parts(store, house.casework.sealing, case_id);
    for (const ports::PartRow& row : store.parts(case_id)) {
        if (const auto part = parts.committed(row.part_id)) {
            list.push_back(Json::Object{{"id", row.part_id},
                                        {"subject", row.key_id.substr(case_id.size() + 1)},
                                        {"k", to_base64(part->k)},
                                        {"value", part->content}});
        }
    }
    return Json(std::move(list));
}

Json definitions_json(ports::StoreReader& store, const std::set<std::string>& ids) {
    Json definitions = Json::Object{};
    for (const std::string& id : ids) {
        const auto row = store.find_definition(id);
        auto files = row.has_value() ? parse_json(row->files_json) : parse_json("null");
        if (!files.has_value() || !files->is_object()) {
            throw OperatingError(FailureKind::corrupt, "definition " + id + " is missing");
        }
        definitions.set(id, std::move(*files));
    }
    return definitions;
}

}  // namespace

Result<std::string, Reasons> write_case_bundle(House& house, const std::string& case_id) {
    if (house.log_key.sign) {
        operations::publish_log(house.casework.store, house.log_files, house.log_key);
    }
    Reasons reasons;
    Json bundle;
    house.casework.store.read([&](ports::StoreReader& store) {
        std::vector<ports::RecordRow> rows;
        store.for_each_record(case_id, [&rows](const auto& row) { rows.push_back(row); });
        Json::Array records;
        std::set<std::string> definitions;
        for (const ports::RecordRow& row : rows) {
            auto record = record_json(house, store, row);
            if (!record.has_value()) {
                reasons = std::move(record.error());
                return;
            }
            records.push_back(std::move(*record));
            if (const auto json = parse_json(row.bytes)) {
                definitions.insert(json->text("definition"));
            }
        }
        bundle = Json::Object{
            {"format", "foerderwerk-case-bundle-1"},
            {"case", case_id},
            {"vkey", evidence::vkey_text(house.log_key.verifier, house.log_key.sha256)},
            {"records", std::move(records)},
            {"parts", parts_json(house, store, case_id)},
            {"definitions", definitions_json(store, definitions)}};
    });
    if (!reasons.empty()) {
        return Failure<Reasons>(std::move(reasons));
    }
    return canonical_json(bundle) + "\n";
}

}  // namespace foerderwerk::console
