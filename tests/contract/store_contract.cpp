// SPDX-License-Identifier: EUPL-1.2
#include "tests/contract/store_contract.hpp"

#include <cstdlib>

#include "connectors/database/sqlite_store.hpp"
#include "tests/contract/in_memory_store.hpp"

namespace foerderwerk::contract {

namespace {

const char* text_of(Kind kind) {
    switch (kind) {
        case Kind::sqlite_file:
            return "SqliteFile";
        case Kind::sqlite_memory:
            return "SqliteMemory";
        case Kind::in_memory:
            return "InMemory";
    }
    return "";
}

}  // namespace

std::ostream& operator<<(std::ostream& out, Kind kind) {
    return out << text_of(kind);
}

std::string name_of_kind(const testing::TestParamInfo<Kind>& info) {
    return text_of(info.param);
}

void StoreContract::TearDown() {
    store_.reset();
    if (!folder_.empty()) {
        std::filesystem::remove_all(folder_);
    }
}

ports::CaseStore& StoreContract::store() {
    if (store_ != nullptr) {
        return *store_;
    }
    if (GetParam() == Kind::in_memory) {
        store_ = std::make_unique<InMemoryStore>();
        return *store_;
    }
    database::StoreSettings settings;
    settings.path = ":memory:";
    if (GetParam() == Kind::sqlite_file) {
        std::string folder = (std::filesystem::temp_directory_path() / "contract-XXXXXX").string();
        if (::mkdtemp(folder.data()) == nullptr) {
            throw OperatingError(FailureKind::misconfigured, "no temporary folder");
        }
        folder_ = folder;
        settings.path = (folder_ / "store.db").string();
    }
    store_ = std::make_unique<database::SqliteStore>(settings);
    return *store_;
}

std::optional<FailureKind> StoreContract::failure_of(
    const std::function<void(ports::UnitOfWork&)>& work) {
    try {
        store().write(work);
    } catch (const OperatingError& error) {
        return error.kind();
    }
    return std::nullopt;
}

ports::CaseRow case_row(const std::string& case_id, std::int64_t received) {
    return {.case_id = case_id,
            .programme = "lotsen",
            .definition = "def-1",
            .file_number = "BV-" + case_id,
            .states = "eingereicht",
            .label = "Eingereicht",
            .closed = false,
            .received = received,
            .last_step = received,
            .number = 1,
            .last_leaf = std::string(64, 'a'),
            .state_json = R"({"states":["eingereicht"]})",
            .parked = {}};
}

ports::RecordRow record_row(std::uint64_t seq, const std::string& case_id, std::int64_t number) {
    return {.seq = seq,
            .case_id = case_id,
            .number = number,
            .bytes = "{\"seq\":" + std::to_string(seq) + "}",
            .k = std::string(32, static_cast<char>(seq))};
}

ports::EntryRow entry_row(std::uint64_t seq) {
    return {.seq = seq,
            .bytes = "{\"entry\":" + std::to_string(seq) + "}",
            .leaf = std::string(32, static_cast<char>(seq + 1))};
}

ports::OutboxRow outbox_row(const std::string& case_id, std::int64_t number, int index) {
    return {.id = case_id + "-" + std::to_string(number) + "-" + std::to_string(index),
            .case_id = case_id,
            .number = number,
            .processor = "portal",
            .event = "antrag.entscheidung",
            .effect_json = "{}",
            .status = "open",
            .attempts = 0,
            .next_attempt = 100,
            .last_cause = {},
            .document = {}};
}

std::uint64_t append(ports::UnitOfWork& unit, const std::string& case_id, std::int64_t number) {
    const std::uint64_t seq = unit.log_size();
    unit.append_record(record_row(seq, case_id, number), entry_row(seq),
                       "frontier " + std::to_string(seq + 1));
    return seq;
}

std::vector<std::string> ids_of(const std::vector<ports::CaseRow>& rows) {
    std::vector<std::string> ids;
    for (const ports::CaseRow& row : rows) {
        ids.push_back(row.case_id);
    }
    return ids;
}

std::vector<std::string> ids_of(const std::vector<ports::OutboxRow>& rows) {
    std::vector<std::string> ids;
    for (const ports::OutboxRow& row : rows) {
        ids.push_back(row.id);
    }
    return ids;
}

}  // namespace foerderwerk::contract
