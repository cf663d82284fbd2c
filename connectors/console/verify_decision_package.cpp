// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <set>

#include "connectors/console/decision_package.hpp"
#include "connectors/console/zip_file.hpp"
#include "engine/evidence/entry.hpp"
#include "engine/evidence/log_proof.hpp"
#include "engine/ports/message_header.hpp"
#include "engine/types/digest.hpp"

namespace foerderwerk::console {

namespace {

/// One package, part by part. What was held against something is noted; what is left over at the
/// end is proved by nothing.
class PackageCheck {
public:
    PackageCheck(const OfflineTools& tools, const ScenarioWorld& world, const PackageTrust& trust)
        : tools_(tools),
          world_(world),
          trust_(trust),
          sha256_([&world](std::string_view bytes) { return world.sealing->sha256(bytes); }) {}

    PackageVerdict run(std::string_view package) {
        auto parts = read_zip(package);
        if (!parts.has_value()) {
            return {.facts = {}, .reasons = {parts.error()}};
        }
        parts_ = std::move(*parts);
        if (part("LIESMICH.txt") != package_read_me()) {
            wrong("PACKAGE_FORM", "LIESMICH.txt", "Der Text ist nicht der dieses Formats.");
        }
        check_sums();
        check_document();
        take_key();
        check_versions();
        check_approvals();
        for (const auto& [name, content] : parts_) {
            if (!seen_.contains(name)) {
                wrong("PACKAGE_PART", name, "Diesen Teil beweist nichts in diesem Paket.");
            }
        }
        return {.facts = std::move(facts_), .reasons = std::move(reasons_)};
    }

private:
    void wrong(std::string code, std::string place, std::string text) {
        reasons_.push_back({std::move(code), std::move(place), std::move(text)});
    }

    /// The part, which now counts as looked at; empty and a reason when it is missing.
    const std::string& part(const std::string& name) {
        static const std::string none;
        seen_.insert(name);
        const auto found = parts_.find(name);
        if (found == parts_.end()) {
            wrong("PACKAGE_PART", name, "Dieser Teil fehlt.");
            return none;
        }
        return found->second;
    }

    /// Names what was damaged or went missing, also where no signature is over it.
    void check_sums() {
        const std::string& text = part("SHA256SUMS");
        auto sums = package_sums(parts_, sha256_);
        if (text == sums_text(sums)) {
            return;
        }
        std::size_t start = 0;
        while (start < text.size()) {
            const std::size_t end = std::min(text.find('\n', start), text.size());
            const std::string line = text.substr(start, end - start);
            const std::string name = line.size() > 66 ? line.substr(66) : line;
            const auto found = sums.find(name);
            if (found == sums.end() || found->second != line.substr(0, 64)) {
                wrong("PACKAGE_SUM", name,
                      "Der Teil fehlt, oder er ist nicht der, dessen Prüfsumme genannt ist.");
            }
            sums.erase(name);
            start = end + 1;
        }
        for (const auto& [name, sum] : sums) {
            wrong("PACKAGE_SUM", name, "Die Prüfsumme dieses Teils ist nicht genannt.");
        }
        wrong("PACKAGE_SUM", "SHA256SUMS", "Prüfsummen und Teile passen nicht zueinander.");
    }

    void must_equal(const std::string& name, const std::string& expected) {
        const bool is_there = parts_.contains(name);
        if (part(name) != expected && is_there) {
            wrong("PACKAGE_PART", name, "Der Teil ist nicht der, den das Dokument enthält.");
        }
    }

    void check_document() {
        const auto sealed = tools_.documents->verify(part("document.xml"));
        if (!sealed.has_value()) {
            for (const Reason& reason : sealed.error()) {
                wrong(reason.code, "document.xml: " + reason.place, reason.text);
            }
            leave_undecided();
            return;
        }
        content_ = sealed->content;
        root_name_ = sealed->root_name;
        root_namespace_ = sealed->root_namespace;
        must_equal("content.xml", sealed->content);
        must_equal("certificates/signer.pem", sealed->certificate_pem);
        if (!sealed->token_der.empty()) {
            must_equal("stamped.xml", sealed->stamped_octets);
            must_equal("timestamp.der", sealed->token_der);
        }
        const Reasons untrusted = tools_.documents->check_trust(
            *sealed, take_evidence(), trust_.signer_pem, trust_.stamp_pem);
        for (const Reason& reason : untrusted) {
            wrong(reason.code,
                  parts_.contains(reason.place) ? reason.place : "document.xml: " + reason.place,
                  reason.text);
        }
        facts_.set("signer", sealed->signer);
        facts_.set("certificate", sealed->fingerprint);
        facts_.set("signed_at", to_string(sealed->signed_at));
        facts_.set("level", sealed->stamped.has_value() ? "T" : "B");
        if (sealed->stamped.has_value()) {
            facts_.set("stamped_at", to_string(*sealed->stamped));
        }
    }

    /// Without a sound document nothing can be said of what belongs to it.
    void leave_undecided() {
        for (const auto& [name, content] : parts_) {
            if (name == "content.xml" || name == "stamped.xml" || name == "timestamp.der" ||
                name.starts_with("certificates/") || name.starts_with("revocation/") ||
                name.starts_with("status/")) {
                seen_.insert(name);
            }
        }
    }

    std::vector<std::string> take_numbered(const std::string& folder, const std::string& ending) {
        std::vector<std::string> list;
        for (std::size_t i = 1; parts_.contains(folder + std::to_string(i) + ending); ++i) {
            list.push_back(part(folder + std::to_string(i) + ending));
        }
        return list;
    }

    ports::SealEvidence take_evidence() {
        return {.certificates = take_numbered("certificates/", ".pem"),
                .revocation_lists = take_numbered("revocation/", ".pem"),
                .status_answers = take_numbered("status/", ".der")};
    }

    void take_key() {
        const std::string& text = part("log/vkey");
        const std::string vkey = text.substr(0, text.empty() ? 0 : text.size() - 1);
        const auto key = evidence::parse_vkey(vkey, sha256_);
        if (!key.has_value() || text != vkey + "\n") {
            wrong("PACKAGE_KEY", "log/vkey", "Der Schlüssel des Protokolls ist nicht lesbar.");
            return;
        }
        if (!trust_.vkey.empty() && trust_.vkey != vkey) {
            wrong("PACKAGE_KEY", "log/vkey",
                  "Das Paket nennt einen anderen Schlüssel des Protokolls als erwartet.");
        }
        facts_.set("vkey", vkey);
        verifier_ = evidence::NoteVerifier{.key = *key, .verify = tools_.verify, .sha256 = sha256_};
    }

    void check_versions() {
        const std::string& text = part("versions.json");
        auto json = parse_json(text.substr(0, text.empty() ? 0 : text.size() - 1));
        if (!json.has_value() || text != canonical_json(*json) + "\n" ||
            json->text("format") != "foerderwerk-decision-package-1") {
            wrong("PACKAGE_FORM", "versions.json", "Der Teil ist nicht lesbar.");
            return;
        }
        versions_ = std::move(*json);
        for (const char* name : {"case", "effect", "programme", "definition", "message"}) {
            facts_.set(name, versions_.text(name));
        }
        if (to_hex(sha256_(part("definition.manifest"))) != versions_.text("definition")) {
            wrong("PACKAGE_PART", "definition.manifest",
                  "Die Dateiliste passt nicht zur Kennung der Definition.");
        }
        if (content_.empty()) {
            return;
        }
        if (versions_.text("message") != root_name_ ||
            versions_.text("schema") != root_namespace_) {
            wrong("PACKAGE_VERSION", "versions.json",
                  "Nachricht oder Schema sind nicht die des Dokuments.");
        }
        const std::string uuid = ports::message_uuid(versions_.text("effect"), sha256_);
        if (content_.find("nachrichtenUUID>" + uuid + "<") == std::string::npos) {
            wrong("PACKAGE_VERSION", "versions.json",
                  "Das Dokument ist nicht die Nachricht dieses Schrittes.");
        }
    }

    void check_approvals() {
        std::set<std::string> folders;
        for (const auto& [name, content] : parts_) {
            if (name.starts_with("approvals/")) {
                folders.insert(name.substr(0, name.find('/', 10) + 1));
            }
        }
        const std::string& checkpoint = part("log/checkpoint");
        Json::Array approvals;
        bool decided = false;
        for (const std::string& folder : folders) {
            check_approval(folder, checkpoint, approvals, decided);
        }
        if (folders.empty() && verifier_.has_value()) {
            const auto opened = evidence::open_checkpoint(checkpoint, *verifier_);
            if (!opened.has_value()) {
                wrong(opened.error().code, "log/checkpoint", opened.error().text);
            }
        }
        if (!decided) {
            wrong("PACKAGE_PART", "approvals", "Der Satz, der entschieden hat, fehlt.");
        }
        facts_.set("approvals", std::move(approvals));
    }

    void check_approval(const std::string& folder, const std::string& checkpoint,
                        Json::Array& approvals, bool& decided) {
        const std::string& record = part(folder + "record.json");
        check_entry(folder, record, checkpoint);
        const auto json = parse_json(record);
        const Json* number = json.has_value() ? json->find("number") : nullptr;
        if (number == nullptr || !number->is_integer() ||
            folder != "approvals/" + std::to_string(number->as_integer()) + "/") {
            wrong("PACKAGE_FORM", folder + "record.json", "Der Satz ist nicht lesbar.");
            return;
        }
        const Json* wanted = versions_.find("number");
        const bool decides = wanted != nullptr && *number == *wanted;
        decided = decided || decides;
        if (json->text("case") != versions_.text("case") ||
            (!decides && json->text("approves").empty())) {
            wrong("PACKAGE_VERSION", folder + "record.json",
                  "Der Satz ist keine Freigabe dieses Vorgangs.");
        }
        if (decides) {
            check_deciding(folder, *json);
        }
        const Json* actor = json->find("actor");
        approvals.push_back(Json::Object{{"record", *number},
                                         {"at", json->text("at")},
                                         {"actor", actor != nullptr ? actor->text("id") : ""},
                                         {"approves", json->text("approves")}});
    }

    void check_entry(const std::string& folder, const std::string& record,
                     const std::string& checkpoint) {
        const std::string& key = part(folder + "record.key");
        const std::string& entry_text = part(folder + "entry.json");
        const std::string& proof_text = part(folder + "entry.tlog-proof");
        const auto k = from_hex(std::string_view(key).substr(0, key.empty() ? 0 : key.size() - 1));
        // HMAC takes a key with zeros behind it for the same key.
        if (!k.has_value() || k->size() != 32 || key != to_hex(*k) + "\n") {
            wrong("PACKAGE_FORM", folder + "record.key", "Der Schlüssel ist nicht lesbar.");
        }
        const auto entry = evidence::parse_entry(entry_text);
        if (!entry.has_value()) {
            wrong(entry.error().code, folder + "entry.json", entry.error().text);
            return;
        }
        if (k.has_value() && entry->commit != world_.sealing->hmac_sha256(*k, record)) {
            wrong("RECORD_COMMIT", folder + "record.json",
                  "Satz, Schlüssel (record.key) und Eintrag (entry.json) passen nicht zueinander.");
        }
        const auto proof = evidence::parse_log_proof(proof_text);
        if (!proof.has_value() || evidence::write_log_proof(*proof) != proof_text ||
            proof->extra.has_value() || proof->index != entry->sequence) {
            wrong("PROOF_FORM", folder + "entry.tlog-proof", "Der Nachweis ist nicht lesbar.");
            return;
        }
        if (proof->checkpoint != checkpoint) {
            wrong("PACKAGE_PART", "log/checkpoint",
                  "Der Prüfpunkt ist nicht der, unter dem " + folder + " nachgewiesen ist.");
        }
        if (!verifier_.has_value()) {
            return;
        }
        const auto proved = evidence::verify_log_proof(*proof, entry_text, *verifier_);
        if (!proved.has_value()) {
            wrong(proved.error().code, folder + "entry.tlog-proof", proved.error().text);
            return;
        }
        facts_.set("log_size", std::to_string(proved->head.size));
    }

    /// The record that sent the message says under which definition and semantics.
    void check_deciding(const std::string& folder, const Json& record) {
        const Json* semantics = record.find("semantics");
        const Json* claimed = versions_.find("semantics");
        const Json* effects = record.find("effects");
        const bool sent = effects != nullptr && effects->is_array() &&
                          std::ranges::any_of(effects->as_array(), [this](const Json& effect) {
                              return effect.text("id") == versions_.text("effect") &&
                                     effect.text("event") == versions_.text("event");
                          });
        if (!sent || semantics == nullptr || claimed == nullptr || !(*semantics == *claimed) ||
            record.text("definition") != versions_.text("definition") ||
            record.text("programme") != versions_.text("programme")) {
            wrong("PACKAGE_VERSION", "versions.json",
                  "Die Angaben sind nicht die des Satzes in " + folder + ".");
        }
    }

    const OfflineTools& tools_;
    const ScenarioWorld& world_;
    const PackageTrust& trust_;
    Sha256 sha256_;
    ZipParts parts_;
    std::set<std::string> seen_;
    std::optional<evidence::NoteVerifier> verifier_;
    Json versions_ = Json::Object{};
    std::string content_;
    std::string root_name_;
    std::string root_namespace_;
    Json facts_ = Json::Object{};
    Reasons reasons_;
};

}  // namespace

PackageVerdict verify_decision_package(const OfflineTools& tools, std::string_view package,
                                       const PackageTrust& trust) {
    const ScenarioWorld world = tools.make_world();
    return PackageCheck(tools, world, trust).run(package);
}

}  // namespace foerderwerk::console
