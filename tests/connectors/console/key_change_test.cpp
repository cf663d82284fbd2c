// SPDX-License-Identifier: EUPL-1.2
// Goal: what was sealed, signed and proved under a former key stays readable and provable, and a
// former key says nothing about later entries. Method: changes in a house with a decided case, also
// broken off half way; bundles, packages and proofs from before are held against those after.
#include <gtest/gtest.h>

#include "connectors/console/case_bundle.hpp"
#include "engine/evidence/checkpoint.hpp"
#include "engine/evidence/log_proof.hpp"
#include "engine/operations/rotate_keys.hpp"
#include "engine/types/digest.hpp"
#include "engine/types/failure.hpp"
#include "tests/connectors/console/sealed_house.hpp"

namespace foerderwerk::tests {
namespace {

const operations::KeyActor who{.actor = "setup", .reason = "jährlich"};

class KeyChange : public testing::Test {
protected:
    operations::LogKey next_log_key() {
        operations::LogKey next = rig.house->log_key;
        const std::string bytes = second.public_key();
        std::copy(bytes.begin(), bytes.end(), next.verifier.public_key.begin());
        next.sign = [this](std::string_view text) { return second.sign(text); };
        return next;
    }
    Reasons checked(const operations::LogKey& key) {
        Reasons reasons;
        rig.store.read([&](ports::StoreReader& store) {
            reasons = operations::verify_log(store, rig.log, key);
            const Reasons quick = operations::verify_checkpoint(store, rig.log, key);
            reasons.insert(reasons.end(), quick.begin(), quick.end());
        });
        return reasons;
    }
    std::vector<operations::FormerLogKey> former(const operations::LogKey& key) {
        std::vector<operations::FormerLogKey> found;
        rig.store.read([&](ports::StoreReader& store) {
            found = operations::former_log_keys(store, key.verifier, key.sha256);
        });
        return found;
    }
    std::string db_check() {
        const auto answer = rig.run("db check");
        return answer.exit == 0 ? "" : codes(answer.reasons);
    }

    SealedHouse house{false};
    HouseOnSqlite& rig = house.rig;
    signature::Ed25519Key second = signature::Ed25519Key::generate();
};

TEST_F(KeyChange, PartsSealedUnderTheFormerMasterKeyOpen) {
    const std::string bundle = console::write_case_bundle(*rig.house, house.case_id).value();
    const std::string former_id = to_hex(rig.sealing.master_key_id());
    rig.sealing = signature::OpenSslSealing(signature::MasterKey(std::string(32, 'n')), [] {
        std::vector<signature::MasterKey> old;
        old.emplace_back(std::string(32, 'm'));
        return old;
    }());
    EXPECT_GT(operations::rotate_master_key(rig.casework, former_id, who), 3U);
    EXPECT_THROW(
        operations::rotate_master_key(rig.casework, to_hex(rig.sealing.master_key_id()), who),
        OperatingError);
    // Without the former key from now on.
    rig.sealing = signature::OpenSslSealing(signature::MasterKey(std::string(32, 'n')));
    EXPECT_EQ(db_check(), "");
    const auto verdict = console::verify_case_bundle(
        rig.offline(), console::write_case_bundle(*rig.house, house.case_id).value(), "");
    EXPECT_TRUE(verdict.identical()) << codes(verdict.reasons);
    EXPECT_EQ(verdict.steps.size(),
              console::verify_case_bundle(rig.offline(), bundle, "").steps.size());
    EXPECT_EQ(house.verify(house.package_bytes(), house.known()).exit, 0);
    rig.new_case();
    EXPECT_EQ(db_check(), "");

    // With a key that wrapped nothing, nothing is changed and the reason is named.
    rig.sealing = signature::OpenSslSealing(signature::MasterKey(std::string(32, 'x')));
    EXPECT_THROW(operations::rotate_master_key(rig.casework, "00", who), OperatingError);
    std::vector<std::string> wrong;
    rig.store.read([&](ports::StoreReader& store) {
        wrong = operations::check_configured_keys(store, rig.sealing,
                                                  {.master_id = to_hex(rig.sealing.master_key_id()),
                                                   .signing_fingerprint = "",
                                                   .log_vkey = ""});
    });
    ASSERT_FALSE(wrong.empty());
    EXPECT_NE(wrong.front().find("the master key in use is "), std::string::npos) << wrong.front();
}

TEST_F(KeyChange, TheLogGoesOnUnderTheNextKey) {
    operations::publish_log(rig.store, rig.log, rig.house->log_key);
    const std::string old_package = house.package_bytes();
    const Json old_trust = house.known();
    const operations::LogKey old_key = rig.house->log_key;
    operations::LogKey next = next_log_key();
    const std::uint64_t size =
        operations::rotate_log_key(rig.casework, rig.log, old_key, next, who);
    EXPECT_EQ(codes(checked(old_key)), "") << "both have signed this one";
    EXPECT_EQ(codes(checked(next)), "");
    rig.house->log_key = next;
    rig.new_case();
    EXPECT_GT(operations::publish_log(rig.store, rig.log, next), size);
    EXPECT_EQ(codes(checked(next)), "");
    EXPECT_NE(codes(checked(old_key)), "") << "the former key says nothing about later entries";
    EXPECT_EQ(house.verify(old_package, old_trust).exit, 0) << "proved under the former key";
    EXPECT_EQ(house.verify(house.package_bytes(), house.known()).exit, 0);
    EXPECT_EQ(house.verify(house.package_bytes(), old_trust).exit, 5);
    EXPECT_EQ(db_check(), "");
    const auto list = rig.run("key list");
    ASSERT_EQ(list.result.as_array().size(), 2U);
    for (const Json& row : list.result.as_array()) {
        const bool is_former = row.text("until") == "entry " + std::to_string(size);
        EXPECT_TRUE(is_former || row.text("from") == "entry " + std::to_string(size));
    }
}

TEST_F(KeyChange, AChangeOfTheLogKeyThatBrokeOffIsTakenUp) {
    const operations::LogKey old_key = rig.house->log_key;
    operations::LogKey next = next_log_key();
    const std::uint64_t size =
        operations::rotate_log_key(rig.casework, rig.log, old_key, next, who);
    // The power failed before the next key had signed.
    auto note = evidence::parse_note(rig.log.files.at("checkpoint"));
    ASSERT_TRUE(note.has_value() && note->signatures.size() == 2);
    note->signatures.pop_back();
    rig.log.files.at("checkpoint") = evidence::write_note(*note);
    EXPECT_NE(codes(checked(next)), "");
    next.former = former(next);
    ASSERT_EQ(next.former.size(), 1U);
    EXPECT_EQ(next.former.front().last_size, size);
    EXPECT_EQ(codes(checked(next)), "");
    EXPECT_EQ(operations::publish_log(rig.store, rig.log, next), size);
    EXPECT_TRUE(evidence::open_checkpoint(
        rig.log.files.at("checkpoint"),
        {.key = next.verifier, .verify = next.verify, .sha256 = next.sha256}));

    // Whoever has the former key cannot go on with it.
    rig.new_case();
    operations::publish_log(rig.store, rig.log, next);
    rig.log.files.at("checkpoint") = evidence::sign_checkpoint(
        evidence::parse_checkpoint_text(evidence::parse_note(rig.log.files.at("checkpoint"))->text)
            ->head,
        old_key.verifier, old_key.sign, old_key.sha256);
    EXPECT_NE(codes(checked(next)), "");
}

TEST_F(KeyChange, TheSigningCertificateInUseIsTheOneOfTheRegister) {
    operations::rotate_signing_key(rig.casework, {.fingerprint = "aa", .der = "old"},
                                   {.fingerprint = "bb", .der = "new"}, who);
    operations::rotate_signing_key(rig.casework, {.fingerprint = "bb", .der = "new"},
                                   {.fingerprint = "cc", .der = "newest"}, who);
    const auto wrong_with = [&](const std::string& fingerprint) {
        std::vector<std::string> wrong;
        rig.store.read([&](ports::StoreReader& store) {
            wrong = operations::check_configured_keys(
                store, rig.sealing,
                {.master_id = "", .signing_fingerprint = fingerprint, .log_vkey = ""});
        });
        return wrong.size();
    };
    EXPECT_EQ(wrong_with("aa"), 1U);
    EXPECT_EQ(wrong_with("bb"), 1U);
    EXPECT_EQ(wrong_with("cc"), 0U);
    EXPECT_EQ(db_check(), "");
}

}  // namespace
}  // namespace foerderwerk::tests
