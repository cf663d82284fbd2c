// SPDX-License-Identifier: EUPL-1.2
// Goal: a configuration is read whole or refused with every fault at once. Method: the shipped
// samples are read as they are, then with faults put into them.
#include "connectors/daemon/settings.hpp"

#include <filesystem>

#include <gtest/gtest.h>

#include "connectors/daemon/inbox_users.hpp"
#include "connectors/daemon/read_folder.hpp"
#include "connectors/daemon/sandbox_settings.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::daemon {
namespace {

namespace fs = std::filesystem;

const fs::path config = fs::path(FOERDERWERK_SOURCE_DIR) / "config";

class Settings : public testing::Test {
protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "settings-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
    }
    void TearDown() override { fs::remove_all(folder_); }

    std::string changed(const std::string& file, const std::string& what, const std::string& with) {
        std::string text = read_file(config / file);
        const std::size_t at = text.find(what);
        EXPECT_NE(at, std::string::npos) << what;
        text.replace(at, what.size(), with);
        write_file(folder_ / file, text, 0600);
        return (folder_ / file).string();
    }

    fs::path folder_;
};

std::string places(const Reasons& reasons) {
    std::string text;
    for (const Reason& reason : reasons) {
        text += reason.place + " ";
    }
    return text;
}

TEST_F(Settings, TheShippedSamplesAreRead) {
    const auto daemon = read_daemon_settings((config / "foerderwerk.toml").string());
    ASSERT_TRUE(daemon.has_value()) << places(daemon.error());
    EXPECT_EQ(daemon->port, 8443);
    EXPECT_EQ(daemon->programmes.size(), 1u);
    EXPECT_EQ(daemon->database, (config / "foerderwerk.db").string());
    EXPECT_TRUE(fs::exists(daemon->schemas));
    EXPECT_TRUE(fs::exists(daemon->programmes.front().folder));
    const auto sandbox = read_sandbox_settings((config / "portal-sandbox.toml").string());
    ASSERT_TRUE(sandbox.has_value()) << places(sandbox.error());
    EXPECT_EQ(sandbox->port, 8444);
}

TEST_F(Settings, FaultsAreNamedByTheirKey) {
    struct Row {
        const char* what;
        const char* with;
        const char* place;
    };
    for (const Row& row : {
             Row{"unix_socket", "unix_sokcet", "http.unix_socket http.unix_sokcet "},
             Row{"listen = \"127.0.0.1:8443\"", "listen = \"127.0.0.1\"", "http.listen "},
             Row{"listen = \"127.0.0.1:8443\"", "listen = \"127.0.0.1:99999\"", "http.listen "},
             Row{"message_mebibytes_max = 20", "message_mebibytes_max = 0",
                 "http.message_mebibytes_max "},
             Row{"kind = \"local\"", "kind = \"oidc\"", "login.kind "},
             Row{"# [inbox]", "[inbox]", "inbox.users "},
             Row{"# [inbox]\n# users", "[inbox]\nusers", ""},
             Row{"client_certificates = [\"keys/portal-client.crt\"]", "client_certificates = []",
                 "inbox "},
             Row{"# signature_profiles", "signature_profiles", ""},
             Row{"# signature_profiles = [\"plain\",", "signature_profiles = [\"pades\",",
                 "portal.signature_profiles "},
             Row{"# signature_profiles = [\"plain\", \"xades\"]", "signature_profiles = []",
                 "portal.signature_profiles "},
             Row{"max_age_without_checkpoint = 3600", "max_age_without_checkpoint = 59",
                 "evidence.max_age_without_checkpoint "},
             Row{"max_age_without_cosignature = 259200", "max_age_without_cosignature = 0",
                 "evidence.max_age_without_cosignature "},
             Row{"# [messages]", "[messages]", ""},
             Row{"# [messages]", "[messages]\nreferences = \"refuse\"", ""},
             Row{"# [messages]", "[messages]\nreferences = \"ignore\"", "messages.references "},
             Row{"# [messages]", "[messages]\nlists = \"x\"", "messages.lists "},
             Row{"seat = \"BW\"", "seat = \"BY\"", "authority.seat "},
             Row{"sqlite:foerderwerk.db", "foerderwerk.db", "database.url "},
             Row{"checkpoint_seconds = 60", "checkpoint_seconds = 0",
                 "evidence.checkpoint_seconds "},
             Row{"DE89370400440532013000", "DE88370400440532013000", "payout.debtor_iban "},
             Row{"period_end = \"2027-12-31\"", "period_end = \"2027-02-30\"",
                 "programme.period_end "},
             Row{"foerderwerk.example/log", "two words", "evidence.origin "},
         }) {
        const auto read = read_daemon_settings(changed("foerderwerk.toml", row.what, row.with));
        EXPECT_EQ(read.has_value() ? "" : places(read.error()), row.place) << row.with;
    }
}

TEST_F(Settings, InboxUsersComeFromAFileThatOthersCannotRead) {
    const std::string line = http::to_line(http::hash_password("portal", "ein langes Passwort"));
    struct Row {
        const char* what;
        std::string content;
        unsigned mode;
        const char* said;
    };
    EXPECT_TRUE(inbox_users("").empty());
    for (const Row& row : std::vector<Row>{{"sound", line + "\n", 0600, ""},
                                           {"for its group", line + "\n", 0640, ""},
                                           {"for everybody", line + "\n", 0644, "mode 0600"},
                                           {"a clear password", "portal:geheim\n", 0600, "line 1"},
                                           {"empty", "", 0600, "no user"}}) {
        const fs::path file = folder_ / "users";
        fs::remove(file);
        write_file(file, row.content, row.mode);
        fs::permissions(file, static_cast<fs::perms>(row.mode));
        std::string said;
        try {
            EXPECT_EQ(inbox_users(file.string()).size(), 1U) << row.what;
        } catch (const OperatingError& failure) {
            EXPECT_EQ(failure.kind(), FailureKind::misconfigured);
            said = failure.what();
        }
        EXPECT_NE(said.find(row.said), std::string::npos) << row.what << ": " << said;
        EXPECT_EQ(said.empty(), *row.said == '\0') << row.what << ": " << said;
    }
    EXPECT_THROW((void)inbox_users((folder_ / "missing").string()), OperatingError);
}

TEST_F(Settings, WhatIsNoTomlIsRefusedWithItsLine) {
    const std::string file = changed("foerderwerk.toml", "[authority]", "[authority");
    const auto read = read_daemon_settings(file);
    ASSERT_FALSE(read.has_value());
    EXPECT_TRUE(read.error().front().place.starts_with(file + ":"));
}

}  // namespace
}  // namespace foerderwerk::daemon
