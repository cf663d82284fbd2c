// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/require_evidence.hpp"

#include <algorithm>
#include <mutex>

#include "engine/evidence/cosignature.hpp"
#include "engine/evidence/entry.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

namespace {

using evidence::Checkpoint;

/// A witness's clock may be ahead of ours by so much.
constexpr std::chrono::minutes clock_difference_max{5};

struct Cosigned {
    Checkpoint checkpoint;
    Instant time{};
};

/// A note of our log that a witness of the rule cosigned.
Result<Cosigned, Reason> open_cosigned(const std::string& note, const LogKey& key,
                                       const EvidenceRule& rule) {
    const auto checkpoint = evidence::open_checkpoint(
        note, {.key = key.verifier, .verify = key.verify, .sha256 = key.sha256});
    if (!checkpoint.has_value()) {
        return Failure<Reason>(checkpoint.error());
    }
    Failure<Reason> failure(
        {"COSIGNATURE_MISSING", "evidence.witnesses", "Es ist kein Zeuge eingetragen."});
    for (const evidence::VerifierKey& witness : rule.witnesses) {
        const auto time = evidence::open_cosignature(
            note, {.key = witness, .verify = key.verify, .sha256 = key.sha256});
        if (time.has_value()) {
            return Cosigned{*checkpoint, *time};
        }
        failure = Failure<Reason>(time.error());
    }
    return failure;
}

/// What a witness saw is the beginning of what we publish.
bool fits(ports::LogFiles& files, const LogKey& key, const Checkpoint& seen) {
    const auto last = last_checkpoint(files, key);
    if (!last.has_value() || !last->has_value() || (*last)->head.size < seen.head.size) {
        return false;
    }
    const evidence::TreeHasher hasher(key.sha256);
    const evidence::HashReader hashes = published_hashes(files, (*last)->head.size, hasher);
    return evidence::tree_root(seen.head.size, hashes, hasher) == seen.head.root;
}

Reason conflict(const Checkpoint& seen) {
    return {"EVIDENCE_CONFLICT", "checkpoint",
            "Ein Zeuge hat " + std::to_string(seen.head.size) +
                " Einträge bestätigt, die nicht der Anfang dieses Protokolls sind: es wurde "
                "zurückgesetzt oder geändert."};
}

/// Since when the oldest entry that a checkpoint of `size` does not cover has been waiting; no
/// value when all are covered.
std::optional<Instant> uncovered_since(ports::StoreReader& store, std::uint64_t size) {
    std::optional<Instant> since;
    if (size < store.log_size()) {
        store.for_each_entry(size, size + 1, [&since](const ports::EntryRow& row) {
            const auto entry = evidence::parse_entry(row.bytes);
            if (!entry.has_value()) {
                throw OperatingError(FailureKind::corrupt, "log: an entry cannot be read");
            }
            since = entry->time;
        });
    }
    return since;
}

bool too_long(std::optional<Instant> since, Instant now, std::chrono::seconds most) {
    return since.has_value() && now - *since > most;
}

std::string waiting_text(Instant since, const char* under) {
    return "Seit " + to_string(since) + " stehen Einträge unter keinem " + under +
           "; so lange verlässt keine Zahlungsdatei das Haus.";
}

/// The note with the lines that another note of the same text has besides.
std::string joined(const std::string& note, const std::string& kept) {
    auto merged = evidence::parse_note(note);
    const auto others = evidence::parse_note(kept);
    if (!merged.has_value() || !others.has_value() || merged->text != others->text) {
        return note;
    }
    for (const evidence::NoteSignature& line : others->signatures) {
        const bool other_key = std::ranges::none_of(merged->signatures, [&](const auto& mine) {
            return mine.name == line.name && mine.key == line.key;
        });
        if (other_key) {
            merged->signatures.push_back(line);
        }
    }
    return evidence::write_note(*merged);
}

}  // namespace

Reasons check_evidence(ports::StoreReader& store, ports::LogFiles& files, const LogKey& key,
                       const EvidenceRule& rule, Instant now) {
    const auto last = last_checkpoint(files, key);
    if (last.has_value() && !last->has_value()) {
        return {last->error()};
    }
    Reasons reasons;
    const auto unpublished = uncovered_since(store, last.has_value() ? (*last)->head.size : 0);
    if (too_long(unpublished, now, rule.without_checkpoint_max)) {
        reasons.push_back(
            {"EVIDENCE_CHECKPOINT", "checkpoint", waiting_text(*unpublished, "Prüfpunkt")});
    }
    if (rule.witnesses.empty()) {
        return reasons;
    }
    const auto note = files.read(cosigned_file);
    const auto seen =
        note.has_value() ? open_cosigned(*note, key, rule) : Result<Cosigned, Reason>(Cosigned{});
    if (!seen.has_value()) {
        reasons.push_back(seen.error());
        return reasons;
    }
    if (note.has_value() && !fits(files, key, seen->checkpoint)) {
        reasons.push_back(conflict(seen->checkpoint));
        return reasons;
    }
    const auto unseen = uncovered_since(store, seen->checkpoint.head.size);
    if (too_long(unseen, now, rule.without_cosignature_max)) {
        reasons.push_back({"EVIDENCE_COSIGNATURE", cosigned_file,
                           waiting_text(*unseen, "Prüfpunkt, den ein Zeuge bestätigt hat")});
    }
    return reasons;
}

Result<Instant, Reason> take_cosignature(ports::LogFiles& files, const LogKey& key,
                                         const EvidenceRule& rule, const std::string& note,
                                         Instant now) {
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    const auto seen = open_cosigned(note, key, rule);
    if (!seen.has_value()) {
        return Failure<Reason>(seen.error());
    }
    if (seen->time > now + clock_difference_max) {
        return Failure<Reason>(
            {"COSIGNATURE_TIME", to_string(seen->time), "Die Bestätigung liegt in der Zukunft."});
    }
    if (!fits(files, key, seen->checkpoint)) {
        return Failure<Reason>(conflict(seen->checkpoint));
    }
    const std::string kept_note = files.read(cosigned_file).value_or("");
    const auto kept = open_cosigned(kept_note, key, rule);
    if (kept.has_value() && kept->checkpoint.head.size > seen->checkpoint.head.size) {
        return Failure<Reason>({"COSIGNATURE_OLD", cosigned_file,
                                "Es liegt schon eine Bestätigung für mehr Einträge vor."});
    }
    files.write(cosigned_file, joined(note, kept_note));
    return seen->time;
}

}  // namespace foerderwerk::operations
