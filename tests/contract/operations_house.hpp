// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "connectors/database/sqlite_store.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "connectors/xml/read_definition.hpp"
#include "engine/operations/dispatch_outbox.hpp"
#include "engine/operations/take_message.hpp"

namespace foerderwerk::contract {

class MovedClock final : public ports::Clock {
public:
    [[nodiscard]] Now now() const override { return now_at(instant); }
    Instant instant = *parse_instant("2026-01-12T08:00:00Z");
};

/// Regular expressions that match, until they fail as only a defect of ours can.
class BrittleServices final : public feel::Services {
public:
    [[nodiscard]] std::optional<std::chrono::seconds> zone_offset(
        const std::string&, LocalDate, std::chrono::nanoseconds) const override {
        return std::nullopt;
    }
    [[nodiscard]] feel::Answer<bool> matches(const std::string&, const std::string&,
                                             const std::string&) const override;
    [[nodiscard]] feel::Answer<std::string> replace(const std::string&, const std::string&,
                                                    const std::string&,
                                                    const std::string&) const override {
        return Failure<std::string>("not here");
    }
    [[nodiscard]] feel::Answer<std::vector<std::string>> split(const std::string&,
                                                               const std::string&) const override {
        return Failure<std::string>("not here");
    }
    bool broken = false;
};

/// A house with one small programme, for tests of operations.
class OperationsHouse {
public:
    explicit OperationsHouse(const std::string& database = ":memory:");

    /// A message of the portal. `file_number` empty: a first message.
    ports::IntakeAnswer send(const std::string& id, int n, const std::string& file_number = {},
                             const std::string& name = "Vera Verborgen");
    operations::Handled act(const std::string& case_id, const std::string& action,
                            feel::Value data = {});
    void set_register(const std::string& name, const std::string& key,
                      const std::string& valid_from, const std::string& value);
    [[nodiscard]] ports::CaseRow row(const std::string& case_id);
    [[nodiscard]] std::vector<ports::OutboxRow> outbox(const std::string& case_id);
    [[nodiscard]] feel::Value data(const std::string& case_id, const std::string& name);
    void write(const std::function<void(ports::UnitOfWork&)>& work) { store.write(work); }
    void park(const std::string& case_id, const std::string& cause);
    /// The code of what stood against it; empty when the case goes on.
    std::string resume(const std::string& case_id, const std::string& reason = "behoben");
    /// Makes the key of a data subject unusable, as after an erasure.
    void spoil_key(const std::string& case_id, const std::string& subject);
    /// Everything `db check` and replay say; empty when all is sound.
    [[nodiscard]] std::string findings();

    MovedClock clock;
    BrittleServices services;
    signature::OpenSslSealing sealing{signature::MasterKey(std::string(32, 'm'))};
    xml::XmlDefinitionLoader loader{signature::sha256_of};
    database::SqliteStore store;
    operations::Definitions definitions{loader};
    operations::WarmCases warm{2};
    operations::FileNumbers numbers;
    operations::Casework casework;
    std::shared_ptr<const cases::Definition> definition;
};

[[nodiscard]] std::string case_of(const ports::IntakeAnswer& answer);

/// Composes other bytes each time it is asked.
class CountingComposer final : public ports::MessageComposer {
public:
    [[nodiscard]] Result<std::string, Reasons> compose(
        const ports::OutgoingMessage& message) const override {
        if (refuse) {
            return Failure<Reasons>(Reasons{{"SCHEMA", "/a", "Das Feld fehlt."}});
        }
        last = message;
        return "bytes " + std::to_string(++count) + " of " + message.event;
    }
    mutable int count = 0;
    mutable ports::OutgoingMessage last;
    bool refuse = false;
};

/// Answers what it is told to; keeps what it was sent.
class ScriptedProcessor final : public ports::EventProcessor {
public:
    [[nodiscard]] ports::DeliveryAnswer send(const ports::OutgoingDocument& document) override;
    ports::DeliveryAnswer answer = ports::Delivered{.receipt = "Q-1"};
    bool dies = false;
    std::function<void()> meanwhile;  ///< happens while the receiver has it
    std::vector<ports::OutgoingDocument> sent;
};

}  // namespace foerderwerk::contract
