// SPDX-License-Identifier: EUPL-1.2
// Goal: a password is known by its scrypt hash alone, a file with anything else is refused by
// line, and guessing ends after ten attempts a minute without locking out who is known. Method:
// tables; a hash made elsewhere; a clock that is an argument.
#include "connectors/http/password_check.hpp"

#include <gtest/gtest.h>

#include "engine/types/digest.hpp"

namespace foerderwerk::http {
namespace {

using Verdict = PasswordCheck::Verdict;

const Instant now = *parse_instant("2026-01-12T08:00:00Z");
constexpr const char* secret = "ein langes Passwort";

/// Made once: each costs its time.
PasswordHash user(const std::string& name = "portal") {
    static const PasswordHash made = hash_password("portal", secret);
    PasswordHash hash = made;
    hash.user = name;
    return hash;
}

TEST(PasswordHashes, GoIntoALineAndBack) {
    const std::string line = to_line(user());
    EXPECT_TRUE(line.starts_with("portal:$scrypt$ln=15,r=8,p=1$")) << line;
    EXPECT_EQ(line.find(secret), std::string::npos);
    const auto read = parse_password_file("# who may deliver\n\n" + line + "\n");
    ASSERT_TRUE(read.has_value());
    ASSERT_EQ(read->size(), 1U);
    EXPECT_EQ(read->front().hash, user().hash);
    EXPECT_NE(to_line(hash_password("portal", secret)), line) << "each has a salt of its own";
}

TEST(PasswordHashes, AreThoseThatOthersMake) {
    // Its own vectors have salts of other lengths; this one was made with Python's
    // hashlib.scrypt(b"pleaseletmein", salt=b"SodiumChlorideXX", n=2**14, r=8, p=1, dklen=32).
    const auto read = parse_password_file(
        "x:$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGVYWA==$qoO5uPmn1ZlMEv/"
        "5LVYAy23giCraB+wz6S8naTjrRmU=\n");
    ASSERT_TRUE(read.has_value());
    PasswordCheck check(*read);
    EXPECT_EQ(check.check({"x", "pleaseletmein"}, "a", now), Verdict::known);
}

TEST(PasswordHashes, NothingElseIsAccepted) {
    const std::string line = to_line(user());
    const std::string salt = to_base64(std::string(16, 's'));
    const std::string hash = to_base64(std::string(32, 'h'));
    struct Row {
        const char* what;
        std::string text;
        std::string place;
    };
    for (const Row& row : std::vector<Row>{
             {"empty", "", ""},
             {"a clear password", "portal:geheim", "line 1"},
             {"another scheme", "portal:$2y$10$abc", "line 1"},
             {"no user", ":$scrypt$ln=15,r=8,p=1$" + salt + "$" + hash, "line 1"},
             {"too cheap", "a:$scrypt$ln=10,r=8,p=1$" + salt + "$" + hash, "line 1"},
             {"too dear", "a:$scrypt$ln=30,r=8,p=1$" + salt + "$" + hash, "line 1"},
             {"other parameters", "a:$scrypt$ln=15,r=1,p=1$" + salt + "$" + hash, "line 1"},
             {"short hash", "a:$scrypt$ln=15,r=8,p=1$" + salt + "$YWJj", "line 1"},
             {"short salt", "a:$scrypt$ln=15,r=8,p=1$YWJj$" + hash, "line 1"},
             {"twice", line + "\n" + line, "line 2"},
         }) {
        const auto read = parse_password_file(row.text);
        ASSERT_FALSE(read.has_value()) << row.what;
        EXPECT_EQ(read.error().front().code, "INBOX_USERS");
        EXPECT_EQ(read.error().front().place, row.place) << row.what;
    }
}

TEST(Passwords, AreRightOrUnknown) {
    PasswordCheck check({user()});
    struct Row {
        BasicCredentials credentials;
        Verdict verdict = Verdict::unknown;
    };
    for (const Row& row : {
             Row{{"portal", secret}, Verdict::known},
             Row{{"portal", secret}, Verdict::known},
             Row{{"portal", "ein langes PasswortX"}, Verdict::unknown},
             Row{{"portal", ""}, Verdict::unknown},
             Row{{"Portal", secret}, Verdict::unknown},
             Row{{"", ""}, Verdict::unknown},
         }) {
        EXPECT_EQ(check.check(row.credentials, "a", now), row.verdict)
            << row.credentials.user << " " << row.credentials.password;
    }
    EXPECT_EQ(PasswordCheck({}).check({"portal", secret}, "a", now), Verdict::unknown);
}

TEST(Passwords, GuessingEndsAfterTenAMinute) {
    PasswordHash cheap = user();
    cheap.log2_cost = 14;  // wrong on purpose: no password fits
    PasswordCheck check({cheap, user("known")});
    EXPECT_EQ(check.check({"known", secret}, "a", now), Verdict::known);
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(check.check({"portal", std::to_string(i)}, "a", now), Verdict::unknown);
    }
    EXPECT_EQ(check.check({"portal", "11"}, "a", now), Verdict::too_many);
    EXPECT_EQ(check.check({"known", secret}, "a", now), Verdict::known)
        << "who was right before is not locked out";
    EXPECT_EQ(check.check({"portal", "12"}, "b", now), Verdict::unknown) << "another address";
    EXPECT_EQ(check.check({"portal", "13"}, "a", now + std::chrono::seconds(61)), Verdict::unknown);
}

}  // namespace
}  // namespace foerderwerk::http
