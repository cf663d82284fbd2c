// SPDX-License-Identifier: EUPL-1.2
// Goal: our log verifies with the stock Go packages sumdb/note and sumdb/tlog.
// Method: write logs of sizes around a tile's width into a folder as a publisher does, growing
// step by step; run tests/conformance/sumdb/verify_log.go over it; alter one byte and see it fail.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "engine/evidence/checkpoint.hpp"
#include "engine/evidence/cosignature.hpp"
#include "engine/evidence/frontier.hpp"
#include "engine/evidence/log_proof.hpp"
#include "engine/evidence/tile.hpp"
#include "tests/unit/evidence/openssl_keys.hpp"

namespace foerderwerk::evidence {
namespace {

namespace fs = std::filesystem;

constexpr const char* gopath = "/usr/share/gocode";
const TreeHasher hasher(openssl_sha256);

struct Ran {
    int status = -1;
    std::string output;
};

Ran run(const std::string& command) {
    Ran ran;
    std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    char buffer[4096];
    while (pipe != nullptr && std::fgets(buffer, sizeof buffer, pipe) != nullptr) {
        ran.output += buffer;
    }
    ran.status = pipe == nullptr ? -1 : ::pclose(pipe);
    return ran;
}

class StockVerifier : public ::testing::Test {
protected:
    void SetUp() override {
        if (run("go version").status != 0 ||
            !fs::exists(fs::path(gopath) / "src/golang.org/x/mod")) {
            GTEST_SKIP() << "go or the package golang-golang-x-mod-dev is missing";
        }
        folder_ = fs::temp_directory_path() / ("foerderwerk-log-" + std::to_string(::getpid()));
        fs::create_directories(folder_);
        const std::string build = "GO111MODULE=off GOPATH=" + std::string(gopath) +
                                  " GOFLAGS= go build -o " + verifier() + " " +
                                  FOERDERWERK_SOURCE_DIR "/tests/conformance/sumdb/verify_log.go";
        const Ran built = run(build);
        ASSERT_EQ(built.status, 0) << built.output;
    }

    void TearDown() override {
        if (!folder_.empty()) {
            fs::remove_all(folder_);
        }
    }

    [[nodiscard]] std::string verifier() const { return (folder_ / "verify_log").string(); }
    [[nodiscard]] Ran verify() const { return run(verifier() + " " + log().string()); }
    [[nodiscard]] fs::path log() const { return folder_ / "log"; }

    void write(const std::string& path, const std::string& bytes) const {
        fs::create_directories((log() / path).parent_path());
        std::ofstream(log() / path, std::ios::binary) << bytes;
    }

    [[nodiscard]] std::string read(const std::string& path) const {
        std::ifstream file(log() / path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    /// Appends entries and publishes what a writer publishes for the new size.
    void grow_to(std::uint64_t size) {
        const std::uint64_t old_size = entries_.size();
        while (entries_.size() < size) {
            entries_.push_back("entry " + std::to_string(entries_.size()));
            leaves_.push_back(hasher.leaf(entries_.back()));
            frontier_.append(leaves_.back(), hasher);
        }
        const HashReader hashes =
            hash_reader_over_leaves([this](std::uint64_t i) { return leaves_.at(i); }, hasher);
        for (const TileId& tile : tiles_to_write(old_size, size)) {
            write(tile_path(tile), tile_content(tile, hashes));
            if (tile.level == 0) {
                write(entries_path(tile), entries_content(std::span(entries_).subspan(
                                              tile.index * tile_width, tile.width)));
            }
        }
        const std::string checkpoint =
            sign_checkpoint(frontier_.head(hasher), test_key(), openssl_sign, openssl_sha256);
        if (old_size > 0) {
            write("checkpoint.cosigned", cosigned(read("checkpoint")));
        }
        write("checkpoint", checkpoint);
        write("vkey", vkey_text(test_key(), openssl_sha256));
        for (const std::uint64_t index : {std::uint64_t{0}, size / 2, size - 1}) {
            write(std::to_string(index) + ".tlog-proof",
                  write_log_proof({std::nullopt, index,
                                   prove_inclusion(index, size, hashes, hasher), checkpoint}));
        }
    }

    /// What a witness gives back for a checkpoint.
    static std::string cosigned(const std::string& checkpoint) {
        SignedNote note = parse_note(checkpoint).value();
        const VerifierKey witness{"witness.example", test_key().public_key, KeyType::witness};
        note.signatures.push_back(cosign(note.text, Instant(std::chrono::hours(490'000)), witness,
                                         openssl_sign, openssl_sha256));
        return write_note(note);
    }

    std::vector<std::string> entries_;

private:
    fs::path folder_;
    std::vector<Digest> leaves_;
    Frontier frontier_;
};

TEST_F(StockVerifier, AcceptsALogThatGrowsPastATile) {
    for (const std::uint64_t size : {1U, 2U, 255U, 256U, 257U, 600U}) {
        grow_to(size);
        const Ran ran = verify();
        EXPECT_EQ(ran.output, "verified " + std::to_string(size) + "\n");
        EXPECT_EQ(ran.status, 0);
    }
}

TEST_F(StockVerifier, RefusesAnAlteredEntryTileAndCheckpoint) {
    grow_to(200);
    grow_to(300);
    for (const char* path :
         {"tile/entries/000", "tile/entries/001.p/44", "tile/0/000", "tile/1/000.p/1", "checkpoint",
          "checkpoint.cosigned", "150.tlog-proof"}) {
        const std::string right = read(path);
        std::string altered = right;
        altered[30] = static_cast<char>(altered[30] ^ 1);
        write(path, altered);
        EXPECT_NE(verify().status, 0) << path;
        write(path, right);
        EXPECT_EQ(verify().status, 0) << path;
    }
}

}  // namespace
}  // namespace foerderwerk::evidence
