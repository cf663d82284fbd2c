// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <set>

#include "connectors/console/decision_package.hpp"
#include "connectors/console/zip_file.hpp"
#include "engine/evidence/log_proof.hpp"
#include "engine/operations/definitions.hpp"
#include "engine/operations/subject_keys.hpp"
#include "engine/types/digest.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::console {

namespace {

Failure<Reasons> refused(std::string code, std::string place, std::string text) {
    return Failure<Reasons>(Reasons{{std::move(code), std::move(place), std::move(text)}});
}

/// A message that went out, and what its seal says.
struct Decision {
    ports::OutboxRow item;
    std::string document;
    ports::SealedDocument sealed;
};

class PackageWriter {
public:
    PackageWriter(House& house, ports::StoreReader& store, std::string case_id)
        : house_(house), store_(store), case_id_(std::move(case_id)) {}

    Result<DecisionPackage, Reasons> run(const std::string& effect) {
        auto decision = find_decision(effect);
        if (!decision.has_value()) {
            return refused("NO_DECISION", effect.empty() ? case_id_ : effect,
                           "Zu diesem Vorgang ist kein gesiegeltes Dokument versandt, das geöffnet "
                           "werden kann.");
        }
        add_document(*decision);
        Reasons wrong = add_evidence(decision->sealed);
        if (wrong.empty()) {
            wrong = add_approvals(decision->item);
        }
        if (!wrong.empty()) {
            return Failure<Reasons>(std::move(wrong));
        }
        add_versions(*decision);
        parts_["log/vkey"] =
            evidence::vkey_text(house_.log_key.verifier, house_.log_key.sha256) + "\n";
        parts_["LIESMICH.txt"] = package_read_me();
        parts_["SHA256SUMS"] = sums_text(package_sums(parts_, house_.log_key.sha256));
        return DecisionPackage{.bytes = write_zip(parts_), .effect = decision->item.id};
    }

private:
    /// The newest sealed message, or the one that was named.
    std::optional<Decision> find_decision(const std::string& effect) {
        std::vector<ports::OutboxRow> items = store_.outbox_of_case(case_id_);
        std::erase_if(items, [&effect](const ports::OutboxRow& item) {
            return item.document.empty() || (!effect.empty() && item.id != effect);
        });
        std::ranges::stable_sort(items, std::ranges::greater(), &ports::OutboxRow::number);
        for (ports::OutboxRow& item : items) {
            const auto row = store_.find_document(item.document);
            auto document = row.has_value()
                                ? operations::open_document(house_.casework.sealing, store_, *row)
                                : std::nullopt;
            if (!document.has_value()) {
                continue;
            }
            auto sealed = house_.documents->verify(*document);
            if (sealed.has_value()) {
                return Decision{std::move(item), std::move(*document), std::move(*sealed)};
            }
        }
        return std::nullopt;
    }

    void add_document(const Decision& decision) {
        parts_["document.xml"] = decision.document;
        parts_["content.xml"] = decision.sealed.content;
        parts_["certificates/signer.pem"] = decision.sealed.certificate_pem;
        if (!decision.sealed.token_der.empty()) {
            parts_["stamped.xml"] = decision.sealed.stamped_octets;
            parts_["timestamp.der"] = decision.sealed.token_der;
        }
    }

    /// The house's evidence without what this document does not need.
    Reasons add_evidence(const ports::SealedDocument& sealed) {
        ports::SealEvidence evidence =
            house_.seal_evidence ? house_.seal_evidence() : ports::SealEvidence{};
        Reasons wrong = house_.documents->check_trust(sealed, evidence, "", "");
        std::set<std::string> idle;
        for (const Reason& reason : wrong) {
            if (reason.code == "SEAL_EVIDENCE") {
                idle.insert(reason.place);
            }
        }
        const auto keep = [&idle](std::vector<std::string>& list, const std::string& folder,
                                  const std::string& ending) {
            std::vector<std::string> kept;
            for (std::size_t i = 0; i < list.size(); ++i) {
                if (!idle.contains(folder + std::to_string(i + 1) + ending)) {
                    kept.push_back(list[i]);
                }
            }
            list = std::move(kept);
        };
        keep(evidence.certificates, "certificates/", ".pem");
        keep(evidence.revocation_lists, "revocation/", ".pem");
        keep(evidence.status_answers, "status/", ".der");
        add_numbered(evidence.certificates, "certificates/", ".pem");
        add_numbered(evidence.revocation_lists, "revocation/", ".pem");
        add_numbered(evidence.status_answers, "status/", ".der");
        return idle.empty() ? wrong : house_.documents->check_trust(sealed, evidence, "", "");
    }

    void add_numbered(const std::vector<std::string>& list, const std::string& folder,
                      const std::string& ending) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            parts_[folder + std::to_string(i + 1) + ending] = list[i];
        }
    }

    /// The record that sent the message, and every approval before it.
    Reasons add_approvals(const ports::OutboxRow& item) {
        std::set<std::int64_t> numbers{item.number};
        for (const ports::ApprovalRow& approval : store_.approvals(case_id_)) {
            if (approval.number <= item.number && !approval.digest.empty()) {
                numbers.insert(approval.number);
            }
        }
        Reasons wrong;
        store_.for_each_record(case_id_, [&](const ports::RecordRow& row) {
            if (wrong.empty() && numbers.contains(row.number)) {
                add_record(row, wrong);
            }
            if (row.number == item.number) {
                deciding_record_ = row.bytes;
            }
        });
        return wrong;
    }

    void add_record(const ports::RecordRow& row, Reasons& wrong) {
        const std::string folder = "approvals/" + std::to_string(row.number) + "/";
        auto proof = operations::prove_entry(store_, house_.log_files, house_.log_key, row.seq);
        const auto parsed =
            proof.has_value() ? evidence::parse_log_proof(*proof) : Failure<Reason>(proof.error());
        if (!parsed.has_value()) {
            wrong.push_back(parsed.error());
            return;
        }
        std::string& checkpoint = parts_["log/checkpoint"];
        if (!checkpoint.empty() && checkpoint != parsed->checkpoint) {
            throw OperatingError(FailureKind::transient, "the log was published meanwhile");
        }
        checkpoint = parsed->checkpoint;
        parts_[folder + "record.json"] = row.bytes;
        parts_[folder + "record.key"] = to_hex(row.k) + "\n";
        parts_[folder + "entry.tlog-proof"] = std::move(*proof);
        store_.for_each_entry(row.seq, row.seq + 1, [&](const ports::EntryRow& entry) {
            parts_[folder + "entry.json"] = entry.bytes;
        });
    }

    void add_versions(const Decision& decision) {
        const auto record = parse_json(deciding_record_);
        const std::string definition = record.has_value() ? record->text("definition") : "";
        const auto row = store_.find_definition(definition);
        const auto files = row.has_value() ? operations::files_from_json(row->files_json)
                                           : std::optional<cases::Files>();
        if (!files.has_value()) {
            throw OperatingError(FailureKind::corrupt, "definition " + definition + " is missing");
        }
        parts_["definition.manifest"] = cases::definition_manifest(*files, house_.log_key.sha256);
        const Json* semantics = record->find("semantics");
        parts_["versions.json"] =
            canonical_json(Json::Object{{"format", "foerderwerk-decision-package-1"},
                                        {"case", case_id_},
                                        {"number", decision.item.number},
                                        {"effect", decision.item.id},
                                        {"event", decision.item.event},
                                        {"programme", record->text("programme")},
                                        {"definition", definition},
                                        {"semantics", semantics != nullptr ? *semantics : Json()},
                                        {"message", decision.sealed.root_name},
                                        {"schema", decision.sealed.root_namespace}}) +
            "\n";
    }

    House& house_;
    ports::StoreReader& store_;
    std::string case_id_;
    ZipParts parts_;
    std::string deciding_record_;
};

}  // namespace

const std::string& package_read_me() {
    static const std::string text =
        "Paket zu einem gesiegelten Dokument (foerderwerk-decision-package-1)\n"
        "\n"
        "document.xml ist das Dokument, wie es versandt wurde. Alles andere in diesem Paket "
        "beweist\n"
        "es: von wem es ist, wann es gesiegelt wurde, wer es freigegeben hat, nach welchen "
        "Regeln.\n"
        "Es enthält personenbezogene Daten.\n"
        "\n"
        "Prüfen ohne Server, Datenbank und Schlüssel der Behörde:\n"
        "\n"
        "    foerderwerk document verify PAKET.zip --vkey … --certificate …\n"
        "\n"
        "oder allein mit xmlsec1, openssl und den Paketen sumdb/note und sumdb/tlog von Go; die\n"
        "Schritte stehen in der Anleitung für Prüferinnen und Prüfer (docs/guides/auditors.md,\n"
        "Abschnitt 7).\n";
    return text;
}

std::map<std::string, std::string> package_sums(const std::map<std::string, std::string>& parts,
                                                const Sha256& sha256) {
    std::map<std::string, std::string> sums;
    for (const auto& [name, content] : parts) {
        if (name != "SHA256SUMS") {
            sums[name] = to_hex(sha256(content));
        }
    }
    return sums;
}

std::string sums_text(const std::map<std::string, std::string>& sums) {
    std::string text;
    for (const auto& [name, sum] : sums) {
        text += sum + "  ";
        text += name + "\n";
    }
    return text;
}

Result<DecisionPackage, Reasons> write_decision_package(House& house, const std::string& case_id,
                                                        const std::string& effect) {
    if (house.documents == nullptr) {
        return refused("NO_DECISION", "", "Dieses Haus siegelt keine Dokumente.");
    }
    // A checkpoint may be published between two proofs; then all are made anew.
    for (int tries = 0;; ++tries) {
        if (house.log_key.sign) {
            operations::publish_log(house.casework.store, house.log_files, house.log_key);
        }
        try {
            Result<DecisionPackage, Reasons> package = Failure<Reasons>(Reasons{});
            house.casework.store.read([&](ports::StoreReader& store) {
                package = PackageWriter(house, store, case_id).run(effect);
            });
            return package;
        } catch (const OperatingError& failure) {
            if (failure.kind() != FailureKind::transient || tries == 5) {
                throw;
            }
        }
    }
}

}  // namespace foerderwerk::console
