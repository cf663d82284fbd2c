// SPDX-License-Identifier: EUPL-1.2
#include "connectors/daemon/set_up.hpp"

#include <filesystem>

#include "connectors/daemon/assembly.hpp"
#include "connectors/daemon/read_folder.hpp"
#include "connectors/daemon/set_up_keys.hpp"
#include "connectors/daemon/system_clock.hpp"
#include "connectors/signature/certificates.hpp"
#include "engine/operations/change_register.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::daemon {

namespace {

namespace fs = std::filesystem;

std::string relative_to(const fs::path& folder, const fs::path& target) {
    return fs::absolute(target)
        .lexically_normal()
        .lexically_relative(fs::absolute(folder).lexically_normal())
        .string();
}

std::string year() {
    return std::to_string(static_cast<int>(SystemClock().now().berlin_date.year()));
}

std::string daemon_configuration(const SetUpWish& wish) {
    const fs::path source(wish.source);
    const std::string this_year = year();
    return "# Made by `foerderwerk setup`; every key is described in config/foerderwerk.toml.\n"
           "schemas = \"" +
           relative_to(wish.folder, source / "xsd") +
           "\"\n\n[http]\nlisten = \"127.0.0.1:" + std::to_string(wish.daemon_port) +
           "\"\n"
           "unix_socket = \"foerderwerk.sock\"\n\n"
           "[authority]\nidentifier = \"foerderstelle\"\nname = \"Förderstelle (Erprobung)\"\n"
           "seat = \"BW\"\n\n"
           "[database]\nurl = \"sqlite:foerderwerk.db\"\n\n"
           "[tls]\ncertificate = \"keys/daemon-tls.crt\"\nkey = \"keys/daemon-tls.key\"\n\n"
           "[signing]\ncertificate = \"keys/daemon-signing.crt\"\n"
           "key = \"keys/daemon-signing.key\"\n\n"
           "[sealing]\nmaster_key = \"keys/master.key\"\n\n"
           "[evidence]\norigin = \"foerderwerk.example/log\"\n"
           "signing_key = \"keys/log-signing.key\"\nfolder = \"log\"\ncheckpoint_seconds = 10\n\n"
           "[portal]\nkind = \"servicebw-drop\"\n"
           "mailbox_url = \"https://localhost:" +
           std::to_string(wish.portal_port) +
           "\"\n"
           "trust = \"keys/portal-tls.crt\"\ncertificate = \"keys/daemon-client.crt\"\n"
           "key = \"keys/daemon-client.key\"\n"
           "client_certificates = [\"keys/portal-client.crt\"]\n"
           "identifier = \"portal-sandbox\"\nname = \"Serviceportal (Erprobung)\"\n\n"
           "[payout]\ndebtor_name = \"Förderstelle\"\n"
           "debtor_iban = \"DE89370400440532013000\"\n\n"
           "[[programme]]\nfolder = \"" +
           relative_to(wish.folder, source / "workflows/digitallotsen-basis") +
           "\"\n"
           "leistung = \"6007739\"\nperiod = \"" +
           this_year +
           "\"\n"
           "period_end = \"" +
           std::to_string(std::stoi(this_year) + 1) +
           "-12-31\"\n"
           "budget_line = \"haushalt/" +
           this_year +
           "\"\n"
           "file_number_pattern = \"BV-{year}-{number:05}\"\n"
           "voucher_pattern = \"{ags}-{az}-{n:02}\"\n";
}

std::string portal_configuration(const SetUpWish& wish) {
    return "# Made by `foerderwerk setup`; every key is described in config/portal-sandbox.toml.\n"
           "listen = \"127.0.0.1:" +
           std::to_string(wish.portal_port) +
           "\"\n"
           "folder = \"portal\"\nleistung = \"6007739\"\n\n"
           "[tls]\ncertificate = \"keys/portal-tls.crt\"\nkey = \"keys/portal-tls.key\"\n\n"
           "[signing]\ncertificate = \"keys/portal-signing.crt\"\n"
           "key = \"keys/portal-signing.key\"\n\n"
           "[inbox]\nurl = \"https://localhost:" +
           std::to_string(wish.daemon_port) +
           "/inbox\"\n"
           "trust = \"keys/daemon-tls.crt\"\ncertificate = \"keys/portal-client.crt\"\n"
           "key = \"keys/portal-client.key\"\n\n"
           "[authority]\nidentifier = \"foerderstelle\"\nname = \"Förderstelle (Erprobung)\"\n"
           "signing_certificate = \"keys/daemon-signing.crt\"\n\n"
           "[portal]\nidentifier = \"portal-sandbox\"\nname = \"Serviceportal (Erprobung)\"\n"
           "programme = \"digitallotsen-basis\"\nprogramme_list_version = \"1\"\n\n"
           "[[education_provider]]\nid = \"VWA-S\"\nname = \"VWA Stuttgart (Beispiel)\"\n\n"
           "[[education_provider]]\nid = \"VS-GT\"\nname = \"Verwaltungsschule (Beispiel)\"\n";
}

void write_once(const fs::path& path, const std::string& content) {
    if (!fs::exists(path)) {
        write_file(path, content, 0600);
    }
}

operations::RegisterAct act_named(const std::string& name) {
    return {
        .act = name, .actor = "setup", .reason = {}, .rows = {}, .allotments = {}, .batches = {}};
}

struct Clerk {
    const char* id;
    const char* name;
    const char* role;
};

/// Clerks of the demonstration, each with an access token in tokens/<id>.
void add_clerks(console::House& house, const fs::path& folder) {
    for (const Clerk& clerk : {Clerk{"sb-1", "Sachbearbeitung (Erprobung)", "sachbearbeitung"},
                               Clerk{"zz-1", "Zweitzeichnung (Erprobung)", "zweitzeichnung"},
                               Clerk{"ao-1", "Anordnung (Erprobung)", "anordnung"},
                               Clerk{"hh-1", "Haushalt (Erprobung)", "haushalt"},
                               Clerk{"pr-1", "Prüfung (Erprobung)", "pruefung"}}) {
        const std::string token = to_hex(house.casework.sealing.random_bytes(32));
        const Json person = Json::Object{
            {"name", clerk.name},
            {"roles", Json::Array{Json::Object{{"programme", ""}, {"role", clerk.role}}}}};
        const Json proof = Json::Object{{"person", clerk.id}};
        house.casework.store.write([&](ports::UnitOfWork& unit) {
            operations::RegisterAct act = act_named("person.add");
            act.rows.push_back({.name = "person",
                                .key = clerk.id,
                                .valid_from = "",
                                .value = canonical_json(person)});
            act.rows.push_back({.name = "token",
                                .key = to_hex(house.casework.sealing.sha256(token)),
                                .valid_from = "",
                                .value = canonical_json(proof)});
            operations::change_register(unit, house.casework, act);
        });
        write_file(folder / "tokens" / clerk.id, token + "\n", 0600);
    }
}

void add_portal(console::House& house, const fs::path& folder) {
    const auto certificate =
        signature::read_certificate(read_file(folder / "keys/portal-signing.crt"));
    if (!certificate.has_value()) {
        throw OperatingError(FailureKind::misconfigured, certificate.error().front().text);
    }
    const Json row = Json::Object{{"sender", "service-bw"},
                                  {"fingerprint", certificate->fingerprint_sha256_hex},
                                  {"der", to_base64(certificate->der)},
                                  {"valid_from", to_string(certificate->valid_from)},
                                  {"valid_to", to_string(certificate->valid_to)}};
    house.casework.store.write([&](ports::UnitOfWork& unit) {
        operations::RegisterAct act = act_named("sender.add");
        act.rows.push_back({.name = "sender",
                            .key = certificate->fingerprint_sha256_hex,
                            .valid_from = "",
                            .value = canonical_json(row)});
        operations::change_register(unit, house.casework, act);
    });
}

void add_budget(console::House& house) {
    house.casework.store.write([&](ports::UnitOfWork& unit) {
        operations::RegisterAct act = act_named("budget.allot");
        ports::PostingRow row;
        row.line = feel::to_text(*house.casework.programmes.front().settings.find("budget_line"));
        row.amount = 10'000'000;  // 100,000 euro
        act.allotments.push_back(row);
        operations::change_register(unit, house.casework, act);
    });
}

void import_samples(console::House& house, const fs::path& source) {
    for (const char* name : {"municipalities.csv", "counties.csv", "providers.csv"}) {
        console::CommandRequest request;
        request.name = "master-data import";
        request.arguments =
            Json::Object{{"content", to_base64(read_file(source / "config/sample" / name))},
                         {"reason", "Beispieldaten der Erprobung"}};
        const console::CommandAnswer answer = console::execute(house, request);
        if (answer.exit != 0) {
            throw OperatingError(FailureKind::misconfigured,
                                 std::string(name) + ": " +
                                     (answer.reasons.empty() ? std::string("not imported")
                                                             : answer.reasons.front().text));
        }
    }
}

}  // namespace

void set_up(const SetUpWish& wish) {
    const fs::path folder(wish.folder);
    fs::create_directories(folder);
    set_up_keys(folder / "keys");
    write_once(folder / "foerderwerk.toml", daemon_configuration(wish));
    write_once(folder / "portal-sandbox.toml", portal_configuration(wish));
    auto settings = read_daemon_settings((folder / "foerderwerk.toml").string());
    if (!settings.has_value()) {
        const Reason& first = settings.error().front();
        throw OperatingError(FailureKind::misconfigured, first.place + ": " + first.text);
    }
    Assembly assembly(std::move(*settings));
    console::House& house = assembly.house();
    bool empty = false;
    house.casework.store.read(
        [&](ports::StoreReader& store) { empty = store.register_rows("sender").empty(); });
    if (!empty) {
        return;
    }
    import_samples(house, wish.source);
    add_budget(house);
    add_portal(house, folder);
    add_clerks(house, folder);
}

}  // namespace foerderwerk::daemon
