// SPDX-License-Identifier: EUPL-1.2
#include "connectors/daemon/change_keys.hpp"

#include <filesystem>
#include <iostream>

#include "connectors/daemon/assembly.hpp"
#include "connectors/daemon/read_folder.hpp"
#include "connectors/daemon/system_clock.hpp"
#include "connectors/signature/certificates.hpp"
#include "connectors/signature/ed25519_key.hpp"
#include "connectors/signature/master_key.hpp"
#include "connectors/signature/sign_message.hpp"
#include "engine/operations/rotate_keys.hpp"
#include "engine/types/digest.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::daemon {

namespace {

namespace fs = std::filesystem;

int no_such_kind(const std::string& kind) {
    std::cerr << "foerderwerk: " << kind << " is none of master, signing and log\n";
    return 2;
}

void write_new(const std::string& path, const std::string& content, unsigned mode) {
    if (fs::exists(path)) {
        throw OperatingError(FailureKind::misconfigured,
                             path + " exists; keys are not overwritten");
    }
    write_file(path, content, mode);
}

int changed(const std::string& what, const std::string& to_configure) {
    std::cout << what << "\nset in the configuration before the next start: " << to_configure
              << '\n';
    return 0;
}

int rotate_master(DaemonSettings settings, const std::string& key_file,
                  const operations::KeyActor& who) {
    const std::string former = settings.master_key_file;
    settings.former_master_key_file = former;
    settings.master_key_file = key_file;
    const std::string former_id = to_hex(signature::read_master_key_file(former).id());
    Assembly assembly(std::move(settings));
    const std::size_t count =
        operations::rotate_master_key(assembly.house().casework, former_id, who);
    return changed(std::to_string(count) + " keys are wrapped under the new master key",
                   "sealing.master_key = \"" + key_file + "\"");
}

operations::SigningCertificate certificate_in(const std::string& pem) {
    const auto certificate = signature::read_certificate(pem);
    if (!certificate.has_value()) {
        throw OperatingError(FailureKind::misconfigured, certificate.error().front().text);
    }
    return {certificate->fingerprint_sha256_hex, certificate->der};
}

int rotate_signing(DaemonSettings settings, const std::string& key_file,
                   const std::string& certificate_file, const operations::KeyActor& who) {
    const std::string pem = read_file(certificate_file);
    const signature::MessageSigner usable(read_file(key_file), pem);  // throws when it is not
    const operations::SigningCertificate former =
        certificate_in(read_file(settings.signing_certificate_file));
    Assembly assembly(std::move(settings));
    operations::rotate_signing_key(assembly.house().casework, former, certificate_in(pem), who);
    return changed("the certificate " + usable.fingerprint() + " signs from now on",
                   "signing.key = \"" + key_file + "\", signing.certificate = \"" +
                       certificate_file + "\"; have it registered by the portal");
}

int rotate_log(DaemonSettings settings, const std::string& key_file,
               const operations::KeyActor& who) {
    const std::string origin = settings.log_origin;
    Assembly assembly(std::move(settings));
    console::House& house = assembly.house();
    const operations::LogKey next = log_key(origin, read_file(key_file), house.casework.sealing);
    const std::uint64_t size =
        operations::rotate_log_key(house.casework, house.log_files, house.log_key, next, who);
    return changed("both keys have signed the checkpoint of size " + std::to_string(size) +
                       "\nvkey: " + evidence::vkey_text(next.verifier, next.sha256),
                   "evidence.signing_key = \"" + key_file + "\"; tell auditors the vkey");
}

}  // namespace

int make_key(const Json& arguments) {
    const std::string kind = arguments.text("kind");
    const std::string file = arguments.text("to");
    if (kind == "master") {
        signature::create_master_key_file(file);
    } else if (kind == "log") {
        write_new(file, signature::Ed25519Key::generate().private_key_pem(), 0600);
    } else if (kind == "signing") {
        signature::CertificateWish wish;
        wish.common_name = arguments.text("name").empty() ? "Förderstelle" : arguments.text("name");
        // A certificate made and used in the same second must not be "not yet valid".
        wish.valid_from = SystemClock().now().instant - std::chrono::minutes(5);
        wish.days = 825;
        const signature::KeyAndCertificate made = signature::make_key_and_certificate(wish);
        write_new(file, made.private_key_pem, 0600);
        write_new(file + ".crt", made.certificate_pem, 0644);
    } else {
        return no_such_kind(kind);
    }
    return 0;
}

int rotate_key(DaemonSettings settings, const Json& arguments) {
    const std::string kind = arguments.text("kind");
    const std::string key = fs::absolute(arguments.text("key")).string();
    const operations::KeyActor who{.actor = "setup", .reason = arguments.text("reason")};
    if (kind == "master") {
        return rotate_master(std::move(settings), key, who);
    }
    if (kind == "signing") {
        const std::string certificate = arguments.text("certificate");
        return rotate_signing(
            std::move(settings), key,
            certificate.empty() ? key + ".crt" : fs::absolute(certificate).string(), who);
    }
    return kind == "log" ? rotate_log(std::move(settings), key, who) : no_such_kind(kind);
}

}  // namespace foerderwerk::daemon
