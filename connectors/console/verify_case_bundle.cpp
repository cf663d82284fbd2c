// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <map>
#include <set>

#include "connectors/console/case_bundle.hpp"
#include "engine/evidence/entry.hpp"
#include "engine/evidence/log_proof.hpp"
#include "engine/operations/definitions.hpp"
#include "engine/types/digest.hpp"

namespace foerderwerk::console {

namespace {

struct Part {
    std::string subject;
    std::string k;
    std::string value;
};

/// True when `json` is an object with exactly these members; nothing may ride along unproved.
bool has_exactly(const Json& json, std::initializer_list<std::string_view> names) {
    return json.is_object() && json.as_object().size() == names.size() &&
           std::all_of(names.begin(), names.end(),
                       [&](std::string_view name) { return json.find(name) != nullptr; });
}

bool are_texts(const Json& json, std::initializer_list<std::string_view> names) {
    return std::all_of(names.begin(), names.end(),
                       [&](std::string_view name) { return json.find(name)->is_string(); });
}

class BundleCheck {
public:
    BundleCheck(const OfflineTools& tools, const ScenarioWorld& world, BundleVerdict& verdict)
        : tools_(tools),
          world_(world),
          sha256_([&world](std::string_view bytes) { return world.sealing->sha256(bytes); }),
          hasher_(sha256_),
          verdict_(verdict) {}

    void run(std::string_view text, const std::string& vkey) {
        const auto json = parse_json(text.substr(0, text.empty() ? 0 : text.size() - 1));
        if (!json.has_value() || text != canonical_json(*json) + "\n" ||
            !has_exactly(*json, {"format", "case", "vkey", "records", "parts", "definitions"}) ||
            !are_texts(*json, {"format", "case", "vkey"}) || !json->find("records")->is_array() ||
            !json->find("parts")->is_array() || !json->find("definitions")->is_object() ||
            json->text("format") != "foerderwerk-case-bundle-1") {
            wrong("BUNDLE_FORM",
                  json.has_value() ? "bundle" : "byte " + std::to_string(json.error().offset),
                  "Das ist kein Vorgangsbündel in der festgelegten Form.");
            return;
        }
        verdict_.case_id = json->text("case");
        verdict_.vkey = json->text("vkey");
        take_key(vkey);
        take_definitions(json->find("definitions")->as_object());
        take_parts(json->find("parts")->as_array());
        for (const Json& record : json->find("records")->as_array()) {
            take_record(record);
        }
        check_leftovers();
        execute();
    }

private:
    void wrong(std::string code, std::string place, std::string text) {
        verdict_.reasons.push_back({std::move(code), std::move(place), std::move(text)});
    }

    void take_key(const std::string& expected) {
        const auto key = evidence::parse_vkey(verdict_.vkey, sha256_);
        if (!key.has_value()) {
            verdict_.reasons.push_back(key.error());
            return;
        }
        if (!expected.empty() && expected != verdict_.vkey) {
            wrong("BUNDLE_KEY", "vkey", "Das Bündel nennt einen anderen Schlüssel als erwartet.");
        }
        verifier_ = evidence::NoteVerifier{.key = *key, .verify = tools_.verify, .sha256 = sha256_};
    }

    void take_definitions(const Json::Object& definitions) {
        for (const auto& [id, files_json] : definitions) {
            const auto files = operations::files_from_json(canonical_json(files_json));
            if (!files.has_value() ||
                operations::files_json(*files) != canonical_json(files_json) ||
                cases::definition_id(*files, sha256_).text() != id) {
                wrong("BUNDLE_DEFINITION", "definition " + id,
                      "Die Dateien passen nicht zur Kennung der Definition.");
                continue;
            }
            auto definition = world_.loader->load(*files);
            if (!definition.has_value()) {
                wrong("BUNDLE_DEFINITION", "definition " + id, definition.error().front().text);
                continue;
            }
            definitions_[id] = std::move(*definition);
        }
    }

    void take_parts(const Json::Array& parts) {
        for (const Json& json : parts) {
            const auto k = has_exactly(json, {"id", "subject", "k", "value"}) &&
                                   are_texts(json, {"id", "subject", "k", "value"})
                               ? from_base64(json.text("k"))
                               : std::nullopt;
            const std::string id = json.text("id");
            if (!k.has_value() ||
                !parts_.emplace(id, Part{json.text("subject"), *k, json.text("value")}).second) {
                wrong("BUNDLE_PART", "part " + id, "Der Teil ist nicht lesbar.");
            }
        }
    }

    void take_record(const Json& json) {
        const std::string place = "record " + std::to_string(records_.size() + 1);
        const bool formed = has_exactly(json, {"seq", "record", "k", "entry", "proof"}) &&
                            are_texts(json, {"record", "k", "entry", "proof"});
        const auto k = formed ? from_base64(json.text("k")) : std::nullopt;
        const auto entry = formed ? evidence::parse_entry(json.text("entry"))
                                  : Failure<Reason>(Reason{"ENTRY_FORM", "", ""});
        records_.push_back(json.text("record"));
        if (!k.has_value() || !entry.has_value()) {
            wrong("RECORD_ENTRY", place, "Datensatz oder Eintrag ist nicht lesbar.");
            return;
        }
        if (entry->commit != world_.sealing->hmac_sha256(*k, records_.back())) {
            wrong("RECORD_COMMIT", place, "Der Inhalt passt nicht zu seinem Eintrag.");
        }
        if (entry->case_id.text() != verdict_.case_id || entry->previous != previous_ ||
            !(*json.find("seq") == Json(entry->sequence))) {
            wrong("RECORD_CHAIN", place, "Der Eintrag gehört nicht an diese Stelle des Vorgangs.");
        }
        previous_ = hasher_.leaf(json.text("entry"));
        check_proof(json, *entry, place);
        check_parts(place);
    }

    void check_proof(const Json& json, const evidence::Entry& entry, const std::string& place) {
        if (!verifier_.has_value()) {
            return;
        }
        const auto proof = evidence::parse_log_proof(json.text("proof"));
        if (!proof.has_value() || evidence::write_log_proof(*proof) != json.text("proof") ||
            proof->extra.has_value() || proof->index != entry.sequence) {
            wrong("PROOF_FORM", place, "Der Nachweis im Protokoll ist nicht lesbar.");
            return;
        }
        const auto checkpoint = evidence::verify_log_proof(*proof, json.text("entry"), *verifier_);
        if (!checkpoint.has_value()) {
            wrong(checkpoint.error().code, place, checkpoint.error().text);
            return;
        }
        verdict_.log_size = std::to_string(checkpoint->head.size);
    }

    /// Holds each part of the record against its commitment. An erased part is no fault here; the
    /// execution names it.
    void check_parts(const std::string& place) {
        const auto record = parse_json(records_.back());
        const Json* list = record.has_value() ? record->find("parts") : nullptr;
        for (const Json& json :
             list != nullptr && list->is_array() ? list->as_array() : Json::Array{}) {
            const auto part = parts_.find(json.text("id"));
            if (part == parts_.end()) {
                continue;
            }
            named_parts_.insert(part->first);
            if (commit_of(part->second) != json.text("commit") ||
                part->second.subject != json.text("subject")) {
                wrong("RECORD_COMMIT", place + ", part " + part->first,
                      "Der Teil passt nicht zum Datensatz.");
            }
        }
        if (record.has_value()) {
            named_definitions_.insert(record->text("definition"));
        }
    }

    void check_leftovers() {
        for (const auto& [id, part] : parts_) {
            if (!named_parts_.contains(id)) {
                wrong("BUNDLE_PART", "part " + id, "Kein Datensatz nennt diesen Teil.");
            }
        }
        for (const auto& [id, definition] : definitions_) {
            if (!named_definitions_.contains(id)) {
                wrong("BUNDLE_DEFINITION", "definition " + id,
                      "Kein Datensatz nennt diese Definition.");
            }
        }
    }

    std::string commit_of(const Part& part) const {
        return to_hex(world_.sealing->hmac_sha256(part.k, part.value));
    }

    Result<feel::Value, std::string> open(const std::string& id) const {
        const auto part = parts_.find(id);
        const auto json = part != parts_.end() ? parse_json(part->second.value) : parse_json("");
        if (!json.has_value()) {
            return Failure<std::string>("the part " + id + " is missing, erased or altered");
        }
        auto value = feel::from_json(*json);
        if (!value.has_value()) {
            return value;
        }
        return feel::Value::personal(std::move(*value), part->second.subject, id);
    }

    void execute() {
        const cases::ReplaySources sources{
            .definition =
                [this](const std::string& id) {
                    const auto found = definitions_.find(id);
                    return found != definitions_.end() ? found->second : nullptr;
                },
            .open_part = [this](const std::string& id) { return open(id); },
            .commit_of_part = [this](const std::string& id) -> std::optional<std::string> {
                const auto part = parts_.find(id);
                return part != parts_.end() ? std::optional(commit_of(part->second)) : std::nullopt;
            },
            .services = world_.services};
        verdict_.steps = cases::replay(records_, sources);
    }

    const OfflineTools& tools_;
    const ScenarioWorld& world_;
    Sha256 sha256_;
    evidence::TreeHasher hasher_;
    BundleVerdict& verdict_;
    std::optional<evidence::NoteVerifier> verifier_;
    std::map<std::string, std::shared_ptr<const cases::Definition>> definitions_;
    std::map<std::string, Part> parts_;
    std::vector<std::string> records_;
    std::optional<Digest> previous_;
    std::set<std::string> named_parts_;
    std::set<std::string> named_definitions_;
};

}  // namespace

BundleVerdict verify_case_bundle(const OfflineTools& tools, std::string_view bundle,
                                 const std::string& vkey) {
    BundleVerdict verdict;
    const ScenarioWorld world = tools.make_world();
    BundleCheck(tools, world, verdict).run(bundle, vkey);
    return verdict;
}

}  // namespace foerderwerk::console
