// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/verified_message_factory.hpp"

#include <algorithm>
#include <utility>

#include <libxml/xmlversion.h>
#include <openssl/crypto.h>
#include <xmlsec/version.h>

#include "connectors/signature/read_nodes.hpp"

namespace foerderwerk::ports {
namespace {

Json library_versions() {
    Json versions;
    versions.set("libxml2", LIBXML_DOTTED_VERSION);
    versions.set("libxmlsec1", XMLSEC_VERSION);
    versions.set("openssl", OpenSSL_version(OPENSSL_VERSION_STRING));
    return versions;
}

}  // namespace

VerifiedMessage VerifiedMessageFactory::make(std::string canonical_bytes,
                                             const signature::SignatureParts& parts,
                                             const SenderCertificate& sender, Instant now) {
    const auto algorithm_of = [](const _xmlNode* method) {
        return signature::value_of(signature::attribute_of(method, "Algorithm"));
    };
    VerifiedMessage::Facts facts;
    facts.canonical_bytes = std::move(canonical_bytes);
    facts.sender = sender.sender;
    facts.fingerprint = sender.fingerprint_sha256_hex;
    facts.signature_algorithm = algorithm_of(parts.signature_method);
    facts.digest_algorithm = algorithm_of(parts.digest_method);
    facts.root_name = signature::local_name(parts.root);
    facts.root_namespace = signature::namespace_of(parts.root);
    facts.verified_at = now;
    facts.report.set("result", "verified");
    facts.report.set("sender", facts.sender);
    facts.report.set("certificate_sha256", facts.fingerprint);
    facts.report.set("signature_algorithm", facts.signature_algorithm);
    facts.report.set("digest_algorithm", facts.digest_algorithm);
    facts.report.set("canonicalization_algorithm", algorithm_of(parts.canonicalization_method));
    facts.report.set("verified_at", to_string(now));
    facts.report.set("libraries", library_versions());
    if (parts.profile() == signature::SignatureProfile::xades) {
        facts.report.set("profile", "xades");
        facts.report.set("signing_time",
                         signature::plain_text(parts.properties.signing_time).value_or(""));
    }
    return VerifiedMessage(std::move(facts));
}

}  // namespace foerderwerk::ports
