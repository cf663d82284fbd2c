// SPDX-License-Identifier: EUPL-1.2
#include "connectors/daemon/sandbox_settings.hpp"

#include <filesystem>

#include <toml++/toml.h>

#include "connectors/daemon/table_reader.hpp"

namespace foerderwerk::daemon {

namespace {

class SettingsReader {
public:
    SettingsReader(const toml::table& root, std::filesystem::path folder, Reasons& reasons)
        : root_(root, "", reasons), folder_(std::move(folder)), reasons_(reasons) {}

    SandboxSettings read() {
        SandboxSettings settings;
        const TableReader::Address listen = root_.address("listen");
        settings.address = listen.host;
        settings.port = listen.port;
        settings.portal.folder = path(root_.text("folder"));
        settings.portal.submissions.leistung = root_.text("leistung", "6007739");
        read_tls(settings);
        read_signing(settings);
        read_inbox(settings);
        read_authority(settings);
        read_portal(settings);
        read_providers(settings);
        root_.refuse_other_keys();
        return settings;
    }

private:
    [[nodiscard]] std::string path(const std::string& text) const {
        return text.empty() ? text : (folder_ / text).lexically_normal().string();
    }

    void read_tls(SandboxSettings& settings) {
        auto table = root_.table("tls");
        settings.tls.certificate_file = path(table.text("certificate"));
        settings.tls.key_file = path(table.text("key"));
        table.refuse_other_keys();
    }

    void read_signing(SandboxSettings& settings) {
        auto table = root_.table("signing");
        settings.signing_certificate_file = path(table.text("certificate"));
        settings.signing_key_file = path(table.text("key"));
        table.refuse_other_keys();
    }

    void read_inbox(SandboxSettings& settings) {
        auto table = root_.table("inbox");
        settings.inbox.base = table.text("url");
        settings.inbox.tls.trust_file = path(table.text("trust"));
        settings.inbox.tls.certificate_file = path(table.text("certificate"));
        settings.inbox.tls.key_file = path(table.text("key"));
        table.refuse_other_keys();
    }

    void read_authority(SandboxSettings& settings) {
        auto table = root_.table("authority");
        settings.portal.submissions.reader = {table.text("identifier"), table.text("name")};
        settings.authority_certificate_file = path(table.text("signing_certificate"));
        settings.authority_tls_certificate_file = path(table.text("tls_certificate", ""));
        // Only then is it worth asking browsers for a certificate, too.
        settings.tls.clients = settings.authority_tls_certificate_file.empty()
                                   ? http::TlsServerSettings::Clients::anonymous
                                   : http::TlsServerSettings::Clients::registered;
        table.refuse_other_keys();
    }

    void read_portal(SandboxSettings& settings) {
        auto table = root_.table("portal");
        settings.portal.submissions.author = {table.text("identifier"), table.text("name")};
        settings.portal.forms.programme = table.text("programme", "digitallotsen-basis");
        settings.portal.forms.programme_list_version = table.text("programme_list_version", "1");
        table.refuse_other_keys();
    }

    void read_providers(SandboxSettings& settings) {
        const auto* const entries = root_.array("education_provider");
        if (entries == nullptr) {
            return;
        }
        for (const auto& entry : *entries) {
            const auto* const table = entry.as_table();
            if (table == nullptr) {
                root_.fault("education_provider", "must be an array of tables");
                return;
            }
            TableReader provider(*table, "education_provider", reasons_);
            settings.portal.forms.education_providers.push_back(
                {provider.text("id"), provider.text("name")});
            provider.refuse_other_keys();
        }
    }

    TableReader root_;
    std::filesystem::path folder_;
    Reasons& reasons_;
};

}  // namespace

Result<SandboxSettings, Reasons> read_sandbox_settings(const std::string& file) {
    return read_settings_file<SandboxSettings, SettingsReader>(file);
}

}  // namespace foerderwerk::daemon
