// SPDX-License-Identifier: EUPL-1.2
#include "connectors/daemon/doctor.hpp"

#include <filesystem>
#include <functional>
#include <iostream>

#include "connectors/daemon/assembly.hpp"
#include "connectors/daemon/inbox_users.hpp"
#include "connectors/daemon/read_folder.hpp"
#include "connectors/daemon/system_clock.hpp"
#include "connectors/database/sqlite_store.hpp"
#include "connectors/feel_services/time_zones.hpp"
#include "connectors/signature/certificates.hpp"
#include "connectors/signature/document_seal.hpp"
#include "connectors/signature/master_key.hpp"
#include "connectors/signature/read_seal_evidence.hpp"
#include "connectors/xml/read_definition.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::daemon {

namespace {

/// Prints one line a check and counts what failed.
class Checks {
public:
    void run(const std::string& name, const std::function<void()>& check) {
        try {
            check();
            std::cout << "ok      " << name << '\n';
        } catch (const std::exception& failure) {
            ++failed_;
            std::cout << "FAILED  " << name << ": " << failure.what() << '\n';
        }
    }
    [[nodiscard]] int exit_code() const { return failed_ == 0 ? 0 : 1; }

private:
    int failed_ = 0;
};

void check_certificate(const std::string& file) {
    const auto certificate = signature::read_certificate(read_file(file));
    if (!certificate.has_value()) {
        throw OperatingError(FailureKind::misconfigured, certificate.error().front().text);
    }
    const Instant now = SystemClock().now().instant;
    if (certificate->valid_from > now || certificate->valid_to < now) {
        throw OperatingError(FailureKind::misconfigured,
                             "valid from " + to_string(certificate->valid_from) + " to " +
                                 to_string(certificate->valid_to));
    }
}

void check_programme(const ProgrammeEntry& entry) {
    const auto world = offline_worlds()();
    const auto definition = world.loader->load(definition_files(entry.folder));
    if (!definition.has_value()) {
        const Reason& first = definition.error().front();
        throw OperatingError(FailureKind::misconfigured, first.place + ": " + first.text);
    }
}

void check_time_zones() {
    const LocalDate day{std::chrono::year(2026), std::chrono::January, std::chrono::day(1)};
    if (!feel_services::zone_offset("Europe/Berlin", day, {})) {
        throw OperatingError(FailureKind::misconfigured, "Europe/Berlin is unknown");
    }
}

void check_database(const DaemonSettings& settings) {
    if (!std::filesystem::exists(settings.database)) {
        return;  // made at the first start
    }
    const database::SchemaVersions versions = database::schema_versions(settings.database);
    if (versions.present != versions.newest) {
        throw OperatingError(FailureKind::misconfigured,
                             "schema " + std::to_string(versions.present) + " of " +
                                 std::to_string(versions.newest) + ": run foerderwerk db migrate");
    }
}

/// Key, certificate and the files beside them; the time stamp service is not asked.
void check_seal(const SealSettings& seal) {
    check_certificate(seal.certificate_file);
    const signature::FileKeySeal usable(read_file(seal.key_file), read_file(seal.certificate_file));
    std::vector<std::string> evidence;
    evidence.reserve(seal.evidence_files.size() + 1);
    for (const std::string& file : seal.evidence_files) {
        evidence.push_back(read_file(file));
    }
    if (!seal.timestamp_trust.empty()) {
        evidence.push_back(read_file(seal.timestamp_trust));
    }
    (void)signature::read_seal_evidence(evidence);
}

}  // namespace

int doctor(const std::string& configuration) {
    const auto settings = read_daemon_settings(configuration);
    if (!settings.has_value()) {
        for (const Reason& reason : settings.error()) {
            std::cout << "FAILED  configuration " << reason.place << ": " << reason.text << '\n';
        }
        return 1;
    }
    Checks checks;
    checks.run("configuration " + configuration, [] {});
    for (const std::string& file :
         {settings->tls.certificate_file, settings->signing_certificate_file,
          settings->mailbox.tls.trust_file}) {
        if (!file.empty()) {  // behind a proxy the daemon has no TLS of its own
            checks.run("certificate " + file, [&file] { check_certificate(file); });
        }
    }
    for (const std::string& file : settings->client_certificates) {
        checks.run("client certificate " + file, [&file] { check_certificate(file); });
    }
    if (!settings->inbox_users_file.empty()) {
        checks.run("inbox users " + settings->inbox_users_file,
                   [&] { (void)inbox_users(settings->inbox_users_file); });
    }
    checks.run("master key " + settings->master_key_file,
               [&] { (void)signature::read_master_key_file(settings->master_key_file); });
    checks.run("seal " + settings->seal.certificate_file, [&] { check_seal(settings->seal); });
    checks.run("schemas " + settings->schemas, [&] { (void)load_schemas(*settings); });
    for (const ProgrammeEntry& entry : settings->programmes) {
        checks.run("programme " + entry.folder, [&entry] { check_programme(entry); });
    }
    checks.run("time zones " + feel_services::zone_database_version(), check_time_zones);
    checks.run("database " + settings->database, [&] { check_database(*settings); });
    return checks.exit_code();
}

}  // namespace foerderwerk::daemon
