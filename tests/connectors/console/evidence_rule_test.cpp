// SPDX-License-Identifier: EUPL-1.2
// Goal: without evidence no payment file leaves: not when an entry has stood for too long under no
// checkpoint, nor, where witnesses are named, under none that one of them cosigned; and what a
// witness hands back is kept only when it is about this log. Method: a house on a database in
// memory, a virtual clock, witnesses with keys made here.
#include <gtest/gtest.h>

#include "engine/evidence/cosignature.hpp"
#include "engine/types/digest.hpp"
#include "tests/connectors/console/house_on_sqlite.hpp"

namespace foerderwerk::tests {
namespace {

using console::CommandAnswer;
using evidence::KeyType;
using std::chrono::hours;
using std::chrono::minutes;

class Rechnungshof {
public:
    explicit Rechnungshof(std::string name)
        : signing_(signature::Ed25519Key::generate()), key_{std::move(name), {}, KeyType::witness} {
        const std::string bytes = signing_.public_key();
        std::copy(bytes.begin(), bytes.end(), key_.public_key.begin());
    }
    [[nodiscard]] std::string cosign(const HouseOnSqlite& rig, const std::string& checkpoint,
                                     Instant time) const {
        auto note = evidence::parse_note(checkpoint).value();
        note.signatures.push_back(evidence::cosign(
            note.text, time, key_, [this](std::string_view text) { return signing_.sign(text); },
            [&rig](std::string_view bytes) { return rig.sealing.sha256(bytes); }));
        return evidence::write_note(note);
    }
    [[nodiscard]] const evidence::VerifierKey& key() const { return key_; }

private:
    signature::Ed25519Key signing_;
    evidence::VerifierKey key_;
};

class EvidenceRule : public testing::Test {
protected:
    void SetUp() override {
        rig.house->evidence = {.without_checkpoint_max = hours(1),
                               .witnesses = {},
                               .without_cosignature_max = hours(48)};
        publish();
    }
    [[nodiscard]] Instant now() const { return rig.clock.now().instant; }
    void wait(minutes duration) { rig.clock.set(now() + duration); }
    void publish() { ASSERT_EQ(rig.run("log checkpoint").exit, 0); }
    std::string batch() { return codes(rig.run("payout batch").reasons); }
    CommandAnswer hand_back(const std::string& note) {
        return rig.run("log cosignature", content(note));
    }
    std::string code(const std::string& note) {
        const CommandAnswer answer = hand_back(note);
        EXPECT_EQ(answer.exit, 5);
        return answer.reasons.empty() ? "" : answer.reasons.front().code;
    }
    std::string checkpoint() { return rig.log.files.at("checkpoint"); }

    HouseOnSqlite rig;
    const Rechnungshof first{"rechnungshof.example"};
    const Rechnungshof second{"revision.example"};
};

TEST_F(EvidenceRule, AnEntryThatNoCheckpointCoversStopsPaymentsInTime) {
    wait(hours(1000));  // nothing happens: nothing is missing
    EXPECT_EQ(batch(), "");
    rig.new_case();
    wait(minutes(59));
    EXPECT_EQ(batch(), "");
    wait(minutes(2));
    const CommandAnswer refused = rig.run("payout batch");
    EXPECT_EQ(refused.exit, 1);
    ASSERT_EQ(codes(refused.reasons), "EVIDENCE_CHECKPOINT@checkpoint");
    EXPECT_NE(refused.reasons.front().text.find("2026-"), std::string::npos);
    publish();
    EXPECT_EQ(batch(), "");
}

TEST_F(EvidenceRule, AnEntryThatNoWitnessSawStopsPaymentsInTime) {
    rig.new_case();
    publish();
    rig.house->evidence.witnesses = {second.key(), first.key()};
    wait(hours(47));
    EXPECT_EQ(batch(), "");
    wait(hours(2));
    EXPECT_EQ(batch(), "EVIDENCE_COSIGNATURE@checkpoint.cosigned");
    const std::string note = first.cosign(rig, checkpoint(), now());
    EXPECT_EQ(hand_back(note).exit, 0);
    EXPECT_EQ(batch(), "");
    rig.new_case();
    publish();
    wait(hours(47));
    EXPECT_EQ(batch(), "");
    wait(hours(2));
    EXPECT_EQ(batch(), "EVIDENCE_COSIGNATURE@checkpoint.cosigned");
}

TEST_F(EvidenceRule, WhatAWitnessSawAndTheLogLostStopsPaymentsAtOnce) {
    rig.house->evidence.witnesses = {first.key()};
    rig.new_case();
    publish();
    const auto before = rig.log.files;
    rig.new_case();
    publish();
    ASSERT_EQ(hand_back(first.cosign(rig, checkpoint(), now())).exit, 0);
    const std::string cosigned = rig.log.files.at("checkpoint.cosigned");
    EXPECT_EQ(batch(), "");
    rig.log.files = before;
    EXPECT_EQ(code(cosigned), "EVIDENCE_CONFLICT");
    rig.log.files["checkpoint.cosigned"] = cosigned;
    EXPECT_EQ(batch(), "EVIDENCE_CONFLICT@checkpoint");
    rig.log.files["checkpoint.cosigned"] = "scribble";
    EXPECT_EQ(batch(), "NOTE_FORM@");
}

TEST_F(EvidenceRule, OnlyCosignaturesOfOurLogByOurWitnessesAreKept) {
    EXPECT_EQ(code(first.cosign(rig, checkpoint(), now())), "COSIGNATURE_MISSING");
    rig.house->evidence.witnesses = {first.key()};
    EXPECT_EQ(code(checkpoint()), "COSIGNATURE_MISSING");
    EXPECT_EQ(code(second.cosign(rig, checkpoint(), now())), "COSIGNATURE_MISSING");
    EXPECT_EQ(code(first.cosign(rig, checkpoint(), now() + hours(1))), "COSIGNATURE_TIME");
    EXPECT_EQ(code("scribble"), "NOTE_FORM");
    EXPECT_EQ(rig.run("log cosignature").exit, 2);
    const HouseOnSqlite other;  // another key under the same name
    const std::string foreign =
        evidence::sign_checkpoint({1, Digest{}}, other.house->log_key.verifier,
                                  other.house->log_key.sign, other.house->log_key.sha256);
    EXPECT_EQ(code(first.cosign(rig, foreign, now())), "NOTE_UNSIGNED");
    const std::string old = first.cosign(rig, checkpoint(), now());
    rig.new_case();
    publish();
    EXPECT_EQ(hand_back(first.cosign(rig, checkpoint(), now())).exit, 0);
    EXPECT_EQ(code(old), "COSIGNATURE_OLD");
}

TEST_F(EvidenceRule, CosignaturesOfSeveralWitnessesStandTogether) {
    rig.house->evidence.witnesses = {first.key(), second.key()};
    ASSERT_EQ(hand_back(first.cosign(rig, checkpoint(), now())).exit, 0);
    ASSERT_EQ(hand_back(second.cosign(rig, checkpoint(), now())).exit, 0);
    ASSERT_EQ(hand_back(second.cosign(rig, checkpoint(), now())).exit, 0);
    const auto note = evidence::parse_note(rig.log.files.at("checkpoint.cosigned"));
    ASSERT_TRUE(note.has_value());
    EXPECT_EQ(note->signatures.size(), 3U);  // the log's and two
}

}  // namespace
}  // namespace foerderwerk::tests
