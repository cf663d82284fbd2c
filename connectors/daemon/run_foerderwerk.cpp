// SPDX-License-Identifier: EUPL-1.2
#include "connectors/daemon/run_foerderwerk.hpp"

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>

#include "connectors/console/command_line.hpp"
#include "connectors/console/offline.hpp"
#include "connectors/console/remote_command.hpp"
#include "connectors/daemon/assembly.hpp"
#include "connectors/daemon/change_keys.hpp"
#include "connectors/daemon/doctor.hpp"
#include "connectors/daemon/inbox_users.hpp"
#include "connectors/daemon/read_folder.hpp"
#include "connectors/daemon/serve.hpp"
#include "connectors/daemon/set_up.hpp"
#include "connectors/daemon/stored_senders.hpp"
#include "connectors/daemon/system_clock.hpp"
#include "connectors/daemon/witness.hpp"
#include "connectors/database/sqlite_store.hpp"
#include "connectors/signature/ed25519_key.hpp"
#include "connectors/signature/gate.hpp"
#include "connectors/signature/sign_message.hpp"
#include "connectors/signature/verify_document.hpp"
#include "connectors/xml/check_chart_schema.hpp"
#include "connectors/xml/describe_message.hpp"
#include "connectors/xml/read_dmn.hpp"
#include "connectors/xml/xml_message_codec.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::daemon {

namespace {

using console::CommandAnswer;
using console::CommandLineSettings;
using console::CommandRequest;

constexpr const char* usual_configuration = "var/foerderwerk.toml";

std::string configuration_of(const CommandLineSettings& settings) {
    return settings.config.empty() ? usual_configuration : settings.config;
}

DaemonSettings settings_or_throw(const std::string& file) {
    auto settings = read_daemon_settings(file);
    if (!settings.has_value()) {
        for (const Reason& reason : settings.error()) {
            std::cerr << "foerderwerk: " << reason.place << ": " << reason.text << '\n';
        }
        throw OperatingError(FailureKind::misconfigured, "the configuration cannot be used");
    }
    return std::move(*settings);
}

CommandAnswer ask_daemon(const CommandLineSettings& settings, const CommandRequest& request) {
    std::string socket = settings.socket;
    if (socket.empty()) {
        socket = settings_or_throw(configuration_of(settings)).unix_socket;
    }
    return console::remote_command(socket, settings.token, request);
}

/// A register of senders over a database that may be in use: only read.
class ReadOnlySenders final : public ports::CaseStore {
public:
    explicit ReadOnlySenders(const std::string& path) : reader_(path) {}
    void write(const std::function<void(ports::UnitOfWork&)>&) override {
        throw OperatingError(FailureKind::misconfigured, "offline commands write nothing");
    }
    void read(const std::function<void(ports::StoreReader&)>& work) override { reader_.read(work); }

private:
    database::SqliteReader reader_;
};

/// From a folder of schemas, or from those of the configuration.
console::DescribeMessage describer(const CommandLineSettings& line, const std::string& folder) {
    return [&line, folder](const std::string& name) {
        DaemonSettings settings;
        settings.schemas = folder;
        if (folder.empty()) {
            settings = settings_or_throw(configuration_of(line));
        }
        return xml::describe_message(*load_schemas(settings), name);
    };
}

CommandAnswer run_local(const CommandLineSettings& line, const CommandRequest& request) {
    if (request.name == "witness") {
        return witness(request.arguments, SystemClock().now().instant);
    }
    console::OfflineTools tools;
    tools.make_world = offline_worlds();
    tools.now = SystemClock().now().instant;
    tools.read_rules = [](const cases::Files& files, const std::string& path) {
        return xml::read_dmn(files.at(path), files);
    };
    tools.check_chart = xml::check_chart_schema;
    if (request.name == "workflow lint") {
        tools.messages = line.config.empty()
                             ? xml::built_in_message_names()
                             : load_schemas(settings_or_throw(line.config))->message_names();
    }
    tools.verify = [](const evidence::Ed25519PublicKey& key, std::string_view text,
                      std::string_view sig) {
        return signature::verify_ed25519(std::string(key.begin(), key.end()), text, sig);
    };
    // Messages are judged by the register, schemas and keys of the configuration, when there is
    // one; scenarios and bundles need none.
    std::optional<DaemonSettings> settings;
    std::unique_ptr<ReadOnlySenders> store;
    std::unique_ptr<StoredSenders> senders;
    std::unique_ptr<signature::XmlSignatureGate> gate;
    std::unique_ptr<xml::XmlMessageCodec> codec;
    std::unique_ptr<signature::MessageSigner> signer;
    if (request.name == "message describe") {
        tools.describe_message = describer(line, request.arguments.text("schemas"));
    } else if (request.name.starts_with("message ")) {
        settings = settings_or_throw(configuration_of(line));
        store = std::make_unique<ReadOnlySenders>(settings->database);
        senders = std::make_unique<StoredSenders>(*store);
        gate = std::make_unique<signature::XmlSignatureGate>(*senders, settings->gate);
        codec = std::make_unique<xml::XmlMessageCodec>(load_schemas(*settings));
        tools.gate = gate.get();
        tools.codec = codec.get();
    }
    const signature::XadesVerifier documents;
    tools.documents = &documents;
    if (request.name == "message sign") {
        signer = std::make_unique<signature::MessageSigner>(
            read_file(settings->signing_key_file), read_file(settings->signing_certificate_file));
        tools.signing = signer.get();
    }
    return console::run_offline(tools, request);
}

int integer(const Json& arguments, std::string_view name, int otherwise) {
    const Json* value = arguments.find(name);
    if (value != nullptr && value->is_string()) {
        return std::stoi(value->as_string());
    }
    return value != nullptr && value->is_integer() ? static_cast<int>(value->as_integer())
                                                   : otherwise;
}

int set_up_command(const Json& arguments) {
    SetUpWish wish;
    wish.folder = arguments.text("dir").empty() ? "var" : arguments.text("dir");
    wish.source = arguments.text("source").empty() ? "." : arguments.text("source");
    wish.daemon_port = integer(arguments, "daemon-port", wish.daemon_port);
    wish.portal_port = integer(arguments, "portal-port", wish.portal_port);
    set_up(wish);
    std::cerr << "foerderwerk: " << wish.folder << " is set up\n";
    return 0;
}

/// Opening the store for writing migrates it; the lock keeps a running daemon apart.
void migrate(const std::string& path) {
    const database::SchemaVersions before = std::filesystem::exists(path)
                                                ? database::schema_versions(path)
                                                : database::SchemaVersions{};
    if (before.present > 0 && before.present >= before.newest) {
        const database::SqliteStore checked({.path = path});  // refuses a newer one
        return;
    }
    const std::string copy =
        before.present > 0 ? path + ".schema-" + std::to_string(before.present) : std::string();
    const database::SqliteStore migrated({.path = path, .copy_before = copy});
    if (!copy.empty()) {
        std::cerr << "foerderwerk: migrated from schema " << before.present << " to "
                  << before.newest << "; the database as it was is kept in " << copy << '\n';
    }
}

int schema_command(const std::string& command, const DaemonSettings& settings) {
    if (command == "db migrate") {
        migrate(settings.database);
    }
    const database::SchemaVersions versions = database::schema_versions(settings.database);
    std::cout << "schema " << versions.present << " of " << versions.newest << '\n';
    return versions.present == versions.newest ? 0 : 4;
}

}  // namespace

int run_foerderwerk(int argc, char** argv, const std::function<void()>& wait) {
    const console::CommandLineTargets targets{
        .remote = ask_daemon,
        .local = run_local,
        .house_keeping = [&wait](const CommandLineSettings& line, const std::string& command,
                                 const Json& arguments) {
            if (command == "setup") {
                return set_up_command(arguments);
            }
            if (command == "key make") {
                return make_key(arguments);
            }
            if (command == "inbox-user") {
                std::cout << new_inbox_user(arguments.text("name"));
                return 0;
            }
            if (command == "doctor") {
                return doctor(configuration_of(line));
            }
            DaemonSettings settings = settings_or_throw(configuration_of(line));
            if (command == "serve") {
                Assembly assembly(std::move(settings));
                serve(assembly, wait);
                return 0;
            }
            if (command == "key rotate") {
                return rotate_key(std::move(settings), arguments);
            }
            return schema_command(command, settings);
        }};
    return console::run_command_line(argc, argv, targets);
}

}  // namespace foerderwerk::daemon
