// SPDX-License-Identifier: EUPL-1.2
// Goal: an auditor's machine with nothing but `foerderwerk witness` names a database that was put
// back to an earlier copy, before and after it has grown again; its cosignature can be handed back.
// Method: a house of its own, a backup by its own command, restored as the operators' guide says;
// the witness reads the folder of the log, and a web server in front of it.
#include <fstream>

#include <gtest/gtest.h>

#include "connectors/daemon/read_folder.hpp"
#include "connectors/http/http_server.hpp"
#include "tests/system/running_house.hpp"

namespace foerderwerk::tests {
namespace {

namespace fs = std::filesystem;

class WitnessedHouse : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(house_.start());
        deliver(1);
        publish();
        std::string shown;
        ASSERT_EQ(house_.command({"log", "verify", "-o", "json"}, &shown), 0) << shown;
        const std::string mark = "\"vkey\": \"";
        const std::size_t from = shown.find(mark) + mark.size();
        vkey_ = shown.substr(from, shown.find('"', from) - from);
    }

    void deliver(std::uint64_t seed) const {
        const Portal portal(house_);
        ASSERT_EQ(portal.deliver(portal.application(seed)), 201);
    }

    void publish() const {
        std::string output;
        ASSERT_EQ(house_.command({"log", "checkpoint"}, &output), 0) << output;
    }

    int witness(const std::string& log, std::vector<std::string> more = {}) {
        std::vector<std::string> words = {"witness",
                                          "--log",
                                          log,
                                          "--state",
                                          (house_.folder() / "witness").string(),
                                          "--to",
                                          (house_.folder() / "cosigned").string()};
        words.insert(words.end(), more.begin(), more.end());
        return house_.command(words, &output_);
    }
    int witness() { return witness((house_.folder() / "log").string()); }
    int first_witness() {
        return witness((house_.folder() / "log").string(),
                       {"--vkey", vkey_, "--name", "rechnungshof.example"});
    }

    void restore(const fs::path& backup) {
        ASSERT_EQ(house_.stop(), 0);
        for (const char* file : {"foerderwerk.db", "foerderwerk.db-wal", "foerderwerk.db-shm"}) {
            fs::remove(house_.folder() / file);
        }
        fs::copy(backup / "foerderwerk.db", house_.folder() / "foerderwerk.db");
        fs::remove_all(house_.folder() / "log");
        fs::copy(backup / "log", house_.folder() / "log", fs::copy_options::recursive);
        ASSERT_TRUE(house_.start());
    }

    [[nodiscard]] bool told(const std::string& what) const {
        return output_.find(what) != std::string::npos;
    }

    RunningHouse house_;
    std::string vkey_;
    std::string output_;
};

TEST_F(WitnessedHouse, ADatabasePutBackToYesterdaysCopyIsNamed) {
    ASSERT_EQ(first_witness(), 0) << output_;
    const fs::path backup = house_.folder() / "backup";
    ASSERT_EQ(house_.command({"db", "backup", backup.string()}, &output_), 0) << output_;
    deliver(2);
    publish();
    ASSERT_EQ(witness(), 0) << output_;
    restore(backup);
    EXPECT_EQ(witness(), 5);
    EXPECT_TRUE(told("WITNESS_ROLLED_BACK")) << output_;
    for (std::uint64_t seed = 10; seed < 14; ++seed) {
        deliver(seed);  // now it is longer than what was seen
    }
    publish();
    EXPECT_EQ(witness(), 5);
    EXPECT_TRUE(told("WITNESS_FORKED")) << output_;
    const auto refused = fs::directory_iterator(house_.folder() / "witness/refused");
    EXPECT_GE(std::distance(begin(refused), end(refused)), 1) << "what cried is kept";
}

TEST_F(WitnessedHouse, TheLogIsReadOverHttpAndTheCosignatureHandedBack) {
    const auto serve_file = [this](const http::HttpRequest& request) {
        const fs::path file = house_.folder() / request.path.substr(1);
        return fs::is_regular_file(file) ? http::text_response(200, daemon::read_file(file))
                                         : http::text_response(404, "");
    };
    const http::HttpServer server({}, {{"GET", "/log/", serve_file}});
    const std::string url = "http://127.0.0.1:" + std::to_string(server.port()) + "/log";
    ASSERT_EQ(witness(url, {"--vkey", vkey_, "--name", "rechnungshof.example"}), 0) << output_;
    deliver(2);
    publish();
    ASSERT_EQ(witness(url), 0) << output_;
    const auto seen = fs::directory_iterator(house_.folder() / "witness/seen");
    EXPECT_EQ(std::distance(begin(seen), end(seen)), 2) << "every checkpoint is kept";
    EXPECT_EQ(witness(url + "/nowhere"), 3) << output_;
    EXPECT_EQ(witness("http://127.0.0.1:1"), 69) << output_;

    const std::string cosigned = (house_.folder() / "cosigned").string();
    EXPECT_EQ(house_.command({"log", "cosignature", cosigned}, &output_), 5) << "no witness named";
    ASSERT_EQ(house_.stop(), 0);
    std::string vkey = daemon::read_file(house_.folder() / "witness/witness.vkey");
    vkey.pop_back();
    const fs::path toml = house_.folder() / "foerderwerk.toml";
    std::string text = daemon::read_file(toml);
    const std::string mark = "[evidence]\n";
    text.replace(text.find(mark), mark.size(), mark + "witnesses = [\"" + vkey + "\"]\n");
    daemon::write_file(toml, text, 0600);
    ASSERT_TRUE(house_.start());
    EXPECT_EQ(house_.command({"log", "cosignature", cosigned}, &output_), 0) << output_;
    EXPECT_EQ(daemon::read_file(house_.folder() / "log/checkpoint.cosigned"),
              daemon::read_file(cosigned));
}

TEST_F(WitnessedHouse, TheFirstTimeNeedsKeyAndNameAndTheFolderStaysWithItsLog) {
    const std::string log = (house_.folder() / "log").string();
    EXPECT_EQ(witness(log), 2) << output_;
    EXPECT_EQ(witness(log, {"--vkey", vkey_}), 2) << output_;
    EXPECT_EQ(witness(log, {"--vkey", vkey_, "--name", "two words"}), 2) << output_;
    ASSERT_EQ(first_witness(), 0) << output_;
    EXPECT_EQ(witness(log, {"--vkey", "other" + vkey_}), 2) << output_;
    std::ofstream(house_.folder() / "log/checkpoint", std::ios::app) << "x";
    EXPECT_EQ(witness(), 5);
    EXPECT_TRUE(told("NOTE_FORM")) << output_;
}

}  // namespace
}  // namespace foerderwerk::tests
