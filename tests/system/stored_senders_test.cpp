// SPDX-License-Identifier: EUPL-1.2
// Goal: what the register says about a sender holds from the commit on, although a certificate is
// taken apart only once. Method: a store in memory whose row is changed between two questions to
// the same register.
#include "connectors/daemon/stored_senders.hpp"

#include <gtest/gtest.h>

#include "connectors/database/sqlite_store.hpp"
#include "engine/types/digest.hpp"
#include "engine/types/failure.hpp"
#include "engine/types/json.hpp"

namespace foerderwerk::daemon {
namespace {

constexpr const char* fingerprint = "ab01";

class StoredSendersTest : public testing::Test {
protected:
    static Json row() {
        return Json::Object{{"sender", "portal"},
                            {"der", to_base64("certificate")},
                            {"valid_from", "2026-01-01T00:00:00Z"},
                            {"valid_to", "2027-01-01T00:00:00Z"}};
    }

    void put(const std::string& value) {
        store_.write([&](ports::UnitOfWork& unit) {
            unit.put_register_row(
                {.name = "sender", .key = fingerprint, .valid_from = "2026-01-01", .value = value});
        });
    }

    ports::SenderCertificate found() {
        auto certificate = senders_.find_by_fingerprint(fingerprint);
        EXPECT_TRUE(certificate.has_value());
        return certificate.value_or(ports::SenderCertificate{});
    }

    database::SqliteStore store_{database::StoreSettings{.path = ":memory:"}};
    StoredSenders senders_{store_};
};

TEST_F(StoredSendersTest, GivesTheSameAgainAndAgain) {
    EXPECT_FALSE(senders_.find_by_fingerprint(fingerprint).has_value());
    put(canonical_json(row()));
    for (int question = 0; question < 2; ++question) {
        const ports::SenderCertificate certificate = found();
        EXPECT_EQ(certificate.sender, "portal");
        EXPECT_EQ(certificate.der, "certificate");
        EXPECT_EQ(certificate.fingerprint_sha256_hex, fingerprint);
        EXPECT_EQ(certificate.valid_from, parse_instant("2026-01-01T00:00:00Z"));
        EXPECT_EQ(certificate.valid_to, parse_instant("2027-01-01T00:00:00Z"));
        EXPECT_FALSE(certificate.revoked_at.has_value());
    }
    EXPECT_FALSE(senders_.find_by_fingerprint("ab02").has_value());
}

TEST_F(StoredSendersTest, RevocationHoldsAtTheNextQuestion) {
    put(canonical_json(row()));
    EXPECT_FALSE(found().revoked_at.has_value());
    Json revoked = row();
    revoked.set("revoked_at", "2026-06-01T12:00:00Z");
    put(canonical_json(revoked));
    EXPECT_EQ(found().revoked_at, parse_instant("2026-06-01T12:00:00Z"));
    put(canonical_json(row()));
    EXPECT_FALSE(found().revoked_at.has_value());
}

TEST_F(StoredSendersTest, ARowThatCannotBeReadIsNotAnsweredFromMemory) {
    put(canonical_json(row()));
    static_cast<void>(found());
    put("{}");
    EXPECT_THROW(static_cast<void>(senders_.find_by_fingerprint(fingerprint)), OperatingError);
}

}  // namespace
}  // namespace foerderwerk::daemon
