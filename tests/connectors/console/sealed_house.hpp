// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "connectors/signature/seal_message.hpp"
#include "connectors/signature/verify_document.hpp"
#include "engine/ports/message_composer.hpp"
#include "tests/connectors/console/house_on_sqlite.hpp"
#include "tests/connectors/signature/made_timestamps.hpp"

namespace foerderwerk::tests {

/// A seal below an authority of its own.
struct MadeSeal {
    MadeSeal();
    signature::KeyAndCertificate authority;
    signature::KeyAndCertificate signer;
};

/// Writes a short message with the id that belongs to its outbox item, and seals it.
class SealingComposer final : public ports::MessageComposer {
public:
    SealingComposer(const HouseOnSqlite& rig, const ports::MessageSigning& signing)
        : rig_(rig), signing_(signing) {}
    [[nodiscard]] Result<std::string, Reasons> compose(
        const ports::OutgoingMessage& message) const override;

private:
    const HouseOnSqlite& rig_;
    const ports::MessageSigning& signing_;
};

/// A house with one case that was decided and whose decision is sealed and sent. With a time stamp
/// service: level T and all evidence that there is; without: level B and nothing beside.
class SealedHouse {
public:
    explicit SealedHouse(bool stamped);

    [[nodiscard]] console::CommandAnswer package(const std::string& person = "sb-1");
    [[nodiscard]] std::string package_bytes();
    /// The verdict elsewhere; `trust` has the arguments of `document verify`.
    [[nodiscard]] console::CommandAnswer verify(const std::string& package,
                                                Json trust = Json::Object{}) const;
    /// What a reader knows on another way: vkey, certificate, timestamp_certificate.
    [[nodiscard]] Json known() const;
    [[nodiscard]] std::string vkey() const;

    HouseOnSqlite rig;
    MadeSeal keys;
    signature::test::MadeTimestamps stamps;
    signature::FileKeySeal seal;
    signature::TimestampService service;
    signature::SealedSigning signing;
    signature::XadesVerifier verifier;
    std::vector<std::string> evidence;  ///< contents of files
    std::string case_id;

private:
    bool stamped_;
};

/// The file in an answer.
[[nodiscard]] std::string file_of(const console::CommandAnswer& answer);

}  // namespace foerderwerk::tests
