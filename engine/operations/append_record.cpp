// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/append_record.hpp"

#include "engine/evidence/entry.hpp"
#include "engine/evidence/frontier.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

std::string append_record(ports::UnitOfWork& unit, const ports::Sealing& sealing,
                          const NewRecord& record) {
    const std::string text = unit.log_frontier();
    std::optional<evidence::Frontier> frontier =
        text.empty() ? evidence::Frontier() : evidence::Frontier::parse(text);
    if (!frontier.has_value()) {
        throw OperatingError(FailureKind::corrupt, "the log's frontier cannot be read");
    }
    const std::string k = sealing.random_bytes(32);
    evidence::Entry entry{
        .sequence = frontier->size(),
        .time = record.at,
        .case_id = CaseId(record.case_id),
        .type = record.type,
        .actor = PersonId(record.actor),
        .role = record.role,
        .object = digest_from_hex(record.object),
        .previous = digest_from_hex(record.previous_leaf),
        .commit = sealing.hmac_sha256(k, record.bytes),
    };
    auto bytes = evidence::write_entry(entry);
    FOERDERWERK_REQUIRE(bytes.has_value(), "an entry's fields are ids and digests");
    const evidence::TreeHasher hasher(
        [&sealing](std::string_view data) { return sealing.sha256(data); });
    const Digest leaf = hasher.leaf(*bytes);
    frontier->append(leaf, hasher);
    unit.append_record(
        {.seq = entry.sequence,
         .case_id = record.case_id,
         .number = record.number,
         .bytes = record.bytes,
         .k = k},
        {.seq = entry.sequence, .bytes = std::move(*bytes), .leaf = std::string(as_bytes(leaf))},
        frontier->to_text());
    return to_hex(leaf);
}

}  // namespace foerderwerk::operations
