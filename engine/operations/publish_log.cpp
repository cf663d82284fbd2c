// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/publish_log.hpp"

#include <algorithm>
#include <mutex>
#include <vector>

#include "engine/evidence/checkpoint.hpp"
#include "engine/evidence/frontier.hpp"
#include "engine/evidence/log_proof.hpp"
#include "engine/evidence/tile.hpp"
#include "engine/operations/published_log.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

namespace {

using evidence::Checkpoint;
using evidence::Frontier;
using evidence::TileId;
using evidence::TreeHasher;

/// Size of the last published checkpoint, kept beside the entries: a log folder that was taken
/// away, or put back to an older copy, is noticed.
constexpr const char* published_note = "log.published";

/// Entries from `first` on, with the leaf hashes that stand beside them.
struct Leaves {
    std::uint64_t first = 0;
    std::vector<Digest> hashes;
    std::vector<std::string> entries;
};

Digest digest_of(const std::string& bytes) {
    Digest digest{};
    if (bytes.size() == digest.size()) {
        std::copy(bytes.begin(), bytes.end(), digest.begin());
    }
    return digest;
}

Leaves read_leaves(ports::StoreReader& store, std::uint64_t from, std::uint64_t to) {
    Leaves leaves;
    leaves.first = from;
    store.for_each_entry(from, to, [&leaves](const ports::EntryRow& row) {
        leaves.hashes.push_back(digest_of(row.leaf));
        leaves.entries.push_back(row.bytes);
    });
    return leaves;
}

/// Not so when only a former key has signed it.
bool is_signed_by(ports::LogFiles& files, const LogKey& key) {
    return evidence::open_checkpoint(
               files.read("checkpoint").value_or(""),
               {.key = key.verifier, .verify = key.verify, .sha256 = key.sha256})
        .has_value();
}

evidence::HashReader reader_over(const std::vector<Digest>& leaves, const TreeHasher& hasher) {
    return evidence::hash_reader_over_leaves(
        [&leaves](std::uint64_t index) { return leaves.at(index); }, hasher);
}

/// Where the entries begin that lie under no full tile of a log of `size` leaves.
std::uint64_t end_of_full_tiles(std::uint64_t size) {
    return size - size % evidence::tile_width;
}

/// A tree whose beginning is published: full tiles for what lies before `leaves.first`, the leaves
/// for the rest. So a log is carried on at the cost of what is new, however long it is.
evidence::HashReader reader_over_both(ports::LogFiles& files, const Leaves& leaves,
                                      const TreeHasher& hasher) {
    const evidence::HashReader tiles = published_hashes(files, leaves.first, hasher);
    return [tiles, &leaves, hasher](unsigned level, std::uint64_t index) {
        // Depth: at most the 64 levels of a tree.
        const auto read = [&](const auto& self, unsigned at, std::uint64_t of) -> Digest {
            if (((of + 1) << at) <= leaves.first) {
                return tiles(at, of);
            }
            if (at == 0) {
                return leaves.hashes.at(of - leaves.first);
            }
            return hasher.node(self(self, at - 1, 2 * of), self(self, at - 1, 2 * of + 1));
        };
        return read(read, level, index);
    };
}

std::string entries_of(const TileId& tile, const Leaves& leaves) {
    const std::uint64_t first = tile.index * evidence::tile_width - leaves.first;
    return evidence::entries_content(std::span(leaves.entries).subspan(first, tile.width));
}

/// What the entries that were read say of themselves.
Reasons check_leaves(const Leaves& leaves, const TreeHasher& hasher) {
    for (std::size_t i = 0; i < leaves.entries.size(); ++i) {
        if (leaves.hashes[i] != hasher.leaf(leaves.entries[i])) {
            return {{"LOG_ENTRY", "checkpoint, entry " + std::to_string(leaves.first + i),
                     "Der Eintrag passt nicht zu seinem Hashwert."}};
        }
    }
    return {};
}

void check_file(ports::LogFiles& files, const std::string& path, const std::string& expected,
                Reasons& reasons) {
    const auto found = files.read(path);
    if (!found.has_value()) {
        reasons.push_back({"LOG_TILE", path, "Die Datei fehlt."});
    } else if (*found != expected) {
        reasons.push_back({"LOG_TILE", path, "Der Inhalt passt nicht zu den Einträgen."});
    }
}

Reasons check_head(const Checkpoint& checkpoint, std::uint64_t size,
                   const evidence::HashReader& hashes, const TreeHasher& hasher) {
    if (checkpoint.head.size > size) {
        return {{"LOG_CHECKPOINT", "checkpoint",
                 "Der letzte Prüfpunkt nennt " + std::to_string(checkpoint.head.size) +
                     " Einträge, die Datenbank hat nur " + std::to_string(size) +
                     ": sie wurde auf einen älteren Stand zurückgesetzt."}};
    }
    const Digest root = evidence::tree_root(checkpoint.head.size, hashes, hasher);
    if (root != checkpoint.head.root) {
        return {{"LOG_CHECKPOINT", "checkpoint",
                 "Die Wurzel des Prüfpunkts passt nicht zu den ersten " +
                     std::to_string(checkpoint.head.size) + " Einträgen."}};
    }
    return {};
}

/// The frontier, when it is the one of these `size` leaves.
std::optional<Frontier> frontier_of(const std::string& text, std::uint64_t size,
                                    const evidence::HashReader& hashes, const TreeHasher& hasher) {
    auto frontier = text.empty() ? std::optional<Frontier>(Frontier()) : Frontier::parse(text);
    if (!frontier.has_value() || frontier->size() != size ||
        frontier->root(hasher) != evidence::tree_root(size, hashes, hasher)) {
        return std::nullopt;
    }
    return frontier;
}

}  // namespace

std::uint64_t publish_log(ports::CaseStore& store, ports::LogFiles& files, const LogKey& key) {
    // The timer, an export and a payment run may all want a checkpoint: one after the other, or a
    // slower one would put the log back to an older size.
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    const TreeHasher hasher(key.sha256);
    const auto last = last_checkpoint(files, key);
    if (last.has_value() && !last->has_value()) {
        throw OperatingError(FailureKind::corrupt, "checkpoint: " + last->error().text);
    }
    const std::uint64_t old_size = last.has_value() ? (*last)->head.size : 0;
    std::uint64_t size = 0;
    Leaves leaves;
    std::string frontier_text;
    store.read([&](ports::StoreReader& reader) {
        size = reader.log_size();
        frontier_text = reader.log_frontier();
        if (size != old_size || !last.has_value() || !is_signed_by(files, key)) {
            leaves = read_leaves(reader, end_of_full_tiles(std::min(old_size, size)), size);
        }
    });
    if (last.has_value() && size == old_size && is_signed_by(files, key)) {
        return size;
    }
    const evidence::HashReader hashes = reader_over_both(files, leaves, hasher);
    Reasons wrong = check_leaves(leaves, hasher);
    if (wrong.empty() && last.has_value()) {
        // A checkpoint is never followed by one that takes back what it said.
        wrong = check_head(**last, size, hashes, hasher);
    }
    if (!wrong.empty()) {
        throw OperatingError(FailureKind::corrupt, "checkpoint: " + wrong.front().text);
    }
    const auto frontier = frontier_of(frontier_text, size, hashes, hasher);
    if (!frontier.has_value()) {
        throw OperatingError(FailureKind::corrupt, "the log's frontier does not fit its entries");
    }
    for (const TileId& tile : evidence::tiles_to_write(old_size, size)) {
        files.write(evidence::tile_path(tile), evidence::tile_content(tile, hashes));
        if (tile.level == 0) {
            files.write(evidence::entries_path(tile), entries_of(tile, leaves));
        }
    }
    files.write("checkpoint", evidence::sign_checkpoint(frontier->head(hasher), key.verifier,
                                                        key.sign, key.sha256));
    store.write(
        [size](ports::UnitOfWork& unit) { unit.put_note(published_note, std::to_string(size)); });
    return size;
}

Reasons verify_checkpoint(ports::StoreReader& store, ports::LogFiles& files, const LogKey& key) {
    const auto last = last_checkpoint(files, key);
    const std::uint64_t noted = std::stoull(store.note(published_note).value_or("0"));
    if (!last.has_value()) {
        return noted == 0 ? Reasons{}
                          : Reasons{{"LOG_CHECKPOINT", "checkpoint",
                                     "Der zuletzt veröffentlichte Prüfpunkt fehlt."}};
    }
    if (!last->has_value()) {
        return {{last->error().code, "checkpoint", last->error().text}};
    }
    if ((*last)->head.size < noted) {
        return {{"LOG_CHECKPOINT", "checkpoint",
                 "Der Prüfpunkt ist älter als der zuletzt veröffentlichte."}};
    }
    const TreeHasher hasher(key.sha256);
    const std::uint64_t size = store.log_size();
    const Leaves leaves =
        read_leaves(store, end_of_full_tiles(std::min((*last)->head.size, size)), size);
    Reasons wrong = check_leaves(leaves, hasher);
    const evidence::HashReader hashes = reader_over_both(files, leaves, hasher);
    if (wrong.empty()) {
        wrong = check_head(**last, size, hashes, hasher);
    }
    if (wrong.empty() && !frontier_of(store.log_frontier(), size, hashes, hasher).has_value()) {
        wrong = {{"LOG_FRONTIER", "checkpoint",
                  "Der Rand des Baums passt nicht zu Kacheln und Einträgen."}};
    }
    return wrong;
}

Reasons verify_log(ports::StoreReader& store, ports::LogFiles& files, const LogKey& key) {
    Reasons reasons;
    const TreeHasher hasher(key.sha256);
    Frontier frontier;
    Leaves leaves;
    store.for_each_entry(0, store.log_size(), [&](const ports::EntryRow& row) {
        const Digest leaf = hasher.leaf(row.bytes);
        if (row.seq != leaves.hashes.size()) {
            reasons.push_back({"LOG_ENTRY", "entry " + std::to_string(row.seq),
                               "Die Nummern der Einträge haben eine Lücke."});
        }
        if (as_bytes(leaf) != row.leaf) {
            reasons.push_back({"LOG_ENTRY", "entry " + std::to_string(row.seq),
                               "Der Eintrag passt nicht zu seinem Hashwert."});
        }
        frontier.append(leaf, hasher);
        leaves.hashes.push_back(leaf);
        leaves.entries.push_back(row.bytes);
    });
    if (!leaves.hashes.empty() && frontier.to_text() != store.log_frontier()) {
        reasons.push_back({"LOG_FRONTIER", "note log.frontier",
                           "Der Rand des Baums passt nicht zu den Einträgen."});
    }
    const auto last = last_checkpoint(files, key);
    if (!last.has_value()) {
        return reasons;
    }
    if (!last->has_value()) {
        reasons.push_back({last->error().code, "checkpoint", last->error().text});
        return reasons;
    }
    const evidence::HashReader hashes = reader_over(leaves.hashes, hasher);
    const Reasons head = check_head(**last, leaves.hashes.size(), hashes, hasher);
    reasons.insert(reasons.end(), head.begin(), head.end());
    if (!head.empty()) {
        return reasons;
    }
    for (const TileId& tile : evidence::tiles_to_write(0, (*last)->head.size)) {
        check_file(files, evidence::tile_path(tile), evidence::tile_content(tile, hashes), reasons);
        if (tile.level == 0) {
            check_file(files, evidence::entries_path(tile), entries_of(tile, leaves), reasons);
        }
    }
    return reasons;
}

Result<std::string, Reason> prove_entry(ports::StoreReader& store, ports::LogFiles& files,
                                        const LogKey& key, std::uint64_t index) {
    const auto last = last_checkpoint(files, key);
    if (!last.has_value() || !last->has_value()) {
        return Failure<Reason>(last.has_value() ? last->error()
                                                : Reason{"LOG_CHECKPOINT", "checkpoint",
                                                         "Es gibt noch keinen Prüfpunkt."});
    }
    if (index >= (*last)->head.size) {
        return Failure<Reason>(Reason{"LOG_CHECKPOINT", "checkpoint",
                                      "Der letzte Prüfpunkt reicht noch nicht bis zu diesem "
                                      "Eintrag."});
    }
    const TreeHasher hasher(key.sha256);
    const evidence::TreeHead head = (*last)->head;
    const Leaves entry = read_leaves(store, index, index + 1);
    evidence::LogProof proof{
        .extra = std::nullopt,
        .index = index,
        .siblings = evidence::prove_inclusion(index, head.size,
                                              published_hashes(files, head.size, hasher), hasher),
        .checkpoint = files.read("checkpoint").value_or("")};
    // Tiles and database may have been altered; what leaves the house is a proof or nothing.
    if (entry.entries.size() != 1 ||
        !evidence::verify_inclusion(hasher.leaf(entry.entries.front()), index, head, proof.siblings,
                                    hasher)) {
        return Failure<Reason>(Reason{"LOG_ENTRY", "entry " + std::to_string(index),
                                      "Der Eintrag passt nicht zum veröffentlichten Protokoll."});
    }
    return evidence::write_log_proof(proof);
}

}  // namespace foerderwerk::operations
