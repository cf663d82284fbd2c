// SPDX-License-Identifier: EUPL-1.2
// Goal: checkpoints, verifier keys and proof files are the C2SP bytes, and nothing altered passes.
// Method: round trips with a real Ed25519 key; every byte of a checkpoint and of a proof file is
// altered once; tables of malformed notes.
#include "engine/evidence/checkpoint.hpp"

#include <gtest/gtest.h>

#include "engine/evidence/log_proof.hpp"
#include "tests/unit/evidence/openssl_keys.hpp"

namespace foerderwerk::evidence {
namespace {

const TreeHasher hasher(openssl_sha256);

TreeHead some_head() {
    return {5, openssl_sha256("root")};
}

std::string some_checkpoint() {
    return sign_checkpoint(some_head(), test_key(), openssl_sign, openssl_sha256);
}

std::string code_of(const Result<Checkpoint, Reason>& result) {
    return result ? "" : result.error().code;
}

TEST(Checkpoint, IsThreeLinesABlankOneAndASignature) {
    const std::string bytes = some_checkpoint();
    const std::string text =
        "foerderwerk.example/evidence\n5\n" + to_base64(as_bytes(some_head().root)) + "\n";
    ASSERT_TRUE(bytes.starts_with(text + "\n— foerderwerk.example/evidence "));
    const std::size_t start = bytes.rfind(' ') + 1;
    const auto blob = from_base64(bytes.substr(start, bytes.size() - start - 1)).value();
    const KeyId id = key_id(test_key(), openssl_sha256);
    EXPECT_EQ(blob, std::string(id.begin(), id.end()) + openssl_sign(text));
    EXPECT_EQ(open_checkpoint(bytes, test_verifier()).value(),
              (Checkpoint{"foerderwerk.example/evidence", some_head()}));
}

TEST(Checkpoint, EachAlteredByteIsRefused) {
    const std::string bytes = some_checkpoint();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        for (const char flip : {'\x01', '\x20', '\x80'}) {
            std::string altered = bytes;
            altered[i] = static_cast<char>(altered[i] ^ flip);
            EXPECT_FALSE(open_checkpoint(altered, test_verifier()).has_value()) << i;
        }
        EXPECT_FALSE(open_checkpoint(bytes.substr(0, i), test_verifier()).has_value()) << i;
    }
}

TEST(Checkpoint, OtherKeysOriginsAndFormsAreRefused) {
    NoteVerifier other_name = test_verifier();
    other_name.key.name = "other.example";
    EXPECT_EQ(code_of(open_checkpoint(some_checkpoint(), other_name)), "NOTE_UNSIGNED");
    NoteVerifier other_key = test_verifier();
    other_key.key.public_key[0] ^= 1;
    EXPECT_EQ(code_of(open_checkpoint(some_checkpoint(), other_key)), "NOTE_UNSIGNED");
    const auto signed_text = [](const std::string& text) {
        return open_checkpoint(sign_note(text, test_key(), openssl_sign, openssl_sha256),
                               test_verifier());
    };
    const std::string root = to_base64(as_bytes(some_head().root));
    const std::string name = test_key().name;
    EXPECT_EQ(code_of(signed_text("other.example\n5\n" + root + "\n")), "CHECKPOINT_ORIGIN");
    for (const std::string& text :
         {name + "\n5\n" + root + "\nextension\n", name + "\n05\n" + root + "\n",
          name + "\n-5\n" + root + "\n", name + "\n5\n" + root.substr(4) + "\n",
          name + "\n9223372036854775808\n" + root + "\n", name + "\n5\n", "\n5\n" + root + "\n"}) {
        EXPECT_EQ(code_of(signed_text(text)), "CHECKPOINT_FORM") << text;
    }
}

TEST(SignedNote, CosignaturesOfWitnessesAreCarriedAlong) {
    auto note = parse_note(some_checkpoint()).value();
    note.signatures.push_back({"witness.example", {1, 2, 3, 4}, std::string(72, 'c')});
    const std::string bytes = write_note(note);
    EXPECT_EQ(parse_note(bytes)->signatures, note.signatures);
    EXPECT_TRUE(open_checkpoint(bytes, test_verifier()).has_value());
    // A second line under our own key must be right as well.
    note.signatures.push_back(note.signatures.front());
    note.signatures.back().blob[0] ^= 1;
    EXPECT_EQ(code_of(open_checkpoint(write_note(note), test_verifier())), "NOTE_SIGNATURE");
}

TEST(SignedNote, MalformedNotesAreRefused) {
    const std::string line = "— n AAAAAAA=\n";
    ASSERT_TRUE(parse_note("t\n\n" + line).has_value());
    std::string many = "t\n\n";
    for (int i = 0; i < 101; ++i) {
        many += line;
    }
    for (const std::string& bytes :
         {std::string(), std::string("t\n"), std::string("t\n\n"), "t\n" + line,
          "t\n\n" + line + line.substr(1), "t\n\n" + line.substr(0, line.size() - 1),
          "t\r\n\n" + line, "t\xFF\n\n" + line, std::string("t\n\n- n AAAAAAA=\n"),
          std::string("t\n\n—  AAAAAAA=\n"), std::string("t\n\n— n+m AAAAAAA=\n"),
          std::string("t\n\n— n AAAAAA==\n"), std::string("t\n\n— n\n"), many,
          std::string(70'000, 'x') + "\n\n" + line}) {
        const auto note = parse_note(bytes);
        ASSERT_FALSE(note.has_value()) << bytes.substr(0, 80);
        EXPECT_EQ(note.error().code, "NOTE_FORM");
    }
}

TEST(VerifierKey, IsReadBackAndEveryOtherTextRefused) {
    const std::string text = vkey_text(test_key(), openssl_sha256);
    EXPECT_EQ(parse_vkey(text, openssl_sha256).value(), test_key());
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string altered = text;
        altered[i] = altered[i] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(parse_vkey(altered, openssl_sha256).has_value()) << altered;
    }
    EXPECT_FALSE(parse_vkey("name", openssl_sha256).has_value());
    EXPECT_FALSE(parse_vkey("name+00000000", openssl_sha256).has_value());
}

LogProof some_proof() {
    const std::vector<Digest> leaves = {hasher.leaf("zero"), hasher.leaf("one"),
                                        hasher.leaf("two")};
    const HashReader reader =
        hash_reader_over_leaves([&](std::uint64_t i) { return leaves.at(i); }, hasher);
    return {std::nullopt, 1, prove_inclusion(1, 3, reader, hasher),
            sign_checkpoint({3, tree_root(3, reader, hasher)}, test_key(), openssl_sign,
                            openssl_sha256)};
}

TEST(LogProof, IsReadBackAndVerifiesForItsEntryOnly) {
    LogProof proof = some_proof();
    const std::string bytes = write_log_proof(proof);
    EXPECT_TRUE(bytes.starts_with("c2sp.org/tlog-proof@v1\nindex 1\n"));
    EXPECT_EQ(parse_log_proof(bytes).value(), proof);
    EXPECT_EQ(verify_log_proof(proof, "one", test_verifier())->head.size, 3U);
    EXPECT_EQ(code_of(verify_log_proof(proof, "two", test_verifier())), "PROOF_INCLUSION");
    proof.extra = "opaque";
    EXPECT_EQ(parse_log_proof(write_log_proof(proof)).value(), proof);
}

TEST(LogProof, EachAlteredByteIsRefused) {
    const std::string bytes = write_log_proof(some_proof());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        for (const char flip : {'\x01', '\x20', '\x80'}) {
            std::string altered = bytes;
            altered[i] = static_cast<char>(altered[i] ^ flip);
            const auto proof = parse_log_proof(altered);
            EXPECT_FALSE(proof && verify_log_proof(*proof, "one", test_verifier())) << i;
        }
    }
    std::string long_proof = "c2sp.org/tlog-proof@v1\nindex 1\n";
    for (int i = 0; i < 64; ++i) {
        long_proof += to_base64(as_bytes(Digest{})) + "\n";
    }
    EXPECT_FALSE(parse_log_proof(long_proof + "\n").has_value());
    EXPECT_FALSE(parse_log_proof(std::string(200'000, '\n')).has_value());
}

}  // namespace
}  // namespace foerderwerk::evidence
