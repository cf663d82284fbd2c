// SPDX-License-Identifier: EUPL-1.2
// Goal: cosignatures are the bytes of C2SP cosignature/v1 and no other passes; a log that lost or
// changed what a witness saw is named as what it is, damaged tiles as damaged.
// Method: the statement is put together here by hand and verified with OpenSSL; small trees whose
// entries, tiles and roots are changed one at a time.
#include <map>

#include <gtest/gtest.h>

#include "engine/evidence/cosignature.hpp"
#include "engine/evidence/judge_growth.hpp"
#include "tests/unit/evidence/openssl_keys.hpp"

namespace foerderwerk::evidence {
namespace {

const TreeHasher hasher(openssl_sha256);
const Instant seen_at{std::chrono::seconds(1'768'204'800)};  // 2026-01-12T08:00:00Z

VerifierKey witness_key() {
    VerifierKey key = test_key();
    key.name = "witness.example";
    key.type = KeyType::witness;
    return key;
}

NoteVerifier witness() {
    return {witness_key(), openssl_verify, openssl_sha256};
}

std::string checkpoint() {
    return sign_checkpoint({5, openssl_sha256("root")}, test_key(), openssl_sign, openssl_sha256);
}

std::string cosigned(Instant time = seen_at) {
    SignedNote note = parse_note(checkpoint()).value();
    note.signatures.push_back(cosign(note.text, time, witness_key(), openssl_sign, openssl_sha256));
    return write_note(note);
}

TEST(Cosignature, IsTheTimeAndASignatureOverTimeAndCheckpoint) {
    const SignedNote note = parse_note(cosigned()).value();
    const NoteSignature& line = note.signatures.back();
    EXPECT_EQ(line.name, "witness.example");
    ASSERT_EQ(line.blob.size(), 72U);
    EXPECT_EQ(line.blob.substr(0, 8), std::string("\0\0\0\0\x69\x64\xAA\x00", 8));
    const Ed25519PublicKey key = witness_key().public_key;
    const std::string statement = "cosignature/v1\ntime 1768204800\n" + note.text;
    EXPECT_TRUE(openssl_verify(key, statement, line.blob.substr(8)));
    const Digest id = openssl_sha256("witness.example\n\x04" + std::string(key.begin(), key.end()));
    EXPECT_TRUE(std::equal(line.key.begin(), line.key.end(), id.begin()));
    EXPECT_EQ(open_cosignature(cosigned(), witness()).value(), seen_at);
    EXPECT_TRUE(open_checkpoint(cosigned(), test_verifier()).has_value());
}

TEST(Cosignature, TheLatestLineCountsAndEveryOneMustBeRight) {
    SignedNote note = parse_note(cosigned()).value();
    const Instant later = seen_at + std::chrono::hours(1);
    note.signatures.push_back(
        cosign(note.text, later, witness_key(), openssl_sign, openssl_sha256));
    EXPECT_EQ(open_cosignature(write_note(note), witness()).value(), later);
    note.signatures.front().name = "witness.example";  // the log's id under the witness's name
    EXPECT_EQ(open_cosignature(write_note(note), witness()).value(), later);
    note.signatures.back().blob.pop_back();
    EXPECT_EQ(open_cosignature(write_note(note), witness()).error().code, "COSIGNATURE_WRONG");
}

TEST(Cosignature, EachAlteredByteIsRefused) {
    const std::string bytes = cosigned();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        for (const char flip : {'\x01', '\x20', '\x80'}) {
            std::string altered = bytes;
            altered[i] = static_cast<char>(altered[i] ^ flip);
            EXPECT_FALSE(open_checkpoint(altered, test_verifier()).has_value() &&
                         open_cosignature(altered, witness()).has_value())
                << i;
        }
    }
    EXPECT_EQ(open_cosignature(checkpoint(), witness()).error().code, "COSIGNATURE_MISSING");
    EXPECT_EQ(open_cosignature("", witness()).error().code, "NOTE_FORM");
    SignedNote far = parse_note(cosigned()).value();
    far.signatures.back().blob[0] = '\x7F';  // a time that no clock shows
    EXPECT_EQ(open_cosignature(write_note(far), witness()).error().code, "COSIGNATURE_WRONG");
}

TEST(WitnessKey, IsReadBackAsAWitnessAndAsNothingElse) {
    const std::string text = vkey_text(witness_key(), openssl_sha256);
    EXPECT_EQ(parse_vkey(text, openssl_sha256, KeyType::witness).value(), witness_key());
    EXPECT_FALSE(parse_vkey(text, openssl_sha256).has_value());
    const std::string log = vkey_text(test_key(), openssl_sha256);
    EXPECT_FALSE(parse_vkey(log, openssl_sha256, KeyType::witness).has_value());
}

/// A log of made-up entries; those from `changed` on differ from the usual ones.
class SmallLog {
public:
    explicit SmallLog(std::uint64_t size, std::uint64_t changed = ~std::uint64_t{0}) {
        for (std::uint64_t i = 0; i < size; ++i) {
            leaves_.push_back(hasher.leaf((i < changed ? "entry " : "other ") + std::to_string(i)));
        }
        for (const TileId& tile : tiles_to_write(0, size)) {
            files[tile_path(tile)] = tile_content(tile, hashes());
        }
    }
    [[nodiscard]] HashReader hashes() const {
        return hash_reader_over_leaves([this](std::uint64_t i) { return leaves_.at(i); }, hasher);
    }
    [[nodiscard]] TreeHead head() const { return {leaves_.size(), root(leaves_.size())}; }
    [[nodiscard]] Digest root(std::uint64_t size) const {
        return tree_root(size, hashes(), hasher);
    }
    [[nodiscard]] TileReader tiles() const {
        return [this](const TileId& tile) { return files.at(tile_path(tile)); };
    }
    [[nodiscard]] Growth after(const TreeHead& seen) const {
        return judge_growth(seen, head(), tiles(), hasher);
    }
    std::map<std::string, std::string> files;

private:
    std::vector<Digest> leaves_;
};

const TreeHead nothing{0, hasher.empty_tree()};

TEST(JudgeGrowth, EveryLongerLogWithTheSameBeginningHasGrown) {
    for (const std::uint64_t size : {1U, 2U, 255U, 256U, 257U, 700U}) {
        const SmallLog log(size);
        EXPECT_EQ(log.after(nothing), Growth::grown) << size;
        for (const std::uint64_t seen : {1U, 2U, 3U, 128U, 255U, 256U, 257U, 512U, 699U, 700U}) {
            const SmallLog earlier(seen);
            EXPECT_EQ(log.after(earlier.head()), seen <= size ? Growth::grown : Growth::rolled_back)
                << seen << " then " << size;
        }
    }
}

TEST(JudgeGrowth, AnotherEntryAnywhereInWhatWasSeenIsAFork) {
    for (const std::uint64_t changed : {0U, 100U, 256U, 299U}) {
        const TreeHead seen = SmallLog(300).head();
        EXPECT_EQ(SmallLog(300, changed).after(seen), Growth::forked) << changed;
        EXPECT_EQ(SmallLog(700, changed).after(seen), Growth::forked) << changed;
    }
    EXPECT_EQ(SmallLog(700, 300).after(SmallLog(300).head()), Growth::grown);
}

TEST(JudgeGrowth, DamagedTilesAreNoFork) {
    const TreeHead seen = SmallLog(300).head();
    for (const char* path : {"tile/0/001", "tile/0/002.p/188", "tile/1/000.p/2"}) {
        SmallLog log(700);
        log.files.at(path)[40] ^= 1;
        const Growth growth = log.after(seen);
        EXPECT_TRUE(growth == Growth::torn || growth == Growth::grown) << path;
        log.files.erase(path);
        // A missing file is the reader's to report; what does not need it is proved without it.
        try {
            EXPECT_EQ(log.after(seen), Growth::grown) << path;
        } catch (const std::out_of_range&) {
        }
    }
    SmallLog first(10);
    first.files.at("tile/0/000.p/10")[0] ^= 1;
    EXPECT_EQ(first.after(nothing), Growth::torn);
}

}  // namespace
}  // namespace foerderwerk::evidence
