// SPDX-License-Identifier: EUPL-1.2
#include "connectors/daemon/settings.hpp"

#include <array>
#include <filesystem>

#include <pwd.h>
#include <toml++/toml.h>

#include "connectors/daemon/table_reader.hpp"
#include "engine/evidence/signed_note.hpp"
#include "engine/types/iban.hpp"
#include "engine/types/instant.hpp"

namespace foerderwerk::daemon {

namespace {

class SettingsReader {
public:
    SettingsReader(const toml::table& root, std::filesystem::path folder, Reasons& reasons)
        : root_(root, "", reasons), folder_(std::move(folder)), reasons_(reasons) {}

    DaemonSettings read() {
        DaemonSettings settings;
        read_http(settings);
        settings.schemas = path(root_.text("schemas"));
        read_messages(settings);
        read_keys(settings);
        read_database(settings);
        read_evidence(settings);
        read_portal(settings);
        read_authority(settings);
        read_seal(settings);
        read_payout(settings);
        read_inbox(settings);
        read_login();
        read_programmes(settings);
        root_.refuse_other_keys();
        return settings;
    }

private:
    [[nodiscard]] std::string path(const std::string& text) const {
        return text.empty() ? text : (folder_ / text).lexically_normal().string();
    }

    /// May be left out.
    void read_messages(DaemonSettings& settings) {
        if (!root_.has("messages")) {
            return;
        }
        auto table = root_.table("messages");
        settings.code_lists = path(table.text("code_lists", ""));
        const std::string references = table.text("references", "warn");
        if (references != "warn" && references != "refuse") {
            table.fault("references", "must be warn or refuse");
        }
        settings.references_refused = references == "refuse";
        table.refuse_other_keys();
    }

    void read_http(DaemonSettings& settings) {
        constexpr std::int64_t mebibyte = 1024 * 1024;
        auto table = root_.table("http");
        read_proxy(table, settings);
        if (table.has("listen") || settings.proxy_socket.empty()) {
            const TableReader::Address listen = table.address("listen");
            settings.address = listen.host;
            settings.port = listen.port;
        }
        settings.unix_socket = path(table.text("unix_socket"));
        const std::int64_t most = table.integer("message_mebibytes_max", 20);
        if (most < 1 || most > 64) {
            table.fault("message_mebibytes_max", "must be from 1 to 64");
        }
        settings.message_bytes_max = static_cast<std::size_t>(most * mebibyte);
        table.refuse_other_keys();
    }

    void read_proxy(TableReader& table, DaemonSettings& settings) {
        settings.proxy_socket = path(table.text("proxy_socket", ""));
        const std::string user = table.text("proxy_user", "www-data");
        passwd account{};
        passwd* found = nullptr;
        std::array<char, 4096> texts{};
        if (::getpwnam_r(user.c_str(), &account, texts.data(), texts.size(), &found) == 0 &&
            found != nullptr) {
            settings.proxy.uid = found->pw_uid;
        } else if (!settings.proxy_socket.empty()) {
            table.fault("proxy_user", "must name an account of this machine");
        }
    }

    /// May be left out: then TLS client certificates alone say who may deliver.
    void read_inbox(DaemonSettings& settings) {
        if (root_.has("inbox")) {
            auto table = root_.table("inbox");
            settings.inbox_users_file = path(table.text("users"));
            table.refuse_other_keys();
        } else if (settings.client_certificates.empty()) {
            root_.fault("inbox",
                        "is missing, and portal.client_certificates names none: nobody "
                        "could deliver");
        }
    }

    /// Persons are entered in the register; an account or a token proves who acts.
    void read_login() {
        if (!root_.has("login")) {
            return;
        }
        auto table = root_.table("login");
        if (table.text("kind", "local") != "local") {
            table.fault("kind", "must be local: this version knows no other login");
        }
        table.refuse_other_keys();
    }

    void read_keys(DaemonSettings& settings) {
        if (root_.has("tls") || !settings.address.empty()) {  // else TLS is the proxy's
            auto tls = root_.table("tls");
            settings.tls.certificate_file = path(tls.text("certificate"));
            settings.tls.key_file = path(tls.text("key"));
            settings.tls.clients = http::TlsServerSettings::Clients::registered;
            tls.refuse_other_keys();
        }
        auto signing = root_.table("signing");
        settings.signing_certificate_file = path(signing.text("certificate"));
        settings.signing_key_file = path(signing.text("key"));
        signing.refuse_other_keys();
        auto sealing = root_.table("sealing");
        settings.master_key_file = path(sealing.text("master_key"));
        sealing.refuse_other_keys();
    }

    void read_database(DaemonSettings& settings) {
        auto table = root_.table("database");
        const std::string url = table.text("url");
        if (!url.starts_with("sqlite:")) {
            table.fault("url", "must begin with sqlite:");
            return;
        }
        settings.database = path(url.substr(7));
        table.refuse_other_keys();
    }

    void read_evidence(DaemonSettings& settings) {
        auto table = root_.table("evidence");
        settings.log_origin = table.text("origin");
        settings.log_key_file = path(table.text("signing_key"));
        settings.log_folder = path(table.text("folder"));
        settings.checkpoint_seconds = table.integer("checkpoint_seconds", 60);
        settings.without_checkpoint_seconds_max = table.integer("max_age_without_checkpoint", 3600);
        settings.without_cosignature_seconds_max =
            table.integer("max_age_without_cosignature", 259'200);
        settings.witnesses = table.texts("witnesses");
        if (settings.without_checkpoint_seconds_max < settings.checkpoint_seconds) {
            table.fault("max_age_without_checkpoint", "must not be below checkpoint_seconds");
        }
        if (settings.without_cosignature_seconds_max < 60) {
            table.fault("max_age_without_cosignature", "must be 60 or more");
        }
        if (!evidence::is_key_name(settings.log_origin)) {
            table.fault("origin", "must be a name without blanks and plus signs");
        }
        if (settings.checkpoint_seconds < 1 || settings.checkpoint_seconds > 3600) {
            table.fault("checkpoint_seconds", "must be from 1 to 3600");
        }
        table.refuse_other_keys();
    }

    void read_portal(DaemonSettings& settings) {
        auto table = root_.table("portal");
        if (table.text("kind", "servicebw-drop") != "servicebw-drop") {
            table.fault("kind", "must be servicebw-drop");
        }
        settings.mailbox.base = table.text("mailbox_url");
        // With 5 s to connect: a daemon that ends waits at most 35 s for the message in flight.
        settings.mailbox.answer_time_max = std::chrono::seconds(15);
        settings.mailbox.whole_time_max = std::chrono::seconds(30);
        settings.mailbox.tls.trust_file = path(table.text("trust"));
        settings.mailbox.tls.certificate_file = path(table.text("certificate", ""));
        settings.mailbox.tls.key_file = path(table.text("key", ""));
        for (const std::string& file : table.texts("client_certificates")) {
            settings.client_certificates.push_back(path(file));
        }
        if (table.has("signature_profiles")) {
            settings.gate.profiles = profiles(table);
        }
        settings.composer.portal.key = table.text("identifier", "portal");
        settings.composer.portal.name = table.text("name", "Serviceportal");
        table.refuse_other_keys();
    }

    static std::vector<signature::SignatureProfile> profiles(TableReader& table) {
        std::vector<signature::SignatureProfile> profiles;
        const std::vector<std::string> names = table.texts("signature_profiles");
        for (const std::string& name : names) {
            if (name == "plain") {
                profiles.push_back(signature::SignatureProfile::plain);
            } else if (name == "xades") {
                profiles.push_back(signature::SignatureProfile::xades);
            }
        }
        if (profiles.empty() || profiles.size() != names.size()) {
            table.fault("signature_profiles", "must be a list of plain, xades or both");
        }
        return profiles;
    }

    void read_authority(DaemonSettings& settings) {
        auto table = root_.table("authority");
        settings.composer.authority.key = table.text("identifier");
        settings.composer.authority.name = table.text("name");
        if (table.text("seat", "BW") != "BW") {
            table.fault("seat", "must be BW: the calendar of Baden-Württemberg");
        }
        table.refuse_other_keys();
    }

    /// May be left out: then decisions are sealed with the key of [signing], without a time stamp.
    void read_seal(DaemonSettings& settings) {
        SealSettings& seal = settings.seal;
        seal.certificate_file = settings.signing_certificate_file;
        seal.key_file = settings.signing_key_file;
        settings.composer.sealed = {"antrag.entscheidung"};
        if (!root_.has("seal")) {
            return;
        }
        auto table = root_.table("seal");
        if (table.has("messages")) {
            settings.composer.sealed = table.texts("messages");
        }
        if (table.has("certificate") || table.has("key")) {
            seal.certificate_file = path(table.text("certificate"));
            seal.key_file = path(table.text("key"));
        }
        seal.timestamp_url = table.text("timestamp_url", "");
        seal.timestamp_server_trust = path(table.text("timestamp_server_trust", ""));
        seal.timestamp_command = table.texts("timestamp_command");
        seal.timestamp_trust = path(table.text("timestamp_trust", ""));
        for (const std::string& file : table.texts("evidence")) {
            seal.evidence_files.push_back(path(file));
        }
        const bool by_command = !seal.timestamp_command.empty();
        if (!seal.timestamp_url.empty() && by_command) {
            table.fault("timestamp_command", "and timestamp_url exclude each other");
        }
        if ((by_command || !seal.timestamp_url.empty()) && seal.timestamp_trust.empty()) {
            table.fault("timestamp_trust", "is missing: whose time stamps are believed");
        }
        table.refuse_other_keys();
    }

    void read_payout(DaemonSettings& settings) {
        auto table = root_.table("payout");
        settings.payout.debtor_name = table.text("debtor_name");
        settings.payout.debtor_iban = table.text("debtor_iban");
        settings.payout.debtor_bic = table.text("debtor_bic", "");
        if (!Iban::parse(settings.payout.debtor_iban).has_value()) {
            table.fault("debtor_iban", "must be a valid IBAN");
        }
        table.refuse_other_keys();
    }

    void read_programmes(DaemonSettings& settings) {
        const auto* const entries = root_.array("programme");
        for (std::size_t i = 0; entries != nullptr && i < entries->size(); ++i) {
            const auto* const node = entries->get(i)->as_table();
            if (node == nullptr) {
                root_.fault("programme", "must be an array of tables");
                return;
            }
            TableReader table(*node, "programme", reasons_);
            ProgrammeEntry entry;
            entry.folder = path(table.text("folder"));
            entry.leistung = table.text("leistung");
            entry.period = table.text("period");
            entry.period_end = table.text("period_end");
            entry.budget_line = table.text("budget_line");
            entry.file_number_pattern = table.text("file_number_pattern", "BV-{year}-{number:05}");
            entry.voucher_pattern = table.text("voucher_pattern", "{ags}-{az}-{n:02}");
            if (!parse_date(entry.period_end).has_value()) {
                table.fault("period_end", "must be a date such as 2026-12-31");
            }
            for (const ProgrammeEntry& other : settings.programmes) {
                if (other.file_number_pattern == entry.file_number_pattern) {
                    table.fault("file_number_pattern", "must differ from other programmes'");
                }
            }
            table.refuse_other_keys();
            settings.programmes.push_back(std::move(entry));
        }
    }

    TableReader root_;
    std::filesystem::path folder_;
    Reasons& reasons_;
};

}  // namespace

Result<DaemonSettings, Reasons> read_daemon_settings(const std::string& file) {
    return read_settings_file<DaemonSettings, SettingsReader>(file);
}

}  // namespace foerderwerk::daemon
