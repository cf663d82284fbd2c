// SPDX-License-Identifier: EUPL-1.2
// Goal: publishing, proving and the check at the start cost what is new, not what the log holds;
// the complete verification reads everything; neither is less strict for it. Method: logs of 1,000
// and 20,000 entries in memory, and a count of the entries that are read.
#include <map>
#include <vector>

#include <gtest/gtest.h>

#include "connectors/signature/ed25519_key.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "engine/evidence/frontier.hpp"
#include "engine/operations/publish_log.hpp"
#include "engine/types/failure.hpp"
#include "tests/contract/in_memory_store.hpp"

namespace foerderwerk::contract {
namespace {

class FilesInMemory final : public ports::LogFiles {
public:
    void write(const std::string& path, const std::string& bytes) override { files[path] = bytes; }
    std::optional<std::string> read(const std::string& path) override {
        const auto found = files.find(path);
        return found != files.end() ? std::optional(found->second) : std::nullopt;
    }
    std::map<std::string, std::string> files;
};

class CountedRows final : public InMemoryRows {
public:
    CountedRows(Tables& tables, std::uint64_t& read) : InMemoryRows(tables), read_(read) {}
    void for_each_entry(std::uint64_t from, std::uint64_t to,
                        const std::function<void(const ports::EntryRow&)>& visit) override {
        InMemoryRows::for_each_entry(from, to, [&](const ports::EntryRow& row) {
            ++read_;
            visit(row);
        });
    }

private:
    std::uint64_t& read_;
};

class CountedStore final : public ports::CaseStore {
public:
    void write(const std::function<void(ports::UnitOfWork&)>& work) override {
        CountedRows rows(tables, entries_read);
        work(rows);
    }
    void read(const std::function<void(ports::StoreReader&)>& work) override {
        CountedRows rows(tables, entries_read);
        work(rows);
    }
    Tables tables;
    std::uint64_t entries_read = 0;
};

class LogGrowth : public testing::TestWithParam<std::uint64_t> {
protected:
    void SetUp() override {
        grow(GetParam());
        ASSERT_EQ(publish(), GetParam());
        store.entries_read = 0;
    }

    void grow(std::uint64_t count) {
        for (std::uint64_t i = 0; i < count; ++i) {
            const std::uint64_t seq = store.tables.entries.size();
            const std::string bytes = "entry " + std::to_string(seq);
            const Digest leaf = hasher.leaf(bytes);
            frontier.append(leaf, hasher);
            store.tables.entries.push_back(
                {.seq = seq, .bytes = bytes, .leaf = std::string(as_bytes(leaf))});
        }
        store.tables.frontier = frontier.to_text();
    }
    operations::LogKey log_key() {
        evidence::VerifierKey verifier{.name = "foerderwerk.example/log", .public_key = {}};
        const std::string key = signing.public_key();
        std::copy(key.begin(), key.end(), verifier.public_key.begin());
        return {.verifier = std::move(verifier),
                .sign = [this](std::string_view text) { return signing.sign(text); },
                .verify =
                    [](const evidence::Ed25519PublicKey& with, std::string_view text,
                       std::string_view sig) {
                        return signature::verify_ed25519(std::string(with.begin(), with.end()),
                                                         text, sig);
                    },
                .sha256 = signature::sha256_of};
    }
    std::uint64_t publish() { return operations::publish_log(store, files, log_key()); }
    Reasons at_start() { return operations::verify_checkpoint(rows(), files, log_key()); }
    Reasons complete() { return operations::verify_log(rows(), files, log_key()); }
    CountedRows& rows() {
        counted.emplace(store.tables, store.entries_read);
        return *counted;
    }

    CountedStore store;
    FilesInMemory files;
    signature::Ed25519Key signing = signature::Ed25519Key::generate();
    evidence::TreeHasher hasher{signature::sha256_of};
    evidence::Frontier frontier;
    std::optional<CountedRows> counted;
};

constexpr std::uint64_t one_tile = 256;

TEST_P(LogGrowth, CostsWhatIsNew) {
    grow(10);
    EXPECT_EQ(publish(), GetParam() + 10);
    EXPECT_LE(store.entries_read, one_tile + 10);
    store.entries_read = 0;
    EXPECT_EQ(publish(), GetParam() + 10) << "nothing new";
    EXPECT_EQ(store.entries_read, 0U);

    EXPECT_TRUE(at_start().empty());
    EXPECT_LE(store.entries_read, one_tile + 10);
    store.entries_read = 0;
    for (const std::uint64_t index : {std::uint64_t{0}, GetParam() / 2, GetParam() + 9}) {
        EXPECT_TRUE(operations::prove_entry(rows(), files, log_key(), index).has_value());
    }
    EXPECT_EQ(store.entries_read, 3U);

    store.entries_read = 0;
    EXPECT_TRUE(complete().empty());
    EXPECT_EQ(store.entries_read, GetParam() + 10) << "all of it";
}

TEST_P(LogGrowth, GivesTheSameFilesAsPublishingAtOnce) {
    for (const std::uint64_t more : std::vector<std::uint64_t>{1, 250, 5, 300, 1000}) {
        grow(more);
        (void)publish();
    }
    const auto grown = files.files;
    files.files.clear();
    store.tables.notes.clear();
    (void)publish();
    for (const auto& [path, bytes] : files.files) {
        const auto found = grown.find(path);
        ASSERT_NE(found, grown.end()) << path;
        EXPECT_EQ(found->second, bytes) << path;
    }
    EXPECT_TRUE(complete().empty());
}

TEST_P(LogGrowth, AnAlteredOldEntryIsFoundByTheCompleteVerification) {
    store.tables.entries[3].bytes += "x";
    const Reasons found = complete();
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.front().place, "entry 3");
    EXPECT_FALSE(operations::prove_entry(rows(), files, log_key(), 3).has_value())
        << "no proof of what was never published";
}

TEST_P(LogGrowth, AnAlteredEndIsFoundAtTheStartAndPublishesNothing) {
    const std::string before = files.files["checkpoint"];
    store.tables.entries.back().bytes += "x";
    EXPECT_FALSE(at_start().empty());
    grow(1);
    EXPECT_THROW((void)publish(), OperatingError);
    store.tables.entries.back().leaf = std::string(32, 'x');
    EXPECT_THROW((void)publish(), OperatingError);
    EXPECT_EQ(files.files["checkpoint"], before);
}

TEST_P(LogGrowth, AnAlteredOrMissingTileStopsThePublication) {
    grow(1);
    for (const char* path : {"tile/0/000", "tile/1/000.p/3", "tile/1/000.p/78"}) {
        const auto found = files.files.find(path);
        if (found == files.files.end()) {
            continue;
        }
        const std::string sound = found->second;
        found->second[7] = static_cast<char>(found->second[7] ^ 1);
        const bool needed = std::string_view(path).starts_with("tile/1");
        if (needed) {
            EXPECT_FALSE(at_start().empty()) << path;
            EXPECT_THROW((void)publish(), OperatingError) << path;
            files.files.erase(path);
            EXPECT_THROW((void)at_start(), OperatingError) << path;
            EXPECT_THROW((void)publish(), OperatingError) << path;
        }
        files.files[path] = sound;
    }
    EXPECT_EQ(publish(), GetParam() + 1);
}

TEST_P(LogGrowth, AFrontierOfAnotherLogIsFoundAtTheStart) {
    evidence::Frontier other;
    for (std::uint64_t i = 0; i < GetParam(); ++i) {
        other.append(hasher.leaf("other"), hasher);
    }
    store.tables.frontier = other.to_text();
    const Reasons found = at_start();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().code, "LOG_FRONTIER");
}

INSTANTIATE_TEST_SUITE_P(Entries, LogGrowth, testing::Values(1'000, 20'000));

}  // namespace
}  // namespace foerderwerk::contract
