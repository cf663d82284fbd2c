// SPDX-License-Identifier: EUPL-1.2
// Goal: the program itself refuses every hostile message with exit code 5 and its reasons, and
// accepts the valid ones with 0. Method: a house as `foerderwerk setup` makes it, the hostile set
// made with its portal's key; `foerderwerk message check` as a process for one message of each
// attack and, in a soak, for all of them; the same gate and codec judge all of them in HostileSet.
#include <cstdlib>
#include <fstream>
#include <set>

#include <gtest/gtest.h>

#include "connectors/daemon/read_folder.hpp"
#include "tests/hostile/hostile_set.hpp"
#include "tests/system/running_house.hpp"

namespace foerderwerk::tests {
namespace {

hostile::Sender portal_of(const RunningHouse& house) {
    hostile::Sender portal;
    portal.pem.private_key_pem =
        daemon::read_file((house.folder() / "keys/portal-signing.key").string());
    portal.pem.certificate_pem =
        daemon::read_file((house.folder() / "keys/portal-signing.crt").string());
    portal.certificate = *signature::read_certificate(portal.pem.certificate_pem);
    return portal;
}

int check(const RunningHouse& house, const std::string& bytes, std::string& output) {
    const std::string file = (house.folder() / "message.xml").string();
    std::ofstream(file, std::ios::binary) << bytes;
    return house.command({"message", "check", file}, &output);
}

TEST(HostileCheck, EveryHostileMessageIsRefusedByTheProgram) {
    const RunningHouse house;
    const hostile::Sender portal = portal_of(house);
    std::string output;
    for (const hostile::ValidMessage& valid : hostile::valid_messages(portal)) {
        EXPECT_EQ(check(house, valid.bytes, output), 0) << valid.name << ": " << output;
    }
    std::set<std::string> attacks;
    for (const hostile::HostileMessage& hostile : hostile::hostile_messages(portal)) {
        if (!attacks.insert(hostile.attack).second && std::getenv("FOERDERWERK_SOAK") == nullptr) {
            continue;
        }
        SCOPED_TRACE(hostile.attack + ": " + hostile.name);
        EXPECT_EQ(check(house, hostile.bytes, output), 5) << output;
        // Senders of the set other than the portal are strangers here: SIG_KEY may come with it.
        for (const std::string& reason : hostile.classes) {
            EXPECT_NE(output.find(reason), std::string::npos) << reason << " in " << output;
        }
    }
}

}  // namespace
}  // namespace foerderwerk::tests
