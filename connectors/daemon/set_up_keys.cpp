// SPDX-License-Identifier: EUPL-1.2
#include "connectors/daemon/set_up_keys.hpp"

#include "connectors/daemon/read_folder.hpp"
#include "connectors/daemon/system_clock.hpp"
#include "connectors/signature/certificates.hpp"
#include "connectors/signature/ed25519_key.hpp"
#include "connectors/signature/master_key.hpp"

namespace foerderwerk::daemon {

namespace {

namespace fs = std::filesystem;
using signature::CertificatePurpose;

void make_pair(const fs::path& folder, const std::string& name, const std::string& common_name,
               CertificatePurpose purpose) {
    if (fs::exists(folder / (name + ".key"))) {
        return;
    }
    signature::CertificateWish wish;
    wish.common_name = common_name;
    wish.organisation = "Förderwerk (Erprobung)";
    wish.purpose = purpose;
    // A certificate made and used in the same second must not be "not yet valid".
    wish.valid_from = SystemClock().now().instant - std::chrono::minutes(5);
    wish.days = 825;
    if (purpose == CertificatePurpose::tls_server) {
        wish.dns_names = {"localhost"};
        wish.ip_addresses = {"127.0.0.1"};
    }
    const signature::KeyAndCertificate made = signature::make_key_and_certificate(wish);
    write_file(folder / (name + ".crt"), made.certificate_pem, 0644);
    write_file(folder / (name + ".key"), made.private_key_pem, 0600);
}

}  // namespace

void set_up_keys(const fs::path& folder) {
    fs::create_directories(folder);
    fs::permissions(folder, fs::perms::owner_all);
    make_pair(folder, "daemon-tls", "localhost", CertificatePurpose::tls_server);
    make_pair(folder, "daemon-signing", "Förderstelle", CertificatePurpose::message_signature);
    make_pair(folder, "daemon-client", "Förderstelle", CertificatePurpose::tls_client);
    make_pair(folder, "portal-tls", "localhost", CertificatePurpose::tls_server);
    make_pair(folder, "portal-signing", "Serviceportal", CertificatePurpose::message_signature);
    make_pair(folder, "portal-client", "Serviceportal", CertificatePurpose::tls_client);
    if (!fs::exists(folder / "log-signing.key")) {
        write_file(folder / "log-signing.key", signature::Ed25519Key::generate().private_key_pem(),
                   0600);
    }
    if (!fs::exists(folder / "master.key")) {
        signature::create_master_key_file(folder / "master.key");
    }
}

}  // namespace foerderwerk::daemon
