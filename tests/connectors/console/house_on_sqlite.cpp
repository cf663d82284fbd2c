// SPDX-License-Identifier: EUPL-1.2
#include "tests/connectors/console/house_on_sqlite.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "connectors/feel_services/host_services.hpp"
#include "connectors/signature/master_key.hpp"
#include "connectors/xml/read_dmn.hpp"
#include "engine/feel/value_json.hpp"
#include "engine/operations/take_message.hpp"
#include "engine/types/digest.hpp"

namespace foerderwerk::tests {

namespace {

namespace fs = std::filesystem;

cases::Files programme_files() {
    const fs::path folder = FOERDERWERK_SOURCE_DIR "/workflows/digitallotsen-basis";
    cases::Files files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string path = fs::relative(entry.path(), folder).string();
        if (entry.is_regular_file() && !path.starts_with("scenarios/")) {
            files[path] = read_whole(entry.path().string());
        }
    }
    return files;
}

evidence::Ed25519PublicKey public_key(const signature::Ed25519Key& key) {
    const std::string bytes = key.public_key();
    evidence::Ed25519PublicKey copy{};
    std::copy(bytes.begin(), bytes.end(), copy.begin());
    return copy;
}

bool verify(const evidence::Ed25519PublicKey& key, std::string_view text, std::string_view sig) {
    return signature::verify_ed25519(std::string(key.begin(), key.end()), text, sig);
}

void must(const console::CommandAnswer& answer) {
    if (answer.exit != 0) {
        throw std::runtime_error("the house cannot be furnished: " + codes(answer.reasons));
    }
}

}  // namespace

std::string read_whole(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

Json content(const std::string& bytes) {
    return Json::Object{{"content", to_base64(bytes)}};
}

std::string codes(const Reasons& reasons) {
    std::string text;
    for (const Reason& reason : reasons) {
        text += (text.empty() ? "" : " ") + reason.code + "@" + reason.place;
    }
    return text;
}

Result<ports::Message, Reasons> WordCodec::read(std::string_view bytes) const {
    if (!bytes.starts_with("<")) {
        return Failure<Reasons>(Reasons{{"WELLFORMED", "byte 0", "Das ist kein XML."}});
    }
    feel::Context data;
    data.set("probe", true);
    return ports::Message{.name = "probe.nachricht",
                          .root_name = "probe.nachricht.0001",
                          .id = "1",
                          .data = feel::Value(data)};
}

HouseOnSqlite::HouseOnSqlite()
    : sealing(signature::MasterKey(std::string(32, 'm'))),
      store({.path = ":memory:"}),
      loader([this](std::string_view bytes) { return sealing.sha256(bytes); }),
      definitions(loader),
      casework{.store = store,
               .sealing = sealing,
               .clock = clock,
               .definitions = definitions,
               .services = nullptr,
               .programmes = {}},
      log_signing(signature::Ed25519Key::generate()) {
    clock.set(*parse_instant("2026-01-12T08:00:00Z"));
    const cases::Files files = programme_files();
    const auto definition = loader.load(files);
    if (!definition.has_value()) {
        throw std::runtime_error("the programme does not compile");
    }
    definitions.add(*definition);
    store.write([&](ports::UnitOfWork& unit) {
        unit.put_definition({.id = (*definition)->id.text(),
                             .programme = (*definition)->programme,
                             .files_json = operations::files_json(files)});
    });
    feel::Context settings;
    settings.set("period", "2026");
    settings.set("period_end", *parse_date("2026-12-31"));
    settings.set("budget_line", "haushalt/2026");
    settings.set("voucher_pattern", "{ags}-{az}-{n:02}");
    casework.programmes.push_back({.programme = (*definition)->programme,
                                   .definition = (*definition)->id.text(),
                                   .leistung = "6007739",
                                   .file_number_pattern = "BV-{year}-{number:05}",
                                   .settings = settings});
    house = std::make_unique<console::House>(console::House{
        .casework = casework,
        .log_files = log,
        .log_key = {.verifier = {.name = "example.org/log", .public_key = public_key(log_signing)},
                    .sign = [this](std::string_view text) { return log_signing.sign(text); },
                    .verify = verify,
                    .sha256 = [this](std::string_view bytes) { return sealing.sha256(bytes); }},
        .gate = gate,
        .codec = codec,
        .signing = signing,
        .payment_files = payment_files,
        .payout = {.debtor_name = "Amt", .debtor_iban = "DE89370400440532013000", .debtor_bic = ""},
        .read_certificate =
            [](const std::string& pem) -> Result<ports::SenderCertificate, Reasons> {
            if (pem.empty()) {
                return Failure<Reasons>(Reasons{{"SIG_KEY", "", "Das ist kein Zertifikat."}});
            }
            return ports::SenderCertificate{.sender = {},
                                            .fingerprint_sha256_hex = std::string(64, 'a'),
                                            .der = pem,
                                            .valid_from = {},
                                            .valid_to = *parse_instant("2030-01-01T00:00:00Z"),
                                            .revoked_at = std::nullopt};
        },
        .make_world = offline().make_world,
        .backup = [](const std::string&) {}});
    must(run("master-data import", content("ags;name;art;kreis_schluessel;einwohner_2025_06_30\n"
                                           "08336010;Böllen;Gemeinde;08336;97\n")));
    must(run("master-data import", content("id;name;iban\n"
                                           "VWA-S;VWA Stuttgart;DE89 3704 0044 0532 0130 00\n")));
    must(run("budget allot", Json::Object{{"line", "haushalt/2026"}, {"amount", "10000.00"}}));
    for (const auto& [person, role] :
         {std::pair{"sb-1", "sachbearbeitung"}, std::pair{"zz-1", "zweitzeichnung"},
          std::pair{"ad-1", "betrieb"}}) {
        must(run("person add", Json::Object{{"id", person}, {"name", "Eine Person"}}));
        must(run("person role", Json::Object{{"id", person}, {"role", role}}));
    }
}

console::CommandAnswer HouseOnSqlite::run(const std::string& name, Json arguments,
                                          const std::string& person) {
    clock.set(clock.instant() + std::chrono::minutes(1));
    return console::execute(*house,
                            {.name = name, .arguments = std::move(arguments), .person = person});
}

std::string HouseOnSqlite::new_case() {
    feel::Context town;
    town.set("ags", "08336010");
    town.set("name", "Böllen");
    feel::Context data;
    data.set("kommune", town);
    data.set("personen", 1);
    data.set("kurs_beginn", *parse_date("2026-02-09"));
    data.set("bildungstraeger", "VWA-S");
    data.set("ansprechperson", feel::Value::personal("Erika Beispiel", "kontakt"));
    operations::TrustedMessage message;
    message.leistung = "6007739";
    message.sender = "portal";
    message.message.name = "antrag.einreichen";
    message.message.id = "message-" + std::to_string(++messages_);
    message.message.data = feel::Value(data);
    message.canonical = "canonical " + message.message.id;
    message.received = message.canonical;
    message.report = "{}";
    ports::IntakeAnswer answer;
    store.write([&](ports::UnitOfWork& unit) {
        answer = operations::take_message(unit, casework, message);
    });
    return answer.receipt.substr(0, answer.receipt.find('-'));
}

console::OfflineTools HouseOnSqlite::offline() const {
    // Another machine: a key of its own, an empty store.
    static const signature::OpenSslSealing other(signature::MasterKey(std::string(32, 'o')));
    static const xml::XmlDefinitionLoader other_loader(
        [](std::string_view bytes) { return other.sha256(bytes); });
    static const feel_services::HostServices services;
    console::OfflineTools tools;
    tools.make_world = [] {
        return console::ScenarioWorld{.store = std::make_unique<database::SqliteStore>(
                                          database::StoreSettings{.path = ":memory:"}),
                                      .sealing = &other,
                                      .loader = &other_loader,
                                      .services = &services};
    };
    tools.read_rules = [](const cases::Files& files, const std::string& path) {
        return xml::read_dmn(files.at(path), files);
    };
    tools.verify = verify;
    return tools;
}

}  // namespace foerderwerk::tests
