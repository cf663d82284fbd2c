// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "engine/ports/case_store.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::contract {

enum class Kind { sqlite_file, sqlite_memory, in_memory };
std::ostream& operator<<(std::ostream& out, Kind kind);
std::string name_of_kind(const testing::TestParamInfo<Kind>& info);

/// One store of the kind under test, empty, gone after the test.
class StoreContract : public testing::TestWithParam<Kind> {
protected:
    void TearDown() override;

    /// Made on first use, so that a death test begins without threads.
    ports::CaseStore& store();

    void write(const std::function<void(ports::UnitOfWork&)>& work) { store().write(work); }
    /// The kind of OperatingError that `work` ends in; nothing when it is kept.
    std::optional<FailureKind> failure_of(const std::function<void(ports::UnitOfWork&)>& work);

    template <class Ask>
    auto read(Ask ask) {
        std::optional<decltype(ask(std::declval<ports::StoreReader&>()))> answer;
        store().read([&](ports::StoreReader& reader) { answer.emplace(ask(reader)); });
        return std::move(*answer);
    }

private:
    std::filesystem::path folder_;
    std::unique_ptr<ports::CaseStore> store_;
};

constexpr auto permanent = std::optional(FailureKind::permanent);

ports::CaseRow case_row(const std::string& case_id, std::int64_t received = 0);
ports::RecordRow record_row(std::uint64_t seq, const std::string& case_id, std::int64_t number);
ports::EntryRow entry_row(std::uint64_t seq);
ports::OutboxRow outbox_row(const std::string& case_id, std::int64_t number, int index);
/// Appends a record at the end of the log; gives its sequence.
std::uint64_t append(ports::UnitOfWork& unit, const std::string& case_id, std::int64_t number);

std::vector<std::string> ids_of(const std::vector<ports::CaseRow>& rows);
std::vector<std::string> ids_of(const std::vector<ports::OutboxRow>& rows);

// Rows as tuples, which compare and print.
inline auto tied(const ports::RecordRow& row) {
    return std::tie(row.seq, row.case_id, row.number, row.bytes, row.k);
}
inline auto tied(const ports::EntryRow& row) {
    return std::tie(row.seq, row.bytes, row.leaf);
}
inline auto tied(const ports::PartRow& row) {
    return std::tie(row.case_id, row.part_id, row.key_id, row.sealed);
}
inline auto tied(const ports::DocumentRow& row) {
    return std::tie(row.digest, row.case_id, row.kind, row.key_id, row.sealed);
}
inline auto tied(const ports::InboxRow& row) {
    return std::tie(row.sender, row.message_id, row.content_digest, row.case_id, row.number,
                    row.receipt);
}
inline auto tied(const ports::OutboxRow& row) {
    return std::tie(row.id, row.case_id, row.number, row.processor, row.event, row.effect_json,
                    row.status, row.attempts, row.next_attempt, row.last_cause, row.document);
}
inline auto tied(const ports::ApprovalRow& row) {
    return std::tie(row.case_id, row.number, row.step, row.person, row.unlike, row.digest,
                    row.on_behalf_of);
}
inline auto tied(const ports::DefinitionRow& row) {
    return std::tie(row.id, row.programme, row.files_json);
}
inline auto tied(const ports::BatchRow& row) {
    return std::tie(row.id, row.created, row.content_json, row.file_digest);
}
inline auto tied(const ports::IntakeRow& row) {
    return std::tie(row.at, row.peer, row.digest, row.bytes, row.reasons_json);
}

}  // namespace foerderwerk::contract
