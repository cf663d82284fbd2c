// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "connectors/database/log_folder.hpp"
#include "connectors/database/sqlite_store.hpp"
#include "connectors/signature/ed25519_key.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "connectors/xml/read_definition.hpp"
#include "engine/operations/handle_command.hpp"
#include "engine/operations/publish_log.hpp"
#include "engine/operations/take_message.hpp"

namespace foerderwerk::testhouse {

/// A folder that is gone after the test.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

class StandingClock final : public ports::Clock {
public:
    [[nodiscard]] Now now() const override { return now_at(instant); }
    Instant instant = *parse_instant("2026-01-12T08:00:00Z");
};

[[nodiscard]] std::string read_bytes(const std::filesystem::path& path);
void write_bytes(const std::filesystem::path& path, const std::string& bytes);
/// The files of workflows/digitallotsen-basis without its scenarios.
[[nodiscard]] cases::Files basis_files();

/// A house on a database file, with the programme digitallotsen-basis, people, money, master
/// data and a payment batch; everything that `live` does goes the way of the daemon.
class LivedHouse {
public:
    explicit LivedHouse(const std::filesystem::path& database);

    /// Five cases: one from application to payment order, one rejected, one on the waiting list,
    /// one refused message, one with a request for documents.
    void live();
    /// A first message; gives the case id.
    std::string apply(int persons, const std::string& start = "2026-02-09");
    operations::Handled act(const std::string& case_id, const std::string& action,
                            const std::string& person, const std::string& reason = {});
    void prove_attendance(const std::string& case_id);
    /// Delivers what is in the outbox for the portal, storing what was sent.
    void deliver();
    std::uint64_t publish(ports::LogFiles& files);

    [[nodiscard]] operations::Casework& casework() { return casework_; }
    [[nodiscard]] operations::LogKey log_key() const;
    StandingClock clock;

private:
    void found();
    ports::IntakeAnswer send(const std::string& name, feel::Context data);

    signature::OpenSslSealing sealing_{signature::MasterKey(std::string(32, 'm'))};
    signature::Ed25519Key key_ = signature::Ed25519Key::generate();
    xml::XmlDefinitionLoader loader_{signature::sha256_of};
    database::SqliteStore store_;
    operations::Definitions definitions_{loader_};
    operations::Casework casework_;
    std::shared_ptr<const cases::Definition> definition_;
    int messages_ = 0;
};

}  // namespace foerderwerk::testhouse
