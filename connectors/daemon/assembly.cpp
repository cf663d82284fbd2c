// SPDX-License-Identifier: EUPL-1.2
#include "connectors/daemon/assembly.hpp"

#include <algorithm>

#include "connectors/bank/payment_files.hpp"
#include "connectors/daemon/ask_for_stamp.hpp"
#include "connectors/daemon/read_folder.hpp"
#include "connectors/daemon/stored_senders.hpp"
#include "connectors/daemon/system_clock.hpp"
#include "connectors/database/log_folder.hpp"
#include "connectors/database/sqlite_store.hpp"
#include "connectors/feel_services/host_services.hpp"
#include "connectors/signature/certificates.hpp"
#include "connectors/signature/ed25519_key.hpp"
#include "connectors/signature/gate.hpp"
#include "connectors/signature/master_key.hpp"
#include "connectors/signature/read_seal_evidence.hpp"
#include "connectors/signature/seal_message.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "connectors/signature/sign_message.hpp"
#include "connectors/signature/verify_document.hpp"
#include "connectors/xml/check_chart_schema.hpp"
#include "connectors/xml/read_definition.hpp"
#include "connectors/xml/xml_message_codec.hpp"
#include "engine/operations/publish_definition.hpp"
#include "engine/operations/rotate_keys.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::daemon {

namespace {

evidence::Ed25519PublicKey public_key(const signature::Ed25519Key& key) {
    const std::string bytes = key.public_key();
    evidence::Ed25519PublicKey copy{};
    std::copy(bytes.begin(), bytes.end(), copy.begin());
    return copy;
}

Result<ports::SenderCertificate, Reasons> read_sender(const std::string& pem, Instant now) {
    const auto certificate = signature::read_certificate(pem);
    if (!certificate.has_value()) {
        return Failure<Reasons>(certificate.error());
    }
    Reasons reasons = signature::check_sender_certificate(*certificate, now);
    if (!reasons.empty()) {
        return Failure<Reasons>(std::move(reasons));
    }
    return signature::sender_certificate("", *certificate);
}

std::vector<signature::MasterKey> former_master_keys(const DaemonSettings& settings) {
    std::vector<signature::MasterKey> keys;
    if (!settings.former_master_key_file.empty()) {
        keys.push_back(signature::read_master_key_file(settings.former_master_key_file));
    }
    return keys;
}

operations::EvidenceRule evidence_rule(const DaemonSettings& settings, const Sha256& sha256) {
    operations::EvidenceRule rule;
    rule.without_checkpoint_max = std::chrono::seconds(settings.without_checkpoint_seconds_max);
    rule.without_cosignature_max = std::chrono::seconds(settings.without_cosignature_seconds_max);
    for (const std::string& text : settings.witnesses) {
        auto key = evidence::parse_vkey(text, sha256, evidence::KeyType::witness);
        if (!key.has_value()) {
            throw OperatingError(FailureKind::misconfigured,
                                 "evidence.witnesses: \"" + text + "\" is no witness's key");
        }
        rule.witnesses.push_back(std::move(*key));
    }
    return rule;
}

feel::Context settings_of(const ProgrammeEntry& entry) {
    feel::Context settings;
    // In the order of their names, as records keep them.
    settings.set("budget_line", entry.budget_line);
    settings.set("period", entry.period);
    const auto end = parse_date(entry.period_end);
    settings.set("period_end", end.has_value() ? feel::Value(*end) : feel::Value());
    settings.set("voucher_pattern", entry.voucher_pattern);
    return settings;
}

/// About 50 kB each: enough for those that move at the same time, and no store of its own.
constexpr std::size_t warm_cases_most = 256;

}  // namespace

struct Assembly::Parts {
    explicit Parts(DaemonSettings given)
        : settings(std::move(given)),
          sealing(signature::read_master_key_file(settings.master_key_file),
                  former_master_keys(settings)),
          store({.path = settings.database, .migrate = false}),
          loader([this](std::string_view bytes) { return sealing.sha256(bytes); }),
          definitions(loader),
          senders(store),
          gate(senders, settings.gate),
          schemas(load_schemas(settings)),
          codec(schemas),
          signer(read_file(settings.signing_key_file),
                 read_file(settings.signing_certificate_file)),
          log_folder(settings.log_folder),
          seal(read_file(settings.seal.key_file), read_file(settings.seal.certificate_file)),
          stamps(timestamp_service(settings.seal)),
          sealed_signing(seal, stamps.get()),
          composer(codec, signer, clock, settings.composer, &sealed_signing),
          casework{.store = store,
                   .sealing = sealing,
                   .clock = clock,
                   .definitions = definitions,
                   .services = &services,
                   .programmes = {},
                   .warm = &warm_cases,
                   .numbers = &file_numbers} {
        for (const ProgrammeEntry& entry : settings.programmes) {
            publish(entry);
        }
        house = std::make_unique<console::House>(console::House{
            .casework = casework,
            .log_files = log_folder,
            .log_key = log_key(settings.log_origin, read_file(settings.log_key_file), sealing),
            .gate = gate,
            .codec = codec,
            .signing = signer,
            .payment_files = payment_files,
            .payout = settings.payout,
            .read_certificate =
                [this](const std::string& pem) { return read_sender(pem, clock.now().instant); },
            .make_world = offline_worlds(),
            .backup = [this](const std::string& to) { copy_to(to); },
            .check_chart = xml::check_chart_schema,
            .messages = schemas->message_names(),
            .documents = &documents,
            .seal_evidence = [this] { return seal_evidence(); },
            .evidence = evidence_rule(
                settings, [this](std::string_view bytes) { return sealing.sha256(bytes); })});
        store.read([this](ports::StoreReader& reader) {
            check_keys(reader);
            house->log_key.former =
                operations::former_log_keys(reader, house->log_key.verifier, house->log_key.sha256);
            const Reasons wrong = operations::verify_checkpoint(reader, log_folder, house->log_key);
            if (!wrong.empty()) {
                throw OperatingError(FailureKind::corrupt,
                                     wrong.front().place + ": " + wrong.front().text);
            }
        });
    }

    void check_keys(ports::StoreReader& reader) const {
        if (!settings.former_master_key_file.empty()) {
            return;  // about to be changed
        }
        const auto wrong = operations::check_configured_keys(
            reader, sealing,
            {.master_id = to_hex(sealing.master_key_id()),
             .signing_fingerprint = signer.fingerprint(),
             .log_vkey = evidence::vkey_text(house->log_key.verifier, house->log_key.sha256)});
        if (!wrong.empty()) {
            throw OperatingError(FailureKind::misconfigured, wrong.front());
        }
    }

    /// Read anew each time: revocation lists are replaced while the daemon runs.
    [[nodiscard]] ports::SealEvidence seal_evidence() const {
        std::vector<std::string> contents;
        contents.reserve(settings.seal.evidence_files.size() + 1);
        for (const std::string& file : settings.seal.evidence_files) {
            contents.push_back(read_file(file));
        }
        if (!settings.seal.timestamp_trust.empty()) {
            contents.push_back(read_file(settings.seal.timestamp_trust));
        }
        return signature::read_seal_evidence(contents);
    }

    /// Stores the definition of a programme's folder under its id; new cases are pinned to it.
    void publish(const ProgrammeEntry& entry) {
        const cases::Files files = definition_files(entry.folder);
        auto definition = loader.load(files);
        if (!definition.has_value()) {
            const Reason& first = definition.error().front();
            throw OperatingError(FailureKind::misconfigured,
                                 entry.folder + ": " + first.place + ": " + first.text);
        }
        definitions.add(*definition);
        const std::string id = (*definition)->id.text();
        bool stored = false;
        store.read(
            [&](ports::StoreReader& reader) { stored = reader.find_definition(id).has_value(); });
        // What the store knows was in force before, or is: `workflow publish` may have put another
        // version in its place since, and a restart does not take that back.
        if (!stored) {
            store.write([&](ports::UnitOfWork& unit) {
                (void)operations::publish_definition(unit, casework,
                                                     {.definition = **definition,
                                                      .actor = "setup",
                                                      .reason = "Konfiguration: " + entry.folder});
            });
        }
        casework.programmes.push_back({.programme = (*definition)->programme,
                                       .definition = id,
                                       .leistung = entry.leistung,
                                       .file_number_pattern = entry.file_number_pattern,
                                       .settings = settings_of(entry)});
    }

    void copy_to(const std::string& to) {
        namespace fs = std::filesystem;
        if (fs::exists(to) && !fs::is_empty(to)) {
            throw OperatingError(FailureKind::permanent,
                                 to + " is not empty; a backup overwrites nothing");
        }
        fs::create_directories(to);
        operations::publish_log(store, log_folder, house->log_key);
        // The log first: a database copy that is newer than the copied checkpoint is sound, the
        // other way round it would look put back.
        fs::copy(settings.log_folder, fs::path(to) / "log", fs::copy_options::recursive);
        database::backup(settings.database, (fs::path(to) / "foerderwerk.db").string());
    }

    DaemonSettings settings;
    SystemClock clock;
    signature::OpenSslSealing sealing;
    database::SqliteStore store;
    feel_services::HostServices services;
    xml::XmlDefinitionLoader loader;
    operations::Definitions definitions;
    StoredSenders senders;
    signature::XmlSignatureGate gate;
    std::shared_ptr<const xml::MessageSchemas> schemas;
    xml::XmlMessageCodec codec;
    signature::MessageSigner signer;
    database::LogFolder log_folder;
    bank::BankPaymentFiles payment_files;
    signature::FileKeySeal seal;
    signature::XadesVerifier documents;
    std::unique_ptr<signature::TimestampService> stamps;  ///< null: none is configured
    signature::SealedSigning sealed_signing;
    servicebw::PortalMessageComposer composer;
    operations::FileNumbers file_numbers;
    operations::WarmCases warm_cases{warm_cases_most};
    operations::Casework casework;
    std::unique_ptr<console::House> house;
};

Assembly::Assembly(DaemonSettings settings)
    : parts_(std::make_unique<Parts>(std::move(settings))) {}

Assembly::~Assembly() = default;

console::House& Assembly::house() {
    return *parts_->house;
}

const DaemonSettings& Assembly::settings() const {
    return parts_->settings;
}

const ports::MessageComposer& Assembly::composer() const {
    return parts_->composer;
}

operations::LogKey log_key(const std::string& origin, const std::string& private_key_pem,
                           const ports::Sealing& sealing) {
    const signature::Ed25519Key key = signature::Ed25519Key::from_pem(private_key_pem);
    return {.verifier = {.name = origin, .public_key = public_key(key)},
            .sign = [key](std::string_view text) { return key.sign(text); },
            .verify =
                [](const evidence::Ed25519PublicKey& with, std::string_view text,
                   std::string_view sig) {
                    return signature::verify_ed25519(std::string(with.begin(), with.end()), text,
                                                     sig);
                },
            .sha256 = [&sealing](std::string_view bytes) { return sealing.sha256(bytes); }};
}

std::shared_ptr<const xml::MessageSchemas> load_schemas(const DaemonSettings& settings) {
    auto files = xml::SchemaFiles::read(settings.schemas, settings.code_lists);
    const auto refuse = [](const Reason& first) {
        return OperatingError(FailureKind::misconfigured,
                              "schemas: " + first.place + ": " + first.text);
    };
    if (!files.has_value()) {
        throw refuse(files.error().front());
    }
    auto schemas = xml::MessageSchemas::load(std::move(*files), settings.references_refused
                                                                    ? xml::References::refused
                                                                    : xml::References::warned_of);
    if (!schemas.has_value()) {
        throw refuse(schemas.error().front());
    }
    return *schemas;
}

console::MakeWorld offline_worlds() {
    // Scenarios are about made-up people: their key is worth nothing and is thrown away.
    static const signature::OpenSslSealing sealing{signature::MasterKey(std::string(32, 's'))};
    static const xml::XmlDefinitionLoader loader(
        [](std::string_view bytes) { return sealing.sha256(bytes); });
    static const feel_services::HostServices services;
    return [] {
        return console::ScenarioWorld{.store = std::make_unique<database::SqliteStore>(
                                          database::StoreSettings{.path = ":memory:"}),
                                      .sealing = &sealing,
                                      .loader = &loader,
                                      .services = &services};
    };
}

}  // namespace foerderwerk::daemon
