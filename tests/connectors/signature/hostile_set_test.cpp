// SPDX-License-Identifier: EUPL-1.2
// Goal: every class of attack of docs/security.md is refused, with exactly the classes of reasons
// that name the fault, and every reason can be read by the sender. Method: the hostile set of
// tests/hostile, made from one valid message, through gate and schemas; the valid one and its
// harmless variants are accepted.
#include <fstream>
#include <iterator>
#include <set>

#include <gtest/gtest.h>

#include "tests/connectors/signature/hostile_verdicts.hpp"

namespace foerderwerk::hostile {
namespace {

TEST(HostileSet, EveryMessageIsRefusedForItsReasons) {
    const Judge judge;
    for (const HostileMessage& hostile : hostile_messages(signature::test::portal())) {
        SCOPED_TRACE(hostile.attack + ": " + hostile.name);
        const Reasons reasons = judge.reasons(hostile.bytes);
        EXPECT_EQ(listed(classes_of(reasons)), listed(hostile.classes))
            << signature::test::shown(reasons);
        for (const Reason& reason : reasons) {
            EXPECT_FALSE(reason.place.empty()) << signature::test::shown(reasons);
            EXPECT_TRUE(reason.text.ends_with('.')) << reason.text;
        }
    }
}

TEST(HostileSet, ValidMessagesAreAccepted) {
    const Judge judge;
    for (const ValidMessage& valid : valid_messages(signature::test::portal())) {
        SCOPED_TRACE(valid.name);
        const Reasons reasons = judge.reasons(valid.bytes);
        EXPECT_TRUE(reasons.empty()) << signature::test::shown(reasons);
    }
}

TEST(HostileSet, EveryAttackStandsInTheSecurityDocument) {
    std::ifstream file(FOERDERWERK_SOURCE_DIR "/docs/security.md");
    const std::string document{std::istreambuf_iterator<char>(file), {}};
    std::set<std::string> attacks;
    for (const HostileMessage& hostile : hostile_messages(signature::test::portal())) {
        attacks.insert(hostile.attack);
    }
    for (const std::string& attack : attacks) {
        EXPECT_NE(document.find("| " + attack + " |"), std::string::npos) << attack;
    }
}

TEST(HostileSet, EveryCheckStandsInTheSecurityDocument) {
    std::ifstream file(FOERDERWERK_SOURCE_DIR "/docs/security.md");
    const std::string document{std::istreambuf_iterator<char>(file), {}};
    for (const signature::GateCheck& check : signature::gate_checks()) {
        const std::string row = "| " + std::to_string(check.step) + " | " +
                                std::string(check.name) + " | " + std::string(check.reason_class) +
                                " |";
        EXPECT_EQ(document.find(row) != std::string::npos, check.is_check()) << row;
    }
}

TEST(HostileSet, NamesAreUnique) {
    std::set<std::string> names;
    for (const HostileMessage& hostile : hostile_messages(signature::test::portal())) {
        EXPECT_TRUE(names.insert(hostile.attack + ": " + hostile.name).second) << hostile.name;
    }
}

}  // namespace
}  // namespace foerderwerk::hostile
