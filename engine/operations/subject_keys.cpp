// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/subject_keys.hpp"

#include "engine/feel/subjects.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

namespace {

std::string part_place(const std::string& case_id, const std::string& part_id) {
    return case_id + "/" + part_id;
}

std::string document_place(const std::string& case_id, const std::string& kind) {
    return case_id + "/document/" + kind;
}

/// The ids of the keys that open what is sealed under `id`: one for each joined subject.
std::vector<std::string> single_keys(const std::string& id) {
    const std::size_t slash = id.find('/');
    if (slash == std::string::npos || id.find('+') == std::string::npos) {
        return {id};
    }
    std::vector<std::string> ids = feel::single_subjects(std::string_view(id).substr(slash + 1));
    for (std::string& subject : ids) {
        subject.insert(0, id, 0, slash + 1);
    }
    return ids;
}

/// A key that can be computed only as long as the key of every subject exists: HMAC-SHA-256 under
/// all of them, over the id. It is stored nowhere.
std::string combined_key(const ports::Sealing& sealing, const std::string& keys,
                         const std::string& id) {
    const Digest key = sealing.hmac_sha256(keys, "foerderwerk/combined-key/" + id);
    return std::string(as_bytes(key));
}

std::string unwrapped(const ports::Sealing& sealing, const std::string& id,
                      const std::string& wrapped) {
    std::optional<std::string> key = sealing.unwrap_key(wrapped);
    if (!key.has_value()) {
        throw OperatingError(FailureKind::corrupt, "the key " + id + " cannot be unwrapped");
    }
    return std::move(*key);
}

}  // namespace

std::string key_id(std::string_view case_id, std::string_view subject) {
    return std::string(case_id) + "/" + std::string(subject);
}

std::optional<std::string> key_if_any(ports::StoreReader& store, const ports::Sealing& sealing,
                                      const std::string& id) {
    std::string keys;
    const std::vector<std::string> singles = single_keys(id);
    for (const std::string& single : singles) {
        const std::optional<std::string> wrapped = store.subject_key(single);
        const auto key = wrapped.has_value() ? sealing.unwrap_key(*wrapped) : std::nullopt;
        if (!key.has_value()) {
            return std::nullopt;
        }
        keys += *key;
    }
    return singles.size() == 1 ? keys : combined_key(sealing, keys, id);
}

std::string key_or_new(ports::UnitOfWork& unit, const ports::Sealing& sealing,
                       const std::string& id) {
    if (const std::vector<std::string> singles = single_keys(id); singles.size() > 1) {
        std::string keys;
        for (const std::string& single : singles) {
            keys += key_or_new(unit, sealing, single);
        }
        return combined_key(sealing, keys, id);
    }
    if (const std::optional<std::string> wrapped = unit.subject_key(id)) {
        return unwrapped(sealing, id, *wrapped);
    }
    std::string key = sealing.random_bytes(32);
    unit.put_subject_key(id, sealing.wrap_key(key));
    return key;
}

std::string commitment(const ports::Sealing& sealing, std::string_view k,
                       std::string_view content) {
    return to_hex(sealing.hmac_sha256(k, content));
}

std::optional<Committed> open_committed(const ports::Sealing& sealing, std::string_view key,
                                        std::string_view sealed, std::string_view associated_data) {
    const std::optional<std::string> plain = sealing.open(key, sealed, associated_data);
    if (!plain.has_value() || plain->size() < 32) {
        return std::nullopt;
    }
    return Committed{.k = plain->substr(0, 32), .content = plain->substr(32)};
}

const std::string& PartSealer::key(const std::string& id) {
    if (const auto known = keys_.find(id); known != keys_.end()) {
        return known->second;
    }
    std::string found;
    if (const std::vector<std::string> singles = single_keys(id); singles.size() > 1) {
        std::string keys;
        for (const std::string& single : singles) {
            keys += key(single);
        }
        found = combined_key(sealing_, keys, id);
    } else if (const std::optional<std::string> wrapped = store_.subject_key(id)) {
        found = unwrapped(sealing_, id, *wrapped);
    } else {
        found = sealing_.random_bytes(32);
        sealed_.new_keys.emplace(id, sealing_.wrap_key(found));
    }
    return keys_.emplace(id, std::move(found)).first->second;
}

std::string PartSealer::seal(const cases::NewPart& part) {
    const std::string id = key_id(case_id_, part.subject);
    const std::string k = sealing_.random_bytes(32);
    sealed_.rows.push_back(
        {.case_id = case_id_,
         .part_id = part.id,
         .key_id = id,
         .sealed = sealing_.seal(key(id), k + part.plaintext, part_place(case_id_, part.id))});
    return commitment(sealing_, k, part.plaintext);
}

void put_parts(ports::UnitOfWork& unit, const SealedParts& parts) {
    for (const auto& [id, wrapped] : parts.new_keys) {
        unit.put_subject_key(id, wrapped);
    }
    for (const ports::PartRow& row : parts.rows) {
        unit.put_part(row);
    }
}

ports::DocumentRow sealed_document(const ports::Sealing& sealing, const std::string& key,
                                   const std::string& case_id, const std::string& kind,
                                   std::string_view content) {
    const std::string k = sealing.random_bytes(32);
    return {.digest = commitment(sealing, k, content),
            .case_id = case_id,
            .kind = kind,
            .key_id = key_id(case_id, documents_subject),
            .sealed = sealing.seal(key, k + std::string(content), document_place(case_id, kind))};
}

std::string store_document(ports::UnitOfWork& unit, const ports::Sealing& sealing,
                           const std::string& case_id, const std::string& kind,
                           std::string_view content) {
    const std::string key = key_or_new(unit, sealing, key_id(case_id, documents_subject));
    const ports::DocumentRow row = sealed_document(sealing, key, case_id, kind, content);
    unit.put_document(row);
    return row.digest;
}

std::optional<std::string> open_document(const ports::Sealing& sealing, ports::StoreReader& store,
                                         const ports::DocumentRow& row) {
    const auto key = key_if_any(store, sealing, row.key_id);
    if (!key.has_value()) {
        return std::nullopt;
    }
    auto opened = open_committed(sealing, *key, row.sealed, document_place(row.case_id, row.kind));
    if (!opened.has_value() || commitment(sealing, opened->k, opened->content) != row.digest) {
        return std::nullopt;
    }
    return std::move(opened->content);
}

CaseParts::CaseParts(ports::StoreReader& store, const ports::Sealing& sealing,
                     const std::string& case_id)
    : store_(store), sealing_(sealing), case_id_(case_id) {
    for (ports::PartRow& row : store.parts(case_id)) {
        std::string id = row.part_id;
        rows_.emplace(std::move(id), std::move(row));
    }
}

const CaseParts::Opened* CaseParts::find(const std::string& part) {
    if (const auto known = opened_.find(part); known != opened_.end()) {
        return &known->second;
    }
    const auto row = rows_.find(part);
    if (row == rows_.end()) {
        return nullptr;
    }
    const std::string& id = row->second.key_id;
    auto key = keys_.find(id);
    if (key == keys_.end()) {
        key = keys_.emplace(id, key_if_any(store_, sealing_, id)).first;
    }
    Opened opened{.committed = std::nullopt, .subject = id.substr(case_id_.size() + 1)};
    if (key->second.has_value() && id.starts_with(case_id_ + "/")) {
        opened.committed =
            open_committed(sealing_, *key->second, row->second.sealed, part_place(case_id_, part));
    }
    return &opened_.emplace(part, std::move(opened)).first->second;
}

Result<feel::Value, std::string> CaseParts::open(const std::string& part) {
    const Opened* opened = find(part);
    if (opened == nullptr || !opened->committed.has_value()) {
        return Failure<std::string>("the sealed part " + part + " is missing, erased or altered");
    }
    const auto json = parse_json(opened->committed->content);
    if (!json.has_value()) {
        return Failure<std::string>("the sealed part " + part + " is no JSON");
    }
    auto value = feel::from_json(*json);
    if (!value.has_value()) {
        return value;
    }
    return feel::Value::personal(std::move(*value), opened->subject, part);
}

std::optional<std::string> CaseParts::commit(const std::string& part) {
    const Opened* opened = find(part);
    if (opened == nullptr || !opened->committed.has_value()) {
        return std::nullopt;
    }
    return commitment(sealing_, opened->committed->k, opened->committed->content);
}

std::optional<Committed> CaseParts::committed(const std::string& part) {
    const Opened* opened = find(part);
    return opened != nullptr ? opened->committed : std::nullopt;
}

}  // namespace foerderwerk::operations
