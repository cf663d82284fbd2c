// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <memory>
#include <string>

#include "connectors/console/house.hpp"
#include "connectors/console/offline.hpp"
#include "connectors/database/sqlite_store.hpp"
#include "connectors/signature/ed25519_key.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "connectors/xml/read_definition.hpp"

namespace foerderwerk::tests {

class LogInMemory final : public ports::LogFiles {
public:
    void write(const std::string& path, const std::string& bytes) override { files[path] = bytes; }
    std::optional<std::string> read(const std::string& path) override {
        const auto found = files.find(path);
        return found != files.end() ? std::optional(found->second) : std::nullopt;
    }
    std::map<std::string, std::string> files;
};

/// Accepts what begins with "signed:", as message "probe.nachricht".
class WordGate final : public ports::MessageGate {
public:
    Result<ports::VerifiedMessage, Reasons> verify(std::string_view, Instant) const override {
        return Failure<Reasons>(Reasons{{"SIG_MISSING", "", "Die Signatur fehlt."},
                                        {"SIG_KEY", "", "Der Schlüssel ist nicht eingetragen."}});
    }
};

class WordCodec final : public ports::MessageCodec {
public:
    Result<ports::Message, Reasons> read(std::string_view bytes) const override;
    Result<std::string, Reasons> write(std::string_view, const feel::Value&) const override {
        return std::string("<x/>");
    }
    std::optional<std::string> root_name(std::string_view) const override { return std::nullopt; }
};

class WordSigning final : public ports::MessageSigning {
public:
    Result<std::string, Reasons> sign(std::string_view xml, Instant) const override {
        return "signed:" + std::string(xml);
    }
};

class NoPaymentFiles final : public operations::PaymentFiles {
public:
    Reasons check(const operations::Payment&) const override { return {}; }
    Result<std::string, Reasons> write(const operations::PaymentBatch& batch) const override {
        return "payments of " + batch.id;
    }
    Result<std::vector<operations::PaymentBooking>, Reasons> read_status(
        std::string_view) const override {
        return Failure<Reasons>(Reasons{{"CAMT", "", "Das ist keine Kontoauszugsnachricht."}});
    }
};

/// A house on a database in memory, with the programme that we ship, one municipality, one
/// provider, a budget and the persons sb-1, zz-1 and ad-1 (betrieb).
class HouseOnSqlite {
public:
    HouseOnSqlite();

    console::CommandAnswer run(const std::string& name, Json arguments = Json::Object{},
                               const std::string& person = "");
    /// A new case of Böllen; gives its id.
    std::string new_case();
    [[nodiscard]] console::OfflineTools offline() const;

    console::VirtualClock clock;
    signature::OpenSslSealing sealing;
    database::SqliteStore store;
    xml::XmlDefinitionLoader loader;
    operations::Definitions definitions;
    operations::Casework casework;
    signature::Ed25519Key log_signing;
    LogInMemory log;
    WordGate gate;
    WordCodec codec;
    WordSigning signing;
    NoPaymentFiles payment_files;
    std::unique_ptr<console::House> house;

private:
    int messages_ = 0;
};

[[nodiscard]] std::string read_whole(const std::string& path);
/// {content: Base64}.
[[nodiscard]] Json content(const std::string& bytes);
[[nodiscard]] std::string codes(const Reasons& reasons);

}  // namespace foerderwerk::tests
