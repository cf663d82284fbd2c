// SPDX-License-Identifier: EUPL-1.2
// Goal: a house goes over to new master, signing and log keys, and nothing that was sealed, signed
// or published before is lost. Method: the programs themselves: a case, the three changes, the
// configuration edited as they say; then every check. (tests/connectors/console has the halves.)
#include <fstream>

#include <gtest/gtest.h>

#include "connectors/daemon/read_folder.hpp"
#include "tests/system/running_house.hpp"

namespace foerderwerk::tests {
namespace {

namespace fs = std::filesystem;

class KeyRotation : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(house.start());
        const Portal portal(house);
        ASSERT_EQ(portal.deliver(portal.application(11)), 201);
        vkey = said({"log", "verify", "-o", "json"});
        vkey = vkey.substr(vkey.find("\"vkey\": \"") + 9);
        vkey = vkey.substr(0, vkey.find('"'));
        ASSERT_EQ(house.stop(), 0);
    }

    std::string path(const std::string& name) const { return (house.folder() / name).string(); }
    std::string said(const std::vector<std::string>& arguments, int exit = 0) const {
        std::string output;
        EXPECT_EQ(house.command(arguments, &output), exit) << output;
        return output;
    }
    void configure(const std::string& from, const std::string& to) const {
        std::string text = daemon::read_file(path("foerderwerk.toml"));
        const std::size_t at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        daemon::write_file(path("foerderwerk.toml"), text.replace(at, from.size(), to), 0600);
    }
    void everything_holds() {
        ASSERT_TRUE(house.start()) << daemon::read_file(path("daemon.log"));
        EXPECT_NE(said({"case", "replay", "all"}).find("identical"), std::string::npos);
        said({"db", "check"});
        said({"log", "verify"});
        const Portal portal(house);
        EXPECT_EQ(portal.deliver(portal.application(11)), 204) << "known by its keyed digest";
        EXPECT_EQ(portal.deliver(portal.application(++seed)), 201);
        said({"log", "checkpoint"});
        said({"log", "verify"});
    }

    RunningHouse house;
    std::string vkey;
    std::uint64_t seed = 100;
};

TEST_F(KeyRotation, Master) {
    said({"key", "make", "master", "--to", path("keys/master-2.key")});
    const std::string told =
        said({"key", "rotate", "master", "--key", path("keys/master-2.key"), "--reason", "Test"});
    EXPECT_NE(told.find("keys are wrapped under the new master key"), std::string::npos) << told;
    EXPECT_FALSE(house.start()) << "served with the former master key";
    configure("keys/master.key", "keys/master-2.key");
    fs::remove(path("keys/master.key"));
    everything_holds();
    const std::string list = said({"key", "list"});
    EXPECT_NE(list.find("master"), std::string::npos) << list;
}

TEST_F(KeyRotation, Signing) {
    said({"key", "make", "signing", "--to", path("keys/signing-2.key")});
    said({"key", "rotate", "signing", "--key", path("keys/signing-2.key")});
    EXPECT_FALSE(house.start()) << "served with the former certificate";
    configure("keys/daemon-signing.crt", "keys/signing-2.key.crt");
    configure("keys/daemon-signing.key", "keys/signing-2.key");
    everything_holds();
}

TEST_F(KeyRotation, Log) {
    said({"key", "make", "log", "--to", path("keys/log-2.key")});
    const std::string told = said({"key", "rotate", "log", "--key", path("keys/log-2.key")});
    const std::size_t at = told.find("vkey: ");
    ASSERT_NE(at, std::string::npos) << told;
    const std::string next = told.substr(at + 6, told.find('\n', at) - at - 6);
    ASSERT_NE(next, vkey);
    // Who trusts either key reads the checkpoint at which one hands over to the other.
    said({"log", "verify", "--dir", path("log"), "--vkey", vkey});
    said({"log", "verify", "--dir", path("log"), "--vkey", next});
    EXPECT_FALSE(house.start()) << "served with the former log key";
    configure("keys/log-signing.key", "keys/log-2.key");
    everything_holds();
    said({"log", "verify", "--dir", path("log"), "--vkey", next});
    said({"log", "verify", "--dir", path("log"), "--vkey", vkey}, 5);
    const std::string list = said({"key", "list"});
    EXPECT_NE(list.find(vkey), std::string::npos) << list;
    EXPECT_NE(list.find(next), std::string::npos) << list;
}

TEST_F(KeyRotation, TheWitnessGoesOnUnderTheNextKeyOfTheLog) {
    const auto witness = [this](const std::vector<std::string>& more, int exit) {
        std::vector<std::string> words = {"witness",       "--log", path("log"),     "--state",
                                          path("witness"), "--to",  path("cosigned")};
        words.insert(words.end(), more.begin(), more.end());
        return said(words, exit);
    };
    ASSERT_TRUE(house.start());
    said({"log", "checkpoint"});
    witness({"--vkey", vkey, "--name", "rechnungshof.example"}, 0);
    fs::copy_file(path("log/checkpoint"), path("former"));
    ASSERT_EQ(house.stop(), 0);
    said({"key", "make", "log", "--to", path("keys/log-2.key")});
    const std::string told = said({"key", "rotate", "log", "--key", path("keys/log-2.key")});
    const std::size_t at = told.find("vkey: ") + 6;
    const std::string next = told.substr(at, told.find('\n', at) - at);
    configure("keys/log-signing.key", "keys/log-2.key");
    everything_holds();  // the checkpoint under both keys is gone before the witness came
    EXPECT_NE(witness({}, 5).find("NOTE_UNSIGNED"), std::string::npos);
    witness({"--vkey", next}, 2);
    witness({"--next-vkey", "other" + next}, 2);
    witness({"--next-vkey", next}, 0);
    everything_holds();
    witness({}, 0);
    EXPECT_EQ(daemon::read_file(path("witness/log.vkey")), vkey + "\n" + next + "\n");
    // Whoever holds the former key speaks for the log no longer.
    fs::copy_file(path("former"), path("log/checkpoint"), fs::copy_options::overwrite_existing);
    EXPECT_NE(witness({}, 5).find("NOTE_UNSIGNED"), std::string::npos);
}

TEST_F(KeyRotation, NothingIsOverwrittenOrHalfDone) {
    said({"key", "make", "log", "--to", path("keys/log-signing.key")}, 1);
    said({"key", "make", "coffee", "--to", path("keys/coffee.key")}, 2);
    said({"key", "rotate", "log", "--key", path("keys/log-signing.key")}, 1);
    said({"key", "rotate", "log", "--key", path("keys/master.key")}, 1);
    said({"key", "rotate", "signing", "--key", path("keys/portal-signing.key"), "--certificate",
          path("keys/daemon-signing.crt")},
         1);
    said({"key", "make", "master", "--to", path("keys/other.key")});
    ASSERT_TRUE(house.start());
    std::string output;
    EXPECT_NE(house.command({"key", "rotate", "master", "--key", path("keys/other.key")}, &output),
              0)
        << "while the daemon runs";
    ASSERT_EQ(house.stop(), 0);
    everything_holds();
}

}  // namespace
}  // namespace foerderwerk::tests
